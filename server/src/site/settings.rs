//! The form of the site's settings.

use crate::{
    desk,
    desk::{Shown, answer, form::Form},
    plain_page,
    state::AppState,
};
use app::{
    desk::Done,
    routes::desk as addresses,
    site::settings_page::{MARK, SAVED, SettingsPage},
};
use axum::{
    Extension,
    extract::{Request, State},
    response::Response,
};
use domain::{
    accounts::Person,
    form::Refusal,
    site::{
        Operator, SearchEngines,
        settings::{ChangedMeanwhile, SettingsField, SettingsForm},
        store::{load_introduction_choices, load_settings, load_side_choices, save_settings},
    },
};
use std::sync::Arc;

pub(crate) async fn edit(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    request: Request,
) -> Response {
    show(&state, person, Shown::stored(Done::read(request.uri().query(), &[SAVED]))).await
}

async fn show(
    state: &AppState,
    person: Arc<Person>,
    shown: Shown<SettingsField, ChangedMeanwhile>,
) -> Response {
    let db = &state.services.db;
    let loaded = async {
        Ok((load_settings(db).await?, load_side_choices(db).await?, load_introduction_choices(db).await?))
    };
    let (settings, polls, pages) = match loaded.await {
        Ok((Some(settings), polls, pages)) => (settings, polls, pages),
        Ok((None, ..)) => return plain_page::unavailable(&state.assets),
        Err(fault) => return desk::failed(state, &fault),
    };
    let status = shown.status();
    let mark = match &shown {
        // If somebody else has changed them, the page says that the next save replaces that version.
        Shown { refusal: Some(Refusal::Own(ChangedMeanwhile)), .. } | Shown { sent: None, .. } => {
            settings.mark()
        }
        Shown { sent: Some(sent), .. } => sent.value(MARK),
    };
    let form = shown.sent.map_or_else(|| settings.form(), |sent| read(&sent));
    let page = SettingsPage { form, mark, polls, pages, done: shown.done, refusal: shown.refusal };
    desk::page(state, status, Some(person), (addresses::SITE, "Trang web"), page.render()).await
}

pub(crate) async fn save(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    let (form, mark) = (read(&arrived), arrived.value(MARK));
    let saved = save_settings(&state.editing(&person), &form, &mark).await;
    let next = async |()| desk::see(&SAVED.at(addresses::SITE));
    let again = async |shown| show(&state, Arc::clone(&person), shown).await;
    answer(&state, &person, addresses::SITE, Some(arrived), saved, next, again).await
}

fn read(arrived: &Form) -> SettingsForm {
    let value = |field: SettingsField| arrived.value(field.name());
    let ticked = |field: SettingsField| arrived.has(field.name());
    SettingsForm {
        name: value(SettingsField::Name),
        description: value(SettingsField::Description),
        operator: Operator {
            name: value(SettingsField::Operator),
            address: value(SettingsField::Address),
            phone: value(SettingsField::Phone),
            email: value(SettingsField::Email),
            responsible: value(SettingsField::Responsible),
            licence: value(SettingsField::Licence),
        },
        introduction: value(SettingsField::Introduction),
        introduction_page: value(SettingsField::IntroductionPage),
        poll: value(SettingsField::Poll),
        misspelt: value(SettingsField::Misspelt),
        search: SearchEngines {
            hidden: ticked(SettingsField::Hidden),
            collectors_refused: ticked(SettingsField::CollectorsRefused),
            told: ticked(SettingsField::Told),
        },
    }
}
