//! What was written and never saved to an article: the list of it, and its end.

use super::draft_rows::{self, DraftTarget};
use crate::{
    clock::Timestamp,
    db::{DbError, boxed},
    drafting::OwnDrafts,
    editing::UnsavedDraft,
    form_key::{FormKey, store::made_with},
    id::ArticleId,
    scope::Editing,
};

/// How many drafts are listed, and counted.
const MOST_LISTED: i64 = 300;

/// How many articles this person has begun that are drafts, and how many things they have written and not saved; each
/// counted up to 300.
#[boxed]
pub async fn count_own(editing: &Editing) -> Result<OwnDrafts, DbError> {
    let (drafts, unsaved) = sqlx::query_as(
        "select
            (select count(*) from (
                select 1 from articles where created_by = $1 and stage = 'draft' and trashed_at is null limit $2
            ) counted),
            (select count(*) from (
                select 1
                from drafts draft
                left join articles article on article.id = draft.article_id
                where draft.kept_by = $1 and draft.pending = 1 and article.trashed_at is null
                limit $2
            ) counted)",
    )
    .bind(editing.person.id)
    .bind(MOST_LISTED)
    .fetch_one(editing.db.read())
    .await?;
    Ok(OwnDrafts { account: editing.person.id, drafts, unsaved })
}

/// The article that was made with this form, if it was saved.
#[boxed]
pub async fn find_saved(editing: &Editing, key: &FormKey) -> Result<Option<ArticleId>, DbError> {
    let mut tx = editing.db.write().await?;
    Ok(made_with(&mut tx, editing.person.id, Some(key)).await?.map(ArticleId))
}

/// Removes the draft of an article that was never saved. Once more it changes nothing.
#[boxed]
pub async fn forget(editing: &Editing, key: &FormKey) -> Result<(), DbError> {
    let mut tx = editing.db.write().await?;
    draft_rows::remove(&mut tx, editing.person.id, key).await?;
    tx.commit().await
}

/// What this person has written last and not saved to an article: of articles that were never saved, and of others.
/// The newest first.
#[boxed]
pub async fn load_unsaved(editing: &Editing) -> Result<Vec<UnsavedDraft>, DbError> {
    let rows: Vec<(Option<ArticleId>, Option<String>, String, Timestamp)> = sqlx::query_as(
        "select draft.article_id, draft.form_key, draft.title, draft.kept_at
         from drafts draft
         left join articles article on article.id = draft.article_id
         where draft.kept_by = $1 and draft.pending = 1 and article.trashed_at is null
         order by draft.kept_at desc
         limit $2",
    )
    .bind(editing.person.id)
    .bind(MOST_LISTED)
    .fetch_all(editing.db.read())
    .await?;
    let drafts = rows.into_iter().filter_map(|(article, key, title, kept_at)| {
        let new = || key.as_deref().and_then(FormKey::read).map(DraftTarget::New);
        Some(UnsavedDraft { target: article.map(DraftTarget::Article).or_else(new)?, title, kept_at })
    });
    Ok(drafts.collect())
}
