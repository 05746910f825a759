//! All lists: the page, and making, naming, ordering and removing them.

use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id, order_step},
    state::AppState,
};
use app::{
    desk::Done,
    menus::menus_page::{
        LIST_MADE, LIST_REMOVED, LIST_SAVED, MenusPage, ORDERED, PLACE, REMOVED, REMOVED_LINK, RESTORED,
        SAVED, TypedName,
    },
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::Person,
    db::DbError,
    id::{LinkId, LinkListId},
    menus::{
        ListField, ListForm, ListRefusal, NotChanged, Place,
        store::{load_menus, make_list, place_list, remove_list, rename_list},
    },
};
use std::{collections::HashMap, sync::Arc};

type Again = Shown<ListField, NotChanged>;
type Change<T> = Result<Result<T, ListRefusal>, DbError>;

pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let known = [LIST_MADE, LIST_SAVED, LIST_REMOVED, ORDERED, SAVED, REMOVED, RESTORED];
    let done = Done::of(asked.get(Done::PARAMETER).map(String::as_str), &known);
    let removed = asked.get(REMOVED_LINK).and_then(|id| id.parse().ok());
    render(&state, &person, removed, None, Shown::stored(done)).await
}

pub(super) async fn render(
    state: &AppState,
    person: &Arc<Person>,
    removed: Option<LinkId>,
    typed: Option<TypedName>,
    shown: Again,
) -> Response {
    let status = shown.status();
    match load_menus(&state.editing(person)).await {
        Ok(lists) => {
            let page = MenusPage { lists, done: shown.done, removed, typed, refusal: shown.refusal };
            let head = (addresses::MENUS, "Menu và liên kết");
            desk::page(state, status, Some(Arc::clone(person)), head, page.render()).await
        }
        Err(fault) => desk::failed(state, &fault),
    }
}

/// The overview, with the result or with the reason why nothing was changed.
async fn answered<T>(
    state: &AppState,
    person: &Arc<Person>,
    arrived: Option<Form>,
    typed: Option<TypedName>,
    changed: Change<T>,
    done: Done,
) -> Response {
    let next = async |_| desk::see(&done.at(addresses::MENUS));
    let again = async |shown| render(state, person, None, typed, shown).await;
    answer(state, person, addresses::MENUS, arrived, changed, next, again).await
}

pub(crate) async fn create(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    let place = Place::read(&arrived.value(PLACE)).unwrap_or(Place::Links);
    let name = arrived.value(&format!("{}-{}", ListField::Name.name(), place.as_str()));
    let form = ListForm { name: name.clone() };
    let made = make_list(&state.editing(&person), place, &form, arrived.key()).await;
    let typed = Some(TypedName::New(place, name));
    answered(&state, &person, Some(arrived), typed, made, LIST_MADE).await
}

pub(crate) async fn rename(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<LinkListId>,
    arrived: Form,
) -> Response {
    let name = arrived.value(&format!("{}-{id}", ListField::Name.name()));
    let renamed = rename_list(&state.editing(&person), id, &ListForm { name: name.clone() }).await;
    let typed = Some(TypedName::Of(id, name));
    answered(&state, &person, Some(arrived), typed, renamed, LIST_SAVED).await
}

pub(crate) async fn order(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<LinkListId>,
    arrived: Form,
) -> Response {
    let placed = place_list(&state.editing(&person), id, order_step(&arrived)).await;
    answered(&state, &person, None, None, placed, ORDERED).await
}

pub(crate) async fn remove(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<LinkListId>,
) -> Response {
    let removed = remove_list(&state.editing(&person), id).await;
    answered(&state, &person, None, None, removed, LIST_REMOVED).await
}
