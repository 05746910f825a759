//! Sessions. The browser has the id, the store its SHA-256.

use super::read_role;
use crate::{
    accounts::{ABSOLUTE_LIMIT, IDLE_LIMIT, OpenSession, Person, Role, SIGN_IN_LIMIT},
    chain::Hash,
    clock::Timestamp,
    db::{Db, DbError, WriteTx, boxed},
    id::{AccountId, CategoryId, SessionId},
};
use sqlx::FromRow;

/// How old the stored time of last use may become, in milliseconds: a minute, so that reading pages rarely
/// writes.
const SEEN_WITHIN: i64 = 60 * 1000;
/// The most sessions without an account (sign-ins under way). Anybody can start one; the oldest are deleted
/// first.
const MOST_WITHOUT_ACCOUNT: i64 = 10_000;

/// A new session.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// The SHA-256 of the id in the cookie.
    pub hash: &'a Hash,
    /// Who is signed in; none during sign-in.
    pub account: Option<AccountId>,
    /// The session's data, as JSON.
    pub data: &'a str,
    /// The browser and system: `Firefox, Windows`.
    pub browser: &'a str,
    /// The network address.
    pub address: &'a str,
}

/// Stores a session, and deletes expired ones.
pub async fn create_session(db: &Db, new: &NewSession<'_>, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    // Each limit by its index: anybody can start sessions, and one statement for all three would read the
    // whole table each time. Sessions without an account are never touched, so the time of last use is when
    // they were created.
    for (over, limit) in [
        ("delete from sessions where created_at <= $1", ABSOLUTE_LIMIT),
        ("delete from sessions where account_id is not null and seen_at <= $1", IDLE_LIMIT),
        ("delete from sessions where account_id is null and seen_at <= $1", SIGN_IN_LIMIT),
    ] {
        sqlx::query(over).bind(now.0 - limit).execute(&mut *tx).await?;
    }
    if new.account.is_none() {
        sqlx::query(
            "delete from sessions
             where account_id is null
               and id <= (select max(id) from sessions) - $1",
        )
        .bind(MOST_WITHOUT_ACCOUNT)
        .execute(&mut *tx)
        .await?;
    }
    sqlx::query(
        "insert into sessions (hash, account_id, data, browser, address, created_at, seen_at)
         values ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(new.hash.as_slice())
    .bind(new.account)
    .bind(new.data)
    .bind(new.browser)
    .bind(new.address)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Stores the session's data; does nothing if the session has ended.
#[boxed]
pub async fn save_session(db: &Db, hash: &Hash, data: &str) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    sqlx::query("update sessions set data = $2 where hash = $1")
        .bind(hash.as_slice())
        .bind(data)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// The condition that a session is valid: $2 is the present, and the limits follow it.
macro_rules! goes_on {
    () => {
        "session.hash = $1 and session.created_at > $2 and session.seen_at > $3
         and (session.account_id is not null or session.created_at > $4)"
    };
}

/// The data of a valid session.
#[boxed]
pub async fn load_session(db: &Db, hash: &Hash, now: Timestamp) -> Result<Option<String>, DbError> {
    sqlx::query_scalar(concat!("select session.data from sessions session where ", goes_on!()))
        .bind(hash.as_slice())
        .bind(now.0 - ABSOLUTE_LIMIT)
        .bind(now.0 - IDLE_LIMIT)
        .bind(now.0 - SIGN_IN_LIMIT)
        .fetch_optional(db.read())
        .await
}

/// Whether somebody is signed in with this session.
#[boxed]
pub async fn is_signed_in(db: &Db, hash: &Hash, now: Timestamp) -> Result<bool, DbError> {
    Ok(load_person_row(db, hash, now).await?.is_some())
}

#[derive(FromRow)]
struct PersonRow {
    session: SessionId,
    seen_at: Timestamp,
    id: AccountId,
    name: String,
    email: String,
    role: String,
}

async fn load_person_row(db: &Db, hash: &Hash, now: Timestamp) -> Result<Option<PersonRow>, DbError> {
    sqlx::query_as(concat!(
        "select session.id as session, session.seen_at, account.id, account.name, account.email, account.role
         from sessions session
         join accounts account on account.id = session.account_id
         where account.disabled_at is null and ",
        goes_on!()
    ))
    .bind(hash.as_slice())
    .bind(now.0 - ABSOLUTE_LIMIT)
    .bind(now.0 - IDLE_LIMIT)
    .bind(now.0 - SIGN_IN_LIMIT)
    .fetch_optional(db.read())
    .await
}

/// Who is signed in with this session, and whether its time of last use should be updated
/// ([`touch_session`]).
#[boxed]
pub async fn load_person(db: &Db, hash: &Hash, now: Timestamp) -> Result<Option<(Person, bool)>, DbError> {
    let Some(row) = load_person_row(db, hash, now).await? else { return Ok(None) };
    // The time may be in the future if the clock was set back.
    let stale = (now.0 - row.seen_at.0).abs() >= SEEN_WITHIN;
    Ok(Some((with_limits(db, row).await?, stale)))
}

/// The person of an account who is not signed in, to check what they may see. `None` if the account is disabled. The
/// session is 0, which none has: in their name nothing is changed.
#[boxed]
pub async fn load_person_of(db: &Db, account: AccountId) -> Result<Option<Person>, DbError> {
    let row: Option<PersonRow> = sqlx::query_as(
        "select 0 as session, 0 as seen_at, id, name, email, role
         from accounts
         where id = $1 and disabled_at is null",
    )
    .bind(account)
    .fetch_optional(db.read())
    .await?;
    match row {
        Some(row) => Ok(Some(with_limits(db, row).await?)),
        None => Ok(None),
    }
}

async fn with_limits(db: &Db, row: PersonRow) -> Result<Person, DbError> {
    let role = read_role(&row.role)?;
    let categories = if role == Role::Editor { load_limits(db, row.id).await? } else { Vec::new() };
    let PersonRow { session, id, name, email, .. } = row;
    let categories = (!categories.is_empty()).then(|| categories.into_iter().collect());
    Ok(Person { id, name, email, role, categories, session })
}

/// The categories an editor is limited to, with all their sub-categories.
async fn load_limits(db: &Db, account: AccountId) -> Result<Vec<CategoryId>, DbError> {
    sqlx::query_scalar(
        "with recursive allowed (id) as (
            select category_id
            from account_categories
            where account_id = $1
            union
            select category.id
            from allowed
            join categories category on category.parent_id = allowed.id
         )
         select id
         from allowed
         order by id
         limit 10000",
    )
    .bind(account)
    .fetch_all(db.read())
    .await
}

/// Updates the time of last use.
#[boxed]
pub async fn touch_session(db: &Db, session: SessionId, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    sqlx::query("update sessions set seen_at = $2 where id = $1")
        .bind(session)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Ends the session of a browser.
#[boxed]
pub async fn end_session(db: &Db, hash: &Hash) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    sqlx::query("delete from sessions where hash = $1").bind(hash.as_slice()).execute(&mut *tx).await?;
    tx.commit().await
}

/// Ends sessions of an account: one, or all but one. Returns how many were ended.
pub async fn end_sessions(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    which: Option<Which>,
) -> Result<u64, DbError> {
    let (one, but) = match which {
        None => (None, None),
        Some(Which::One(id)) => (Some(id), None),
        Some(Which::AllBut(id)) => (None, Some(id)),
    };
    let ended = sqlx::query(
        "delete from sessions
         where account_id = $1
           and ($2 is null or id = $2)
           and ($3 is null or id <> $3)",
    )
    .bind(account)
    .bind(one)
    .bind(but)
    .execute(&mut **tx)
    .await?;
    Ok(ended.rows_affected())
}

/// Which sessions of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// This one.
    One(SessionId),
    /// All but this one.
    AllBut(SessionId),
}

/// Ends all sessions and invalidates all reset links, for example after a backup was restored.
#[boxed]
pub async fn end_all_sessions(db: &Db) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    sqlx::query("delete from sessions").execute(&mut *tx).await?;
    sqlx::query("delete from reset_links").execute(&mut *tx).await?;
    tx.commit().await
}

/// The valid sessions of an account, the last used first.
#[boxed]
pub async fn list_sessions(db: &Db, account: AccountId, now: Timestamp) -> Result<Vec<OpenSession>, DbError> {
    let rows: Vec<(SessionId, String, String, Timestamp, Timestamp)> = sqlx::query_as(
        "select id, browser, address, created_at, seen_at
         from sessions
         where account_id = $1 and created_at > $2 and seen_at > $3
         order by seen_at desc, id desc
         limit 200",
    )
    .bind(account)
    .bind(now.0 - ABSOLUTE_LIMIT)
    .bind(now.0 - IDLE_LIMIT)
    .fetch_all(db.read())
    .await?;
    let open = |(id, browser, address, created_at, seen_at)| OpenSession {
        id,
        browser,
        address,
        created_at,
        seen_at,
    };
    Ok(rows.into_iter().map(open).collect())
}
