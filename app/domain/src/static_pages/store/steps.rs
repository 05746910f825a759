//! Ordering pages, putting them into the trash, and bringing them back.

use super::{Change, read_page, read_pages, save::number};
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    db::boxed,
    id::PageId,
    order::{Step, arranged},
    scope::Editing,
    static_pages::{NotChanged, Refusal},
};

/// Moves a page among its siblings.
#[boxed]
pub async fn place(editing: &Editing, id: PageId, step: Step<PageId>) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let pages = read_pages(&mut tx).await?;
    let Some(node) = pages.get(id) else { return Ok(Err(Refusal::Gone)) };
    let before = pages.below(node.parent);
    let Some(after) = arranged(&before, id, step) else {
        return Ok(Err(Refusal::Own(NotChanged::Moved)));
    };
    if after == before {
        return Ok(Ok(()));
    }
    number(&mut tx, &after).await?;
    let titles: Vec<&str> =
        after.iter().filter_map(|id| pages.get(*id)).map(|node| node.title.as_str()).collect();
    let order = titles.join(", ");
    let detail = [("title", node.title.as_str()), ("order", &order)];
    note(&mut tx, *now, person.actor(), Action::PagesOrdered, Subject::Page(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Puts a page into the trash: readers do not see it any more. Not one with pages below it, nor the introduction.
#[boxed]
pub async fn trash(editing: &Editing, id: PageId) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let pages = read_pages(&mut tx).await?;
    let Some(node) = pages.get(id) else { return Ok(Err(Refusal::Gone)) };
    if node.introduces {
        return Ok(Err(Refusal::Own(NotChanged::Introduces)));
    }
    if pages.branch(id).len() > 1 {
        return Ok(Err(Refusal::Own(NotChanged::HasPages)));
    }
    sqlx::query(
        "update pages
         set trashed_at = $2, published = false, updated_at = $2, updated_by = $3, version = version + 1
         where id = $1",
    )
    .bind(id)
    .bind(now)
    .bind(person.id)
    .execute(&mut *tx)
    .await?;
    let detail = [("title", node.title.as_str())];
    note(&mut tx, *now, person.actor(), Action::PageTrashed, Subject::Page(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Brings a page back from the trash, as a draft at the end of the first level.
#[boxed]
pub async fn restore(editing: &Editing, id: PageId) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let stored = read_page(&mut tx, id).await?.filter(|page| page.trashed);
    let Some(stored) = stored else { return Ok(Err(Refusal::Gone)) };
    let pages = read_pages(&mut tx).await?;
    sqlx::query(
        "update pages
         set trashed_at = null, parent_id = null, updated_at = $2, updated_by = $3, version = version + 1
         where id = $1",
    )
    .bind(id)
    .bind(now)
    .bind(person.id)
    .execute(&mut *tx)
    .await?;
    number(&mut tx, &[pages.below(None), vec![id]].concat()).await?;
    let detail = [("title", stored.form.title.as_str())];
    note(&mut tx, *now, person.actor(), Action::PageRestored, Subject::Page(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
