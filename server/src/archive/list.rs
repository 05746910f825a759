//! The list of a backup: its entries, and which names are allowed.

use super::{END, LIST, gap, head};
use crate::config;
use domain::{chain::hexadecimal, clock::Timestamp};
use sha2::{Digest, Sha256};
use std::{fmt::Write, io, path::Path};

/// The beginning of a list; the version is raised when the format changes.
const KIND: &str = "trangnhat backup ";
const VERSION: &str = "1";
/// The beginning of the last line, in all versions of the format.
const OWN_HASH: &str = "sha256=";

/// The content of a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct List {
    /// The version of the program that wrote it.
    pub(super) program: String,
    /// When it was written.
    pub(super) time: Timestamp,
    /// Sorted by name, without duplicates.
    pub(super) entries: Vec<Entry>,
}

/// A file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path below the data folder.
    pub(super) name: String,
    /// In bytes.
    pub(super) size: u64,
    /// The SHA-256 of its content, in hexadecimal.
    pub(super) hash: String,
}

/// Why a text is no valid list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotAList {
    /// It was changed.
    Changed,
    /// It was written by a later version of the program.
    Newer,
    /// This name is not allowed, or occurs twice, or is required and missing.
    Name(String),
}

impl List {
    /// The list as text. Its length does not depend on the hashes.
    pub(super) fn text(&self) -> String {
        let mut text = format!("{KIND}{VERSION}\nprogram={}\ntime={}\n", self.program, self.time.0);
        for entry in &self.entries {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{} {} {}", entry.hash, entry.size, entry.name);
        }
        let own = hash(&text);
        let _ = writeln!(text, "{OWN_HASH}{own}");
        text
    }

    /// Parses a list, and checks every name.
    pub(super) fn read(text: &str) -> Result<Self, NotAList> {
        let (listed, own) = text.rsplit_once(OWN_HASH).ok_or(NotAList::Changed)?;
        if own.strip_suffix('\n') != Some(&hash(listed)) {
            return Err(NotAList::Changed);
        }
        let mut lines = listed.lines();
        let version = lines.next().and_then(|line| line.strip_prefix(KIND)).ok_or(NotAList::Changed)?;
        if version != VERSION {
            return Err(NotAList::Newer);
        }
        let mut field = |name| lines.next().and_then(|line| line.strip_prefix(name)).ok_or(NotAList::Changed);
        let program = field("program=")?.to_owned();
        let time = field("time=")?.parse().map(Timestamp).map_err(|_| NotAList::Changed)?;
        let entries = lines.map(Entry::read).collect::<Option<Vec<_>>>().ok_or(NotAList::Changed)?;
        check_names(&entries)?;
        Ok(Self { program, time, entries })
    }

    /// The total size of all files; `None` on overflow.
    pub(super) fn bytes(&self) -> Option<u64> {
        self.entries.iter().try_fold(0_u64, |sum, entry| sum.checked_add(entry.size))
    }

    /// The length of the backup with this list, whose text has the length `text`; `None` on overflow.
    pub(super) fn archive_length(&self, text: u64) -> io::Result<Option<u64>> {
        let mut length = Some(END.len() as u64);
        let files = self.entries.iter().map(|entry| (entry.name.as_str(), entry.size));
        for (name, size) in files.chain([(LIST, text)]) {
            let around = (head(name, size, self.time)?.len() + gap(size).len()) as u64;
            length = length.and_then(|length| length.checked_add(size)?.checked_add(around));
        }
        Ok(length)
    }
}

impl Entry {
    fn read(line: &str) -> Option<Self> {
        let (hash, rest) = line.split_once(' ')?;
        let (size, name) = rest.split_once(' ')?;
        Some(Self { name: name.to_owned(), size: size.parse().ok()?, hash: hash.to_owned() })
    }
}

/// Whether a backup may contain a file with this name: the database, the owner's settings, and files of the
/// media folder.
pub(super) fn is_allowed(name: &str) -> bool {
    let (root, path) = (Path::new(""), Path::new(name));
    let media = config::media(root);
    let ours = path == config::database(root) || path == config::settings(root);
    let plain =
        name.split('/').all(|part| !matches!(part, "" | "." | "..")) && !name.contains(char::is_control);
    plain && (ours || path != media && path.starts_with(media))
}

fn check_names(entries: &[Entry]) -> Result<(), NotAList> {
    let mut last = "";
    for Entry { name, .. } in entries {
        if !is_allowed(name) || last >= name.as_str() {
            return Err(NotAList::Name(name.clone()));
        }
        last = name;
    }
    let database = config::database(Path::new(""));
    match entries.iter().any(|entry| Path::new(&entry.name) == database) {
        true => Ok(()),
        false => Err(NotAList::Name(database.display().to_string())),
    }
}

fn hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text))
}
