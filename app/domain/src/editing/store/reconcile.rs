//! What happens to a form whose article was saved by somebody else meanwhile: both changes are merged.

use super::{load_article, versions::load_version};
use crate::{
    db::DbError,
    drafting::{
        Draft,
        merge::{Choice, merge_by_rule},
    },
    editing::{ArticleForm, BothChanged, DeskArticle, State, body::off},
    id::ArticleId,
    scope::Editing,
};

/// Merges a form that was loaded at an earlier version with what is stored now. `None` if the article is not
/// there or in the trash, or its content at that version was not kept.
pub(super) async fn reconcile(
    editing: &Editing,
    id: ArticleId,
    version: i64,
    form: &ArticleForm,
) -> Result<Option<BothChanged>, DbError> {
    let stored = load_article(editing, id).await?;
    let Some(stored) = stored.filter(|stored| stored.state != State::Trashed) else { return Ok(None) };
    let Some(base) = content_at(editing, &stored, version).await? else { return Ok(None) };
    let (mine, theirs) = (form.draft(), stored.form.draft());
    let (merged, questions) = off(move || merge_by_rule(&base, &mine, &theirs, |_| Choice::Mine)).await?;
    Ok(Some(BothChanged {
        form: ArticleForm::of_draft(&merged),
        version: stored.version,
        questions,
        by: stored.updated_by,
        at: stored.updated_at,
    }))
}

/// The content of an article at a version, if it is kept.
pub(super) async fn content_at(
    editing: &Editing,
    stored: &DeskArticle,
    version: i64,
) -> Result<Option<Draft>, DbError> {
    if version >= stored.content_version && version <= stored.version {
        return Ok(Some(stored.form.draft()));
    }
    let base = load_version(&editing.db, stored.id, version).await?;
    Ok(base.map(|base| ArticleForm::of(&base, &editing.zone).draft()))
}
