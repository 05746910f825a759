//! The SQL of form keys.

use super::FormKey;
use crate::{
    clock::Timestamp,
    db::{DbError, WriteTx},
    id::AccountId,
};

/// How long a key is kept, in milliseconds: a day.
const REMEMBERED: i64 = 24 * 60 * 60 * 1000;

/// The id of what this account created with this key.
pub(crate) async fn made_with(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    key: Option<&FormKey>,
) -> Result<Option<i64>, DbError> {
    let Some(key) = key else { return Ok(None) };
    sqlx::query_scalar("select made_id from form_keys where account_id = $1 and key = $2")
        .bind(account)
        .bind(key.as_str())
        .fetch_optional(&mut **tx)
        .await
}

/// Stores what was created with a key, in the transaction that created it; deletes keys that are older than a
/// day.
pub(crate) async fn note_made(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    key: Option<&FormKey>,
    made: i64,
    now: Timestamp,
) -> Result<(), DbError> {
    let Some(key) = key else { return Ok(()) };
    sqlx::query("delete from form_keys where made_at < $1")
        .bind(now.0.saturating_sub(REMEMBERED))
        .execute(&mut **tx)
        .await?;
    sqlx::query("insert into form_keys (account_id, key, made_id, made_at) values ($1, $2, $3, $4)")
        .bind(account)
        .bind(key.as_str())
        .bind(made)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
