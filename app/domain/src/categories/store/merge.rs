//! Merging a category into another one, and removing one in which nothing stands.

use super::{Change, lists::move_lists, read_category, read_tree, save::number};
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    categories::{MAX_DEPTH, NotChanged, Refusal, Tree},
    db::{DbError, WriteTx, boxed},
    former_slugs::{SlugOf, forget, lead_to, rename},
    id::CategoryId,
    scope::Editing,
};

/// Merges a category into another one: its articles, the categories below it, its links and its editors belong to that one
/// from now on, and its addresses redirect there. The search index follows in the background.
#[boxed]
pub async fn merge(editing: &Editing, id: CategoryId, into: CategoryId) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let tree = read_tree(&mut tx).await?;
    let Some(node) = tree.get(id) else { return Ok(Err(Refusal::Gone)) };
    let target = tree.get(into).filter(|target| tree.branch(id).iter().all(|below| below.id != target.id));
    let Some(target) = target else { return Ok(Err(Refusal::Own(NotChanged::NoTarget))) };
    if target.depth >= node.depth && target.depth + tree.levels(id) > MAX_DEPTH {
        return Ok(Err(Refusal::Own(NotChanged::TooDeep)));
    }
    relist(&mut tx, &tree, id, into).await?;
    move_rows(&mut tx, id, into).await?;
    number(&mut tx, &[tree.below(Some(into)), tree.below(Some(id))].concat()).await?;
    lead_to(&mut tx, SlugOf::Category, id.0, into.0).await?;
    delete(&mut tx, id).await?;
    rename(&mut tx, SlugOf::Category, into.0, Some(&node.slug), &target.slug).await?;
    let detail = [("title", node.name.as_str()), ("into", &target.name)];
    note(&mut tx, *now, person.actor(), Action::CategoryMerged, Subject::Category(into), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Lists the articles of the branch in the target and those above it.
async fn relist(tx: &mut WriteTx<'_>, tree: &Tree, id: CategoryId, into: CategoryId) -> Result<(), DbError> {
    let ids = |of: Option<CategoryId>| tree.path(of).iter().map(|node| node.id).collect::<Vec<_>>();
    let above = ids(tree.get(id).and_then(|node| node.parent));
    move_lists(tx, id, &above, &ids(Some(into))).await?;
    sqlx::query("delete from article_categories where category_id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

async fn move_rows(tx: &mut WriteTx<'_>, id: CategoryId, into: CategoryId) -> Result<(), DbError> {
    // The index has the category of each article. Only what readers see is in it.
    sqlx::query(
        "insert into unindexed_articles (article_id)
         select id
         from articles
         where category_id = $1 and published = true
         on conflict (article_id) do nothing",
    )
    .bind(id)
    .execute(&mut **tx)
    .await?;
    for statement in [
        "update articles set category_id = $2 where category_id = $1",
        "update categories set parent_id = $2 where parent_id = $1",
        "update links set target_id = $2 where kind = 'category' and target_id = $1",
        "insert into account_categories (account_id, category_id)
         select account_id, $2
         from account_categories
         where category_id = $1
         on conflict (account_id, category_id) do nothing",
    ] {
        sqlx::query(statement).bind(id).bind(into).execute(&mut **tx).await?;
    }
    sqlx::query("delete from account_categories where category_id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

async fn delete(tx: &mut WriteTx<'_>, id: CategoryId) -> Result<(), DbError> {
    sqlx::query("delete from categories where id = $1").bind(id).execute(&mut **tx).await?;
    Ok(())
}

/// Removes a category in which nothing stands.
#[boxed]
pub async fn remove(editing: &Editing, id: CategoryId) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    if !person.may(Right::ManageSite) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let Some(stored) = read_category(&mut tx, id).await? else { return Ok(Err(Refusal::Gone)) };
    if !stored.content.is_empty() {
        return Ok(Err(Refusal::Own(NotChanged::InUse(stored.content))));
    }
    forget(&mut tx, SlugOf::Category, id.0).await?;
    delete(&mut tx, id).await?;
    let detail = [("title", stored.form.name.as_str()), ("slug", stored.slug.as_str())];
    note(&mut tx, *now, person.actor(), Action::CategoryRemoved, Subject::Category(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}
