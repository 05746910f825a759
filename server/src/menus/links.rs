//! One link: its form with the search, ordering, removing and bringing back.

use super::lists;
use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id, order_step},
    state::AppState,
};
use app::{
    menus::{
        link_page::{CHOSEN, LinkPage, Offered, SEARCH, WORDS, stored_form},
        menus_page::{ORDERED, REMOVED, REMOVED_LINK, RESTORED, SAVED},
        read_wanted,
    },
    routes::desk as addresses,
};
use axum::{Extension, extract::State, response::Response};
use domain::{
    accounts::Person,
    db::DbError,
    editing::store::find_linkable,
    form,
    id::{LinkId, LinkListId},
    menus::{
        LinkField, LinkForm, NotChanged, Problem, Refusal,
        store::{SavedLink, Where, load_menus, place_link, remove_link, restore_link, save_link},
    },
    search::store::find_named,
};
use leptos::prelude::AnyView;
use std::sync::Arc;

type Again = Shown<LinkField, NotChanged>;

/// The link of an address, or the list of a new one.
#[derive(Debug, Clone, Copy)]
enum Of {
    New(LinkListId),
    Existing(LinkId),
}

impl Of {
    fn path(self) -> String {
        match self {
            Self::New(list) => addresses::new_link(list),
            Self::Existing(id) => addresses::link(id),
        }
    }
}

pub(crate) async fn new(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(list): Id<LinkListId>,
) -> Response {
    show(&state, &person, Of::New(list), None, Shown::stored(None)).await
}

pub(crate) async fn edit(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<LinkId>,
) -> Response {
    show(&state, &person, Of::Existing(id), None, Shown::stored(None)).await
}

async fn show(
    state: &AppState,
    person: &Arc<Person>,
    of: Of,
    offered: Option<Offered>,
    shown: Again,
) -> Response {
    let status = shown.status();
    let loaded = load(state, person, of, offered, shown).await;
    desk::show(state, status, person, &of.path(), loaded).await
}

async fn load(
    state: &AppState,
    person: &Arc<Person>,
    of: Of,
    offered: Option<Offered>,
    shown: Again,
) -> Result<Option<(String, AnyView)>, DbError> {
    let lists = load_menus(&state.editing(person)).await?;
    let found = lists.into_iter().find_map(|list| match of {
        Of::New(id) => (list.id == id).then_some((list, None)),
        Of::Existing(id) => {
            let link = list.get(id)?.clone();
            Some((list, Some(link)))
        }
    });
    let Some((list, link)) = found else { return Ok(None) };
    let version = shown.version(link.as_ref().map(|link| link.version));
    let form = match (&shown.sent, &link) {
        (Some(sent), _) => read(sent),
        (None, Some(link)) => stored_form(link),
        (None, None) => LinkForm::default(),
    };
    let page = LinkPage { list, link, form, version, offered, refusal: shown.refusal };
    Ok(Some((page.title(), page.render())))
}

pub(crate) async fn create(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(list): Id<LinkListId>,
    arrived: Form,
) -> Response {
    take(&state, &person, Of::New(list), arrived).await
}

pub(crate) async fn save(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<LinkId>,
    arrived: Form,
) -> Response {
    take(&state, &person, Of::Existing(id), arrived).await
}

/// Handles a form that was sent.
async fn take(state: &AppState, person: &Arc<Person>, of: Of, arrived: Form) -> Response {
    if arrived.has(SEARCH) {
        return match search(state, arrived.value(WORDS)).await {
            Ok(offered) => show(state, person, of, Some(offered), Shown::again(Some(arrived), None)).await,
            Err(fault) => desk::failed(state, &fault),
        };
    }
    let form = read(&arrived);
    let saved = match read_wanted(&form.address, &state.services.url) {
        Ok(wanted) => {
            let place = match of {
                Of::New(list) => Where::In(list, arrived.key()),
                Of::Existing(id) => Where::Existing { id, version: arrived.version() },
            };
            save_link(&state.editing(person), place, &form, &wanted).await
        }
        Err(sentence) => {
            let problem = Problem { field: LinkField::Address, sentence: sentence.to_owned() };
            Ok(Err(Refusal::Problems(vec![problem])))
        }
    };
    let next = async |SavedLink(_)| desk::see(&SAVED.at(addresses::MENUS));
    let again = async |shown| show(state, person, of, None, shown).await;
    answer(state, person, &of.path(), Some(arrived), saved, next, again).await
}

/// What has these words in its name or title.
async fn search(state: &AppState, words: String) -> Result<Offered, DbError> {
    let reading = state.services.reading();
    let (things, articles) = (find_named(&reading, &words).await?, find_linkable(&reading, &words).await?);
    Ok(Offered { words, things, articles })
}

fn read(arrived: &Form) -> LinkForm {
    let value = |field: LinkField| arrived.value(field.name());
    let chosen = arrived.value(CHOSEN);
    LinkForm {
        label: value(LinkField::Label),
        address: if chosen.is_empty() { value(LinkField::Address) } else { chosen },
        parent: value(LinkField::Parent),
    }
}

pub(crate) async fn order(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<LinkId>,
    arrived: Form,
) -> Response {
    let placed = place_link(&state.editing(&person), id, order_step(&arrived)).await;
    changed(&state, &person, placed, &ORDERED.at(addresses::MENUS)).await
}

pub(crate) async fn remove(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<LinkId>,
) -> Response {
    let removed = remove_link(&state.editing(&person), id).await;
    let next = format!("{}&{REMOVED_LINK}={id}", REMOVED.at(addresses::MENUS));
    changed(&state, &person, removed, &next).await
}

pub(crate) async fn restore(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<LinkId>,
) -> Response {
    let restored = restore_link(&state.editing(&person), id).await;
    changed(&state, &person, restored, &RESTORED.at(addresses::MENUS)).await
}

/// The overview after a step that has no form of its own.
async fn changed(
    state: &AppState,
    person: &Arc<Person>,
    changed: Result<Result<(), Refusal>, DbError>,
    next: &str,
) -> Response {
    let next = async |()| desk::see(next);
    let again = async |_| {
        let refused = Shown::again(None, Some(form::Refusal::Own(NotChanged::Moved)));
        lists::render(state, person, None, None, refused).await
    };
    answer(state, person, addresses::MENUS, None, changed, next, again).await
}
