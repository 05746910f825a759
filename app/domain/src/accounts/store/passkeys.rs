//! The passkeys of accounts. Their content belongs to the WebAuthn library.

use crate::{
    accounts::NamedPasskey,
    clock::Timestamp,
    db::{Db, DbError, WriteTx, boxed},
    id::AccountId,
};
use sqlx::FromRow;

/// The most passkeys of one account.
const MOST: i64 = 20;

/// A passkey for signing in.
#[derive(Debug, Clone, FromRow)]
pub struct KnownPasskey {
    /// Its id.
    pub id: i64,
    /// Its account.
    pub account_id: AccountId,
    /// The library's data, as JSON.
    pub data: String,
}

/// Adds a passkey; `false` if the account has the maximum already, or the passkey exists.
pub async fn add_passkey(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    name: &str,
    credential: &[u8],
    data: &str,
    now: Timestamp,
) -> Result<bool, DbError> {
    let added = sqlx::query(
        "insert into passkeys (account_id, credential, name, data, created_at)
         select $1, $2, $3, $4, $5
         where (select count(*) from passkeys where account_id = $1) < $6
         on conflict (credential) do nothing",
    )
    .bind(account)
    .bind(credential)
    .bind(name)
    .bind(data)
    .bind(now)
    .bind(MOST)
    .execute(&mut **tx)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// The passkey with this credential id, unless its account is disabled.
#[boxed]
pub async fn find_passkey(db: &Db, credential: &[u8]) -> Result<Option<KnownPasskey>, DbError> {
    sqlx::query_as(
        "select passkey.id, passkey.account_id, passkey.data
         from passkeys passkey
         join accounts account on account.id = passkey.account_id
         where passkey.credential = $1 and account.disabled_at is null",
    )
    .bind(credential)
    .fetch_optional(db.read())
    .await
}

/// The user handle of an account, and the library's data of each of its passkeys.
#[boxed]
pub async fn load_passkeys(db: &Db, account: AccountId) -> Result<(Vec<u8>, Vec<String>), DbError> {
    let handle: Vec<u8> = sqlx::query_scalar("select handle from accounts where id = $1")
        .bind(account)
        .fetch_one(db.read())
        .await?;
    let known = sqlx::query_scalar("select data from passkeys where account_id = $1 order by id limit 100")
        .bind(account)
        .fetch_all(db.read())
        .await?;
    Ok((handle, known))
}

/// The passkeys of an account, as listed for its owner.
#[boxed]
pub async fn list_passkeys(db: &Db, account: AccountId) -> Result<Vec<NamedPasskey>, DbError> {
    let rows: Vec<(i64, String, Timestamp, Option<Timestamp>)> = sqlx::query_as(
        "select id, name, created_at, used_at
         from passkeys
         where account_id = $1
         order by id
         limit 100",
    )
    .bind(account)
    .fetch_all(db.read())
    .await?;
    let named = |(id, name, created_at, used_at)| NamedPasskey { id, name, created_at, used_at };
    Ok(rows.into_iter().map(named).collect())
}

/// Stores the time of use and the library's new data after somebody signed in with a passkey.
pub async fn note_passkey(tx: &mut WriteTx<'_>, id: i64, data: &str, now: Timestamp) -> Result<(), DbError> {
    sqlx::query("update passkeys set data = $2, used_at = $3 where id = $1")
        .bind(id)
        .bind(data)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes a passkey of an account; returns its name.
pub async fn remove_passkey(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    id: i64,
) -> Result<Option<String>, DbError> {
    sqlx::query_scalar("delete from passkeys where account_id = $1 and id = $2 returning name")
        .bind(account)
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}
