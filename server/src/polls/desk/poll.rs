//! One poll: the form, adding rows, and saving.

use super::tell;
use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id},
    state::AppState,
};
use app::{
    desk::Done,
    polls::desk::form_page::{
        CHOSEN, CLOSED, MADE, MORE_ROWS, PollFormPage, ROTATES, ROWS_AT_ONCE, SAVED, id_name,
    },
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::Uri, response::Response};
use domain::{
    accounts::{Person, Right},
    db::DbError,
    id::PollId,
    polls::{
        desk::{Counted, Refusal},
        form::{OptionRow, PollField, PollForm, QuestionForm},
        store::{self, Saved, Target, load_desk_poll},
    },
};
use leptos::prelude::AnyView;
use std::sync::Arc;

/// The address of a poll at the desk.
fn path(id: Option<PollId>) -> String {
    id.map_or(addresses::NEW_POLL.to_owned(), addresses::poll)
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
    Id(id): Id<PollId>,
    uri: Uri,
) -> Response {
    let done = Done::read(uri.query(), &[MADE, SAVED, CLOSED, CHOSEN, ROTATES]);
    show(&state, &person, Some(id), Shown::stored(done)).await
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
    Id(id): Id<PollId>,
    arrived: Form,
) -> Response {
    take(&state, &person, Some(id), arrived).await
}

/// Handles a form that was sent.
async fn take(state: &AppState, person: &Arc<Person>, id: Option<PollId>, arrived: Form) -> Response {
    if arrived.has(MORE_ROWS) {
        return show(state, person, id, Shown::again(Some(arrived), None)).await;
    }
    let target = id
        .map_or_else(|| Target::New(arrived.key()), |id| Target::Existing { id, version: arrived.version() });
    let saved = store::save(&state.editing(person), target, &read(&arrived)).await;
    let next = async |saved: Saved| {
        tell(state, saved.id);
        let done = if id.is_none() { MADE } else { SAVED };
        desk::see(&done.at(&addresses::poll(saved.id)))
    };
    let again = async |shown| show(state, person, id, shown).await;
    answer(state, person, &path(id), Some(arrived), saved, next, again).await
}

pub(super) async fn show(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<PollId>,
    shown: Shown<PollField, Counted>,
) -> Response {
    let status = shown.status();
    desk::show(state, status, person, &path(id), load(state, person, id, shown).await).await
}

async fn load(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<PollId>,
    shown: Shown<PollField, Counted>,
) -> Result<Option<(String, AnyView)>, DbError> {
    let poll = match id {
        Some(id) => match load_desk_poll(&state.editing(person), id).await? {
            Some(poll) => Some(poll),
            None => return Ok(None),
        },
        None => None,
    };
    let stored = poll.as_ref().map(|poll| (poll.form(&state.zone), poll.version));
    let typed = shown.sent.map(|sent| {
        // If somebody else has saved it, the page says that the next save replaces that version.
        let version = match &shown.refusal {
            Some(Refusal::Stale { version, .. }) => *version,
            _ => sent.version(),
        };
        (read(&sent), version)
    });
    let (form, version) = typed.or(stored).unwrap_or_default();
    let page = PollFormPage {
        poll,
        form,
        version,
        done: shown.done,
        refusal: shown.refusal,
        zone: state.zone.clone(),
        now: state.services.clock.now(),
        site_url: state.services.url.to_string(),
        may_change: person.may(Right::ManagePolls),
    };
    Ok(Some((page.title(), page.render())))
}

fn read(arrived: &Form) -> PollForm {
    let value = |field: PollField| arrived.value(&field.name());
    let rows = (0..).take_while(|row| arrived.has(&PollField::Option(*row).name())).map(|row| OptionRow {
        id: arrived.value(&id_name(row)),
        label: value(PollField::Option(row)),
        link: value(PollField::OptionLink(row)),
    });
    // A form without the question leaves question and options unchanged.
    let question = arrived.has(&PollField::Question.name()).then(|| {
        let question = QuestionForm {
            text: value(PollField::Question),
            options: rows.collect(),
            min_choices: value(PollField::MinChoices),
            max_choices: value(PollField::MaxChoices),
        };
        let more = if arrived.has(MORE_ROWS) { ROWS_AT_ONCE } else { 0 };
        let rows = question.options.len() + more;
        question.with_rows(rows)
    });
    PollForm {
        question,
        link: value(PollField::Link),
        opens_at: value(PollField::OpensAt),
        closes_at: value(PollField::ClosesAt),
        results: value(PollField::Results),
        network_limit: value(PollField::NetworkLimit),
    }
}
