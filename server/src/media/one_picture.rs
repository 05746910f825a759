//! The page of one picture at the desk: preview, texts, and where it is used.

use crate::{
    desk,
    desk::{Shown, answer, form::Form, id::Id},
    state::AppState,
};
use app::{
    desk::Done,
    media::picture_page::{PicturePage, SAVED, UPLOADED},
    routes::desk as addresses,
};
use axum::{Extension, extract::State, http::Uri, response::Response};
use domain::{
    accounts::Person,
    db::DbError,
    form::Refusal,
    id::MediaId,
    media::{
        PictureField, PictureWords,
        store::{change_words, load_picture, load_usage},
    },
};
use leptos::prelude::AnyView;
use std::{convert::Infallible, sync::Arc};

pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<MediaId>,
    uri: Uri,
) -> Response {
    render(&state, &person, id, Shown::stored(Done::read(uri.query(), &[UPLOADED, SAVED]))).await
}

async fn render(
    state: &AppState,
    person: &Arc<Person>,
    id: MediaId,
    shown: Shown<PictureField, Infallible>,
) -> Response {
    let status = shown.status();
    let page = load(state, person, id, shown).await;
    desk::show(state, status, person, &addresses::picture(id), page).await
}

async fn load(
    state: &AppState,
    person: &Arc<Person>,
    id: MediaId,
    shown: Shown<PictureField, Infallible>,
) -> Result<Option<(String, AnyView)>, DbError> {
    let editing = state.editing(person);
    let Some(stored) = load_picture(&editing.db, id).await? else { return Ok(None) };
    let (usage, hidden) = load_usage(&editing, id, &stored.picture).await?;
    let page = PicturePage {
        brought: state.zone.moment(stored.created_at),
        may_change: stored.may_be_changed_by(person),
        stored,
        usage,
        hidden,
        done: shown.done,
        typed: shown.sent.as_ref().map(read),
        refusal: shown.refusal,
    };
    Ok(Some((format!("Hình số {id}"), page.render())))
}

pub(crate) async fn change(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<MediaId>,
    arrived: Form,
) -> Response {
    let (path, (alt, caption)) = (addresses::picture(id), read(&arrived));
    let changed = match PictureWords::check(&alt, &caption) {
        Ok(words) => change_words(&state.editing(&person), id, &words).await,
        Err(problems) => Ok(Err(Refusal::Problems(problems))),
    };
    let again = async |shown| render(&state, &person, id, shown).await;
    // Somebody who may see a picture but not change it gets the reason beside what they have typed.
    if let Ok(Err(Refusal::NotAllowed)) = changed {
        return again(Shown::again(Some(arrived), Some(Refusal::NotAllowed))).await;
    }
    let next = async |()| desk::see(&SAVED.at(&path));
    answer(&state, &person, &path, Some(arrived), changed, next, again).await
}

/// Alternative text and caption, as typed.
pub(super) fn read(arrived: &Form) -> (String, String) {
    (arrived.value(PictureField::Alt.name()), arrived.value(PictureField::Caption.name()))
}
