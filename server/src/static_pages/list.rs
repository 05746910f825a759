//! The tree of static pages, its order, and bringing pages back from the trash.

use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id, order_step},
    state::AppState,
};
use app::{
    desk::Done,
    routes::desk as addresses,
    static_pages::list_page::{ORDERED, PagesPage, RESTORED, TRASHED},
};
use axum::{Extension, extract::State, http::Uri, response::Response};
use domain::{
    accounts::Person,
    id::PageId,
    static_pages::{
        NotChanged, PageField,
        store::{self, load_pages},
    },
};
use std::sync::Arc;

pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    uri: Uri,
) -> Response {
    render(&state, &person, Shown::stored(Done::read(uri.query(), &[ORDERED, TRASHED, RESTORED]))).await
}

async fn render(state: &AppState, person: &Arc<Person>, shown: Shown<PageField, NotChanged>) -> Response {
    let status = shown.status();
    match load_pages(&state.editing(person)).await {
        Ok(pages) => {
            let page = PagesPage { pages, done: shown.done, refusal: shown.refusal };
            let head = (addresses::PAGES, "Trang");
            desk::page(state, status, Some(Arc::clone(person)), head, page.render()).await
        }
        Err(fault) => desk::failed(state, &fault),
    }
}

pub(crate) async fn order(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PageId>,
    arrived: Form,
) -> Response {
    let placed = store::place(&state.editing(&person), id, order_step(&arrived)).await;
    let next = async |()| desk::see(&ORDERED.at(addresses::PAGES));
    let again = async |shown| render(&state, &person, shown).await;
    answer(&state, &person, addresses::PAGES, None, placed, next, again).await
}

pub(crate) async fn restore(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PageId>,
) -> Response {
    let restored = store::restore(&state.editing(&person), id).await;
    let next = async |()| desk::see(&RESTORED.at(addresses::PAGES));
    let again = async |shown| render(&state, &person, shown).await;
    answer(&state, &person, addresses::PAGES, None, restored, next, again).await
}
