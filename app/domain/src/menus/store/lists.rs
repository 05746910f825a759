//! Lists of links: making, naming, ordering and removing them.

use super::read_menus;
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    db::{DbError, WriteTx, boxed},
    form::Problem,
    form_key::{
        FormKey,
        store::{made_with, note_made},
    },
    id::LinkListId,
    menus::{ListField, ListForm, ListRefusal, MAX_LISTS, NotChanged, Place},
    order::{Step, arranged},
    scope::Editing,
};

/// The result of a change, or why nothing was stored.
type Change<T> = Result<Result<T, ListRefusal>, DbError>;

/// Makes a list, at the end of its place. The footer has one list, whose heading is not shown.
#[boxed]
pub async fn make_list(
    editing: &Editing,
    place: Place,
    form: &ListForm,
    key: Option<FormKey>,
) -> Change<LinkListId> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(ListRefusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    if let Some(id) = made_with(&mut tx, person.id, key.as_ref()).await? {
        return Ok(Ok(LinkListId(id)));
    }
    let name = match (place, form.check()) {
        (Place::Footer, _) => String::new(),
        (_, Ok(name)) => name,
        (_, Err(problems)) => return Ok(Err(ListRefusal::Problems(problems))),
    };
    let lists = read_menus(&mut tx, *now).await?;
    let mut of_place = lists.iter().filter(|list| list.place == place);
    let footer = of_place.clone().next().filter(|_| place == Place::Footer);
    if let Some(footer) = footer {
        return Ok(Ok(footer.id));
    }
    if of_place.by_ref().count() >= MAX_LISTS {
        let sentence = format!("Ở đây có tối đa {MAX_LISTS} nhóm.");
        return Ok(Err(ListRefusal::Problems(vec![Problem { field: ListField::Name, sentence }])));
    }
    let id: LinkListId = sqlx::query_scalar(
        "insert into link_lists (place, name, position)
         values ($1, $2, coalesce((select max(position) + 1 from link_lists), 0))
         returning id",
    )
    .bind(place.as_str())
    .bind(&name)
    .fetch_one(&mut *tx)
    .await?;
    let detail = [("title", name.as_str()), ("place", place.as_str())];
    note(&mut tx, *now, person.actor(), Action::LinkListCreated, Subject::LinkList(id), &detail).await?;
    note_made(&mut tx, person.id, key.as_ref(), id.0, *now).await?;
    tx.commit().await?;
    Ok(Ok(id))
}

/// Gives a list another heading.
#[boxed]
pub async fn rename_list(editing: &Editing, id: LinkListId, form: &ListForm) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(ListRefusal::NotAllowed));
    }
    let name = match form.check() {
        Ok(name) => name,
        Err(problems) => return Ok(Err(ListRefusal::Problems(problems))),
    };
    let mut tx = db.write().await?;
    let before: Option<String> = sqlx::query_scalar("select name from link_lists where id = $1")
        .bind(id)
        .fetch_optional(&mut *tx)
        .await?;
    let Some(before) = before else { return Ok(Err(ListRefusal::Gone)) };
    if before == name {
        return Ok(Ok(()));
    }
    sqlx::query("update link_lists set name = $2 where id = $1")
        .bind(id)
        .bind(&name)
        .execute(&mut *tx)
        .await?;
    let detail = [("title", name.as_str()), ("name_before", &before), ("name_after", &name)];
    note(&mut tx, *now, person.actor(), Action::LinkListChanged, Subject::LinkList(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Moves a list among those of its place.
#[boxed]
pub async fn place_list(editing: &Editing, id: LinkListId, step: Step<LinkListId>) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(ListRefusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let lists = read_menus(&mut tx, *now).await?;
    let Some(list) = lists.iter().find(|list| list.id == id) else { return Ok(Err(ListRefusal::Gone)) };
    let of_place = || lists.iter().filter(|other| other.place == list.place);
    let before: Vec<LinkListId> = of_place().map(|list| list.id).collect();
    let Some(after) = arranged(&before, id, step) else {
        return Ok(Err(ListRefusal::Own(NotChanged::Moved)));
    };
    if after == before {
        return Ok(Ok(()));
    }
    // The lists of all places share one order; those of other places do not meet these.
    for (position, id) in (0_i64..).zip(&after) {
        sqlx::query("update link_lists set position = $2 where id = $1")
            .bind(id)
            .bind(position)
            .execute(&mut *tx)
            .await?;
    }
    let names = after.iter().filter_map(|id| of_place().find(|list| list.id == *id));
    let names: Vec<&str> = names.map(|list| list.name.as_str()).collect();
    let order = names.join(", ");
    let detail = [("title", list.name.as_str()), ("order", &order)];
    note(&mut tx, *now, person.actor(), Action::LinksOrdered, Subject::LinkList(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Removes a list without links.
#[boxed]
pub async fn remove_list(editing: &Editing, id: LinkListId) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(ListRefusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let lists = read_menus(&mut tx, *now).await?;
    let Some(list) = lists.iter().find(|list| list.id == id) else { return Ok(Err(ListRefusal::Gone)) };
    if !list.links.is_empty() {
        return Ok(Err(ListRefusal::Own(NotChanged::InUse)));
    }
    delete(&mut tx, id).await?;
    let detail = [("title", list.name.as_str()), ("place", list.place.as_str())];
    note(&mut tx, *now, person.actor(), Action::LinkListRemoved, Subject::LinkList(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Links that were removed from it go with it.
async fn delete(tx: &mut WriteTx<'_>, id: LinkListId) -> Result<(), DbError> {
    sqlx::query("delete from link_lists where id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}
