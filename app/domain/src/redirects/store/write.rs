//! Changes of redirects at the desk, each with its entry in the log.

use super::{Row, redirects};
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    clock::Timestamp,
    db::{DbError, WriteTx, boxed},
    form::Refusal as Refused,
    form_key::{
        FormKey,
        store::{made_with, note_made},
    },
    id::RedirectId,
    redirects::{
        NewRedirect, Redirect, Source,
        form::{ChangedMeanwhile, Problem, RedirectForm, Refusal},
    },
    scope::Editing,
};

/// Which redirect a form is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// A new one; a form that is sent twice makes one.
    New(Option<FormKey>),
    /// An existing one, in the version that was read.
    Existing {
        /// The redirect.
        id: RedirectId,
        /// Its version.
        version: i64,
    },
}

/// Saves a redirect as typed. `own` is the public address of the site; `has_page` says whether a page has the source now.
/// Redirects that lead to its source lead to its target from now on.
#[boxed]
pub async fn save_redirect(
    editing: &Editing,
    which: Which,
    form: &RedirectForm,
    own: &str,
    has_page: bool,
) -> Result<Result<RedirectId, Refusal>, DbError> {
    let (person, now) = (&editing.person, editing.now);
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refused::NotAllowed));
    }
    let (source, target) = match form.check(own) {
        Ok(checked) => checked,
        Err(problems) => return Ok(Err(Refused::Problems(problems))),
    };
    let new = NewRedirect { source, target };
    let mut tx = editing.db.write().await?;
    let before = match &which {
        Which::New(key) => {
            if let Some(made) = made_with(&mut tx, person.id, key.as_ref()).await? {
                return Ok(Ok(RedirectId(made)));
            }
            None
        }
        Which::Existing { id, version } => match load(&mut tx, *id).await? {
            None => return Ok(Err(Refused::Gone)),
            Some(stored) if stored.version != *version => return Ok(Err(Refused::Own(ChangedMeanwhile))),
            Some(stored) => Some(stored),
        },
    };
    if let Some(problem) = check(&mut tx, before.as_ref(), &new, has_page).await? {
        return Ok(Err(Refused::Problems(vec![problem])));
    }
    let led_on = lead_on(&mut tx, &new, before.as_ref().map(|before| before.id)).await?.to_string();
    let (source, target) = (new.source.as_str(), new.target.as_str());
    let id = match before {
        None => {
            let id = insert(&mut tx, &new, now).await?;
            let mut detail = vec![("title", source), ("target", target)];
            detail.extend((led_on != "0").then_some(("led_on", &*led_on)));
            note(&mut tx, now, person.actor(), Action::RedirectCreated, Subject::Redirect(id), &detail)
                .await?;
            if let Which::New(key) = &which {
                note_made(&mut tx, person.id, key.as_ref(), id.0, now).await?;
            }
            id
        }
        Some(Redirect { id, source: old, target: old_target, .. }) => {
            sqlx::query(
                "update redirects
                 set source = $2, target = $3, target_path = $4, version = version + 1
                 where id = $1",
            )
            .bind(id)
            .bind(&new.source)
            .bind(target)
            .bind(new.target.own())
            .execute(&mut *tx)
            .await?;
            let mut detail = vec![("title", source)];
            if old.as_str() != source {
                detail.extend([("source_before", old.as_str()), ("source_after", source)]);
            }
            if old_target.as_str() != target {
                detail.extend([("target_before", old_target.as_str()), ("target_after", target)]);
            }
            detail.extend((led_on != "0").then_some(("led_on", &*led_on)));
            // Saving what is there already notes nothing.
            if detail.len() == 1 {
                return Ok(Ok(id));
            }
            note(&mut tx, now, person.actor(), Action::RedirectChanged, Subject::Redirect(id), &detail)
                .await?;
            id
        }
    };
    tx.commit().await?;
    Ok(Ok(id))
}

/// Removes a redirect; returns its source.
#[boxed]
pub async fn remove_redirect(editing: &Editing, id: RedirectId) -> Result<Result<Source, Refusal>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Err(Refused::NotAllowed));
    }
    let mut tx = editing.db.write().await?;
    let Some(stored) = load(&mut tx, id).await? else { return Ok(Err(Refused::Gone)) };
    sqlx::query("delete from redirects where id = $1").bind(id).execute(&mut *tx).await?;
    let detail = [("title", stored.source.as_str()), ("target", stored.target.as_str())];
    let actor = editing.person.actor();
    note(&mut tx, editing.now, actor, Action::RedirectRemoved, Subject::Redirect(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(stored.source))
}

/// Takes an address off the list of those asked for in vain; it comes back if it is asked for again.
#[boxed]
pub async fn forget_missing(editing: &Editing, address: &Source) -> Result<Result<(), Refusal>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Err(Refused::NotAllowed));
    }
    let mut tx = editing.db.write().await?;
    // Somebody else may have done so already.
    if forget(&mut tx, address).await? {
        let (actor, detail) = (editing.person.actor(), [("address", address.as_str())]);
        note(&mut tx, editing.now, actor, Action::MissingAddressForgotten, Subject::Site, &detail).await?;
        tx.commit().await?;
    }
    Ok(Ok(()))
}

async fn load(tx: &mut WriteTx<'_>, id: RedirectId) -> Result<Option<Redirect>, DbError> {
    let row: Option<Row> =
        sqlx::query_as(redirects!("where redirect.id = $1")).bind(id).fetch_optional(&mut **tx).await?;
    Ok(row.map(Redirect::from))
}

/// Why this redirect cannot be stored in place of `before`.
async fn check(
    tx: &mut WriteTx<'_>,
    before: Option<&Redirect>,
    new: &NewRedirect,
    has_page: bool,
) -> Result<Option<Problem>, DbError> {
    let moved = before.is_none_or(|before| before.source != new.source);
    if has_page && moved {
        return Ok(Some(Problem::has_page()));
    }
    if moved && let Some(target) = target_of(tx, &new.source, before.map(|before| before.id)).await? {
        return Ok(Some(Problem::taken(&target)));
    }
    let Some(own) = new.target.own() else { return Ok(None) };
    for address in [own.clone(), own.path()] {
        // The redirect itself no longer has its old source.
        if let Some(onward) = target_of(tx, &address, before.map(|before| before.id)).await? {
            let back = onward.split('#').next().is_some_and(|onward| onward == new.source.as_str());
            return Ok(Some(if back { Problem::turns_back() } else { Problem::leads_on(&onward) }));
        }
    }
    Ok(None)
}

/// Where another redirect than this one leads from exactly this address.
pub(super) async fn target_of(
    tx: &mut WriteTx<'_>,
    source: &Source,
    but: Option<RedirectId>,
) -> Result<Option<String>, DbError> {
    sqlx::query_scalar("select target from redirects where source = $1 and id <> $2")
        .bind(source)
        .bind(but.unwrap_or(RedirectId(0)))
        .fetch_optional(&mut **tx)
        .await
}

/// Lets all redirects but this one that lead to the source of a new one lead to its target; returns how many. A source without a query
/// answers for every query.
pub(super) async fn lead_on(
    tx: &mut WriteTx<'_>,
    new: &NewRedirect,
    but: Option<RedirectId>,
) -> Result<u64, DbError> {
    let source = new.source.as_str();
    // All texts that begin with the source and a question mark; `@` is the character after it.
    let (first, end) = if new.source.has_query() {
        (source.to_owned(), source.to_owned())
    } else {
        (format!("{source}?"), format!("{source}@"))
    };
    let moved = sqlx::query(
        "update redirects
         set target = $4, target_path = $5, version = version + 1
         where (target_path = $1 or (target_path >= $2 and target_path < $3)) and id <> $6",
    )
    .bind(source)
    .bind(first)
    .bind(end)
    .bind(new.target.as_str())
    .bind(new.target.own())
    .bind(but.unwrap_or(RedirectId(0)))
    .execute(&mut **tx)
    .await?;
    Ok(moved.rows_affected())
}

/// Stores a new redirect, whose source is no longer asked for in vain.
pub(super) async fn insert(
    tx: &mut WriteTx<'_>,
    new: &NewRedirect,
    now: Timestamp,
) -> Result<RedirectId, DbError> {
    forget(tx, &new.source).await?;
    sqlx::query_scalar(
        "insert into redirects (source, target, target_path, created_at)
         values ($1, $2, $3, $4)
         returning id",
    )
    .bind(&new.source)
    .bind(new.target.as_str())
    .bind(new.target.own())
    .bind(now)
    .fetch_one(&mut **tx)
    .await
}

async fn forget(tx: &mut WriteTx<'_>, address: &Source) -> Result<bool, DbError> {
    let gone = sqlx::query("delete from missing_addresses where address = $1")
        .bind(address)
        .execute(&mut **tx)
        .await?;
    Ok(gone.rows_affected() > 0)
}
