//! One poll: the form, more rows in it, and saving what was typed.

use super::tell;
use crate::{
    desk,
    desk::{form::Form, id::Id},
    state::Site,
};
use app::{
    polls::desk::form_page::{MORE_ROWS, PollFormPage, ROWS_AT_ONCE, Said, VERSION, id_name},
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, Uri},
    response::Response,
};
use domain::{
    accounts::{Person, Right},
    db::Fault,
    id::PollId,
    polls::{
        desk::Refusal,
        form::{Asked, Field, OptionRow, PollForm, Problem},
        store::{self, Target, load_desk_poll},
    },
};
use std::sync::Arc;

/// What the address says after something was done, and what the page then says.
const DONE: [(&str, Said); 5] = [
    ("tao", Said::Made),
    ("luu", Said::Saved),
    ("dong", Said::Closed),
    ("cot-ben", Said::Chosen),
    ("luan-phien", Said::TakesTurns),
];

/// What is shown besides what is stored.
pub(super) struct Shown {
    status: StatusCode,
    said: Option<Said>,
    problems: Vec<Problem>,
    /// What was typed, and the version that the next save replaces; else what is stored.
    typed: Option<(PollForm, i64)>,
}

impl Shown {
    fn stored(said: Option<Said>) -> Self {
        Self { status: StatusCode::OK, said, problems: Vec::new(), typed: None }
    }
}

/// Sends the browser to a poll of which something was done.
pub(super) fn see(id: PollId, said: &Said) -> Response {
    let done = DONE.iter().find(|(_, known)| known == said).map_or("luu", |(name, _)| name);
    desk::see(&format!("{}?da={done}", addresses::poll(id)))
}

pub(crate) async fn new(State(site): State<Site>, Extension(person): Extension<Arc<Person>>) -> Response {
    show(&site, person, None, Shown::stored(None)).await
}

pub(crate) async fn edit(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<PollId>,
    uri: Uri,
) -> Response {
    let done = uri.query().and_then(|query| query.strip_prefix("da=")).unwrap_or_default();
    let said = DONE.into_iter().find(|(name, _)| *name == done).map(|(_, said)| said);
    show(&site, person, Some(id), Shown::stored(said)).await
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
    Id(id): Id<PollId>,
    arrived: Form,
) -> Response {
    take(site, person, Some(id), arrived).await
}

/// Takes what was typed.
async fn take(site: Site, person: Arc<Person>, id: Option<PollId>, arrived: Form) -> Response {
    let mut form = read(&arrived);
    let version = arrived.value(VERSION).parse().unwrap_or_default();
    if arrived.has(MORE_ROWS) {
        form.asked = form.asked.map(|asked| {
            let rows = asked.options.len() + ROWS_AT_ONCE;
            asked.with_rows(rows)
        });
        let typed = Some((form, version));
        return show(&site, person, id, Shown { typed, ..Shown::stored(None) }).await;
    }
    let target = id.map_or_else(|| Target::New(arrived.key()), |id| Target::Existing { id, version });
    let (db, now) = (&site.backend.db, site.backend.clock.now());
    match store::save(db, &person, target, &form, (&site.zone, now)).await {
        Ok(Ok(saved)) => {
            tell(&site, saved.id);
            see(saved.id, if id.is_none() { &Said::Made } else { &Said::Saved })
        }
        Ok(Err(refusal)) => refuse(&site, person, id, Some((form, version)), refusal).await,
        Err(fault) => {
            let path = id.map_or(addresses::NEW_POLL.to_owned(), addresses::poll);
            desk::not_stored(&site, &person, &path, arrived, &fault).await
        }
    }
}

/// The form with what was typed, if anything was, and why nothing was stored.
pub(super) async fn refuse(
    site: &Site,
    person: Arc<Person>,
    id: Option<PollId>,
    mut typed: Option<(PollForm, i64)>,
    refusal: Refusal,
) -> Response {
    let path = id.map_or(addresses::NEW_POLL.to_owned(), addresses::poll);
    let (status, said, problems) = match refusal {
        Refusal::Gone => return desk::missing(site, &person, addresses::POLLS).await,
        Refusal::NotAllowed => return desk::forbidden(site, &person, &path).await,
        Refusal::Problems(problems) => (StatusCode::UNPROCESSABLE_ENTITY, Said::Problems, problems),
        Refusal::Counted => (StatusCode::CONFLICT, Said::Counted, Vec::new()),
        Refusal::Stale { by, at, version } => {
            // The next save replaces what is stored now: the page says so.
            typed = typed.map(|(form, _)| (form, version));
            let at = at.map(|at| site.zone.moment(at));
            (StatusCode::CONFLICT, Said::Stale { by, at }, Vec::new())
        }
    };
    show(site, person, id, Shown { status, said: Some(said), problems, typed }).await
}

async fn show(site: &Site, person: Arc<Person>, id: Option<PollId>, shown: Shown) -> Response {
    let (status, path) = (shown.status, id.map_or(addresses::NEW_POLL.to_owned(), addresses::poll));
    let loaded = load(site, &person, id, shown).await;
    let drawn = loaded.map(|page| page.map(|page| (page.title(), page.draw())));
    desk::show(site, status, &person, &path, drawn).await
}

async fn load(
    site: &Site,
    person: &Person,
    id: Option<PollId>,
    shown: Shown,
) -> Result<Option<PollFormPage>, Fault> {
    let poll = match id {
        Some(id) => match load_desk_poll(&site.backend.db, person, id).await? {
            Some(poll) => Some(poll),
            None => return Ok(None),
        },
        None => None,
    };
    let stored = poll.as_ref().map(|poll| (poll.form(&site.zone), poll.version));
    let (form, version) = shown.typed.or(stored).unwrap_or_default();
    Ok(Some(PollFormPage {
        poll,
        form,
        version,
        problems: shown.problems,
        said: shown.said,
        zone: site.zone.clone(),
        now: site.backend.clock.now(),
        site_url: site.backend.url.to_string(),
        may_change: person.may(Right::ManagePolls),
    }))
}

fn read(arrived: &Form) -> PollForm {
    let value = |field: Field| arrived.value(&field.name());
    let rows = (0..).take_while(|row| arrived.has(&Field::Option(*row).name())).map(|row| OptionRow {
        id: arrived.value(&id_name(row)),
        label: value(Field::Option(row)),
        link: value(Field::OptionLink(row)),
    });
    // A form that does not ask for it any more leaves it as it is.
    let asked = arrived.has(&Field::Question.name()).then(|| Asked {
        question: value(Field::Question),
        options: rows.collect(),
        min_choices: value(Field::MinChoices),
        max_choices: value(Field::MaxChoices),
    });
    PollForm {
        asked,
        link: value(Field::Link),
        opens_at: value(Field::OpensAt),
        closes_at: value(Field::ClosesAt),
        results: value(Field::Results),
        network_limit: value(Field::NetworkLimit),
    }
}
