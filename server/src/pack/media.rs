//! The pictures and files of a pack: found, read, and named by their content.

use super::{PackFile, PackPicture, PackPoll};
use crate::media::{is_attachment, read_attachment, read_picture};
use domain::{
    id::PollId,
    media::Picture,
    news::References,
    text::{Slug, composed},
};
use std::{
    collections::BTreeMap,
    fs, io,
    path::{Component, Path, PathBuf},
};

/// The pictures and files that the pack uses, and the names of its polls.
pub(super) struct PackMedia {
    folder: PathBuf,
    pictures: BTreeMap<String, PackPicture>,
    files: BTreeMap<String, PackFile>,
    polls: Vec<Option<Slug>>,
}

impl PackMedia {
    pub(super) fn of(folder: &Path, polls: &[PackPoll]) -> Self {
        Self {
            folder: folder.to_owned(),
            pictures: BTreeMap::new(),
            files: BTreeMap::new(),
            polls: polls.iter().map(|poll| poll.key.clone()).collect(),
        }
    }

    /// The pictures and files in use, each content once, even under several names.
    pub(super) fn into_found(self) -> (Vec<PackPicture>, Vec<PackFile>) {
        let pictures = self.pictures.into_values().map(|found| (found.picture.name.clone(), found));
        let files = self.files.into_values().map(|found| (found.attachment.name.clone(), found));
        let (pictures, files): (BTreeMap<_, _>, BTreeMap<_, _>) = (pictures.collect(), files.collect());
        (pictures.into_values().collect(), files.into_values().collect())
    }

    /// The name in the media folder of a file for download; pictures are not allowed.
    pub(super) fn attachment(&mut self, href: &str) -> Result<String, String> {
        if let Some(known) = self.files.get(href) {
            return Ok(known.attachment.name.clone());
        }
        let (file, content) = self.read("tệp", href)?;
        let attachment = read_attachment(href, &content).map_err(|reason| format!("tệp {href} {reason}"))?;
        let name = attachment.name.clone();
        self.files.insert(href.to_owned(), PackFile { attachment, file });
        Ok(name)
    }

    /// The path of a file that a text refers to. Texts are in NFC; file names are as the machine has written
    /// them, often decomposed.
    fn find(&self, path: &Path) -> PathBuf {
        path.components().fold(self.folder.clone(), |folder, part| {
            let exact = folder.join(part);
            if exact.exists() {
                return exact;
            }
            let wanted = composed(&part.as_os_str().to_string_lossy());
            let named = |entry: &fs::DirEntry| composed(&entry.file_name().to_string_lossy()) == wanted;
            let entries = fs::read_dir(&folder).into_iter().flatten().filter_map(Result::ok);
            entries.into_iter().find(named).map_or(exact, |entry| entry.path())
        })
    }

    /// The content of a file in the folder `media`. `thing` is its name in error messages.
    fn read(&self, thing: &str, src: &str) -> Result<(PathBuf, Vec<u8>), String> {
        let path = Path::new(src);
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || !path.starts_with("media") {
            return Err(format!("{thing} {src} phải nằm trong thư mục media của gói"));
        }
        let file = self.find(path);
        match fs::read(&file) {
            Ok(content) => Ok((file, content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Err(format!("không tìm thấy {thing} {src}"))
            }
            Err(error) => Err(format!("không đọc được {thing} {src} ({error})")),
        }
    }
}

impl References for PackMedia {
    fn picture(&mut self, src: &str) -> Result<Picture, String> {
        if let Some(known) = self.pictures.get(src) {
            return Ok(known.picture.clone());
        }
        let (file, content) = self.read("hình", src)?;
        let read = read_picture(&content).map_err(|reason| format!("hình {src} {reason}"))?;
        let bytes = content.len() as i64;
        let picture = PackPicture { picture: read.picture.clone(), mime: read.mime, bytes, file };
        self.pictures.insert(src.to_owned(), picture);
        Ok(read.picture)
    }

    fn file(&mut self, href: &str) -> Result<String, String> {
        if is_attachment(href) {
            self.attachment(href)
        } else {
            self.picture(href).map(|picture| picture.name)
        }
    }

    fn file_size(&mut self, name: &str) -> Option<i64> {
        self.files.values().find(|found| found.attachment.name == name).map(|found| found.attachment.bytes)
    }

    /// The number of a poll in the pack, from 1; loading the pack replaces it by the poll's id.
    fn poll(&mut self, name: &str) -> Result<PollId, String> {
        let named = |key: &Option<Slug>| key.as_ref().is_some_and(|key| key.as_str() == name);
        let numbers = (1..).zip(&self.polls);
        let found = numbers.into_iter().find(|(_, key)| named(key)).map(|(number, _)| PollId(number));
        found.ok_or_else(|| format!("không có cuộc bình chọn nào mang key {name}"))
    }
}
