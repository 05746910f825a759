//! The media folder: whether the files are there that the database names, and what nobody names. Their content is read by
//! `verify`.

use super::finding::Finding;
use crate::media::PART;
use domain::{
    db::{Db, DbError},
    id::{FileId, MediaId},
    media::{
        Picture,
        store::{load_files_after, load_pictures_after},
    },
};
use std::{collections::HashSet, fs, io, path::Path};

const SUBJECT: &str = "Hình và tệp";
/// How many names are loaded at a time.
const AT_A_TIME: i64 = 500;

#[derive(Debug, Default)]
struct Found {
    /// What all files of a picture or attachment begin with.
    stems: HashSet<String>,
    /// How many files that the database names are missing or empty.
    missing: usize,
    /// One of them.
    example: Option<String>,
}

impl Found {
    fn look(&mut self, folder: &Path, name: &str) {
        if !fs::metadata(folder.join(name)).is_ok_and(|file| file.is_file() && file.len() > 0) {
            self.missing += 1;
            self.example.get_or_insert_with(|| name.to_owned());
        }
    }
}

/// The findings.
pub(super) async fn check(db: &Db, folder: &Path) -> Vec<Finding> {
    let found = match look_for_all(db, folder).await {
        Ok(found) => found,
        Err(fault) => return vec![Finding::bad(SUBJECT, format!("Không đọc được danh sách tệp: {fault}."))],
    };
    let mut findings = Vec::new();
    if let Some(example) = &found.example {
        let sentence = format!(
            "Thiếu {} tệp trong {}, ví dụ {example}. Xin chép lại từ bản sao lưu.",
            found.missing,
            folder.display()
        );
        findings.push(Finding::bad(SUBJECT, sentence));
    }
    match foreign(folder, &found.stems) {
        Ok((0, _)) => {}
        Ok((count, example)) => {
            let sentence = format!(
                "{} có {count} tệp mà trang không dùng đến, ví dụ {example}. Ai có địa chỉ cũng tải được; xin xem lại và xóa nếu \
                 không cần.",
                folder.display()
            );
            findings.push(Finding::attention(SUBJECT, sentence));
        }
        Err(error) => {
            findings.push(Finding::bad(SUBJECT, format!("Không đọc được {}: {error}.", folder.display())));
        }
    }
    if findings.is_empty() {
        findings
            .push(Finding::good(SUBJECT, format!("Đủ tệp của {} hình và tệp đính kèm.", found.stems.len())));
    }
    findings
}

async fn look_for_all(db: &Db, folder: &Path) -> Result<Found, DbError> {
    let mut found = Found::default();
    let mut last = MediaId(0);
    loop {
        let pictures = load_pictures_after(db, last, AT_A_TIME).await?;
        let Some((end, _)) = pictures.last() else { break };
        last = *end;
        for (_, picture) in pictures {
            found.look(folder, &picture.name);
            if picture.tone.is_some() {
                let variants = picture.widths().map(|width| picture.variant(width));
                variants.chain([picture.fallback()]).for_each(|name| found.look(folder, &name));
            }
            found.stems.insert(picture.stem().to_owned());
        }
    }
    let mut last = FileId(0);
    loop {
        let files = load_files_after(db, last, AT_A_TIME).await?;
        let Some((end, _)) = files.last() else { return Ok(found) };
        last = *end;
        for (_, name) in files {
            found.look(folder, &name);
            found.stems.insert(name.split('/').next().unwrap_or_default().to_owned());
        }
    }
}

/// How many files and folders nobody names, and one of them. Unfinished files are removed by the server.
fn foreign(folder: &Path, stems: &HashSet<String>) -> io::Result<(usize, String)> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((0, String::new())),
        entries => entries?,
    };
    let (mut count, mut example) = (0, String::new());
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if name.ends_with(PART) || stems.contains(Picture::stem_of(&name)) {
            continue;
        }
        count += 1;
        if example.is_empty() || name < example {
            example = name;
        }
    }
    Ok((count, example))
}
