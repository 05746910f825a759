//! One poll: the form, adding rows, and saving.

use super::tell;
use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id},
    state::Site,
};
use app::{
    desk::Done,
    polls::desk::form_page::{
        CHOSEN, CLOSED, MADE, MORE_ROWS, PollFormPage, ROWS_AT_ONCE, SAVED, TAKES_TURNS, VERSION, id_name,
    },
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::Uri, response::Response};
use domain::{
    accounts::{Person, Right},
    db::Fault,
    id::PollId,
    polls::{
        desk::{Counted, Refusal},
        form::{Asked, OptionRow, PollField, PollForm},
        store::{self, Saved, Target, load_desk_poll},
    },
};
use leptos::prelude::AnyView;
use std::sync::Arc;

/// The address of a poll at the desk.
fn path(id: Option<PollId>) -> String {
    id.map_or(addresses::NEW_POLL.to_owned(), addresses::poll)
}

pub(crate) async fn new(State(site): State<Site>, Extension(person): Extension<Arc<Person>>) -> Response {
    show(&site, &person, None, Shown::stored(None)).await
}

pub(crate) async fn edit(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PollId>,
    uri: Uri,
) -> Response {
    let done = Done::read(uri.query(), &[MADE, SAVED, CLOSED, CHOSEN, TAKES_TURNS]);
    show(&site, &person, Some(id), Shown::stored(done)).await
}

pub(crate) async fn create(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    take(&site, &person, None, arrived).await
}

pub(crate) async fn save(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PollId>,
    arrived: Form,
) -> Response {
    take(&site, &person, Some(id), arrived).await
}

/// Handles a form that was sent.
async fn take(site: &Site, person: &Arc<Person>, id: Option<PollId>, arrived: Form) -> Response {
    if arrived.has(MORE_ROWS) {
        return show(site, person, id, Shown::again(Some(arrived), None)).await;
    }
    let target = id
        .map_or_else(|| Target::New(arrived.key()), |id| Target::Existing { id, version: version(&arrived) });
    let saved = store::save(&site.editing(person), target, &read(&arrived)).await;
    let next = async |saved: Saved| {
        tell(site, saved.id);
        let done = if id.is_none() { MADE } else { SAVED };
        desk::see(&done.at(&addresses::poll(saved.id)))
    };
    let again = async |shown| show(site, person, id, shown).await;
    answer(site, person, &path(id), Some(arrived), saved, next, again).await
}

pub(super) async fn show(
    site: &Site,
    person: &Arc<Person>,
    id: Option<PollId>,
    shown: Shown<PollField, Counted>,
) -> Response {
    let status = shown.status();
    desk::show(site, status, person, &path(id), load(site, person, id, shown).await).await
}

async fn load(
    site: &Site,
    person: &Arc<Person>,
    id: Option<PollId>,
    shown: Shown<PollField, Counted>,
) -> Result<Option<(String, AnyView)>, Fault> {
    let poll = match id {
        Some(id) => match load_desk_poll(&site.editing(person), id).await? {
            Some(poll) => Some(poll),
            None => return Ok(None),
        },
        None => None,
    };
    let stored = poll.as_ref().map(|poll| (poll.form(&site.zone), poll.version));
    let typed = shown.sent.map(|sent| {
        // If somebody else has saved it, the page says that the next save replaces that version.
        let version = match &shown.refusal {
            Some(Refusal::Stale { version, .. }) => *version,
            _ => version(&sent),
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
        zone: site.zone.clone(),
        now: site.backend.clock.now(),
        site_url: site.backend.url.to_string(),
        may_change: person.may(Right::ManagePolls),
    };
    Ok(Some((page.title(), page.draw())))
}

/// The version that was loaded into the form.
fn version(arrived: &Form) -> i64 {
    arrived.value(VERSION).parse().unwrap_or_default()
}

fn read(arrived: &Form) -> PollForm {
    let value = |field: PollField| arrived.value(&field.name());
    let rows = (0..).take_while(|row| arrived.has(&PollField::Option(*row).name())).map(|row| OptionRow {
        id: arrived.value(&id_name(row)),
        label: value(PollField::Option(row)),
        link: value(PollField::OptionLink(row)),
    });
    // A form without the question leaves question and options unchanged.
    let asked = arrived.has(&PollField::Question.name()).then(|| {
        let asked = Asked {
            question: value(PollField::Question),
            options: rows.collect(),
            min_choices: value(PollField::MinChoices),
            max_choices: value(PollField::MaxChoices),
        };
        let more = if arrived.has(MORE_ROWS) { ROWS_AT_ONCE } else { 0 };
        let rows = asked.options.len() + more;
        asked.with_rows(rows)
    });
    PollForm {
        asked,
        link: value(PollField::Link),
        opens_at: value(PollField::OpensAt),
        closes_at: value(PollField::ClosesAt),
        results: value(PollField::Results),
        network_limit: value(PollField::NetworkLimit),
    }
}
