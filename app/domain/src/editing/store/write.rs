//! Changing articles at the desk. Each function is one transaction: it checks the permission, makes the
//! change and adds it to the log.

use super::{
    draft_rows::adopt,
    drafts::follow_form,
    reconcile::reconcile,
    times::{Times, TypedTime, Wish, times},
    versions::keep_replaced,
};
use crate::{
    accounts::Authorship,
    announcing::store::announce,
    audit::{Action, Subject, store::note},
    clock::Timestamp,
    db::{DbError, WriteTx, boxed},
    editing::{ArticleField, ArticleForm, NotSaved, Problem, Refusal, State, body},
    form_key::{
        FormKey,
        store::{made_with, note_made},
    },
    id::{AccountId, ArticleId, CategoryId},
    news::{
        Manuscript,
        store::{Writing, put_details, relist, write_row},
    },
    scope::Editing,
    search::store::index_article,
};
use sqlx::FromRow;

/// The article to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A new one. If the same form (by its key) is sent again, it is the article that was created.
    New(Option<FormKey>),
    /// An existing one.
    Existing {
        /// The article.
        id: ArticleId,
        /// The version that was loaded into the form.
        version: i64,
    },
}

/// What was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The article.
    pub id: ArticleId,
    /// Its version now.
    pub version: i64,
    /// Its state now.
    pub state: State,
    /// Whether it includes what somebody else had saved since the form was loaded.
    pub merged: bool,
}

/// An article before the change.
#[derive(FromRow)]
pub(super) struct Current {
    pub(super) version: i64,
    pub(super) title: String,
    slug: String,
    category_id: CategoryId,
    created_by: Option<AccountId>,
    pub(super) published: bool,
    pub(super) published_at: Timestamp,
    pub(super) written_at: Option<Timestamp>,
    trashed: bool,
    pub(super) empty: bool,
    updated_at: Timestamp,
    updated_by: Option<String>,
}

impl Target {
    fn id(&self) -> Option<ArticleId> {
        match self {
            Self::New(_) => None,
            Self::Existing { id, .. } => Some(*id),
        }
    }
}

impl Current {
    /// Whether readers see it.
    pub(super) fn is_seen(&self, now: Timestamp) -> bool {
        self.published && self.published_at <= now
    }

    pub(super) fn authorship(&self) -> Authorship {
        Authorship { created_by: self.created_by, category: self.category_id, published: self.published }
    }

    pub(super) fn stale(self) -> Refusal {
        Refusal::Stale { by: self.updated_by, at: Some(self.updated_at), version: self.version }
    }
}

pub(super) async fn load_current(tx: &mut WriteTx<'_>, id: ArticleId) -> Result<Option<Current>, DbError> {
    sqlx::query_as(
        "select article.version, article.title, article.slug, article.category_id, article.created_by,
            article.published, article.published_at, article.written_at,
            article.trashed_at is not null as trashed, article.lead = '' and article.body = '[]' as empty,
            article.updated_at, changer.name as updated_by
         from articles article
         left join accounts changer on changer.id = article.updated_by
         where article.id = $1",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await
}

/// The result of a change, or why nothing was stored.
pub(super) type Change<T> = Result<Result<T, Refusal>, DbError>;

/// How often a form is merged with what somebody else has just saved, before it is refused.
const ROUNDS: usize = 3;

/// Saves the form, and does what the button says. Reports all problems at once. If somebody else has saved the
/// article since the form was loaded, both changes are merged; a person is asked if both changed the same place,
/// or if the form was to change what readers see of the article. `draft` is the version of the draft that the form
/// includes, if it does: that version is not pending any more.
#[boxed]
pub async fn save(
    editing: &Editing,
    target: Target,
    draft: Option<i64>,
    form: &ArticleForm,
    wish: Wish,
) -> Change<Saved> {
    let saved = merge_and_save(editing, target, form, wish).await?;
    if let (Ok(saved), Some(seen)) = (&saved, draft) {
        follow_form(editing, saved.id, seen).await?;
    }
    Ok(saved)
}

async fn merge_and_save(editing: &Editing, target: Target, form: &ArticleForm, wish: Wish) -> Change<Saved> {
    let mut saved = save_once(editing, target.clone(), form, wish).await?;
    let Target::Existing { id, mut version } = target else { return Ok(saved) };
    let mut form = form.clone();
    for _ in 0..ROUNDS {
        if !matches!(saved, Err(Refusal::Stale { .. })) {
            return Ok(saved);
        }
        let Some(both) = reconcile(editing, id, version, &form).await? else { return Ok(saved) };
        if wish != Wish::Keep || !both.questions.is_empty() {
            return Ok(Err(Refusal::Own(NotSaved::BothChanged(Box::new(both)))));
        }
        (form, version) = (both.form, both.version);
        saved = save_once(editing, Target::Existing { id, version }, &form, wish).await?;
        saved = saved.map(|saved| Saved { merged: true, ..saved });
    }
    Ok(saved)
}

async fn save_once(editing: &Editing, target: Target, form: &ArticleForm, wish: Wish) -> Change<Saved> {
    let (db, person, now) = (&editing.db, &editing.person, editing.now);
    let publishing = matches!(wish, Wish::Publish | Wish::PublishNow);
    let body = body::read(db, form.text(ArticleField::Body)).await?;
    let new = match form.check(body, &editing.zone, now) {
        Ok(new) => new,
        Err(problems) => return Ok(Err(Refusal::Problems(problems))),
    };
    if publishing && new.content.lead.is_empty() && new.body.is_empty() {
        let sentence = "Bài chưa có nội dung nên chưa đăng được.".to_owned();
        return Ok(Err(Refusal::Problems(vec![Problem { field: ArticleField::Body, sentence }])));
    }
    let mut tx = db.write().await?;
    if let Target::New(key) = &target
        && let Some(id) = made_with(&mut tx, person.id, key.as_ref()).await?.map(ArticleId)
    {
        return Ok(made_before(&mut tx, id, now).await?.ok_or(Refusal::Gone));
    }
    let current = match target {
        Target::New(_) => None,
        Target::Existing { id, version } => match load_current(&mut tx, id).await? {
            None => return Ok(Err(Refusal::Gone)),
            Some(current) if !person.may_edit(&current.authorship()) => return Ok(Err(Refusal::NotAllowed)),
            Some(current) if current.version != version => return Ok(Err(current.stale())),
            Some(current) if current.trashed => return Ok(Err(Refusal::NotAllowed)),
            current => current,
        },
    };
    let created_by = current.as_ref().map_or(Some(person.id), |current| current.created_by);
    let published = current.as_ref().is_some_and(|current| current.published);
    let becomes = Authorship { created_by, category: new.category, published: published || publishing };
    if !person.works_in(new.category) {
        let sentence = "Quý vị không phụ trách chuyên mục này. Xin chọn chuyên mục khác.".to_owned();
        return Ok(Err(Refusal::Problems(vec![Problem { field: ArticleField::Category, sentence }])));
    }
    if publishing && !person.may_publish(&becomes) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let typed = TypedTime { time: new.published_at, text: form.text(ArticleField::PublishedAt).trim() };
    let times = match times(editing, current.as_ref(), &typed, wish) {
        Ok(times) => times,
        Err(refusal) => return Ok(Err(refusal)),
    };
    let existing = current.as_ref().and(target.id());
    if let Some(id) = existing {
        keep_replaced(&mut tx, db, id).await?;
    }
    let written = write(&mut tx, existing, &new, (person.id, times), now).await;
    let saved = match written {
        Err(fault) if fault.as_database_error().is_some_and(|error| error.is_foreign_key_violation()) => {
            let sentence =
                "Chuyên mục, chuyên đề, tác giả, hình hoặc tệp đã chọn không còn nữa. Xin chọn lại.";
            let problem = Problem { field: ArticleField::Category, sentence: sentence.to_owned() };
            return Ok(Err(Refusal::Problems(vec![problem])));
        }
        written => written?,
    };
    note_saved(&mut tx, editing, saved.0, &new, current.as_ref()).await?;
    let seen = current.as_ref().is_some_and(|current| current.is_seen(now));
    if publishing && !published {
        show(&mut tx, saved.0, now).await?;
    }
    if publishing && !seen {
        note_action(&mut tx, editing, Action::ArticlePublished, saved.0, &new.content.title).await?;
    }
    if seen && times.published_at > now {
        note_action(&mut tx, editing, Action::ArticleWithdrawn, saved.0, &new.content.title).await?;
    }
    if let Target::New(key) = &target {
        note_made(&mut tx, person.id, key.as_ref(), saved.0.0, now).await?;
        if let Some(key) = key {
            adopt(&mut tx, person.id, key, saved.0).await?;
        }
    }
    let state = settle(&mut tx, saved.0, seen, now).await?;
    tx.commit().await?;
    Ok(Ok(Saved { id: saved.0, version: saved.1, state, merged: false }))
}

/// The article that the first sending of this form created.
async fn made_before(tx: &mut WriteTx<'_>, id: ArticleId, now: Timestamp) -> Result<Option<Saved>, DbError> {
    let current = load_current(tx, id).await?;
    Ok(current.map(|current| Saved {
        id,
        version: current.version,
        state: State::of(current.published, current.published_at, current.trashed, now),
        merged: false,
    }))
}

/// Writes the row and its details (authors, tags, files); returns the id and the version.
async fn write(
    tx: &mut WriteTx<'_>,
    id: Option<ArticleId>,
    new: &Manuscript,
    (by, times): (AccountId, Times),
    now: Timestamp,
) -> Result<(ArticleId, i64), DbError> {
    let Times { published_at, written_at, dated } = times;
    let writing =
        Writing { by: Some(by), at: now, changed_at: now, publishes: false, published_at, dated, written_at };
    let saved = write_row(tx, id, new, writing).await?;
    put_details(tx, saved.0, new, published_at, false).await?;
    Ok(saved)
}

async fn note_saved(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    id: ArticleId,
    new: &Manuscript,
    before: Option<&Current>,
) -> Result<(), DbError> {
    let Some(before) = before else {
        return note_action(tx, editing, Action::ArticleCreated, id, &new.content.title).await;
    };
    note_action(tx, editing, Action::ArticleSaved, id, &new.content.title).await?;
    let (actor, now) = (editing.person.actor(), editing.now);
    if before.slug != new.slug.as_str() {
        let detail = [("before", before.slug.as_str()), ("after", new.slug.as_str())];
        note(tx, now, actor, Action::ArticleAddressChanged, Subject::Article(id), &detail).await?;
    }
    if before.category_id != new.category {
        let (old, now_in) = (before.category_id.to_string(), new.category.to_string());
        let detail = [("before", old.as_str()), ("after", now_in.as_str())];
        note(tx, now, actor, Action::ArticleCategoryChanged, Subject::Article(id), &detail).await?;
    }
    Ok(())
}

pub(super) async fn note_action(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    action: Action,
    id: ArticleId,
    title: &str,
) -> Result<(), DbError> {
    let Editing { person, now, .. } = editing;
    note(tx, *now, person.actor(), action, Subject::Article(id), &[("title", title)]).await
}

/// Shows an article to readers, from the chosen time or from now on.
async fn show(tx: &mut WriteTx<'_>, id: ArticleId, now: Timestamp) -> Result<(), DbError> {
    sqlx::query(
        "update articles
         set stage = 'approved', published = true,
            published_at = case when dated then published_at else $2 end, dated = true
         where id = $1",
    )
    .bind(id)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Updates the lists to match the row of an article, and what search engines are to be told; returns its state.
/// `was_seen`: whether readers saw it before.
pub(super) async fn settle(
    tx: &mut WriteTx<'_>,
    id: ArticleId,
    was_seen: bool,
    now: Timestamp,
) -> Result<State, DbError> {
    for list in [
        "update author_articles
         set published_at = (select published_at from articles where id = $1)
         where article_id = $1",
        "update series_articles
         set published_at = (select published_at from articles where id = $1)
         where article_id = $1",
        "update tag_articles
         set published_at = (select published_at from articles where id = $1)
         where article_id = $1",
    ] {
        sqlx::query(list).bind(id).execute(&mut **tx).await?;
    }
    relist(tx, id).await?;
    index_article(tx, id).await?;
    announce(tx, id, was_seen, now).await?;
    let (published, published_at, trashed): (bool, Timestamp, bool) = sqlx::query_as(
        "select published, published_at, trashed_at is not null
         from articles
         where id = $1",
    )
    .bind(id)
    .fetch_one(&mut **tx)
    .await?;
    Ok(State::of(published, published_at, trashed, now))
}
