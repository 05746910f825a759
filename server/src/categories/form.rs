//! One category: its form, merging and removing.

use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id},
    media::upload::chosen_picture,
    state::AppState,
};
use app::{
    categories::{
        form_page::{CategoryPage, INTO, MADE, PICTURE, SAVED},
        list_page::{MERGED, REMOVED},
    },
    desk::Done,
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::{Query, State},
    http::Uri,
    response::Response,
};
use domain::{
    accounts::Person,
    categories::{
        CategoryField, CategoryForm, NotChanged, Problem, Refusal,
        store::{self, Target, load_category, load_tree},
    },
    db::DbError,
    id::CategoryId,
    media::store::load_picture,
};
use leptos::prelude::AnyView;
use std::{collections::HashMap, sync::Arc};

/// What a page shows: the form as it would be after the uploads, and why nothing was stored.
type Again = Shown<CategoryField, NotChanged>;

fn path(id: Option<CategoryId>) -> String {
    id.map_or(addresses::NEW_CATEGORY.to_owned(), addresses::category)
}

pub(crate) async fn new(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let parent = asked.get(addresses::BELOW).cloned().unwrap_or_default();
    let form = CategoryForm { parent, ..CategoryForm::default() };
    show(&state, &person, None, Some(form), Shown::stored(None)).await
}

pub(crate) async fn edit(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<CategoryId>,
    uri: Uri,
) -> Response {
    show(&state, &person, Some(id), None, Shown::stored(Done::read(uri.query(), &[MADE, SAVED]))).await
}

async fn show(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<CategoryId>,
    form: Option<CategoryForm>,
    shown: Again,
) -> Response {
    let status = shown.status();
    desk::show(state, status, person, &path(id), load(state, person, id, form, shown).await).await
}

async fn load(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<CategoryId>,
    form: Option<CategoryForm>,
    shown: Again,
) -> Result<Option<(String, AnyView)>, DbError> {
    let editing = state.editing(person);
    let category = match id {
        Some(id) => match load_category(&editing, id).await? {
            Some(category) => Some(category),
            None => return Ok(None),
        },
        None => None,
    };
    let version = shown.version(category.as_ref().map(|category| category.version));
    let form = form.or_else(|| category.as_ref().map(|category| category.form.clone())).unwrap_or_default();
    let picture = match form.picture.parse() {
        Ok(picture) => load_picture(&editing.db, picture).await?.map(|stored| stored.picture),
        Err(_) => None,
    };
    let tree = load_tree(&editing).await?;
    let page = CategoryPage {
        category,
        form,
        picture,
        version,
        tree,
        done: shown.done,
        refusal: shown.refusal,
        zone: state.zone.clone(),
    };
    Ok(Some((page.title(), page.render())))
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
    Id(id): Id<CategoryId>,
    arrived: Form,
) -> Response {
    take(&state, &person, Some(id), arrived).await
}

/// Handles a form that was sent.
async fn take(state: &AppState, person: &Arc<Person>, id: Option<CategoryId>, arrived: Form) -> Response {
    let mut form = read(&arrived);
    // The file first: storing it does no harm if the rest is refused, and it is then chosen already.
    let saved = match chosen_picture(state, person, &arrived, PICTURE, &form.alt).await {
        Ok(picture) => {
            form.picture = picture;
            let target = match id {
                None => Target::New(arrived.key()),
                Some(id) => Target::Existing { id, version: arrived.version() },
            };
            store::save(&state.editing(person), target, &form).await
        }
        Err(sentence) => {
            let problem = Problem { field: CategoryField::Picture, sentence };
            Ok(Err(Refusal::Problems(vec![problem])))
        }
    };
    let next = async |saved| {
        let done = if id.is_none() { MADE } else { SAVED };
        desk::see(&done.at(&addresses::category(saved)))
    };
    let again = async |shown| show(state, person, id, Some(form), shown).await;
    answer(state, person, &path(id), Some(arrived), saved, next, again).await
}

fn read(arrived: &Form) -> CategoryForm {
    let value = |field: CategoryField| arrived.value(field.name());
    CategoryForm {
        name: value(CategoryField::Name),
        slug: value(CategoryField::Slug),
        parent: value(CategoryField::Parent),
        description: value(CategoryField::Description),
        picture: arrived.value(PICTURE.stored),
        alt: value(CategoryField::Alt),
    }
}

pub(crate) async fn merge(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<CategoryId>,
    arrived: Form,
) -> Response {
    let merged = match arrived.value(INTO).parse() {
        Ok(into) => store::merge(&state.editing(&person), id, into).await,
        Err(_) => Ok(Err(Refusal::Own(NotChanged::NoTarget))),
    };
    if let Ok(Ok(())) = &merged {
        state.live_news.arranged(&state.bus);
    }
    let next = async |()| desk::see(&MERGED.at(addresses::CATEGORIES));
    let again = async |shown| show(&state, &person, Some(id), None, shown).await;
    answer(&state, &person, &path(Some(id)), None, merged, next, again).await
}

pub(crate) async fn remove(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<CategoryId>,
) -> Response {
    let removed = store::remove(&state.editing(&person), id).await;
    let next = async |()| desk::see(&REMOVED.at(addresses::CATEGORIES));
    let again = async |shown| show(&state, &person, Some(id), None, shown).await;
    answer(&state, &person, &path(Some(id)), None, removed, next, again).await
}
