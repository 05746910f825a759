//! The form of one redirect.

use super::{answer::PagesOnly, keep};
use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id},
    old_addresses,
    state::AppState,
};
use app::{
    desk::Done,
    redirects::{
        form_page::{RedirectFormPage, SAVED},
        list_page::{MADE, REMOVED},
    },
    routes::desk::{self as addresses, REDIRECT_SOURCE},
};
use axum::{
    Extension,
    body::Body,
    extract::{Query, Request, State},
    http::Uri,
    response::Response,
};
use domain::{
    accounts::Person,
    db::DbError,
    form::Refusal,
    id::RedirectId,
    redirects::{
        Source,
        form::{ChangedMeanwhile, RedirectField, RedirectForm},
        store::{self, Which, load_redirect},
    },
};
use leptos::prelude::AnyView;
use std::{collections::HashMap, sync::Arc};

/// What the form shows.
type FormShown = Shown<RedirectField, ChangedMeanwhile>;

/// The address of a redirect at the desk.
fn path(id: Option<RedirectId>) -> String {
    id.map_or(addresses::NEW_REDIRECT.to_owned(), addresses::redirect)
}

pub(crate) async fn new(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(mut asked): Query<HashMap<String, String>>,
) -> Response {
    let source = asked.remove(REDIRECT_SOURCE).unwrap_or_default();
    show(&state, &person, None, RedirectForm { source, ..RedirectForm::default() }, Shown::stored(None)).await
}

pub(crate) async fn edit(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<RedirectId>,
    uri: Uri,
) -> Response {
    let services = &state.services;
    keep::store(&services.db, &services.clock, &services.redirects).await;
    let shown = Shown::stored(Done::read(uri.query(), &[SAVED]));
    show(&state, &person, Some(id), RedirectForm::default(), shown).await
}

/// Shows the form of an existing redirect, or of a new one, which begins with `begun`.
async fn show(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<RedirectId>,
    begun: RedirectForm,
    shown: FormShown,
) -> Response {
    let status = shown.status();
    desk::show(state, status, person, &path(id), load(state, id, begun, shown).await).await
}

async fn load(
    state: &AppState,
    id: Option<RedirectId>,
    begun: RedirectForm,
    shown: FormShown,
) -> Result<Option<(String, AnyView)>, DbError> {
    let redirect = match id {
        Some(id) => match load_redirect(&state.services.db, id).await? {
            Some(redirect) => Some(redirect),
            None => return Ok(None),
        },
        None => None,
    };
    let stored = redirect.as_ref().map_or(0, |redirect| redirect.version);
    let version = match &shown {
        // The page says that the next save replaces the version of somebody else.
        Shown { refusal: Some(Refusal::Own(ChangedMeanwhile)), .. } | Shown { sent: None, .. } => stored,
        Shown { sent: Some(sent), .. } => sent.version(),
    };
    let form = match (&shown.sent, &redirect) {
        (Some(sent), _) => read(sent),
        (None, Some(redirect)) => RedirectForm::of(redirect),
        (None, None) => begun,
    };
    let has_page = match &redirect {
        Some(redirect) => has_page(state, &redirect.source).await,
        None => false,
    };
    let redirect = redirect.map(|redirect| {
        let last = redirect.last_hit_at.map(|at| state.zone.moment(at));
        (redirect, last)
    });
    let page =
        RedirectFormPage { redirect, has_page, form, version, done: shown.done, refusal: shown.refusal };
    Ok(Some((page.title(), page.render())))
}

fn read(arrived: &Form) -> RedirectForm {
    RedirectForm {
        source: arrived.value(RedirectField::Source.name()),
        target: arrived.value(RedirectField::Target.name()),
    }
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
    Id(id): Id<RedirectId>,
    arrived: Form,
) -> Response {
    take(&state, &person, Some(id), arrived).await
}

/// Handles a form that was sent.
async fn take(state: &AppState, person: &Arc<Person>, id: Option<RedirectId>, arrived: Form) -> Response {
    let (form, own) = (read(&arrived), &*state.services.url);
    let has_page = match Source::read(&form.source, own) {
        Ok(source) => has_page(state, &source).await,
        Err(_) => false,
    };
    let which =
        id.map_or_else(|| Which::New(arrived.key()), |id| Which::Existing { id, version: arrived.version() });
    let saved = store::save_redirect(&state.editing(person), which, &form, own, has_page).await;
    let next = async |saved: RedirectId| match id {
        None => desk::see(&MADE.at(addresses::REDIRECTS)),
        Some(_) => desk::see(&SAVED.at(&addresses::redirect(saved))),
    };
    let again = async |shown| show(state, person, id, RedirectForm::default(), shown).await;
    answer(state, person, &path(id), Some(arrived), saved, next, again).await
}

pub(crate) async fn remove(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<RedirectId>,
) -> Response {
    let removed = store::remove_redirect(&state.editing(&person), id).await;
    let next = async |_| desk::see(&REMOVED.at(addresses::REDIRECTS));
    let again = async |shown| show(&state, &person, Some(id), RedirectForm::default(), shown).await;
    answer(&state, &person, &path(Some(id)), None, removed, next, again).await
}

/// Whether a page of readers has this address, or an address of the replaced site that leads to one: asked in the way
/// in which readers ask, so that it cannot differ. It costs one page.
async fn has_page(state: &AppState, source: &Source) -> bool {
    let Ok(mut request) = Request::get(source.address()).body(Body::empty()) else { return false };
    request.extensions_mut().insert(PagesOnly);
    let status = old_addresses::or_page(State(state.clone()), request).await.status();
    status.is_success() || status.is_redirection()
}
