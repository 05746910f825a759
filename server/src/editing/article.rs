//! One article: the form, saving what was typed, and how readers will see it.

use crate::{
    desk,
    desk::{form::Form, id::Id},
    media::upload,
    pages,
    places::Neighbourhood,
    router::Site,
};
use app::{
    editing::article_form_page::{
        AUTHORS, ArticleFormPage, FILE_LABEL, NEW_FILE, NEW_PICTURE, SAVE_AND_PREVIEW, SAVE_AND_PUBLISH,
        Said, VERSION,
    },
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::{Request, State},
    http::{StatusCode, Uri},
    response::Response,
};
use domain::{
    accounts::{Authorship, Person},
    db::{Fault, NotWritten},
    editing::{
        ArticleForm, AttachmentField, DeskArticle, Field, Problem, Refusal,
        store::{self, Target, load_article, load_choices},
    },
    id::ArticleId,
    media::store::{load_picture, load_recent},
};
use std::sync::Arc;

/// How many of the newest pictures are offered.
const PICTURES: i64 = 11;
/// What the address says after saving.
const SAVED: &str = "luu";
/// What the address says after a step.
pub(super) const STEPPED: &str = "buoc";

/// What is shown besides what is stored.
#[derive(Default)]
struct Shown {
    said: Option<Said>,
    problems: Vec<Problem>,
    /// What was typed, and the version that the next save replaces; else what is stored.
    typed: Option<(ArticleForm, i64)>,
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
    desk::show(site, status, person, &path, drawn).await
}

fn status(said: Option<&Said>) -> StatusCode {
    match said {
        None | Some(Said::Saved | Said::Stepped) => StatusCode::OK,
        Some(Said::Problems) => StatusCode::UNPROCESSABLE_ENTITY,
        Some(Said::Stale { .. }) => StatusCode::CONFLICT,
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
    let mut pictures = load_recent(db, None, PICTURES).await?;
    if let Ok(chosen) = form.picture.parse()
        && pictures.iter().all(|stored| stored.id != chosen)
    {
        pictures.extend(load_picture(db, chosen).await?);
    }
    let may_publish = person.may_publish(&authorship(article.as_ref(), person));
    Ok(Some(ArticleFormPage {
        published: article.as_ref().map(|article| site.zone.moment(article.published_at)),
        updated: article.as_ref().map(|article| site.zone.moment(article.updated_at)),
        form,
        version,
        choices,
        pictures,
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
    let target = id.map_or(Target::New, |id| Target::Existing { id, version });
    let (db, now) = (&site.backend.db, site.backend.clock.now());
    let publishing = arrived.has(SAVE_AND_PUBLISH);
    let saved = if problems.is_empty() {
        // Cleaning a long text keeps a core busy: each account has one at a time.
        let _turn = site.texts.take(&Neighbourhood::of_account(person.id)).await;
        store::save(db, &person, target, &form, publishing, (&site.zone, now)).await
    } else {
        Ok(Err(Refusal::Problems(problems)))
    };
    match saved {
        Ok(Ok(saved)) if arrived.has(SAVE_AND_PREVIEW) => desk::see(&addresses::preview(saved.id)),
        Ok(Ok(saved)) => {
            let said = if publishing { STEPPED } else { SAVED };
            desk::see(&format!("{}?da={said}", addresses::article(saved.id)))
        }
        Ok(Err(refusal)) => refuse(&site, person, id, Some((form, version)), refusal).await,
        Err(fault) => {
            tracing::error!("an article could not be stored: {fault}");
            let said = Some(Said::NotStored(NotWritten::of(&fault)));
            show(&site, person, id, Shown { said, problems: Vec::new(), typed: Some((form, version)) }).await
        }
    }
}

/// The page again, with the reason above it, and with what was typed.
pub(super) async fn refuse(
    site: &Site,
    person: Arc<Person>,
    id: Option<ArticleId>,
    typed: Option<(ArticleForm, i64)>,
    refusal: Refusal,
) -> Response {
    let mut shown = Shown { said: None, problems: Vec::new(), typed };
    shown.said = Some(match refusal {
        Refusal::Gone => Said::Gone,
        Refusal::NotAllowed => Said::NotAllowed,
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
        Ok(Some(_)) => pages::preview(site, request, id).await,
        Ok(None) => desk::missing(&site, &person, addresses::ARTICLES).await,
        Err(fault) => desk::failed(&site, &fault),
    }
}
