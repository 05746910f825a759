//! What people upload at the desk: pictures and files, checked by their content, written into the media folder, and then
//! noted in the store.

use super::{read_attachment, read_picture, write_picture, write_whole};
use crate::{desk::form::Upload, router::Site};
use domain::{
    accounts::Person,
    audit::{Action, Subject, store::note},
    db::Fault,
    id::{FileId, MediaId},
    media::store::{describe, put, put_file},
};
use std::{fmt::Display, path::Path};
use tokio::task::spawn_blocking;

/// Takes a picture. The reason it is refused is a sentence.
pub(crate) async fn picture(
    site: &Site,
    person: &Person,
    file: &Upload,
    alt: &str,
    caption: &str,
) -> Result<MediaId, String> {
    let (content, folder) = (file.content.clone(), site.media.clone());
    // Pictures take memory: few at a time.
    let _turn = site.uploads.acquire().await.map_err(|error| refused(&error))?;
    let read = spawn_blocking(move || {
        let read = read_picture(&content).map_err(|reason| format!("Hình {reason}."))?;
        write_picture(&read.picture, &content, &folder).map_err(|error| refused(&error))?;
        Ok::<_, String>((read, content.len()))
    });
    let (read, bytes) = read.await.map_err(|error| refused(&error))??;
    let noted = async {
        let now = site.backend.clock.now();
        let mut tx = site.backend.db.write().await?;
        let id = put(&mut tx, &read.picture, read.mime, i64::try_from(bytes).unwrap_or(i64::MAX)).await?;
        describe(&mut tx, id, alt, caption, person.id, now).await?;
        let detail = [("name", read.picture.name.as_str()), ("file", file.name.as_str())];
        note(&mut tx, now, person.actor(), Action::PictureUploaded, Subject::Media(id), &detail).await?;
        tx.commit().await?;
        Ok::<_, Fault>(id)
    };
    noted.await.map_err(|fault| refused(&fault))
}

/// Takes a file that readers download; gives what they read at first.
pub(crate) async fn attachment(site: &Site, file: &Upload) -> Result<(FileId, String), String> {
    let read = read_attachment(&file.name, &file.content).map_err(|reason| format!("Tệp {reason}."))?;
    let (content, folder, name) = (file.content.clone(), site.media.clone(), read.name.clone());
    let written = spawn_blocking(move || write_whole(&folder, &name, &content));
    written.await.map_err(|error| refused(&error))?.map_err(|error| refused(&error))?;
    let noted = async {
        let mut tx = site.backend.db.write().await?;
        let id = put_file(&mut tx, &read.name, read.bytes).await?;
        tx.commit().await?;
        Ok::<_, Fault>(id)
    };
    let id = noted.await.map_err(|fault| refused(&fault))?;
    let label = Path::new(&file.name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("Tệp đính kèm");
    Ok((id, label.chars().take(200).collect()))
}

/// What is said where the fault is ours; its cause goes to the log.
fn refused(cause: &dyn Display) -> String {
    tracing::error!("an upload could not be stored: {cause}");
    "Máy chủ chưa ghi được tệp này (có thể ổ đĩa đã đầy). Chưa có gì thay đổi; xin thử lại sau.".to_owned()
}
