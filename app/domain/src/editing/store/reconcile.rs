//! What happens to a form whose article was saved by somebody else meanwhile: both changes are merged.

use super::{load_article, versions::load_version};
use crate::{
    db::DbError,
    drafting::{
        Draft,
        merge::{Choice, Decision, Question, merge},
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
    let base = match base(editing, &stored, version).await? {
        Some(base) => base,
        None => return Ok(None),
    };
    let (mine, theirs) = (form.draft(), stored.form.draft());
    let (merged, questions) = off(move || merged(&base, &mine, &theirs)).await?;
    Ok(Some(BothChanged {
        form: ArticleForm::of_draft(&merged),
        version: stored.version,
        questions,
        by: stored.updated_by,
        at: stored.updated_at,
    }))
}

/// Both changes; where both changed the same, with that of the first, and a question.
fn merged(base: &Draft, mine: &Draft, theirs: &Draft) -> (Draft, Vec<Question>) {
    let questions = match merge(base, mine, theirs, &[]) {
        Ok(merged) => return (merged, Vec::new()),
        Err(questions) => questions,
    };
    let mine_stays = |question: &Question| Decision { question: question.clone(), choice: Choice::Mine };
    let decisions: Vec<Decision> = questions.iter().map(mine_stays).collect();
    // All questions are decided, so that this one succeeds.
    (merge(base, mine, theirs, &decisions).unwrap_or_else(|_| mine.clone()), questions)
}

/// What the form was loaded from.
async fn base(editing: &Editing, stored: &DeskArticle, version: i64) -> Result<Option<Draft>, DbError> {
    if version >= stored.content_version && version <= stored.version {
        return Ok(Some(stored.form.draft()));
    }
    let base = load_version(&editing.db, stored.id, version).await?;
    Ok(base.map(|base| ArticleForm::of(&base, &editing.zone).draft()))
}
