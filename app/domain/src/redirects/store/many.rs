//! Storing many redirects, as an import makes them.

use super::write::{insert, lead_on, target_of};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, WriteTx, boxed},
    redirects::{NewRedirect, Source, Target},
};

/// How many are stored in one transaction: others write in between.
const AT_ONCE: usize = 500;

/// What became of many redirects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Put {
    /// Stored.
    pub added: u64,
    /// Their source had a redirect already, which was left as it is.
    pub kept: u64,
    /// They would lead back to their own source.
    pub circular: u64,
}

/// Stores many redirects, some hundred in a transaction each. One whose target is redirected leads to where that leads.
/// It may be repeated after a failure. Whoever calls it writes the log.
///
/// # Errors
/// The database has failed; the transactions before are stored.
#[boxed]
pub async fn put_redirects(db: &Db, redirects: &[NewRedirect], now: Timestamp) -> Result<Put, DbError> {
    let mut put = Put::default();
    for some in redirects.chunks(AT_ONCE) {
        let mut tx = db.write().await?;
        for new in some {
            put_one(&mut tx, new, now, &mut put).await?;
        }
        tx.commit().await?;
    }
    Ok(put)
}

async fn put_one(
    tx: &mut WriteTx<'_>,
    new: &NewRedirect,
    now: Timestamp,
    put: &mut Put,
) -> Result<(), DbError> {
    if target_of(tx, &new.source, None).await?.is_some() {
        put.kept += 1;
        return Ok(());
    }
    let new = NewRedirect { source: new.source.clone(), target: onward(tx, &new.target).await? };
    if new.target.own().is_some_and(|own| *own == new.source || own.path() == new.source) {
        put.circular += 1;
        return Ok(());
    }
    lead_on(tx, &new, None).await?;
    insert(tx, &new, now).await?;
    put.added += 1;
    Ok(())
}

/// Where a target leads; one step is enough, since no stored target is redirected.
async fn onward(tx: &mut WriteTx<'_>, target: &Target) -> Result<Target, DbError> {
    let Some(own) = target.own() else { return Ok(target.clone()) };
    let found: Option<(String, Option<Source>)> = sqlx::query_as(
        "select target, target_path
         from redirects
         where source in ($1, $2)
         order by source desc
         limit 1",
    )
    .bind(own)
    .bind(own.path())
    .fetch_optional(&mut **tx)
    .await?;
    Ok(found.map_or_else(|| target.clone(), |(target, own)| Target::stored(target, own)))
}
