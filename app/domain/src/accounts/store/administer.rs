//! Changes of accounts by administrators. Each function is one transaction: it checks the permission, makes
//! the change and adds it to the log. Accounts are never deleted, since the log and the articles refer to
//! them.
//!
//! Whether an administrator is left is checked after the change, in the same transaction: if two disable each
//! other at the same time, the second is refused.

#[cfg(test)]
mod tests;

use super::{
    AccountChange, NewAccount, change_account, count_administrators, create_account, make_reset_link,
    read_role, set_disabled, set_second_factor,
};
use crate::{
    accounts::{
        Person, Right, Role,
        form::{AccountForm, AccountRule, Problem, Refusal},
    },
    audit::{Action, Subject, store::note},
    chain::Hash,
    db::{DbError, WriteTx, boxed},
    form_key::{
        FormKey,
        store::{made_with, note_made},
    },
    id::AccountId,
    scope::Editing,
};
use sqlx::FromRow;

/// The result of a change, or why nothing was stored.
type Change<T> = Result<Result<T, Refusal>, DbError>;

/// An account before the change.
#[derive(FromRow)]
struct Current {
    email: String,
    name: String,
    role: String,
    disabled: bool,
    second_factor: bool,
}

impl Current {
    fn administers(&self) -> bool {
        self.role == Role::Administrator.as_str()
    }
}

async fn load_current(tx: &mut WriteTx<'_>, id: AccountId) -> Result<Option<Current>, DbError> {
    sqlx::query_as(
        "select email, name, role, disabled_at is not null as disabled, totp_secret is not null as second_factor
         from accounts
         where id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// Whether a person still has the permission: somebody may have disabled or changed their account since the
/// request began.
async fn may(tx: &mut WriteTx<'_>, person: &Person) -> Result<bool, DbError> {
    let role: Option<String> =
        sqlx::query_scalar("select role from accounts where id = $1 and disabled_at is null")
            .bind(person.id)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(match role {
        Some(role) => read_role(&role)?.may(Right::ManageAccounts),
        None => false,
    })
}

/// Creates an account without a password, and the link with which its owner chooses one. If the same form (by
/// its key) is sent again, the account it created gets this link in place of the first.
#[boxed]
pub async fn open_account(
    editing: &Editing,
    form: &AccountForm,
    key: Option<&FormKey>,
    link: &Hash,
) -> Change<AccountId> {
    let (db, person, now) = (&editing.db, &editing.person, editing.now);
    let AccountChange { email, name, role, categories } = match form.check() {
        Ok(checked) => checked,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    let new = NewAccount { email, name, role, categories, password: None };
    let mut tx = db.write().await?;
    if !may(&mut tx, person).await? {
        return Ok(Err(Refusal::NotAllowed));
    }
    if let Some(id) = made_with(&mut tx, person.id, key).await?.map(AccountId) {
        make_reset_link(&mut tx, person.actor(), id, link, now).await?;
        tx.commit().await?;
        return Ok(Ok(id));
    }
    let id = match create_account(&mut tx, &new, now).await {
        Err(fault) if is_unknown(&fault) => return Ok(problem(Problem::category_gone())),
        created => match created? {
            Ok(id) => id,
            Err(_) => return Ok(problem(Problem::email_taken())),
        },
    };
    let categories = load_category_names(&mut tx, id).await?;
    let mut detail = vec![("name", new.name.as_str()), ("email", &new.email), ("role", new.role.as_str())];
    detail.extend((!categories.is_empty()).then_some(("categories", categories.as_str())));
    note(&mut tx, now, person.actor(), Action::AccountCreated, Subject::Account(id), &detail).await?;
    make_reset_link(&mut tx, person.actor(), id, link, now).await?;
    note_made(&mut tx, person.id, key, id.0, now).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

fn problem<T>(problem: Problem) -> Result<T, Refusal> {
    Err(Refusal::Problems(vec![problem]))
}

/// Whether the fault is a chosen category that does not exist.
fn is_unknown(fault: &DbError) -> bool {
    fault.as_database_error().is_some_and(|error| error.is_foreign_key_violation())
}

/// Changes name, address and rights of an account. Rights are read at every request, so no session has to
/// end.
#[boxed]
pub async fn revise_account(editing: &Editing, id: AccountId, form: &AccountForm) -> Change<()> {
    let change = match form.check() {
        Ok(checked) => checked,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    let mut tx = editing.db.write().await?;
    let before = match begin(&mut tx, &editing.person, id).await? {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let categories = load_category_names(&mut tx, id).await?;
    match change_account(&mut tx, id, &change).await {
        Err(fault) if is_unknown(&fault) => return Ok(problem(Problem::category_gone())),
        changed => {
            if changed?.is_err() {
                return Ok(problem(Problem::email_taken()));
            }
        }
    }
    if before.administers() && count_administrators(&mut tx).await? == 0 {
        return Ok(Err(Refusal::Own(AccountRule::LastAdministrator)));
    }
    let categories = (categories, load_category_names(&mut tx, id).await?);
    note_revision(&mut tx, editing, id, (&before, &change), (&categories.0, &categories.1)).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Logs what has changed, each value before and after; nothing if nothing has changed.
async fn note_revision(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    id: AccountId,
    (before, after): (&Current, &AccountChange),
    (categories_before, categories_after): (&str, &str),
) -> Result<(), DbError> {
    let (actor, now, subject) = (editing.person.actor(), editing.now, Subject::Account(id));
    let mut detail = Vec::new();
    for (names, before, after) in [
        (["name_before", "name_after"], before.name.as_str(), after.name.as_str()),
        (["email_before", "email_after"], &before.email, &after.email),
        (["categories_before", "categories_after"], categories_before, categories_after),
    ] {
        if before != after {
            detail.extend([(names[0], before), (names[1], after)]);
        }
    }
    if !detail.is_empty() {
        note(tx, now, actor, Action::AccountChanged, subject, &detail).await?;
    }
    if before.role != after.role.as_str() {
        let detail = [("before", before.role.as_str()), ("after", after.role.as_str())];
        note(tx, now, actor, Action::RoleChanged, subject, &detail).await?;
    }
    Ok(())
}

/// Begins a change: the account as it is now, if it exists and the person has the permission.
async fn begin(tx: &mut WriteTx<'_>, person: &Person, id: AccountId) -> Change<Current> {
    if !may(tx, person).await? {
        return Ok(Err(Refusal::NotAllowed));
    }
    Ok(load_current(tx, id).await?.ok_or(Refusal::Gone))
}

/// Disables an account: ends its sessions and invalidates its links.
#[boxed]
pub async fn disable_account(editing: &Editing, id: AccountId) -> Change<()> {
    let (db, person, now) = (&editing.db, &editing.person, editing.now);
    let mut tx = db.write().await?;
    let before = match begin(&mut tx, person, id).await? {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if id == person.id {
        return Ok(Err(Refusal::Own(AccountRule::Oneself)));
    }
    // Repeating the request changes nothing.
    if before.disabled {
        return Ok(Ok(()));
    }
    set_disabled(&mut tx, id, Some(now)).await?;
    if before.administers() && count_administrators(&mut tx).await? == 0 {
        return Ok(Err(Refusal::Own(AccountRule::LastAdministrator)));
    }
    note(&mut tx, now, person.actor(), Action::AccountDisabled, Subject::Account(id), &[]).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Enables an account again.
#[boxed]
pub async fn enable_account(editing: &Editing, id: AccountId) -> Change<()> {
    let (db, person, now) = (&editing.db, &editing.person, editing.now);
    let mut tx = db.write().await?;
    let before = match begin(&mut tx, person, id).await? {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if before.disabled {
        set_disabled(&mut tx, id, None).await?;
        note(&mut tx, now, person.actor(), Action::AccountEnabled, Subject::Account(id), &[]).await?;
        tx.commit().await?;
    }
    Ok(Ok(()))
}

/// Makes a link with which the owner of an account chooses a password.
#[boxed]
pub async fn hand_out_link(editing: &Editing, id: AccountId, link: &Hash) -> Change<()> {
    let (db, person, now) = (&editing.db, &editing.person, editing.now);
    let mut tx = db.write().await?;
    match begin(&mut tx, person, id).await? {
        Ok(before) if before.disabled => return Ok(Err(Refusal::Own(AccountRule::Disabled))),
        Ok(_) => {}
        Err(refusal) => return Ok(Err(refusal)),
    }
    make_reset_link(&mut tx, person.actor(), id, link, now).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Switches off the second factor of somebody who has lost it. Not for one's own account: that needs a code.
#[boxed]
pub async fn drop_second_factor(editing: &Editing, id: AccountId) -> Change<()> {
    let (db, person, now) = (&editing.db, &editing.person, editing.now);
    let mut tx = db.write().await?;
    let before = match begin(&mut tx, person, id).await? {
        Ok(before) => before,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if id == person.id {
        return Ok(Err(Refusal::Own(AccountRule::Oneself)));
    }
    if before.second_factor {
        set_second_factor(&mut tx, id, None).await?;
        note(&mut tx, now, person.actor(), Action::TwoFactorOff, Subject::Account(id), &[]).await?;
        tx.commit().await?;
    }
    Ok(Ok(()))
}

/// The names of the categories that an account is limited to, separated by commas.
async fn load_category_names(tx: &mut WriteTx<'_>, id: AccountId) -> Result<String, DbError> {
    let names: Vec<String> = sqlx::query_scalar(
        "select category.name
         from account_categories limited
         join categories category on category.id = limited.category_id
         where limited.account_id = $1
         order by category.position, category.id
         limit 1000",
    )
    .bind(id)
    .fetch_all(&mut **tx)
    .await?;
    Ok(names.join(", "))
}
