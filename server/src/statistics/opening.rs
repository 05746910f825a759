//! What a replaced site had counted: the form of administrators.

use crate::{
    access::{Access, RouteEntry},
    desk,
    desk::{Shown, answer, form::Form},
    state::AppState,
};
use app::{
    desk::Done,
    routes::desk as addresses,
    statistics::opening_page::{MARK, OpeningPage, SAVED},
};
use axum::{Extension, extract::State, http::Uri, response::Response};
use domain::{
    accounts::{Person, Right::ManageSite},
    form::Refusal,
    statistics::{
        LIVE,
        opening_form::{ChangedMeanwhile, OpeningField, OpeningForm},
        store::{load_opening_form, save_opening},
    },
};
use std::sync::Arc;

/// The routes of the form.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let manage = Access::With(ManageSite);
    vec![
        RouteEntry::get(addresses::OPENING, manage, edit),
        RouteEntry::post(addresses::OPENING, manage, save),
    ]
}

async fn edit(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    uri: Uri,
) -> Response {
    show(&state, person, Shown::stored(Done::read(uri.query(), &[SAVED]))).await
}

async fn show(
    state: &AppState,
    person: Arc<Person>,
    shown: Shown<OpeningField, ChangedMeanwhile>,
) -> Response {
    let stored = match load_opening_form(&state.editing(&person)).await {
        Ok(stored) => stored,
        Err(fault) => return desk::failed(state, &fault),
    };
    let status = shown.status();
    let mark = match &shown {
        // If somebody else has changed them, the page says that the next save replaces that version.
        Shown { refusal: Some(Refusal::Own(ChangedMeanwhile)), .. } | Shown { sent: None, .. } => {
            stored.mark()
        }
        Shown { sent: Some(sent), .. } => sent.value(MARK),
    };
    let form = shown.sent.map_or(stored, |sent| read(&sent));
    let page = OpeningPage { form, mark, done: shown.done, refusal: shown.refusal };
    desk::page(state, status, Some(person), (addresses::OPENING, "Số liệu trang cũ"), page.render()).await
}

async fn save(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    let (form, mark) = (read(&arrived), arrived.value(MARK));
    let saved = save_opening(&state.editing(&person), &form, &mark).await;
    let next = async |()| {
        // What is stored counts even if the figures in memory are only renewed later.
        if let Err(fault) = state.counter().settle().await {
            tracing::error!("the figures could not be loaded again: {fault}");
        }
        state.bus.changed([LIVE]);
        desk::see(&SAVED.at(addresses::OPENING))
    };
    let again = async |shown| show(&state, Arc::clone(&person), shown).await;
    answer(&state, &person, addresses::OPENING, Some(arrived), saved, next, again).await
}

fn read(arrived: &Form) -> OpeningForm {
    let value = |field: OpeningField| arrived.value(field.name());
    OpeningForm { total: value(OpeningField::Total), periods: value(OpeningField::Periods) }
}
