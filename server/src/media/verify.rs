//! Verifies the media folder: the name of a file is derived from its content.

use super::hash;
use domain::{
    db::{Db, DbError},
    id::{FileId, MediaId},
    media::store::{load_files_after, load_pictures_after},
};
use std::{fs, io, path::Path};

/// How many names are loaded at a time.
const AT_A_TIME: i64 = 500;

/// The number of verified files, or a sentence about the first wrong one.
pub(crate) async fn verify_media(db: &Db, folder: &Path) -> Result<Result<u64, String>, DbError> {
    let mut read = 0;
    let mut last = MediaId(0);
    loop {
        let pictures = load_pictures_after(db, last, AT_A_TIME).await?;
        let Some((end, _)) = pictures.last() else { break };
        last = *end;
        for (_, picture) in pictures {
            let variants = picture.tone.is_some().then(|| {
                let webp = picture.widths().map(|width| picture.variant(width));
                webp.chain([picture.fallback()]).collect::<Vec<_>>()
            });
            let wrong = is_as_named(folder, &picture.name, picture.stem()).err();
            let missing = variants.into_iter().flatten().find_map(|name| is_there(folder, &name).err());
            if let Some(wrong) = wrong.or(missing) {
                return Ok(Err(wrong));
            }
            read += 1;
        }
    }
    let mut last = FileId(0);
    loop {
        let files = load_files_after(db, last, AT_A_TIME).await?;
        let Some((end, _)) = files.last() else { return Ok(Ok(read)) };
        last = *end;
        for (_, name) in files {
            let stem = name.split('/').next().unwrap_or_default();
            if let Err(wrong) = is_as_named(folder, &name, stem) {
                return Ok(Err(wrong));
            }
            read += 1;
        }
    }
}

fn is_as_named(folder: &Path, name: &str, stem: &str) -> Result<(), String> {
    let content = fs::read(folder.join(name)).map_err(|error| unreadable(name, &error))?;
    if hash(&content) == stem {
        Ok(())
    } else {
        Err(format!("Tệp media/{name} không còn như khi được tải lên: đã bị sửa hoặc bị hỏng."))
    }
}

/// Whether a variant exists. Its name is derived from the picture, so its content cannot be verified.
fn is_there(folder: &Path, name: &str) -> Result<(), String> {
    match fs::metadata(folder.join(name)) {
        Ok(file) if file.is_file() && file.len() > 0 => Ok(()),
        Ok(_) => Err(format!("Tệp media/{name} trống.")),
        Err(error) => Err(unreadable(name, &error)),
    }
}

fn unreadable(name: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => format!("Thiếu tệp media/{name}."),
        _ => format!("Không đọc được tệp media/{name}: {error}."),
    }
}
