//! One account: the form. What else an administrator does with it is in `account_steps.rs`.

use super::account_steps::{hand_over, new_link};
use crate::{
    desk,
    desk::{form::Form, id::Id},
    state::Site,
};
use app::{
    accounts::account_form_page::{AccountFormPage, Category, Said},
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
        form::{AccountForm, Field, Problem, Refusal},
        store,
    },
    db::Fault,
    editing::store::load_choices,
    id::AccountId,
};
use std::sync::Arc;

/// What is shown besides what is stored.
struct Shown {
    status: StatusCode,
    said: Option<Said>,
    problems: Vec<Problem>,
    /// What was typed; else what is stored.
    typed: Option<AccountForm>,
}

impl Shown {
    fn stored(said: Option<Said>) -> Self {
        Self { status: StatusCode::OK, said, problems: Vec::new(), typed: None }
    }
}

pub(crate) async fn new(State(site): State<Site>, Extension(person): Extension<Arc<Person>>) -> Response {
    show(&site, person, None, Shown::stored(None)).await
}

pub(crate) async fn edit(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
    uri: Uri,
) -> Response {
    let said = match uri.query() {
        Some("da=luu") => Some(Said::Saved),
        Some("da=ngung") => Some(Said::Disabled),
        Some("da=mo-lai") => Some(Said::Enabled),
        Some("da=hai-buoc") => Some(Said::SecondFactorOff),
        _ => None,
    };
    show(&site, person, Some(id), Shown::stored(said)).await
}

/// Shows the form: of an account that is there, or of one that is begun.
async fn show(site: &Site, person: Arc<Person>, id: Option<AccountId>, shown: Shown) -> Response {
    let (status, path) = (shown.status, id.map_or(addresses::NEW_ACCOUNT.to_owned(), addresses::account));
    let loaded = load(site, &person, id, shown).await;
    let drawn = loaded.map(|page| page.map(|page| (page.title(), page.draw())));
    desk::show(site, status, person, &path, drawn).await
}

async fn load(
    site: &Site,
    person: &Person,
    id: Option<AccountId>,
    shown: Shown,
) -> Result<Option<AccountFormPage>, Fault> {
    let db = &site.backend.db;
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
    let categories = load_choices(db, person).await?.categories.into_iter();
    Ok(Some(AccountFormPage {
        own: id == Some(person.id),
        form: shown.typed.or(stored).unwrap_or_default(),
        categories: categories
            .map(|choice| Category { id: choice.id, name: choice.name, depth: choice.depth })
            .collect(),
        problems: shown.problems,
        said: shown.said,
        account: account.map(|account| {
            let made = site.zone.moment(account.created_at);
            (account, made)
        }),
    }))
}

fn read(arrived: &Form) -> AccountForm {
    AccountForm {
        name: arrived.value(Field::Name.name()),
        email: arrived.value(Field::Email.name()),
        role: arrived.value(Field::Role.name()),
        categories: arrived.values(Field::Categories.name()),
    }
}

pub(crate) async fn create(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    let form = read(&arrived);
    let key = arrived.key();
    let link = match new_link(&site) {
        Ok(link) => link,
        Err(failed) => return *failed,
    };
    let now = site.backend.clock.now();
    match store::open_account(&site.backend.db, &person, (&form, key.as_ref()), &link.hash(), now).await {
        Ok(Ok(id)) => hand_over(&site, person, id, &link, now, true).await,
        Ok(Err(refusal)) => refuse(&site, person, None, Some(form), refusal).await,
        Err(fault) => desk::not_stored(&site, person, addresses::NEW_ACCOUNT, arrived, &fault).await,
    }
}

pub(crate) async fn save(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<AccountId>,
    arrived: Form,
) -> Response {
    let form = read(&arrived);
    match store::revise_account(&site.backend.db, &person, id, &form, site.backend.clock.now()).await {
        // Who is no administrator any more may not see the account.
        Ok(Ok(())) if id == person.id && !still_manages(&form) => desk::see(addresses::DESK),
        Ok(Ok(())) => desk::see(&format!("{}?da=luu", addresses::account(id))),
        Ok(Err(refusal)) => refuse(&site, person, Some(id), Some(form), refusal).await,
        Err(fault) => desk::not_stored(&site, person, &addresses::account(id), arrived, &fault).await,
    }
}

fn still_manages(form: &AccountForm) -> bool {
    Role::read(&form.role).is_some_and(|role| role.may(Right::ManageAccounts))
}

/// The form with the reason above it.
pub(super) async fn refuse(
    site: &Site,
    person: Arc<Person>,
    id: Option<AccountId>,
    typed: Option<AccountForm>,
    refusal: Refusal,
) -> Response {
    let (status, said, problems) = match refusal {
        Refusal::Gone => return desk::missing(site, &person, addresses::ACCOUNTS).await,
        Refusal::NotAllowed => return desk::forbidden(site, &person, addresses::ACCOUNTS).await,
        Refusal::Problems(problems) => (StatusCode::UNPROCESSABLE_ENTITY, Said::Problems, problems),
        Refusal::LastAdministrator => (StatusCode::CONFLICT, Said::LastAdministrator, Vec::new()),
        Refusal::Oneself => (StatusCode::FORBIDDEN, Said::Oneself, Vec::new()),
        Refusal::Disabled => (StatusCode::CONFLICT, Said::NoLink, Vec::new()),
    };
    show(site, person, id, Shown { status, said: Some(said), problems, typed }).await
}
