//! One static page: its form, and putting it into the trash.

use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id},
    limiter::Client,
    state::AppState,
};
use app::{
    desk::Done,
    routes::desk as addresses,
    static_pages::{
        form_page::{KEPT, PUBLISH, PUBLISHED, PageFormPage},
        list_page::TRASHED,
    },
};
use axum::{Extension, extract::State, http::Uri, response::Response};
use domain::{
    accounts::Person,
    db::DbError,
    id::PageId,
    site::store::load_side_choices,
    static_pages::{
        NotChanged, PageField, PageForm,
        store::{self, Target, load_desk_page, load_pages},
    },
};
use leptos::prelude::AnyView;
use std::sync::Arc;

type Again = Shown<PageField, NotChanged>;

fn path(id: Option<PageId>) -> String {
    id.map_or(addresses::NEW_PAGE.to_owned(), addresses::page)
}

pub(crate) async fn new(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
) -> Response {
    show(&state, &person, None, Shown::stored(None)).await
}

pub(crate) async fn edit(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PageId>,
    uri: Uri,
) -> Response {
    show(&state, &person, Some(id), Shown::stored(Done::read(uri.query(), &[PUBLISHED, KEPT]))).await
}

async fn show(state: &AppState, person: &Arc<Person>, id: Option<PageId>, shown: Again) -> Response {
    let status = shown.status();
    desk::show(state, status, person, &path(id), load(state, person, id, shown).await).await
}

async fn load(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<PageId>,
    shown: Again,
) -> Result<Option<(String, AnyView)>, DbError> {
    let editing = state.editing(person);
    let page = match id {
        Some(id) => match load_desk_page(&editing, id).await? {
            Some(page) => Some(page),
            None => return Ok(None),
        },
        None => None,
    };
    let version = shown.version(page.as_ref().map(|page| page.version));
    let stored = page.as_ref().map(|page| page.form.clone());
    let form = shown.sent.as_ref().map(read).or(stored).unwrap_or_default();
    let rendered = PageFormPage {
        page,
        form,
        version,
        pages: load_pages(&editing).await?,
        polls: load_side_choices(&editing.db).await?,
        editor: state.assets.editor.clone(),
        done: shown.done,
        refusal: shown.refusal,
        zone: state.zone.clone(),
    };
    Ok(Some((rendered.title(), rendered.render())))
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
    Id(id): Id<PageId>,
    arrived: Form,
) -> Response {
    take(&state, &person, Some(id), arrived).await
}

/// Handles a form that was sent.
async fn take(state: &AppState, person: &Arc<Person>, id: Option<PageId>, arrived: Form) -> Response {
    let target = id
        .map_or_else(|| Target::New(arrived.key()), |id| Target::Existing { id, version: arrived.version() });
    let saved = {
        // Sanitizing a long text keeps a core busy: one at a time for each account.
        let _permit = state.texts.acquire(&Client::of_account(person.id)).await;
        store::save(&state.editing(person), target, &read(&arrived), arrived.has(PUBLISH)).await
    };
    let next = async |saved: store::Saved| {
        let done = if saved.published { PUBLISHED } else { KEPT };
        desk::see(&done.at(&addresses::page(saved.id)))
    };
    let again = async |shown| show(state, person, id, shown).await;
    answer(state, person, &path(id), Some(arrived), saved, next, again).await
}

fn read(arrived: &Form) -> PageForm {
    let value = |field: PageField| arrived.value(field.name());
    PageForm {
        title: value(PageField::Title),
        slug: value(PageField::Slug),
        parent: value(PageField::Parent),
        body: value(PageField::Body),
    }
}

pub(crate) async fn trash(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PageId>,
) -> Response {
    let trashed = store::trash(&state.editing(&person), id).await;
    let next = async |()| desk::see(&TRASHED.at(addresses::PAGES));
    let again = async |shown| show(&state, &person, Some(id), shown).await;
    answer(&state, &person, &path(Some(id)), None, trashed, next, again).await
}
