//! The form about the site.

use crate::{desk, desk::form::Form, plain_page, state::Site};
use app::{
    routes::desk as addresses,
    site::settings_page::{MARK, Said, SettingsPage},
};
use axum::{
    Extension,
    extract::{Request, State},
    http::StatusCode,
    response::Response,
};
use domain::{
    accounts::Person,
    site::{
        Operator,
        settings::{Field, Problem, Refusal, SettingsForm},
        store::{load_settings, load_side_choices, save_settings},
    },
};
use std::sync::Arc;

/// What is shown besides what is stored.
struct Shown {
    status: StatusCode,
    said: Option<Said>,
    problems: Vec<Problem>,
    /// What was typed, and the mark of what it replaces. Without the form, what is stored is shown; without the mark, the next
    /// save replaces what is stored now.
    typed: Option<SettingsForm>,
    mark: Option<String>,
}

pub(crate) async fn edit(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    request: Request,
) -> Response {
    let said = (request.uri().query() == Some("da=luu")).then_some(Said::Saved);
    let shown = Shown { status: StatusCode::OK, said, problems: Vec::new(), typed: None, mark: None };
    show(&site, person, shown).await
}

async fn show(site: &Site, person: Arc<Person>, shown: Shown) -> Response {
    let db = &site.backend.db;
    let loaded = async { Ok((load_settings(db).await?, load_side_choices(db).await?)) };
    let (settings, polls) = match loaded.await {
        Ok((Some(settings), polls)) => (settings, polls),
        Ok((None, _)) => return plain_page::unavailable(&site.assets),
        Err(fault) => return desk::failed(site, &fault),
    };
    let Shown { status, said, problems, typed, mark } = shown;
    let page = SettingsPage {
        form: typed.unwrap_or_else(|| settings.form()),
        mark: mark.unwrap_or_else(|| settings.mark()),
        polls,
        problems,
        said,
    };
    desk::page(site, status, Some(person), (addresses::SITE, "Trang web"), page.draw()).await
}

pub(crate) async fn save(
    State(site): State<Site>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    let (form, mark) = (read(&arrived), arrived.value(MARK));
    let now = site.backend.clock.now();
    let refusal = match save_settings(&site.backend.db, &person, &form, &mark, now).await {
        Ok(Ok(())) => return desk::see(&format!("{}?da=luu", addresses::SITE)),
        Ok(Err(refusal)) => refusal,
        Err(fault) => return desk::not_stored(&site, &person, addresses::SITE, arrived, &fault).await,
    };
    let (status, said, problems, mark) = match refusal {
        Refusal::NotAllowed => return desk::forbidden(&site, &person, addresses::SITE).await,
        Refusal::Problems(problems) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Said::Problems, problems, Some(mark))
        }
        Refusal::Stale => (StatusCode::CONFLICT, Said::Stale, Vec::new(), None),
    };
    show(&site, person, Shown { status, said: Some(said), problems, typed: Some(form), mark }).await
}

fn read(arrived: &Form) -> SettingsForm {
    let value = |field: Field| arrived.value(field.name());
    SettingsForm {
        name: value(Field::Name),
        description: value(Field::Description),
        operator: Operator {
            name: value(Field::Operator),
            address: value(Field::Address),
            phone: value(Field::Phone),
            email: value(Field::Email),
            responsible: value(Field::Responsible),
            licence: value(Field::Licence),
        },
        introduction: value(Field::Introduction),
        poll: value(Field::Poll),
    }
}
