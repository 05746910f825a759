//! Handing out and redeeming links with which the owner of an account chooses a password.

use super::{end_sessions, put_reset_link, set_password, use_reset_link};
use crate::{
    accounts::RESET_LIMIT,
    audit::{Action, Actor, Subject, store::note},
    chain::Hash,
    clock::Timestamp,
    db::{Db, Fault, Write, boxed},
    id::AccountId,
};

/// Makes a link good for [`RESET_LIMIT`]; earlier ones of the account are no longer good. Until somebody redeems it, the
/// password and the sessions stay as they are.
pub async fn make_reset_link(
    tx: &mut Write<'_>,
    actor: Actor,
    account: AccountId,
    link: &Hash,
    now: Timestamp,
) -> Result<(), Fault> {
    put_reset_link(tx, account, link, Timestamp(now.0 + RESET_LIMIT)).await?;
    note(tx, now, actor, Action::ResetLinkMade, Subject::Account(account), &[]).await
}

/// Uses up a link, sets the hash of the password that was chosen and ends every session of the account; the second factor
/// stays as it is. `None` where the link is not good, or no longer: of two who redeem it at once, one.
#[boxed]
pub async fn redeem_reset_link(
    db: &Db,
    link: &Hash,
    password: &str,
    now: Timestamp,
) -> Result<Option<AccountId>, Fault> {
    let mut tx = db.write().await?;
    let Some(account) = use_reset_link(&mut tx, link, now).await? else { return Ok(None) };
    set_password(&mut tx, account, password).await?;
    end_sessions(&mut tx, account, None).await?;
    // Whoever holds the link acts as the owner, though nobody is signed in.
    let owner = Actor { account: Some(account), session: None };
    note(&mut tx, now, owner, Action::ResetLinkUsed, Subject::Account(account), &[]).await?;
    tx.commit().await?;
    Ok(Some(account))
}
