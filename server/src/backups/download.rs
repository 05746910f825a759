//! Downloading the newest backup. It contains password hashes and the keys of the site, so the password is asked for again,
//! and the log has an entry.

use super::desk_page::show;
use crate::{
    accounts::{own_account::proof::prove, sign_in::Sender},
    desk,
    desk::{Shown, form::Form},
    state::AppState,
};
use app::{health::backups_page::PASSWORD, routes::desk as addresses};
use axum::{
    Extension,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use domain::{
    accounts::Person,
    backups::{
        BackupName,
        store::{load_backups, note_download},
    },
    form::Refusal,
};
use std::{path::Path, sync::Arc};
use tower::ServiceExt;
use tower_http::services::ServeFile;

pub(crate) async fn download(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    sender: Sender,
    form: Form,
) -> Response {
    let again = async |status, sentence: String| {
        show(&state, Arc::clone(&person), Shown::stored(None), Some((status, sentence))).await
    };
    if let Err(unproved) = prove(&state, &person, &sender, &form.value(PASSWORD)).await {
        return unproved.on_page(again).await;
    }
    let gone =
        || "Chưa có bản sao lưu nào để tải, hoặc tệp không còn trong thư mục. Xin sao lưu lại.".to_owned();
    let last = match load_backups(&state.services.db).await {
        Ok(backups) => backups.state.last,
        Err(fault) => return desk::failed(&state, &fault),
    };
    let Some((file, name)) = last.and_then(|last| {
        let name = Path::new(&last.file).file_name()?.to_str()?.to_owned();
        name.parse::<BackupName>().is_ok().then_some((last.file, name))
    }) else {
        return again(StatusCode::NOT_FOUND, gone()).await;
    };
    // Opened first, so that nothing is noted that cannot be sent; it is read while it is sent.
    let Ok(served) = ServeFile::new(&file).oneshot(Request::new(Body::empty())).await;
    let served = served.map(Body::new);
    if served.status() != StatusCode::OK {
        return again(StatusCode::NOT_FOUND, gone()).await;
    }
    match note_download(&state.editing(&person), &name).await {
        Ok(Ok(())) => as_file(served, &name),
        Ok(Err(Refusal::NotAllowed)) => desk::forbidden(&state, &person, addresses::BACKUPS).await,
        Ok(Err(_)) => desk::missing(&state, &person, addresses::BACKUPS).await,
        Err(fault) => desk::failed(&state, &fault),
    }
}

/// The response as a file to be saved, neither compressed nor kept.
fn as_file(mut response: Response, name: &str) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-tar"));
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("identity"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        headers.insert(header::CONTENT_DISPOSITION, value);
    }
    response
}
