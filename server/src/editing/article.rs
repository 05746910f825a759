//! One article: the form, and saving it.

use super::preview_links;
use crate::{
    desk,
    desk::{form::Form, id::Id},
    limiter::Client,
    media::upload::{self, StoredFile},
    state::AppState,
};
use app::{
    desk::Done,
    editing::article_form_page::{
        ArticleFormPage, DISCARDED, DRAFT, DraftOfForm, FILE_LABEL, KEEP_SHOWN, MERGED, MORE_PICTURES,
        NEW_FILE, NEW_PICTURE, OwnLink, PICTURE_WORDS, PICTURES_SHOWN, PUBLISH_NOW, Picked, SAVE_AND_PUBLISH,
        SAVED, SEARCH_PICTURES, STEPPED, Said, TAKE_DOWN, WITHDRAWN, own_links,
    },
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::{StatusCode, Uri},
    response::Response,
};
use domain::{
    accounts::{Authorship, Person},
    db::{DbError, NotWritten, Rows},
    drafting::save_engine::Version,
    editing::{
        AUTHORS, ArticleField, ArticleForm, AttachmentField, DeskArticle, DraftTarget, Linked, NotSaved,
        Problem, Refusal,
        store::{self, Target, Wish, load_article, load_choices},
    },
    form_key::FormKey,
    id::ArticleId,
    media::store::{load_picture, search_pictures},
    site::store::{load_misspelt, load_side_choices},
};
use std::{collections::HashMap, sync::Arc};

/// How many pictures are shown at first, and how many are added each time.
const PICTURES: i64 = 23;
/// The most pictures that are shown.
const MOST_PICTURES: i64 = 500;

/// What was typed.
#[derive(Clone, Default)]
pub(super) struct Typed {
    pub(super) form: ArticleForm,
    /// The version that the next save replaces.
    version: i64,
    /// The version of the draft that the form includes.
    draft: Option<i64>,
    /// The key of the form of a new article.
    key: Option<FormKey>,
    picked: Picked,
}

/// The form of a new article, or of one that was begun and never saved.
pub(crate) async fn new(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let Some(key) = asked.get(addresses::BEGUN).and_then(|key| FormKey::read(key)) else {
        return show(&state, &person, None, None, None).await;
    };
    let editing = state.editing(&person);
    match store::find_saved(&editing, &key).await {
        Ok(Some(id)) => return desk::see(&addresses::article(id)),
        Ok(None) => {}
        Err(fault) => return desk::failed(&state, &fault),
    }
    match store::open_draft(&editing, DraftTarget::New(key.clone())).await {
        Ok(draft) => {
            let Version { number, draft } = draft.unwrap_or_default();
            let form = ArticleForm::of_draft(&draft);
            let begun = Typed {
                form,
                draft: Some(number).filter(|number| *number > 0),
                key: Some(key),
                ..Typed::default()
            };
            show_as(&state, &person, None, None, Filled::Draft(begun)).await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}

pub(crate) async fn edit(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<ArticleId>,
    uri: Uri,
) -> Response {
    let done = Done::read(uri.query(), &[SAVED, MERGED, STEPPED, WITHDRAWN, DISCARDED]);
    show(&state, &person, Some(id), done.map(Said::Done), None).await
}

/// Shows the form of an existing or a new article, with what was typed or with stored values.
pub(super) async fn show(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<ArticleId>,
    said: Option<Said>,
    typed: Option<Typed>,
) -> Response {
    show_as(state, person, id, said, typed.map_or(Filled::Stored, Filled::Typed)).await
}

/// What the form is filled with.
enum Filled {
    /// The article, with what its draft has beyond it.
    Stored,
    /// A new article that was begun.
    Draft(Typed),
    /// A form that was sent.
    Typed(Typed),
}

async fn show_as(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<ArticleId>,
    said: Option<Said>,
    filled: Filled,
) -> Response {
    let path = id.map_or(addresses::NEW_ARTICLE.to_owned(), addresses::article);
    let loaded = load(state, person, id, said, filled).await;
    let status = match &loaded {
        Ok(Some(page)) => status(page.said.as_ref()),
        _ => StatusCode::OK,
    };
    let rendered = loaded.map(|page| page.map(|page| (page.title(), page.render())));
    desk::show(state, status, person, &path, rendered).await
}

fn status(said: Option<&Said>) -> StatusCode {
    match said {
        None | Some(Said::Done(_)) => StatusCode::OK,
        Some(Said::Refused(refusal)) => desk::status(refusal),
        Some(Said::Unsaved(_)) => StatusCode::CONFLICT,
        Some(Said::NotStored(_)) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn load(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<ArticleId>,
    said: Option<Said>,
    filled: Filled,
) -> Result<Option<ArticleFormPage>, DbError> {
    let editing = state.editing(person);
    let (db, now) = (&editing.db, editing.now);
    let article = match id {
        Some(id) => load_article(&editing, id).await?,
        None => None,
    };
    let gone = id.is_some() && article.is_none();
    let is_typed = matches!(filled, Filled::Typed(_));
    if gone && !is_typed {
        return Ok(None);
    }
    // If the article does not exist for this person, what was typed is kept as a new one.
    let said = if gone { Some(Said::Refused(Refusal::Gone)) } else { said };
    let mut pending = None;
    let shown = match (filled, &article) {
        (Filled::Typed(typed) | Filled::Draft(typed), _) => typed,
        (Filled::Stored, None) => Typed::default(),
        (Filled::Stored, Some(article)) => {
            let version = article.version;
            match store::load_pending(&editing, article.id).await? {
                None => Typed { form: article.form.clone(), version, ..Typed::default() },
                Some(draft) => {
                    pending = Some((draft.kept_at, draft.kept_by));
                    Typed { form: draft.form, version, draft: Some(draft.version), ..Typed::default() }
                }
            }
        }
    };
    let Typed { form, version, draft, key, mut picked } = shown;
    let key = if article.is_none() { key.or_else(FormKey::random) } else { None };
    let choices = load_choices(&editing).await?;
    picked.many = picked.many.clamp(PICTURES, MOST_PICTURES);
    let Rows { rows: mut pictures, more } = search_pictures(db, &picked.words, picked.many).await?;
    picked.more = more && picked.many < MOST_PICTURES;
    if let Ok(chosen) = form.text(ArticleField::Picture).parse()
        && pictures.iter().all(|stored| stored.id != chosen)
    {
        pictures.extend(load_picture(db, chosen).await?);
    }
    let own_links = own_links(form.text(ArticleField::Body), &state.services.url);
    let linked: Vec<Linked> = own_links.iter().filter_map(|link| link.linked.clone()).collect();
    let dead = store::find_dead(&state.services.reading(), &linked).await?;
    let is_dead = |link: &OwnLink| link.linked.as_ref().is_none_or(|linked| dead.contains(linked));
    let polls = load_side_choices(db).await?;
    let may_publish = person.may_publish(&authorship(article.as_ref(), person));
    let preview_links = match &article {
        Some(article) => preview_links::shown(state, person, article).await?,
        None => None,
    };
    Ok(Some(ArticleFormPage {
        zone: state.zone.clone(),
        now: state.zone.write_local(now),
        form,
        version,
        draft: DraftOfForm {
            account: person.id,
            email: person.email.clone(),
            version: draft,
            key,
            pending,
            files: [state.assets.drafts_js.clone(), state.assets.drafts_wasm.clone()],
        },
        dead_links: own_links.into_iter().filter(is_dead).map(|link| link.address).collect(),
        misspelt: load_misspelt(db).await?,
        choices,
        pictures,
        picked,
        typed: is_typed,
        said,
        may_publish,
        polls,
        editor: state.assets.editor.clone(),
        preview_links,
        place: state.services.url.split_once("://").map_or("", |(_, place)| place).to_owned(),
        article,
    }))
}

/// Who may change the article; a new one may go into any of the person's categories.
fn authorship(article: Option<&DeskArticle>, person: &Person) -> Authorship {
    let some = person.categories.as_ref().and_then(|categories| categories.first().copied());
    let begun = Authorship {
        created_by: Some(person.id),
        category: some.unwrap_or(domain::id::CategoryId(0)),
        published: false,
    };
    article.map_or(begun, |article| article.authorship)
}

pub(crate) async fn create(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    take(&state, &person, None, arrived).await
}

pub(crate) async fn save(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<ArticleId>,
    arrived: Form,
) -> Response {
    take(&state, &person, Some(id), arrived).await
}

/// Handles a form that was sent.
async fn take(state: &AppState, person: &Arc<Person>, id: Option<ArticleId>, arrived: Form) -> Response {
    let mut typed = read(&arrived);
    // Files first: storing them does no harm if the article is refused, and they are then selected already.
    let problems = store_files(state, person, &arrived, &mut typed.form).await;
    if arrived.has(SEARCH_PICTURES) || arrived.has(MORE_PICTURES) {
        let many: i64 = arrived.value(PICTURES_SHOWN).parse().unwrap_or(PICTURES);
        let many = if arrived.has(MORE_PICTURES) { many.saturating_add(PICTURES + 1) } else { PICTURES };
        let words = arrived.value(PICTURE_WORDS);
        typed.picked = Picked { words, many, open: true, more: false };
        let said = (!problems.is_empty()).then_some(Said::Refused(Refusal::Problems(problems)));
        return show(state, person, id, said, Some(typed)).await;
    }
    if preview_links::is_asked(&arrived) {
        let said = match id {
            _ if !problems.is_empty() => Said::Refused(Refusal::Problems(problems)),
            Some(id) => preview_links::change(state, person, id, &arrived).await,
            None => Said::Refused(Refusal::Gone),
        };
        return show(state, person, id, Some(said), Some(typed)).await;
    }
    let target = id
        .map_or_else(|| Target::New(typed.key.clone()), |id| Target::Existing { id, version: typed.version });
    let editing = state.editing(person);
    let wish = wish(&arrived);
    let saved = if problems.is_empty() {
        // Sanitizing a long text keeps a core busy: one at a time for each account.
        let _permit = state.texts.acquire(&Client::of_account(person.id)).await;
        store::save(&editing, target, typed.draft, &typed.form, wish).await
    } else {
        Ok(Err(Refusal::Problems(problems)))
    };
    if let Ok(Ok(saved)) = &saved {
        state.live_news.changed(&state.bus, saved.id);
    }
    match saved {
        Ok(Ok(saved)) => {
            let done = match wish {
                Wish::Keep | Wish::KeepShown if saved.merged => MERGED,
                Wish::Keep | Wish::KeepShown => SAVED,
                _ => STEPPED,
            };
            desk::see(&done.at(&addresses::article(saved.id)))
        }
        Ok(Err(refusal)) => refuse(state, person, id, Some(typed), refusal).await,
        Err(fault) => {
            tracing::error!("an article could not be stored: {fault}");
            show(state, person, id, Some(Said::NotStored(NotWritten::of(&fault))), Some(typed)).await
        }
    }
}

/// Stores the files of a form, and selects them in it; returns why some were not stored.
async fn store_files(
    state: &AppState,
    person: &Person,
    arrived: &Form,
    form: &mut ArticleForm,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if let Some(file) = arrived.file(NEW_PICTURE) {
        let (alt, caption) = (form.text(ArticleField::Alt), form.text(ArticleField::Caption));
        match upload::picture(state, person, file, alt, caption).await {
            Ok(picture) => form.choose_picture(picture),
            Err(sentence) => problems.push(Problem { field: ArticleField::Picture, sentence }),
        }
    }
    if let Some(file) = arrived.file(NEW_FILE) {
        match upload::attachment(state, file).await {
            Ok(StoredFile { id, label, .. }) => {
                form.attachments.push(AttachmentField { file: id.to_string(), label });
            }
            Err(sentence) => problems.push(Problem { field: ArticleField::Attachments, sentence }),
        }
    }
    problems
}

/// The button with which the form was sent.
fn wish(arrived: &Form) -> Wish {
    let wishes = [
        (SAVE_AND_PUBLISH, Wish::Publish),
        (PUBLISH_NOW, Wish::PublishNow),
        (KEEP_SHOWN, Wish::KeepShown),
        (TAKE_DOWN, Wish::TakeDown),
    ];
    wishes.into_iter().find(|(button, _)| arrived.has(button)).map_or(Wish::Keep, |(_, wish)| wish)
}

/// What was typed, if a step was requested from the form.
pub(super) fn typed(arrived: &Form) -> Option<Typed> {
    arrived.has(ArticleField::Title.name()).then(|| read(arrived))
}

/// The page again, with the reason above it and with what was typed.
pub(super) async fn refuse(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<ArticleId>,
    mut typed: Option<Typed>,
    refusal: Refusal,
) -> Response {
    match (&mut typed, &refusal) {
        // The page says that the next save replaces what is stored now.
        (Some(typed), Refusal::Stale { version, .. }) => typed.version = *version,
        (Some(typed), Refusal::Own(NotSaved::BothChanged(both))) => {
            (typed.form, typed.version) = (both.form.clone(), both.version);
        }
        _ => {}
    }
    show(state, person, id, Some(Said::Refused(refusal)), typed).await
}

pub(super) fn read(arrived: &Form) -> Typed {
    let version = arrived.version();
    let draft = arrived.value(DRAFT).parse().ok();
    Typed { form: read_form(arrived), version, draft, key: arrived.key(), picked: Picked::default() }
}

fn read_form(arrived: &Form) -> ArticleForm {
    let files = arrived.values(ArticleField::Attachments.name());
    let labels = arrived.values(FILE_LABEL);
    let attachments = files.into_iter().zip(labels).map(|(file, label)| AttachmentField { file, label });
    ArticleForm::read(|field| arrived.value(field.name()), arrived.values(AUTHORS), attachments.collect())
}
