//! Uploads at the desk: pictures and files, checked by content, written into the media folder, and then
//! stored in the database. The reason for a refusal is a sentence.

use super::{
    NewFiles, ReadPicture, fallback_bytes, read_attachment, read_picture, reencode::encode_anew,
    write_picture,
};
use crate::{
    desk::form::{Form, Upload},
    state::AppState,
};
use app::desk::PictureNames;
use domain::{
    accounts::Person,
    audit::{Action, Subject, store::note},
    db::DbError,
    id::{FileId, MediaId},
    media::{
        PictureWords,
        store::{describe, put, put_file},
    },
};
use std::{fmt::Display, future::Future, path::Path};
use tokio::{spawn, task::spawn_blocking};

/// The answer if too many uploads are waiting.
pub(crate) const BUSY: &str = "Máy chủ đang bận xử lý nhiều tệp khác. Xin chờ khoảng một phút rồi gửi lại.";

/// Stores a picture, re-encoded. An identical picture is not stored again.
pub(crate) async fn picture(
    state: &AppState,
    person: &Person,
    file: &Upload,
    alt: &str,
    caption: &str,
) -> Result<MediaId, String> {
    if let Some(reason) = file.too_large {
        return Err(format!("Hình {reason}"));
    }
    let words = PictureWords::check(alt, caption).map_err(|problems| {
        problems.into_iter().map(|problem| problem.sentence).next().unwrap_or_default()
    })?;
    let (owned, person, file) = (state.clone(), person.clone(), file.clone());
    with_permit(state, async move { take_picture(&owned, &person, &file, &words).await }).await
}

/// The id of the picture that a form asks for: the file that was sent, the stored one, or none (empty).
///
/// # Errors
/// A sentence about the file.
pub(crate) async fn chosen_picture(
    state: &AppState,
    person: &Person,
    arrived: &Form,
    names: PictureNames,
    alt: &str,
) -> Result<String, String> {
    match arrived.file(names.file) {
        Some(file) => Ok(picture(state, person, file, alt, "").await?.to_string()),
        None if arrived.has(names.remove) => Ok(String::new()),
        None => Ok(arrived.value(names.stored)),
    }
}

/// A file for download that has been stored.
pub(crate) struct StoredFile {
    /// Its id.
    pub(crate) id: FileId,
    /// Its name in the media folder.
    pub(crate) name: String,
    /// The default text of a link to it.
    pub(crate) label: String,
}

/// Stores a file for download.
pub(crate) async fn attachment(state: &AppState, file: &Upload) -> Result<StoredFile, String> {
    let (owned, file) = (state.clone(), file.clone());
    with_permit(state, async move { take_attachment(&owned, &file).await }).await
}

/// Waits for a permit and works in a task that always completes: if the browser disconnects meanwhile, there
/// must be neither a row without its files nor files without their row.
pub(crate) async fn with_permit<T: Send + 'static>(
    state: &AppState,
    work: impl Future<Output = Result<T, String>> + Send + 'static,
) -> Result<T, String> {
    let Some(permit) = state.uploads.acquire_processing().await else {
        tracing::warn!("an upload was sent away: too many wait");
        return Err(BUSY.to_owned());
    };
    let answer = spawn(async move {
        let answer = work.await;
        drop(permit);
        answer
    });
    answer.await.map_err(|error| refused(&error))?
}

async fn take_picture(
    state: &AppState,
    person: &Person,
    file: &Upload,
    words: &PictureWords,
) -> Result<MediaId, String> {
    let (content, folder) = (file.content.clone(), state.media.clone());
    let read = spawn_blocking(move || {
        let unusable = |reason| format!("Hình {reason}.");
        let content = encode_anew(&content).map_err(unusable)?;
        let read = read_picture(&content).map_err(unusable)?;
        let files = write_picture(&read.picture, &content, &folder).map_err(|error| refused(&error))?;
        let fallback = fallback_bytes(&read.picture, &folder).map_err(|error| refused(&error))?;
        let bytes = i64::try_from(content.len()).unwrap_or(i64::MAX);
        Ok::<_, String>((read, (bytes, fallback), files))
    });
    let (read, bytes, files) = read.await.map_err(|error| refused(&error))?.inspect_err(|reason| {
        tracing::info!(file = file.name, "a picture was not taken: {reason}");
    })?;
    let id = note_picture(state, person, file, words, &read, bytes).await.map_err(|fault| refused(&fault))?;
    files.keep();
    Ok(id)
}

async fn note_picture(
    state: &AppState,
    person: &Person,
    file: &Upload,
    words: &PictureWords,
    read: &ReadPicture,
    (bytes, fallback): (i64, i64),
) -> Result<MediaId, DbError> {
    let now = state.services.clock.now();
    let mut tx = state.services.db.write().await?;
    let id = put(&mut tx, &read.picture, read.mime, bytes, fallback).await?;
    describe(&mut tx, id, words, person.id, now).await?;
    let detail = [("name", read.picture.name.as_str()), ("file", file.name.as_str())];
    note(&mut tx, now, person.actor(), Action::PictureUploaded, Subject::Media(id), &detail).await?;
    tx.commit().await?;
    Ok(id)
}

async fn take_attachment(state: &AppState, file: &Upload) -> Result<StoredFile, String> {
    if let Some(reason) = file.too_large {
        return Err(format!("Tệp {reason}"));
    }
    let read = read_attachment(&file.name, &file.content).map_err(|reason| format!("Tệp {reason}."))?;
    let (content, folder, name) = (file.content.clone(), state.media.clone(), read.name.clone());
    let written = spawn_blocking(move || {
        let mut files = NewFiles::of(&folder);
        files.write(&name, &content).map(|()| files)
    });
    let files = written.await.map_err(|error| refused(&error))?.map_err(|error| refused(&error))?;
    let noted = async {
        let mut tx = state.services.db.write().await?;
        let id = put_file(&mut tx, &read.name, read.bytes).await?;
        tx.commit().await?;
        Ok::<_, DbError>(id)
    };
    let id = noted.await.map_err(|fault| refused(&fault))?;
    files.keep();
    let label = Path::new(&file.name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("Tệp đính kèm");
    Ok(StoredFile { id, name: read.name, label: label.to_owned() })
}

/// The answer to an internal error; its cause is logged.
fn refused(cause: &dyn Display) -> String {
    tracing::error!("an upload could not be stored: {cause}");
    "Máy chủ chưa ghi được tệp này (có thể ổ đĩa đã đầy). Chưa có gì thay đổi; xin thử lại sau.".to_owned()
}
