//! The SQL of the log.

mod read;
mod verify;

pub use read::{load_head, load_log, load_onward};
pub use verify::{Broken, Verified, verify};

#[cfg(test)]
pub(super) use read::newest_first;

use super::{
    Action, Actor, Subject,
    entry::{Content, write_detail},
};
use crate::{
    chain::{Break, ChainHead, read_hash},
    clock::Timestamp,
    db::{DbError, WriteTx},
};

/// Adds an entry to the log, in the transaction of the action it describes. Its time is `at`, or the time of
/// the previous entry if that is later (the clock was set back). If two details have the same name, the later
/// one counts; values longer than [`super::MOST_CHARACTERS`] are cut.
///
/// # Errors
///
/// The store failed. Do not commit the transaction, or the action would have no entry.
pub async fn note(
    tx: &mut WriteTx<'_>,
    at: Timestamp,
    actor: Actor,
    action: Action,
    subject: Subject,
    detail: &[(&str, &str)],
) -> Result<(), DbError> {
    let end = load_end(tx).await?;
    let content = Content {
        sequence: end.sequence.saturating_add(1),
        at: end.time(at),
        account_id: actor.account,
        session_id: actor.session,
        action: action.as_str().to_owned(),
        subject: subject.kind().as_str().to_owned(),
        subject_id: subject.id(),
        detail: write_detail(detail)?,
    };
    let hash = content.hash(&end.hash);
    sqlx::query(
        "insert into audit_entries
            (sequence, at, account_id, session_id, action, subject, subject_id, detail, previous, hash)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(content.sequence)
    .bind(content.at)
    .bind(content.account_id)
    .bind(content.session_id)
    .bind(content.action)
    .bind(content.subject)
    .bind(content.subject_id)
    .bind(content.detail)
    .bind(&end.hash[..])
    .bind(&hash[..])
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "insert into audit_head (id, entries, hash)
         values (1, $1, $2)
         on conflict (id) do update set entries = excluded.entries, hash = excluded.hash",
    )
    .bind(content.sequence)
    .bind(&hash[..])
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// The end of the chain that the next entry continues. Taken from the head, not from the last row: if rows at
/// the end were deleted, the gap stays detectable and is not closed by the next entry. If the head was set
/// back, the site still works: the entry gets a free number and a hash that does not match.
async fn load_end(tx: &mut WriteTx<'_>) -> Result<ChainHead, DbError> {
    let head: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select entries, hash from audit_head where id = 1").fetch_optional(&mut **tx).await?;
    let last: Option<(i64, Timestamp)> = sqlx::query_as(
        "select sequence, at
         from audit_entries
         order by sequence desc
         limit 1",
    )
    .fetch_optional(&mut **tx)
    .await?;
    let mut end = ChainHead::START;
    if let Some((entries, hash)) = head {
        end = ChainHead { sequence: entries, hash: read_hash(&hash)?, ..end };
    }
    if let Some((sequence, at)) = last {
        end = ChainHead { sequence: end.sequence.max(sequence), at, ..end };
    }
    Ok(end)
}

/// Why an entry is broken, in Vietnamese.
fn in_words(reason: Break) -> String {
    reason.in_words("mục")
}
