//! The passkeys of accounts. What they are made of is the library's.

use crate::{
    accounts::NamedPasskey,
    clock::Timestamp,
    db::{Db, Fault, Write, boxed},
    id::AccountId,
};
use sqlx::FromRow;

/// The most passkeys of one account.
const MOST: i64 = 20;

/// A passkey somebody signs in with.
#[derive(Debug, Clone, FromRow)]
pub struct KnownPasskey {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub account_id: AccountId,
    /// What the library keeps of it, as JSON.
    pub data: String,
}

/// Adds a passkey; `false` when the account has as many as it may, or somebody has this one already.
pub async fn add_passkey(
    tx: &mut Write<'_>,
    account: AccountId,
    name: &str,
    credential: &[u8],
    data: &str,
    now: Timestamp,
) -> Result<bool, Fault> {
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

/// The passkey of a credential, of an account that is not disabled.
#[boxed]
pub async fn find_passkey(db: &Db, credential: &[u8]) -> Result<Option<KnownPasskey>, Fault> {
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

/// The handle of an account, and what the library keeps of each of its passkeys.
#[boxed]
pub async fn load_passkeys(db: &Db, account: AccountId) -> Result<(Vec<u8>, Vec<String>), Fault> {
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

/// The passkeys of an account as its owner sees them.
#[boxed]
pub async fn list_passkeys(db: &Db, account: AccountId) -> Result<Vec<NamedPasskey>, Fault> {
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

/// Notes that somebody signed in with a passkey, and what the library keeps of it now.
pub async fn note_passkey(tx: &mut Write<'_>, id: i64, data: &str, now: Timestamp) -> Result<(), Fault> {
    sqlx::query("update passkeys set data = $2, used_at = $3 where id = $1")
        .bind(id)
        .bind(data)
        .bind(now)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes a passkey of an account; gives its name.
pub async fn remove_passkey(
    tx: &mut Write<'_>,
    account: AccountId,
    id: i64,
) -> Result<Option<String>, Fault> {
    sqlx::query_scalar("delete from passkeys where account_id = $1 and id = $2 returning name")
        .bind(account)
        .bind(id)
        .fetch_optional(&mut **tx)
        .await
}
