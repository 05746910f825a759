//! One article: the form, saving what was typed, and how readers will see it.

use crate::{
    desk,
    desk::{form::Form, id::Id},
    media::upload,
    pages,
    places::Neighbourhood,
    state::Site,
};
use app::{
    editing::article_form_page::{
        AUTHORS, ArticleFormPage, FILE_LABEL, KEEP_SHOWN, MORE_PICTURES, NEW_FILE, NEW_PICTURE,
        PICTURE_WORDS, PICTURES_SHOWN, PUBLISH_NOW, Picked, SAVE_AND_PREVIEW, SAVE_AND_PUBLISH,
        SEARCH_PICTURES, Said, TAKE_DOWN, VERSION,
    },
    page::draw::Preview,
    routes::desk::{self as addresses, Step},
};
use axum::{
    Extension,
    body::Body,
    extract::{FromRequest, Request, State},
    http::{Method, StatusCode, Uri},
    response::Response,
};
use domain::{
    accounts::{Authorship, Person},
    db::{Fault, NotWritten, Page},
    editing::{
        ArticleForm, AttachmentField, DeskArticle, Field, Problem, Refusal,
        store::{self, Target, Wish, load_article, load_choices},
    },
    id::ArticleId,
    media::store::{load_picture, search_pictures},
};
use std::sync::Arc;

/// How many pictures are offered at first, and how many more each time.
const PICTURES: i64 = 23;
/// The most pictures that are offered.
const MOST_PICTURES: i64 = 500;
/// What the address says after saving.
const SAVED: &str = "luu";
/// What the address says after a step.
pub(super) const STEPPED: &str = "buoc";
/// What the address says after an article was taken from its readers.
pub(super) const WITHDRAWN: &str = "go";

/// What is shown besides what is stored.
#[derive(Default)]
struct Shown {
    said: Option<Said>,
    problems: Vec<Problem>,
    /// What was typed, and the version that the next save replaces; else what is stored.
    typed: Option<(ArticleForm, i64)>,
    picked: Picked,
}

pub(crate) async fn new(State(site): State<Site>, Extension(person): Extension<Arc<Person>>) -> Response {
    show(&site, person, None, Shown::default()).await
}

pub(crate) async fn edit(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<ArticleId>,
    uri: Uri,
) -> Response {
    let said = match uri.query() {
        Some("da=luu") => Some(Said::Saved),
        Some("da=buoc") => Some(Said::Stepped),
        Some("da=go") => Some(Said::Withdrawn),
        _ => None,
    };
    show(&site, person, Some(id), Shown { said, ..Shown::default() }).await
}

/// Shows the form: of an article that is there, or of one that is begun.
async fn show(site: &Site, person: Arc<Person>, id: Option<ArticleId>, shown: Shown) -> Response {
    let path = id.map_or(addresses::NEW_ARTICLE.to_owned(), addresses::article);
    let loaded = load(site, &person, id, shown).await;
    let status = match &loaded {
        Ok(Some(page)) => status(page.said.as_ref()),
        _ => StatusCode::OK,
    };
    let drawn = loaded.map(|page| page.map(|page| (page.title(), page.draw())));
    desk::show(site, status, &person, &path, drawn).await
}

fn status(said: Option<&Said>) -> StatusCode {
    match said {
        None | Some(Said::Saved | Said::Stepped | Said::Withdrawn) => StatusCode::OK,
        Some(Said::Problems) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Said::Stale { .. } | Said::WouldVanish(_) | Said::Unsaved(_)) => StatusCode::CONFLICT,
        Some(Said::NotAllowed) => StatusCode::FORBIDDEN,
        Some(Said::Gone) => StatusCode::NOT_FOUND,
        Some(Said::NotStored(_)) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

async fn load(
    site: &Site,
    person: &Person,
    id: Option<ArticleId>,
    shown: Shown,
) -> Result<Option<ArticleFormPage>, Fault> {
    let (db, now) = (&site.backend.db, site.backend.clock.now());
    let article = match id {
        Some(id) => load_article(db, person, id, &site.zone, now).await?,
        None => None,
    };
    let gone = id.is_some() && article.is_none();
    if gone && shown.typed.is_none() {
        return Ok(None);
    }
    // What was typed into an article that is not there for this person is kept as one that is begun.
    let said = if gone { Some(Said::Gone) } else { shown.said };
    let stored = article.as_ref().map(|article| (article.form.clone(), article.version));
    let typed = shown.typed.is_some();
    let (form, version) = shown.typed.or(stored).unwrap_or_default();
    let choices = load_choices(db, person).await?;
    let mut picked = shown.picked;
    picked.many = picked.many.clamp(PICTURES, MOST_PICTURES);
    let Page { rows: mut pictures, more } = search_pictures(db, &picked.words, picked.many).await?;
    picked.more = more && picked.many < MOST_PICTURES;
    if let Ok(chosen) = form.picture.parse()
        && pictures.iter().all(|stored| stored.id != chosen)
    {
        pictures.extend(load_picture(db, chosen).await?);
    }
    let may_publish = person.may_publish(&authorship(article.as_ref(), person));
    Ok(Some(ArticleFormPage {
        published: article.as_ref().map(|article| site.zone.moment(article.published_at)),
        written: article.as_ref().and_then(|article| Some(site.zone.moment(article.written_at?))),
        zone: site.zone.spoken(),
        now: site.zone.write_local(now),
        updated: article.as_ref().map(|article| site.zone.moment(article.updated_at)),
        form,
        version,
        choices,
        pictures,
        picked,
        problems: shown.problems,
        typed,
        said,
        may_publish,
        article,
    }))
}

/// Who decides about the article that is shown; one that is begun may go into any of the person's categories.
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
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    take(site, person, None, arrived).await
}

pub(crate) async fn save(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<ArticleId>,
    arrived: Form,
) -> Response {
    take(site, person, Some(id), arrived).await
}

/// Takes what was typed.
async fn take(site: Site, person: Arc<Person>, id: Option<ArticleId>, arrived: Form) -> Response {
    let mut form = read(&arrived);
    let version = arrived.value(VERSION).parse().unwrap_or_default();
    if arrived.has(SEARCH_PICTURES) || arrived.has(MORE_PICTURES) {
        let many: i64 = arrived.value(PICTURES_SHOWN).parse().unwrap_or(PICTURES);
        let many = if arrived.has(MORE_PICTURES) { many.saturating_add(PICTURES + 1) } else { PICTURES };
        let words = arrived.value(PICTURE_WORDS);
        let picked = Picked { words, many, open: true, more: false };
        return show(&site, person, id, Shown { typed: Some((form, version)), picked, ..Shown::default() })
            .await;
    }
    // Files first: they do no harm when the article is refused, and are then chosen already.
    let mut problems = Vec::new();
    if let Some(file) = arrived.file(NEW_PICTURE) {
        match upload::picture(&site, &person, file, &form.alt, &form.caption).await {
            Ok(picture) => form.picture = picture.to_string(),
            Err(sentence) => problems.push(Problem { field: Field::Picture, sentence }),
        }
    }
    if let Some(file) = arrived.file(NEW_FILE) {
        match upload::attachment(&site, file).await {
            Ok((id, label)) => {
                form.attachments.push(AttachmentField { file: id.to_string(), label });
            }
            Err(sentence) => problems.push(Problem { field: Field::Attachments, sentence }),
        }
    }
    let target = id.map_or_else(|| Target::New(arrived.key()), |id| Target::Existing { id, version });
    let (db, now) = (&site.backend.db, site.backend.clock.now());
    let wish = wish(&arrived);
    let saved = if problems.is_empty() {
        // Cleaning a long text keeps a core busy: each account has one at a time.
        let _turn = site.texts.take(&Neighbourhood::of_account(person.id)).await;
        store::save(db, &person, target, &form, wish, (&site.zone, now)).await
    } else {
        Ok(Err(Refusal::Problems(problems)))
    };
    match saved {
        Ok(Ok(saved)) if arrived.has(SAVE_AND_PREVIEW) => desk::see(&addresses::preview(saved.id)),
        Ok(Ok(saved)) => {
            let said = if matches!(wish, Wish::Keep | Wish::KeepShown) { SAVED } else { STEPPED };
            desk::see(&format!("{}?da={said}", addresses::article(saved.id)))
        }
        Ok(Err(refusal)) => refuse(&site, person, id, Some((form, version)), refusal).await,
        Err(fault) => {
            tracing::error!("an article could not be stored: {fault}");
            let said = Some(Said::NotStored(NotWritten::of(&fault)));
            show(&site, person, id, Shown { said, typed: Some((form, version)), ..Shown::default() }).await
        }
    }
}

/// What the button said with which the form was sent.
fn wish(arrived: &Form) -> Wish {
    let wishes = [
        (SAVE_AND_PUBLISH, Wish::Publish),
        (PUBLISH_NOW, Wish::PublishNow),
        (KEEP_SHOWN, Wish::KeepShown),
        (TAKE_DOWN, Wish::TakeDown),
    ];
    wishes.into_iter().find(|(button, _)| arrived.has(button)).map_or(Wish::Keep, |(_, wish)| wish)
}

/// What was typed, and the version it was typed into, where a step was asked for from the form.
pub(super) fn typed(arrived: &Form) -> Option<(ArticleForm, i64)> {
    let from_the_form = arrived.has(Field::Title.name());
    from_the_form.then(|| (read(arrived), arrived.value(VERSION).parse().unwrap_or_default()))
}

/// The page with what was typed, which a step would have dropped.
pub(super) async fn ask_for_step(
    site: &Site,
    person: Arc<Person>,
    id: ArticleId,
    typed: (ArticleForm, i64),
    step: Step,
) -> Response {
    let shown = Shown { said: Some(Said::Unsaved(step)), typed: Some(typed), ..Shown::default() };
    show(site, person, Some(id), shown).await
}

/// The page again, with the reason above it, and with what was typed.
pub(super) async fn refuse(
    site: &Site,
    person: Arc<Person>,
    id: Option<ArticleId>,
    typed: Option<(ArticleForm, i64)>,
    refusal: Refusal,
) -> Response {
    let mut shown = Shown { typed, ..Shown::default() };
    shown.said = Some(match refusal {
        Refusal::Gone => Said::Gone,
        Refusal::NotAllowed => Said::NotAllowed,
        Refusal::WouldVanish(until) => Said::WouldVanish(site.zone.moment(until)),
        Refusal::Problems(problems) => {
            shown.problems = problems;
            Said::Problems
        }
        Refusal::Stale { by, at, version } => {
            // The next save replaces what is stored now: the page says so.
            shown.typed = shown.typed.map(|(form, _)| (form, version));
            Said::Stale { by, at: site.zone.moment(at) }
        }
    });
    show(site, person, id, shown).await
}

fn read(arrived: &Form) -> ArticleForm {
    let value = |field: Field| arrived.value(field.name());
    let files = arrived.values(Field::Attachments.name());
    let labels = arrived.values(FILE_LABEL);
    ArticleForm {
        title: value(Field::Title),
        slug: value(Field::Slug),
        category: value(Field::Category),
        kicker: value(Field::Kicker),
        lead: value(Field::Lead),
        body: value(Field::Body),
        role: value(Field::Role),
        author: value(Field::Author),
        organisation: value(Field::Organisation),
        authors: arrived.values(AUTHORS),
        series: value(Field::Series),
        tags: value(Field::Tags),
        source: value(Field::Source),
        source_address: value(Field::SourceAddress),
        picture: value(Field::Picture),
        alt: value(Field::Alt),
        caption: value(Field::Caption),
        published_at: value(Field::PublishedAt),
        attachments: files
            .into_iter()
            .zip(labels)
            .map(|(file, label)| AttachmentField { file, label })
            .collect(),
    }
}

pub(crate) async fn preview(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<ArticleId>,
    request: Request,
) -> Response {
    let (db, now) = (&site.backend.db, site.backend.clock.now());
    match load_article(db, &person, id, &site.zone, now).await {
        Ok(Some(_)) => pages::preview(site, request, Preview { id, typed: None }).await,
        Ok(None) => desk::missing(&site, &person, addresses::ARTICLES).await,
        Err(fault) => desk::failed(&site, &fault),
    }
}

/// How an article would look with what is typed; nothing is saved.
pub(crate) async fn preview_typed(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<ArticleId>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let mut page = Request::from_parts(parts.clone(), Body::empty());
    *page.method_mut() = Method::GET;
    let arrived = match Form::from_request(Request::from_parts(parts, body), &site).await {
        Ok(arrived) => arrived,
        Err(refused) => return refused,
    };
    let form = read(&arrived);
    let version = arrived.value(VERSION).parse().unwrap_or_default();
    let (db, now) = (&site.backend.db, site.backend.clock.now());
    let turn = site.texts.take(&Neighbourhood::of_account(person.id)).await;
    let laid = store::preview(db, &person, id, &form, (&site.zone, now)).await;
    drop(turn);
    match laid {
        Ok(Ok(article)) => pages::preview(site, page, Preview { id, typed: Some(Arc::new(article)) }).await,
        Ok(Err(refusal)) => refuse(&site, person, Some(id), Some((form, version)), refusal).await,
        Err(fault) => desk::failed(&site, &fault),
    }
}
