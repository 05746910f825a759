//! Links: adding, changing, ordering, removing and bringing back.

use super::{read_menus, target::find};
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    db::{DbError, WriteTx, boxed},
    form_key::{
        FormKey,
        store::{made_with, note_made},
    },
    id::{LinkId, LinkListId},
    menus::{DeskList, KEPT, LinkField, LinkForm, LinkNode, MAX_LINKS, NotChanged, Problem, Refusal, Wanted},
    order::{Step, arranged},
    scope::Editing,
};

/// The result of a change, or why nothing was stored.
type Change<T> = Result<Result<T, Refusal>, DbError>;

/// The link to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Where {
    /// A new one, at the end of its siblings in this list. If the same form (by its key) is sent again, it is the link that
    /// was added.
    In(LinkListId, Option<FormKey>),
    /// An existing one.
    Existing {
        /// The link.
        id: LinkId,
        /// The version that was loaded into the form.
        version: i64,
    },
}

/// A link that was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SavedLink(pub LinkId);

/// A link with its list.
fn find_link(lists: &[DeskList], id: LinkId) -> Option<(&DeskList, &LinkNode)> {
    lists.iter().find_map(|list| Some((list, list.get(id)?)))
}

/// What a link leads to, as it is stored.
struct Stored {
    kind: &'static str,
    id: Option<i64>,
    address: Option<String>,
    /// The name of a thing of this site.
    name: String,
}

/// Saves the form of a link that is to lead to `wanted`. Without a text it has the name of that.
#[boxed]
pub async fn save_link(
    editing: &Editing,
    place: Where,
    form: &LinkForm,
    wanted: &Wanted,
) -> Change<SavedLink> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let lists = read_menus(&mut tx, *now).await?;
    let (list, stored) = match &place {
        Where::In(_, key) if let Some(id) = made_with(&mut tx, person.id, key.as_ref()).await? => {
            return Ok(Ok(SavedLink(LinkId(id))));
        }
        Where::In(list, _) => match lists.iter().find(|known| known.id == *list) {
            Some(list) => (list, None),
            None => return Ok(Err(Refusal::Gone)),
        },
        Where::Existing { id, version } => match find_link(&lists, *id) {
            None => return Ok(Err(Refusal::Gone)),
            Some((_, link)) if link.version != *version => {
                return Ok(Err(Refusal::Stale { by: None, at: None, version: link.version }));
            }
            Some((list, link)) => (list, Some(link)),
        },
    };
    let new = match form.check(list, stored.map(|link| link.id), wanted) {
        Ok(new) => new,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    let problem = |field, sentence: String| Ok(Err(Refusal::Problems(vec![Problem { field, sentence }])));
    let Some(target) = look_up(&mut tx, wanted).await? else {
        let sentence = "Trang web không có trang nào ở địa chỉ này. Xin kiểm tra lại, hoặc tìm ở ô dưới.";
        return problem(LinkField::Address, sentence.to_owned());
    };
    if stored.is_none() && is_full(&lists) {
        return problem(
            LinkField::Label,
            format!("Trang web có tối đa {MAX_LINKS} liên kết trong các menu."),
        );
    }
    let label = if new.label.is_empty() { &target.name } else { &new.label };
    let id = write(&mut tx, list, stored, (label, new.parent), &target).await?;
    note_saved(&mut tx, editing, list, stored, (id, label), &target).await?;
    if let Where::In(_, key) = &place {
        note_made(&mut tx, person.id, key.as_ref(), id.0, *now).await?;
    }
    tx.commit().await?;
    Ok(Ok(SavedLink(id)))
}

fn is_full(lists: &[DeskList]) -> bool {
    let links: usize = lists.iter().map(|list| list.links.len()).sum();
    i64::try_from(links).is_ok_and(|links| links >= MAX_LINKS)
}

async fn look_up(tx: &mut WriteTx<'_>, wanted: &Wanted) -> Result<Option<Stored>, DbError> {
    let outside = |kind, address| Some(Stored { kind, id: None, address, name: String::new() });
    Ok(match wanted {
        Wanted::Nowhere => outside("none", None),
        Wanted::Address(address) => outside("address", Some(address.clone())),
        Wanted::Inside(linked) => find(tx, linked).await?.map(|found| Stored {
            kind: found.kind,
            id: Some(found.id),
            address: None,
            name: found.name,
        }),
    })
}

async fn write(
    tx: &mut WriteTx<'_>,
    list: &DeskList,
    stored: Option<&LinkNode>,
    (label, parent): (&str, Option<LinkId>),
    target: &Stored,
) -> Result<LinkId, DbError> {
    let siblings = list.below(parent);
    let last = i64::try_from(siblings.len()).unwrap_or(i64::MAX);
    let Some(link) = stored else {
        let id: LinkId = sqlx::query_scalar(
            "insert into links (list_id, parent_id, position, label, kind, target_id, address)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning id",
        )
        .bind(list.id)
        .bind(parent)
        .bind(last)
        .bind(label)
        .bind(target.kind)
        .bind(target.id)
        .bind(&target.address)
        .fetch_one(&mut **tx)
        .await?;
        // Removed links leave gaps, so the number of siblings may not be behind them all.
        number(tx, &[siblings, vec![id]].concat()).await?;
        return Ok(id);
    };
    sqlx::query(
        "update links
         set parent_id = $2, label = $3, kind = $4, target_id = $5, address = $6, version = version + 1
         where id = $1",
    )
    .bind(link.id)
    .bind(parent)
    .bind(label)
    .bind(target.kind)
    .bind(target.id)
    .bind(&target.address)
    .execute(&mut **tx)
    .await?;
    if link.parent != parent {
        number(tx, &[siblings, vec![link.id]].concat()).await?;
    }
    Ok(link.id)
}

/// Numbers siblings in this order.
async fn number(tx: &mut WriteTx<'_>, siblings: &[LinkId]) -> Result<(), DbError> {
    for (position, id) in (0_i64..).zip(siblings) {
        sqlx::query("update links set position = $2 where id = $1 and position <> $2")
            .bind(id)
            .bind(position)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

async fn note_saved(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    list: &DeskList,
    stored: Option<&LinkNode>,
    (id, label): (LinkId, &str),
    target: &Stored,
) -> Result<(), DbError> {
    let leads_to = target.address.as_deref().unwrap_or(&target.name);
    let mut detail = vec![("title", label), ("list", list.name.as_str()), ("target", leads_to)];
    if let Some(link) = stored.filter(|link| link.label != label) {
        detail.extend([("name_before", link.label.as_str()), ("name_after", label)]);
    }
    let action = if stored.is_some() { Action::LinkChanged } else { Action::LinkAdded };
    note(tx, editing.now, editing.person.actor(), action, Subject::Link(id), &detail).await
}

/// Moves a link among its siblings.
#[boxed]
pub async fn place_link(editing: &Editing, id: LinkId, step: Step<LinkId>) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let lists = read_menus(&mut tx, *now).await?;
    let Some((list, link)) = find_link(&lists, id) else { return Ok(Err(Refusal::Gone)) };
    let before = list.below(link.parent);
    let Some(after) = arranged(&before, id, step) else {
        return Ok(Err(Refusal::Own(NotChanged::Moved)));
    };
    if after == before {
        return Ok(Ok(()));
    }
    number(&mut tx, &after).await?;
    let labels: Vec<&str> =
        after.iter().filter_map(|id| list.get(*id)).map(|link| link.label.as_str()).collect();
    let order = labels.join(", ");
    let detail = [("title", link.label.as_str()), ("list", &list.name), ("order", &order)];
    note(&mut tx, *now, person.actor(), Action::LinksOrdered, Subject::Link(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Removes a link with those below it. It can be brought back within [`KEPT`].
#[boxed]
pub async fn remove_link(editing: &Editing, id: LinkId) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let lists = read_menus(&mut tx, *now).await?;
    let Some((list, link)) = find_link(&lists, id) else { return Ok(Err(Refusal::Gone)) };
    sqlx::query("delete from links where removed_at < $1")
        .bind(now.0.saturating_sub(KEPT))
        .execute(&mut *tx)
        .await?;
    sqlx::query("update links set removed_at = $2, version = version + 1 where id = $1")
        .bind(id)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    let detail = [("title", link.label.as_str()), ("list", &list.name)];
    note(&mut tx, *now, person.actor(), Action::LinkRemoved, Subject::Link(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Brings a removed link back, with those below it, to where it was; to the first level if what was above it is removed too.
#[boxed]
pub async fn restore_link(editing: &Editing, id: LinkId) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let label: Option<String> =
        sqlx::query_scalar("select label from links where id = $1 and removed_at is not null")
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?;
    let Some(label) = label else { return Ok(Err(Refusal::Gone)) };
    sqlx::query(
        "update links
         set removed_at = null, version = version + 1,
            parent_id = (select above.id from links above where above.id = links.parent_id and above.removed_at is null)
         where id = $1",
    )
    .bind(id)
    .execute(&mut *tx)
    .await?;
    note(&mut tx, *now, person.actor(), Action::LinkRestored, Subject::Link(id), &[("title", &label)])
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}
