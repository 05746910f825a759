//! The second factor of an account, and its recovery codes.

use crate::{
    chain::Hash,
    db::{Db, DbError, WriteTx, boxed},
    id::AccountId,
};

/// The TOTP secret: 20 random bytes.
pub type SecondFactor = [u8; 20];

/// Sets or removes the second factor. Removing it removes the recovery codes too.
pub async fn set_second_factor(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    secret: Option<&SecondFactor>,
) -> Result<(), DbError> {
    sqlx::query("update accounts set totp_secret = $2, totp_step = 0 where id = $1")
        .bind(account)
        .bind(secret.map(<[u8; 20]>::as_slice))
        .execute(&mut **tx)
        .await?;
    sqlx::query("delete from recovery_codes where account_id = $1").bind(account).execute(&mut **tx).await?;
    Ok(())
}

/// Uses up the code of a time step (30 seconds); `false` if it, or a later one, was used before.
pub async fn use_step(tx: &mut WriteTx<'_>, account: AccountId, step: i64) -> Result<bool, DbError> {
    let used = sqlx::query("update accounts set totp_step = $2 where id = $1 and totp_step < $2")
        .bind(account)
        .bind(step)
        .execute(&mut **tx)
        .await?;
    Ok(used.rows_affected() == 1)
}

/// Replaces the recovery codes.
pub async fn put_recovery_codes(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    hashes: &[Hash],
) -> Result<(), DbError> {
    sqlx::query("delete from recovery_codes where account_id = $1").bind(account).execute(&mut **tx).await?;
    for hash in hashes {
        sqlx::query("insert into recovery_codes (account_id, hash) values ($1, $2)")
            .bind(account)
            .bind(hash.as_slice())
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Uses up a recovery code; `false` if it does not exist or was used.
pub async fn use_recovery_code(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    hash: &Hash,
) -> Result<bool, DbError> {
    let used = sqlx::query("delete from recovery_codes where account_id = $1 and hash = $2")
        .bind(account)
        .bind(hash.as_slice())
        .execute(&mut **tx)
        .await?;
    Ok(used.rows_affected() == 1)
}

/// How many recovery codes are left.
#[boxed]
pub async fn count_recovery_codes(db: &Db, account: AccountId) -> Result<i64, DbError> {
    sqlx::query_scalar("select count(*) from recovery_codes where account_id = $1")
        .bind(account)
        .fetch_one(db.read())
        .await
}
