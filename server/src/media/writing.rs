//! Writes files into the media folder atomically, under names derived from their content.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

/// The file extension of an unfinished file.
pub(crate) const PART: &str = ".part";
/// An unfinished file that is older than this is abandoned.
const GROWS_FOR: Duration = Duration::from_secs(60 * 60);

/// Files that belong together, such as a picture and its variants. Unless they are kept, the new ones are
/// removed when dropped: if the disk becomes full, no part of them remains.
#[derive(Debug)]
#[must_use = "files that are not kept are removed"]
pub struct NewFiles {
    folder: PathBuf,
    names: Vec<String>,
}

impl NewFiles {
    /// An empty set for this folder.
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), names: Vec::new() }
    }

    /// Writes a file atomically and syncs it; a complete existing file is kept.
    ///
    /// # Errors
    /// The file could not be written; no part of it exists.
    pub fn write(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        let place = self.folder.join(name);
        if fs::metadata(&place).is_ok_and(|file| file.is_file() && file.len() == content.len() as u64) {
            return Ok(());
        }
        self.names.push(name.to_owned());
        let parent = place.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)?;
        write_in_place(&part_of(&self.folder, name), &place, content)?;
        // The directory entry must be synced too.
        File::open(parent)?.sync_all()
    }

    /// Keeps the files.
    pub fn keep(mut self) {
        self.names.clear();
    }
}

impl Drop for NewFiles {
    fn drop(&mut self) {
        for name in &self.names {
            // The last one may not exist.
            let _ = fs::remove_file(self.folder.join(name));
            // The file has a folder of its own, which is removed if it is empty.
            if let Some((own, _)) = name.split_once('/') {
                let _ = fs::remove_dir(self.folder.join(own));
            }
        }
    }
}

/// Removes unfinished files of a killed process, in this folder and its subfolders; those younger than an
/// hour may still be in use.
///
/// # Errors
/// The folder cannot be read, or a file in it cannot be removed.
pub(crate) fn sweep_parts(folder: &Path, now: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let found = entry.metadata()?;
        let old = || found.modified().is_ok_and(|at| now.duration_since(at).is_ok_and(|age| age > GROWS_FOR));
        if found.is_dir() {
            sweep_parts(&entry.path(), now)?;
        } else if entry.file_name().as_encoded_bytes().ends_with(PART.as_bytes()) && old() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// A unique temporary name. Another process or request may write the same file at the same time.
fn part_of(folder: &Path, name: &str) -> PathBuf {
    static PARTS: AtomicU64 = AtomicU64::new(0);
    let number = PARTS.fetch_add(1, Ordering::Relaxed);
    folder.join(format!("{name}.{}-{number}{PART}", process::id()))
}

/// Writes a temporary file and renames it; an unfinished file is removed.
fn write_in_place(part: &Path, place: &Path, content: &[u8]) -> io::Result<()> {
    let written = write_onto_disk(part, content).and_then(|()| fs::rename(part, place));
    if written.is_err() {
        // It may not exist.
        let _ = fs::remove_file(part);
    }
    written
}

fn write_onto_disk(part: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(part)?;
    file.write_all(content)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .expect("a folder")
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_disk_that_is_full_is_left_without_half_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let (part, place) = (folder.path().join("a.jpg.part"), folder.path().join("a.jpg"));
        // `/dev/full` always reports a full disk.
        symlink("/dev/full", &part).expect("a link");
        let error = write_in_place(&part, &place, b"content").expect_err("no space");
        assert_eq!(error.kind(), io::ErrorKind::StorageFull);
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn files_that_cannot_all_be_written_all_go() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("old.jpg"), b"old").expect("written");
        // A folder with the name of the third file.
        fs::create_dir_all(folder.path().join("c.jpg/in-the-way")).expect("a folder");
        let mut files = NewFiles::of(folder.path());
        files.write("old.jpg", b"old").expect("there already");
        files.write("a.jpg", b"a").expect("written");
        files.write("own/b.pdf", b"b").expect("written");
        files.write("c.jpg", b"c").expect_err("a folder is in the way");
        assert!(folder.path().join("own/b.pdf").exists());
        drop(files);
        assert_eq!(names(folder.path()), ["c.jpg", "old.jpg"]);
    }

    #[test]
    fn what_a_killed_process_left_is_swept_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("own")).expect("a folder");
        let now = SystemTime::now();
        for (name, minutes) in
            [("a.jpg", 600), ("b.jpg.7-0.part", 61), ("own/c.pdf.7-1.part", 600), ("d.jpg.8-0.part", 59)]
        {
            let file = File::create(folder.path().join(name)).expect("a file");
            file.set_modified(now - Duration::from_secs(60 * minutes)).expect("a time");
        }
        sweep_parts(folder.path(), now).expect("swept");
        assert_eq!(names(folder.path()), ["a.jpg", "d.jpg.8-0.part", "own"]);
        assert_eq!(names(&folder.path().join("own")), [""; 0]);
    }

    #[test]
    fn files_that_are_kept_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut files = NewFiles::of(folder.path());
        files.write("own/b.pdf", b"b").expect("written");
        files.keep();
        assert_eq!(names(&folder.path().join("own")), ["b.pdf"]);
    }
}
