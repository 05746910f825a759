//! The tree of categories, and its order.

use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id, order_step},
    state::AppState,
};
use app::{
    categories::list_page::{CategoriesPage, MERGED, ORDERED, REMOVED},
    desk::Done,
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::Uri, response::Response};
use domain::{
    accounts::Person,
    categories::{
        CategoryField, NotChanged,
        store::{load_tree, place},
    },
    id::CategoryId,
};
use std::sync::Arc;

pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    uri: Uri,
) -> Response {
    render(&state, person, Shown::stored(Done::read(uri.query(), &[ORDERED, MERGED, REMOVED]))).await
}

async fn render(state: &AppState, person: Arc<Person>, shown: Shown<CategoryField, NotChanged>) -> Response {
    let status = shown.status();
    match load_tree(&state.editing(&person)).await {
        Ok(tree) => {
            let page = CategoriesPage { tree, done: shown.done, refusal: shown.refusal };
            let head = (addresses::CATEGORIES, "Chuyên mục");
            desk::page(state, status, Some(person), head, page.render()).await
        }
        Err(fault) => desk::failed(state, &fault),
    }
}

pub(crate) async fn order(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<CategoryId>,
    arrived: Form,
) -> Response {
    let placed = place(&state.editing(&person), id, order_step(&arrived)).await;
    let next = async |()| desk::see(&ORDERED.at(addresses::CATEGORIES));
    let again = async |shown| render(&state, Arc::clone(&person), shown).await;
    answer(&state, &person, addresses::CATEGORIES, None, placed, next, again).await
}
