//! Changes of an article's state that leave its text as it is. Each is one transaction, like a save.

use super::write::{Change, load_current, note_action, settle};
use crate::{
    audit::Action,
    db::boxed,
    editing::{ArticleField, Problem, Refusal, State},
    id::ArticleId,
    scope::Editing,
};

/// A change of state.
struct Step {
    action: Action,
    /// Whether it shows the article to readers or hides it.
    publishes: bool,
    statement: &'static str,
}

/// Publishes an article as last saved.
#[boxed]
pub async fn publish(editing: &Editing, id: ArticleId, version: i64) -> Change<State> {
    let statement = "update articles
         set stage = 'approved', published = true,
            published_at = case when dated then published_at else $2 end, dated = true,
            updated_at = $2, updated_by = $3, version = version + 1
         where id = $1 and trashed_at is null";
    step(editing, id, version, Step { action: Action::ArticlePublished, publishes: true, statement }).await
}

/// Unpublishes an article: it becomes a draft again and keeps its date.
#[boxed]
pub async fn withdraw(editing: &Editing, id: ArticleId, version: i64) -> Change<State> {
    let statement = "update articles
         set stage = 'draft', published = false, updated_at = $2, updated_by = $3, version = version + 1
         where id = $1 and published = true";
    step(editing, id, version, Step { action: Action::ArticleWithdrawn, publishes: true, statement }).await
}

/// Moves an article to the trash; readers no longer see it.
#[boxed]
pub async fn trash(editing: &Editing, id: ArticleId, version: i64) -> Change<State> {
    let statement = "update articles
         set stage = 'draft', published = false, trashed_at = $2, updated_at = $2, updated_by = $3, version = version + 1
         where id = $1 and trashed_at is null";
    step(editing, id, version, Step { action: Action::ArticleTrashed, publishes: false, statement }).await
}

/// Restores an article from the trash, as a draft.
#[boxed]
pub async fn restore(editing: &Editing, id: ArticleId, version: i64) -> Change<State> {
    let statement = "update articles
         set trashed_at = null, updated_at = $2, updated_by = $3, version = version + 1
         where id = $1 and trashed_at is not null";
    step(editing, id, version, Step { action: Action::ArticleRestored, publishes: false, statement }).await
}

async fn step(editing: &Editing, id: ArticleId, version: i64, step: Step) -> Change<State> {
    let Editing { db, person, now, .. } = editing;
    let mut tx = db.write().await?;
    let Some(current) = load_current(&mut tx, id).await? else { return Ok(Err(Refusal::Gone)) };
    let authorship = current.authorship();
    let allowed = if step.publishes { person.may_publish(&authorship) } else { person.may_edit(&authorship) };
    if !allowed {
        return Ok(Err(Refusal::NotAllowed));
    }
    if current.version != version {
        return Ok(Err(current.stale()));
    }
    if step.action == Action::ArticlePublished && current.empty {
        let sentence = "Bài chưa có nội dung nên chưa đăng được.".to_owned();
        return Ok(Err(Refusal::Problems(vec![Problem { field: ArticleField::Body, sentence }])));
    }
    let changed = sqlx::query(step.statement).bind(id).bind(now).bind(person.id).execute(&mut *tx).await?;
    // Repeating the request changes nothing.
    if changed.rows_affected() == 1 {
        note_action(&mut tx, editing, step.action, id, &current.title).await?;
    }
    let state = settle(&mut tx, id, current.is_seen(*now), *now).await?;
    tx.commit().await?;
    Ok(Ok(state))
}
