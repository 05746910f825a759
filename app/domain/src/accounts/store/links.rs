//! Creating and using links with which the owner of an account chooses a password.

use super::{end_sessions, put_reset_link, set_password, use_reset_link};
use crate::{
    accounts::RESET_LIMIT,
    audit::{Action, Actor, Subject, store::note},
    chain::Hash,
    clock::Timestamp,
    db::{Db, DbError, WriteTx, boxed},
    id::AccountId,
};

/// Creates a link that is valid for [`RESET_LIMIT`]; earlier ones of the account become invalid. Password and
/// sessions stay as they are until the link is used.
pub async fn make_reset_link(
    tx: &mut WriteTx<'_>,
    actor: Actor,
    account: AccountId,
    link: &Hash,
    now: Timestamp,
) -> Result<(), DbError> {
    put_reset_link(tx, account, link, Timestamp(now.0 + RESET_LIMIT)).await?;
    note(tx, now, actor, Action::ResetLinkMade, Subject::Account(account), &[]).await
}

/// Uses up a link, sets the hash of the new password and ends every session of the account; the second factor
/// stays. `None` if the link is invalid or used; of two concurrent uses one fails.
#[boxed]
pub async fn redeem_reset_link(
    db: &Db,
    link: &Hash,
    password: &str,
    now: Timestamp,
) -> Result<Option<AccountId>, DbError> {
    let mut tx = db.write().await?;
    let Some(account) = use_reset_link(&mut tx, link, now).await? else { return Ok(None) };
    set_password(&mut tx, account, password).await?;
    end_sessions(&mut tx, account, None).await?;
    // The link identifies the owner, though nobody is signed in.
    let owner = Actor { account: Some(account), session: None };
    note(&mut tx, now, owner, Action::ResetLinkUsed, Subject::Account(account), &[]).await?;
    tx.commit().await?;
    Ok(Some(account))
}
