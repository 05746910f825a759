//! The SQL of accounts.

mod administer;
mod links;
mod passkeys;
mod second_factor;
mod sessions;

pub use administer::{
    disable_account, drop_second_factor, enable_account, hand_out_link, open_account, revise_account,
};
pub use links::{make_reset_link, redeem_reset_link};
pub use passkeys::{
    KnownPasskey, add_passkey, find_passkey, list_passkeys, load_passkeys, note_passkey, remove_passkey,
};
pub use second_factor::{
    SecondFactor, count_recovery_codes, put_recovery_codes, set_second_factor, use_recovery_code, use_step,
};
pub use sessions::{
    NewSession, Which, create_session, end_all_sessions, end_session, end_sessions, is_signed_in,
    list_sessions, load_person, load_person_of, load_session, save_session, touch_session,
};

use super::{Account, Role};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, WriteTx, boxed, breaks},
    id::{AccountId, CategoryId},
};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use sqlx::FromRow;

/// A new account.
#[derive(Debug)]
pub struct NewAccount {
    /// The e-mail address for signing in, normalised as by [`super::Email`].
    pub email: String,
    /// The display name; not empty.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The categories an editor is limited to; empty means no limit.
    pub categories: Vec<CategoryId>,
    /// The password's hash; none until the owner chooses one.
    pub password: Option<String>,
}

/// Another account has this e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EmailTaken;

/// Creates an account.
pub async fn create_account(
    tx: &mut WriteTx<'_>,
    new: &NewAccount,
    now: Timestamp,
) -> Result<Result<AccountId, EmailTaken>, DbError> {
    let mut handle = [0_u8; 16];
    getrandom::fill(&mut handle).map_err(|error| DbError::Protocol(error.to_string()))?;
    let made = sqlx::query_scalar(
        "insert into accounts (email, name, role, password, handle, created_at)
         values ($1, $2, $3, $4, $5, $6)
         returning id",
    )
    .bind(&new.email)
    .bind(&new.name)
    .bind(new.role.as_str())
    .bind(&new.password)
    .bind(handle.as_slice())
    .bind(now)
    .fetch_one(&mut **tx)
    .await;
    let id = match made {
        Err(fault) if breaks(&fault, "accounts.email") => return Ok(Err(EmailTaken)),
        made => made?,
    };
    put_categories(tx, id, &new.categories).await?;
    Ok(Ok(id))
}

/// What an administrator can change of an account.
#[derive(Debug)]
pub struct AccountChange {
    /// The e-mail address for signing in.
    pub email: String,
    /// The display name; not empty.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The categories an editor is limited to; empty means no limit.
    pub categories: Vec<CategoryId>,
}

/// Changes an account.
pub async fn change_account(
    tx: &mut WriteTx<'_>,
    id: AccountId,
    change: &AccountChange,
) -> Result<Result<(), EmailTaken>, DbError> {
    let changed = sqlx::query("update accounts set email = $2, name = $3, role = $4 where id = $1")
        .bind(id)
        .bind(&change.email)
        .bind(&change.name)
        .bind(change.role.as_str())
        .execute(&mut **tx)
        .await;
    match changed {
        Err(fault) if breaks(&fault, "accounts.email") => return Ok(Err(EmailTaken)),
        changed => changed?,
    };
    put_categories(tx, id, &change.categories).await?;
    Ok(Ok(()))
}

/// Sets the display name; not empty.
pub async fn set_name(tx: &mut WriteTx<'_>, id: AccountId, name: &str) -> Result<(), DbError> {
    sqlx::query("update accounts set name = $2 where id = $1").bind(id).bind(name).execute(&mut **tx).await?;
    Ok(())
}

async fn put_categories(
    tx: &mut WriteTx<'_>,
    id: AccountId,
    categories: &[CategoryId],
) -> Result<(), DbError> {
    sqlx::query("delete from account_categories where account_id = $1").bind(id).execute(&mut **tx).await?;
    for category in categories {
        sqlx::query(
            "insert into account_categories (account_id, category_id)
             values ($1, $2)
             on conflict (account_id, category_id) do nothing",
        )
        .bind(id)
        .bind(category)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Disables an account or enables it again. Ends its sessions and invalidates its reset links.
pub async fn set_disabled(tx: &mut WriteTx<'_>, id: AccountId, at: Option<Timestamp>) -> Result<(), DbError> {
    sqlx::query("update accounts set disabled_at = $2 where id = $1")
        .bind(id)
        .bind(at)
        .execute(&mut **tx)
        .await?;
    sqlx::query("delete from reset_links where account_id = $1").bind(id).execute(&mut **tx).await?;
    end_sessions(tx, id, None).await?;
    Ok(())
}

/// Counts administrators who can sign in; the last one cannot be removed. Those who have neither a password
/// nor a passkey yet do not count.
pub async fn count_administrators(tx: &mut WriteTx<'_>) -> Result<i64, DbError> {
    sqlx::query_scalar(
        "select count(*)
         from accounts account
         where account.role = 'administrator'
           and account.disabled_at is null
           and (account.password is not null
               or exists (select 1 from passkeys where account_id = account.id))",
    )
    .fetch_one(&mut **tx)
    .await
}

/// Sets the hash of a password. Invalidates the reset links.
pub async fn set_password(tx: &mut WriteTx<'_>, id: AccountId, hash: &str) -> Result<(), DbError> {
    sqlx::query("update accounts set password = $2 where id = $1")
        .bind(id)
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    sqlx::query("delete from reset_links where account_id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Replaces the hash of the same password by one with other parameters. Does nothing if the password has been
/// changed meanwhile.
pub async fn rehash_password(
    tx: &mut WriteTx<'_>,
    id: AccountId,
    old: &str,
    hash: &str,
) -> Result<(), DbError> {
    sqlx::query("update accounts set password = $3 where id = $1 and password = $2")
        .bind(id)
        .bind(old)
        .bind(hash)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// What is needed to sign in with a password.
#[derive(Debug, Clone, FromRow)]
pub struct Candidate {
    /// The account.
    pub id: AccountId,
    /// The display name.
    pub name: String,
    /// The e-mail address for signing in.
    pub email: String,
    /// The password's hash, if it has one.
    pub password: Option<String>,
    /// The secret of the second factor, if it has one.
    pub totp_secret: Option<Vec<u8>>,
    /// The time step of the last code that was used.
    pub totp_step: i64,
}

impl Candidate {
    /// Identifies the current credentials, so that a sign-in that waits for its second step fails when they
    /// change. 64 hexadecimal digits.
    pub fn credentials(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.password.as_deref().unwrap_or_default());
        hash.update([0]);
        hash.update(self.totp_secret.as_deref().unwrap_or_default());
        HEXLOWER.encode(&hash.finalize())
    }
}

/// The account with this e-mail address. Disabled accounts are not found.
#[boxed]
pub async fn find_candidate(db: &Db, email: &str) -> Result<Option<Candidate>, DbError> {
    sqlx::query_as(
        "select id, name, email, password, totp_secret, totp_step
         from accounts
         where email = $1 and disabled_at is null",
    )
    .bind(email)
    .fetch_optional(db.read())
    .await
}

/// The account with this id. Disabled accounts are not found.
#[boxed]
pub async fn load_candidate(db: &Db, id: AccountId) -> Result<Option<Candidate>, DbError> {
    sqlx::query_as(
        "select id, name, email, password, totp_secret, totp_step
         from accounts
         where id = $1 and disabled_at is null",
    )
    .bind(id)
    .fetch_optional(db.read())
    .await
}

/// Stores a link with which the owner chooses a password; earlier links become invalid.
pub async fn put_reset_link(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    hash: &[u8; 32],
    expires_at: Timestamp,
) -> Result<(), DbError> {
    sqlx::query("delete from reset_links where account_id = $1").bind(account).execute(&mut **tx).await?;
    sqlx::query("insert into reset_links (hash, account_id, expires_at) values ($1, $2, $3)")
        .bind(hash.as_slice())
        .bind(account)
        .bind(expires_at)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// The account of a link, while the link is valid.
#[boxed]
pub async fn find_reset_link(db: &Db, hash: &[u8; 32], now: Timestamp) -> Result<Option<Candidate>, DbError> {
    sqlx::query_as(
        "select account.id, account.name, account.email, account.password, account.totp_secret, account.totp_step
         from reset_links link
         join accounts account on account.id = link.account_id
         where link.hash = $1 and link.expires_at > $2 and account.disabled_at is null",
    )
    .bind(hash.as_slice())
    .bind(now)
    .fetch_optional(db.read())
    .await
}

/// Uses up a link; of two concurrent uses one fails. Links of disabled accounts are invalid.
pub async fn use_reset_link(
    tx: &mut WriteTx<'_>,
    hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<AccountId>, DbError> {
    sqlx::query_scalar(
        "delete from reset_links
         where hash = $1 and expires_at > $2
           and account_id in (select id from accounts where disabled_at is null)
         returning account_id",
    )
    .bind(hash.as_slice())
    .bind(now)
    .fetch_optional(&mut **tx)
    .await
}

#[derive(FromRow)]
struct AccountRow {
    id: AccountId,
    email: String,
    name: String,
    role: String,
    disabled_at: Option<Timestamp>,
    created_at: Timestamp,
    has_second_factor: bool,
    #[sqlx(try_from = "i64")]
    passkeys: u32,
    seen_at: Option<Timestamp>,
}

macro_rules! accounts {
    ($rest:literal) => {
        concat!(
            "select account.id, account.email, account.name, account.role, account.disabled_at, account.created_at,
                account.totp_secret is not null as has_second_factor,
                (select count(*) from passkeys where account_id = account.id) as passkeys,
                (select max(seen_at) from sessions where account_id = account.id) as seen_at
             from accounts account ",
            $rest
        )
    };
}

/// All accounts by name, at most 1,000.
#[boxed]
pub async fn load_accounts(db: &Db) -> Result<Vec<Account>, DbError> {
    let rows: Vec<AccountRow> = sqlx::query_as(accounts!("order by account.name, account.id limit 1000"))
        .fetch_all(db.read())
        .await?;
    let limits: Vec<(AccountId, CategoryId)> = sqlx::query_as(
        "select account_id, category_id
         from account_categories
         order by account_id, category_id
         limit 100000",
    )
    .fetch_all(db.read())
    .await?;
    rows.into_iter().map(|row| account(row, &limits)).collect()
}

/// One account.
#[boxed]
pub async fn load_account(db: &Db, id: AccountId) -> Result<Option<Account>, DbError> {
    let row: Option<AccountRow> =
        sqlx::query_as(accounts!("where account.id = $1")).bind(id).fetch_optional(db.read()).await?;
    let limits: Vec<(AccountId, CategoryId)> = sqlx::query_as(
        "select account_id, category_id
         from account_categories
         where account_id = $1
         order by category_id
         limit 1000",
    )
    .bind(id)
    .fetch_all(db.read())
    .await?;
    row.map(|row| account(row, &limits)).transpose()
}

fn account(row: AccountRow, limits: &[(AccountId, CategoryId)]) -> Result<Account, DbError> {
    Ok(Account {
        role: read_role(&row.role)?,
        categories: limits.iter().filter(|(account, _)| *account == row.id).map(|(_, id)| *id).collect(),
        id: row.id,
        email: row.email,
        name: row.name,
        disabled_at: row.disabled_at,
        created_at: row.created_at,
        has_second_factor: row.has_second_factor,
        passkeys: row.passkeys,
        seen_at: row.seen_at,
    })
}

fn read_role(name: &str) -> Result<Role, DbError> {
    // A check constraint of the table allows only known names.
    Role::read(name).ok_or_else(|| DbError::Protocol(format!("the role {name} is not known")))
}
