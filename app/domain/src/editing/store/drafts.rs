//! Drafts at the desk: what is written is kept on the server while it is written. A draft is neither a version
//! of the article nor a line of the log; readers see it when it is published. The rules of the exchange with the
//! browser are in `drafting/save_engine/exchange.rs`.

use super::{
    Saved, Target, Wish as SaveWish,
    draft_rows::{self, Decided, DraftTarget, Stored},
    load_article,
    reconcile::content_at,
    save,
    write::Change,
};
use crate::{
    accounts::Right,
    clock::Timestamp,
    db::{DbError, WriteTx, boxed},
    drafting::{
        Draft,
        merge::{Choice, Place, Question, merge, merge_by_rule},
        save_engine::{self, Answer, DraftAnswer, Request, Version, Wish},
    },
    editing::{ArticleForm, DeskArticle, NotSaved, PendingDraft, Refusal, State, body::off},
    form_key::store::made_with,
    id::ArticleId,
    scope::Editing,
};

/// The longest draft, in bytes of its texts: an article of the greatest length with all its fields.
const MAX_DRAFT: usize = 512 * 1024;
/// The longest name of an open editor, in bytes.
const MAX_TAB: usize = 64;
/// How many articles that were never saved one account may have as drafts.
const MAX_NEW: i64 = 200;

const TOO_LONG: &str = "Bản nháp quá dài nên máy chủ không giữ được. Xin chia thành nhiều bài.";
const TOO_MANY: &str = "Quý vị đang có 200 bài chưa lưu. Xin lưu hoặc bỏ bớt trước khi viết bài mới.";
const NOT_ALLOWED: &str = "Quý vị không có quyền đăng bài này. Bản nháp đã được giữ.";

/// The draft with which an editor is opened, its pending changes included; number 0 for a new article of which
/// the server has nothing yet. `None` if the article does not exist or this person may not change it.
#[boxed]
pub async fn open_draft(editing: &Editing, target: DraftTarget) -> Result<Option<Version>, DbError> {
    let mut tx = editing.db.write().await?;
    let target = known(&mut tx, editing, target).await?;
    let DraftTarget::Article(id) = target else {
        let stored = draft_rows::load(&mut tx, editing.person.id, &target).await?;
        return Ok(Some(stored.map(|stored| stored.now).unwrap_or_default()));
    };
    let Some(article) = editable(editing, id).await? else { return Ok(None) };
    let stored = of_article(&mut tx, editing, &article).await?;
    tx.commit().await?;
    Ok(Some(stored.now))
}

/// What an article's draft has and the article does not. `None` if there is nothing, or this person may not change
/// the article.
#[boxed]
pub async fn load_pending(editing: &Editing, id: ArticleId) -> Result<Option<PendingDraft>, DbError> {
    let row: Option<(Timestamp, String)> = sqlx::query_as(
        "select draft.kept_at, keeper.name
         from drafts draft
         join accounts keeper on keeper.id = draft.kept_by
         where draft.article_id = $1 and draft.pending = 1",
    )
    .bind(id)
    .fetch_optional(editing.db.read())
    .await?;
    let Some((kept_at, kept_by)) = row else { return Ok(None) };
    let Some(version) = open_draft(editing, DraftTarget::Article(id)).await? else { return Ok(None) };
    Ok(Some(PendingDraft {
        version: version.number,
        form: ArticleForm::of_draft(&version.draft),
        kept_at,
        kept_by,
    }))
}

/// Gives up all that an article's draft has and the article does not.
///
/// # Errors
///
/// [`Refusal::Gone`] if the article does not exist, or this person may not change it.
#[boxed]
pub async fn discard(editing: &Editing, id: ArticleId) -> Change<()> {
    let mut tx = editing.db.write().await?;
    let Some(article) = editable(editing, id).await? else { return Ok(Err(Refusal::Gone)) };
    let mut stored = of_article(&mut tx, editing, &article).await?;
    follow(&mut tx, editing, &mut stored, &article).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Decides a request of an open editor.
#[boxed]
pub async fn keep_draft(
    editing: &Editing,
    target: DraftTarget,
    request: &Request,
) -> Result<DraftAnswer, DbError> {
    let (target, kept) = keep(editing, target, request).await?;
    let article = target.article();
    match kept {
        Kept::Decided(answer) => Ok(DraftAnswer { answer, article }),
        Kept::ToPublish(stored) => publish(editing, target, request, stored).await,
    }
}

/// What came of keeping a draft.
enum Kept {
    Decided(Answer),
    /// It is kept, and shall be published; the request is not decided yet.
    ToPublish(Stored),
}

async fn keep(
    editing: &Editing,
    target: DraftTarget,
    request: &Request,
) -> Result<(DraftTarget, Kept), DbError> {
    if size(&request.draft) > MAX_DRAFT || request.id.tab.len() > MAX_TAB {
        return Ok((target, Kept::Decided(Answer::Refused(vec![TOO_LONG.to_owned()]))));
    }
    let mut tx = editing.db.write().await?;
    let target = known(&mut tx, editing, target).await?;
    let (mut stored, article) = match &target {
        DraftTarget::Article(id) => {
            let Some(article) = editable(editing, *id).await? else {
                return Ok((target, Kept::Decided(Answer::Gone)));
            };
            (of_article(&mut tx, editing, &article).await?, Some(article))
        }
        DraftTarget::New(_) if !editing.person.may(Right::WriteArticles) => {
            return Ok((target, Kept::Decided(Answer::Gone)));
        }
        DraftTarget::New(_) => match draft_rows::load(&mut tx, editing.person.id, &target).await? {
            Some(stored) => (stored, None),
            None if draft_rows::count_new(&mut tx, editing.person.id).await? >= MAX_NEW => {
                return Ok((target, Kept::Decided(Answer::Refused(vec![TOO_MANY.to_owned()]))));
            }
            None => {
                let draft = request.draft.clone();
                (draft_rows::insert(&mut tx, editing, &target, (0, true), draft).await?, None)
            }
        },
    };
    // A request that comes again changes nothing.
    match draft_rows::last_request(&mut tx, stored.id, &request.id.tab).await? {
        Some((last, Decided::Differs)) if request.id.sequence == last => {
            return Ok((target, Kept::Decided(Answer::Differs(stored.now))));
        }
        Some((last, _)) if request.id.sequence <= last => {
            return Ok((target, Kept::Decided(kept(editing, &stored, request))));
        }
        _ => {}
    }
    let answer = match (request.wish, &article) {
        (Wish::Discard, Some(article)) => {
            follow(&mut tx, editing, &mut stored, article).await?;
            kept(editing, &stored, request)
        }
        _ => merged(&mut tx, editing, &mut stored, request).await?,
    };
    let decided = match &answer {
        Answer::Kept(_) => Some(Decided::Kept),
        Answer::Differs(_) => Some(Decided::Differs),
        // It is refused again.
        _ => None,
    };
    let publishes = request.wish == Wish::Publish && decided == Some(Decided::Kept);
    if let Some(decided) = decided.filter(|_| !publishes) {
        draft_rows::note_request(&mut tx, stored.id, &request.id, decided, editing.now).await?;
    }
    tx.commit().await?;
    Ok((target, if publishes { Kept::ToPublish(stored) } else { Kept::Decided(answer) }))
}

/// Merges a request with the stored draft.
async fn merged(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    stored: &mut Stored,
    request: &Request,
) -> Result<Answer, DbError> {
    let Some(base) = draft_rows::content_at(tx, stored, request.base).await? else {
        return Ok(Answer::Differs(stored.now.clone()));
    };
    let (mine, theirs) = (request.draft.clone(), stored.now.draft.clone());
    // Nobody else has written meanwhile: the usual case.
    let alone = base == theirs;
    let merged = if alone { Ok(mine) } else { off(move || merge(&base, &mine, &theirs, &[])).await? };
    let Ok(merged) = merged else { return Ok(Answer::Differs(stored.now.clone())) };
    if size(&merged) > MAX_DRAFT {
        return Ok(Answer::Refused(vec![TOO_LONG.to_owned()]));
    }
    if merged != stored.now.draft {
        let article_version = stored.article_version;
        draft_rows::replace(tx, editing, stored, (article_version, true), merged).await?;
    }
    Ok(kept(editing, stored, request))
}

fn kept(editing: &Editing, stored: &Stored, request: &Request) -> Answer {
    Answer::Kept(saved(editing, &stored.now, request))
}

fn saved(editing: &Editing, now: &Version, request: &Request) -> save_engine::Saved {
    save_engine::Saved {
        version: now.number,
        draft: (now.draft != request.draft).then(|| now.draft.clone()),
        time: editing.zone.write_time(editing.now),
        ..save_engine::Saved::default()
    }
}

/// After a form was saved to its article: the form had the draft at version `seen`, so nothing of that version is
/// pending any more. What has been kept since stays, but where it differs from the form in the same place the form is
/// newer.
pub(super) async fn follow_form(editing: &Editing, id: ArticleId, seen: i64) -> Result<(), DbError> {
    let mut tx = editing.db.write().await?;
    // With the times and the slug that were made while saving.
    let Some(article) = editable(editing, id).await? else { return Ok(()) };
    let target = DraftTarget::Article(id);
    let Some(mut stored) = draft_rows::load(&mut tx, editing.person.id, &target).await? else {
        return Ok(());
    };
    let base = draft_rows::content_at(&mut tx, &stored, seen).await?;
    if let Some(base) = base.filter(|_| seen < stored.now.number) {
        let (kept, saved) = (stored.now.draft.clone(), article.form.draft());
        let (merged, _) = off(move || merge_by_rule(&base, &kept, &saved, |_| Choice::Theirs)).await?;
        let pending = merged != article.form.draft();
        draft_rows::replace(&mut tx, editing, &mut stored, (article.version, pending), merged).await?;
    } else {
        follow(&mut tx, editing, &mut stored, &article).await?;
    }
    tx.commit().await
}

/// Saves a draft to its article, and publishes the article if readers do not see it yet.
async fn publish(
    editing: &Editing,
    target: DraftTarget,
    request: &Request,
    draft: Stored,
) -> Result<DraftAnswer, DbError> {
    let form = ArticleForm::of_draft(&draft.now.draft);
    let (into, wish) = match &target {
        DraftTarget::New(key) => (Target::New(Some(key.clone())), SaveWish::Publish),
        DraftTarget::Article(id) => {
            let Some(article) = editable(editing, *id).await? else {
                return Ok(DraftAnswer { answer: Answer::Gone, article: Some(*id) });
            };
            let is_shown = matches!(article.state, State::Published | State::Scheduled);
            let wish = if is_shown { SaveWish::Keep } else { SaveWish::Publish };
            (Target::Existing { id: *id, version: draft.article_version }, wish)
        }
    };
    // `settle` follows the article.
    let refused = match save(editing, into, None, &form, wish).await? {
        Ok(saved) => return settle(editing, request, saved).await,
        Err(refusal) => sentences(refusal),
    };
    let mut tx = editing.db.write().await?;
    if let Some(stored) = draft_rows::load(&mut tx, editing.person.id, &target).await? {
        draft_rows::note_request(&mut tx, stored.id, &request.id, Decided::Kept, editing.now).await?;
    }
    tx.commit().await?;
    let answer =
        Answer::Kept(save_engine::Saved { sentences: refused, ..saved(editing, &draft.now, request) });
    Ok(DraftAnswer { answer, article: target.article() })
}

/// After a draft was saved to its article: the draft is what is stored now.
async fn settle(editing: &Editing, request: &Request, done: Saved) -> Result<DraftAnswer, DbError> {
    let mut tx = editing.db.write().await?;
    let Some(article) = editable(editing, done.id).await? else {
        return Ok(DraftAnswer { answer: Answer::Gone, article: Some(done.id) });
    };
    let mut stored = of_article(&mut tx, editing, &article).await?;
    follow(&mut tx, editing, &mut stored, &article).await?;
    draft_rows::note_request(&mut tx, stored.id, &request.id, Decided::Kept, editing.now).await?;
    tx.commit().await?;
    let answer = save_engine::Saved { published: true, ..saved(editing, &stored.now, request) };
    Ok(DraftAnswer { answer: Answer::Kept(answer), article: Some(done.id) })
}

/// Why a draft was not published, as sentences.
fn sentences(refusal: Refusal) -> Vec<String> {
    match refusal {
        Refusal::Problems(problems) => problems
            .into_iter()
            .map(|problem| format!("{}: {}", problem.field.label(), problem.sentence))
            .collect(),
        Refusal::Gone | Refusal::NotAllowed => vec![NOT_ALLOWED.to_owned()],
        Refusal::Stale { .. } | Refusal::Own(NotSaved::BothChanged(_)) => {
            vec!["Bài vừa được người khác lưu. Xin bấm đăng một lần nữa.".to_owned()]
        }
        Refusal::Own(NotSaved::WouldVanish(_)) => {
            vec!["Giờ đăng ở tương lai sẽ làm bài biến mất khỏi trang. Xin sửa giờ đăng.".to_owned()]
        }
    }
}

/// The draft of an article, with what was saved to the article since. It is created if there is none.
async fn of_article(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    article: &DeskArticle,
) -> Result<Stored, DbError> {
    let target = DraftTarget::Article(article.id);
    let theirs = article.form.draft();
    let Some(mut stored) = draft_rows::load(tx, editing.person.id, &target).await? else {
        return draft_rows::insert(tx, editing, &target, (article.version, false), theirs).await;
    };
    if stored.article_version >= article.content_version {
        return Ok(stored);
    }
    let base = content_at(editing, article, stored.article_version).await?.unwrap_or_default();
    let (mine, saved) = (stored.now.draft.clone(), theirs.clone());
    let (merged, _) = off(move || merge_by_rule(&base, &mine, &saved, choice)).await?;
    let pending = merged != theirs;
    if merged == stored.now.draft {
        draft_rows::mark(tx, stored.id, article.version, pending).await?;
        stored.article_version = article.version;
    } else {
        draft_rows::replace(tx, editing, &mut stored, (article.version, pending), merged).await?;
    }
    Ok(stored)
}

/// The choice without a person to ask. Where both changed the same block, both stay, one after the other; in other
/// fields that of the draft stays, and the other is in the versions of the article.
fn choice(question: &Question) -> Choice {
    if question.place == Place::Block { Choice::Both } else { Choice::Mine }
}

/// The draft is what the article has, and nothing more.
async fn follow(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    stored: &mut Stored,
    article: &DeskArticle,
) -> Result<(), DbError> {
    let draft = article.form.draft();
    if draft == stored.now.draft {
        return draft_rows::mark(tx, stored.id, article.version, false).await;
    }
    draft_rows::replace(tx, editing, stored, (article.version, false), draft).await
}

/// An article that this person may change.
async fn editable(editing: &Editing, id: ArticleId) -> Result<Option<DeskArticle>, DbError> {
    let article = load_article(editing, id).await?;
    Ok(article
        .filter(|article| article.state != State::Trashed && editing.person.may_edit(&article.authorship)))
}

/// A form whose article was saved meanwhile stands for that article.
async fn known(tx: &mut WriteTx<'_>, editing: &Editing, target: DraftTarget) -> Result<DraftTarget, DbError> {
    let DraftTarget::New(key) = &target else { return Ok(target) };
    let made = made_with(tx, editing.person.id, Some(key)).await?;
    Ok(made.map_or(target, |id| DraftTarget::Article(ArticleId(id))))
}

/// The bytes of all texts.
fn size(draft: &Draft) -> usize {
    let texts: usize = draft.texts.iter().map(|(name, text)| name.len() + text.len()).sum();
    let lists = draft.lists.iter().map(|(name, items)| {
        name.len() + items.iter().map(|item| item.key.len() + item.text.len() + 8).sum::<usize>()
    });
    draft.body.len() + texts + lists.sum::<usize>()
}
