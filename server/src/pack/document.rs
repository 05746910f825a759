//! A text file of a pack: TOML between two lines of `+++`, then HTML.

use super::PackError;
use domain::text::composed;
use serde::de::DeserializeOwned;
use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};
use toml::Spanned;

const FENCE: &str = "+++";

/// A file of a pack, with the positions of its parts, so that an error can be reported with its line.
pub(super) struct Document {
    path: PathBuf,
    text: String,
    front: Range<usize>,
    body: usize,
}

impl Document {
    /// A file that is all TOML.
    pub(super) fn toml(path: &Path) -> Result<Self, PackError> {
        let text = read(path)?;
        Ok(Self { path: path.to_owned(), front: 0..text.len(), body: text.len(), text })
    }

    /// A file with front matter and body.
    pub(super) fn html(path: &Path) -> Result<Self, PackError> {
        let text = read(path)?;
        let missing = || PackError::new(path, Some(1), "thiếu phần khai báo giữa hai dòng +++");
        let front = text.strip_prefix(FENCE).and_then(|rest| rest.find('\n')).ok_or_else(missing)?;
        let start = FENCE.len() + front + 1;
        let mut end = start;
        for line in text[start..].split_inclusive('\n') {
            if line.trim_end() == FENCE {
                let body = end + line.len();
                return Ok(Self { path: path.to_owned(), front: start..end, body, text });
            }
            end += line.len();
        }
        Err(missing())
    }

    /// Parses the TOML.
    pub(super) fn front<T: DeserializeOwned>(&self) -> Result<T, PackError> {
        toml::from_str(&self.text[self.front.clone()]).map_err(|error| {
            let line = error.span().map(|span| self.line(self.front.start + span.start));
            PackError::new(&self.path, line, format!("khai báo sai: {}", error.message().trim()))
        })
    }

    /// The HTML.
    pub(super) fn body(&self) -> &str {
        &self.text[self.body..]
    }

    /// An error in a value of the TOML.
    pub(super) fn wrong<T>(&self, value: &Spanned<T>, reason: impl Into<String>) -> PackError {
        let line = self.line(self.front.start + value.span().start);
        PackError::new(&self.path, Some(line), reason)
    }

    /// An error in the body, at the first occurrence of this text.
    pub(super) fn wrong_in_body(&self, text: &str, reason: impl Into<String>) -> PackError {
        let at = self.body().find(text).unwrap_or(0);
        PackError::new(&self.path, Some(self.line(self.body + at)), reason)
    }

    fn line(&self, at: usize) -> usize {
        self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
    }
}

/// The text of a file, normalised to NFC.
fn read(path: &Path) -> Result<String, PackError> {
    fs::read_to_string(path)
        .map(|text| composed(&text))
        .map_err(|error| PackError::new(path, None, format!("không đọc được tệp ({error})")))
}
