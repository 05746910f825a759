//! The form of one account. Other actions of administrators are in `account_steps.rs`.

use super::account_steps::{hand_over, new_link};
use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id},
    state::AppState,
};
use app::{
    accounts::account_form_page::{AccountFormPage, Category, DISABLED, ENABLED, SAVED, SECOND_FACTOR_OFF},
    desk::Done,
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, Uri},
    response::Response,
};
use domain::{
    accounts::{
        Person, Right, Role,
        form::{AccountField, AccountForm, AccountRule, Refusal},
        store,
    },
    db::DbError,
    editing::store::load_choices,
    id::AccountId,
};
use leptos::prelude::AnyView;
use std::sync::Arc;

/// The address of an account at the desk.
fn path(id: Option<AccountId>) -> String {
    id.map_or(addresses::NEW_ACCOUNT.to_owned(), addresses::account)
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
    Id(id): Id<AccountId>,
    uri: Uri,
) -> Response {
    let done = Done::read(uri.query(), &[SAVED, DISABLED, ENABLED, SECOND_FACTOR_OFF]);
    show(&state, &person, Some(id), Shown::stored(done)).await
}

/// Shows the form of an existing or a new account.
pub(super) async fn show(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<AccountId>,
    shown: Shown<AccountField, AccountRule>,
) -> Response {
    let status = match &shown.refusal {
        Some(Refusal::Own(AccountRule::Oneself)) => StatusCode::FORBIDDEN,
        _ => shown.status(),
    };
    desk::show(state, status, person, &path(id), load(state, person, id, shown).await).await
}

async fn load(
    state: &AppState,
    person: &Arc<Person>,
    id: Option<AccountId>,
    shown: Shown<AccountField, AccountRule>,
) -> Result<Option<(String, AnyView)>, DbError> {
    let db = &state.services.db;
    let account = match id {
        Some(id) => match store::load_account(db, id).await? {
            Some(account) => Some(account),
            None => return Ok(None),
        },
        None => None,
    };
    let stored = account.as_ref().map(|account| AccountForm {
        name: account.name.clone(),
        email: account.email.clone(),
        role: account.role.as_str().to_owned(),
        categories: account.categories.iter().map(ToString::to_string).collect(),
    });
    let categories = load_choices(&state.editing(person)).await?.categories.into_iter();
    let page = AccountFormPage {
        own: id == Some(person.id),
        form: shown.sent.as_ref().map(read).or(stored).unwrap_or_default(),
        categories: categories
            .map(|choice| Category { id: choice.id, name: choice.name, depth: choice.depth })
            .collect(),
        done: shown.done,
        refusal: shown.refusal,
        account: account.map(|account| {
            let made = state.zone.moment(account.created_at);
            (account, made)
        }),
    };
    Ok(Some((page.title(), page.render())))
}

fn read(arrived: &Form) -> AccountForm {
    AccountForm {
        name: arrived.value(AccountField::Name.name()),
        email: arrived.value(AccountField::Email.name()),
        role: arrived.value(AccountField::Role.name()),
        categories: arrived.values(AccountField::Categories.name()),
    }
}

pub(crate) async fn create(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    let (form, key) = (read(&arrived), arrived.key());
    let link = match new_link(&state) {
        Ok(link) => link,
        Err(failed) => return *failed,
    };
    let editing = state.editing(&person);
    let opened = store::open_account(&editing, &form, key.as_ref(), &link.hash()).await;
    let next = async |id| hand_over(&state, &person, id, &link, editing.now, true).await;
    let again = async |shown| show(&state, &person, None, shown).await;
    answer(&state, &person, &path(None), Some(arrived), opened, next, again).await
}

pub(crate) async fn save(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
    arrived: Form,
) -> Response {
    let (form, path) = (read(&arrived), path(Some(id)));
    let saved = store::revise_account(&state.editing(&person), id, &form).await;
    let next = async |()| {
        // Somebody who is no longer an administrator must not see the account.
        let leaves = id == person.id && !still_manages(&form);
        desk::see(&if leaves { addresses::DESK.to_owned() } else { SAVED.at(&path) })
    };
    let again = async |shown| show(&state, &person, Some(id), shown).await;
    answer(&state, &person, &path, Some(arrived), saved, next, again).await
}

fn still_manages(form: &AccountForm) -> bool {
    Role::read(&form.role).is_some_and(|role| role.may(Right::ManageAccounts))
}
