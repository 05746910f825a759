//! The desk's page of backups: how the last one went, the schedule, one at once.

use super::{folder, run::in_a_thread};
use crate::{
    desk,
    desk::{Shown, answer, form::Form},
    state::AppState,
};
use app::{
    desk::Done,
    health::backups_page::{ASKED, BackupsPage, SAVED},
    routes::desk as addresses,
};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, Uri},
    response::Response,
};
use domain::{
    accounts::Person,
    backups::{
        form::{BackupField, BackupForm, BackupRule},
        store::{ask_for_backup, load_backups, save_schedule},
    },
    form::Refusal,
};
use std::sync::Arc;

/// What the form shows.
pub(super) type BackupShown = Shown<BackupField, BackupRule>;

pub(crate) async fn page(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    uri: Uri,
) -> Response {
    show(&state, person, Shown::stored(Done::read(uri.query(), &[SAVED, ASKED])), None).await
}

/// Shows the page; `password` is a status and what is wrong with the password of a download.
pub(super) async fn show(
    state: &AppState,
    person: Arc<Person>,
    shown: BackupShown,
    password: Option<(StatusCode, String)>,
) -> Response {
    let backups = match load_backups(&state.services.db).await {
        Ok(backups) => backups,
        Err(fault) => return desk::failed(state, &fault),
    };
    let status = password.as_ref().map_or_else(|| shown.status(), |(status, _)| *status);
    let version = match &shown {
        // The page says that the next save replaces the version of somebody else.
        Shown { refusal: Some(Refusal::Own(BackupRule::ChangedMeanwhile)), .. }
        | Shown { sent: None, .. } => backups.version,
        Shown { sent: Some(sent), .. } => sent.version(),
    };
    let now = state.services.clock.now();
    let moment = |at| state.zone.moment(at);
    let (schedule, stored) = (&backups.schedule, &backups.state);
    let page = BackupsPage {
        form: shown.sent.as_ref().map_or_else(|| BackupForm::of(schedule), read),
        version,
        default_folder: folder::of("", &state.data).display().to_string(),
        running: stored.running_since.or(stored.asked_at).map(moment),
        failed: stored.failed_at.map(moment),
        last: stored.last.as_ref().map(|last| moment(last.at)),
        next: stored.due(schedule, &state.zone, now).map(|due| moment(due.max(now))),
        is_on: schedule.is_on,
        state: backups.state,
        done: shown.done,
        refusal: shown.refusal,
        password_problem: password.map(|(_, sentence)| sentence),
    };
    desk::page(state, status, Some(person), (addresses::BACKUPS, "Sao lưu"), page.render()).await
}

pub(crate) async fn save(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    arrived: Form,
) -> Response {
    let form = read(&arrived);
    let version = arrived.version();
    let (written, data) = (form.folder.trim().to_owned(), state.data.clone());
    // A folder is tried when backups are to be written into it.
    let folder = match form.is_on {
        true => in_a_thread(move || folder::open(&written, &data)).await.err(),
        false => None,
    };
    let saved = save_schedule(&state.editing(&person), &form, version, folder.as_deref()).await;
    let next = async |()| {
        state.backups.notify_one();
        desk::see(&SAVED.at(addresses::BACKUPS))
    };
    let again = async |shown| show(&state, Arc::clone(&person), shown, None).await;
    answer(&state, &person, addresses::BACKUPS, Some(arrived), saved, next, again).await
}

pub(crate) async fn ask(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
) -> Response {
    let asked = ask_for_backup(&state.editing(&person)).await;
    let next = async |()| {
        state.backups.notify_one();
        desk::see(&ASKED.at(addresses::BACKUPS))
    };
    let again = async |shown| show(&state, Arc::clone(&person), shown, None).await;
    answer(&state, &person, addresses::BACKUPS, None, asked, next, again).await
}

fn read(arrived: &Form) -> BackupForm {
    let value = |field: BackupField| arrived.value(field.name());
    BackupForm {
        is_on: arrived.has(BackupField::On.name()),
        hour: value(BackupField::Hour),
        folder: value(BackupField::Folder),
        days: value(BackupField::Days),
        weeks: value(BackupField::Weeks),
        months: value(BackupField::Months),
    }
}
