//! The pictures that were drawn, as files below the data folder. They are not in backups, and can be removed at
//! any time.

use crate::{limiter::Limiter, media::writing::NewFiles};
use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

/// The most files: at 100 KB each, 50 MB.
const MOST: usize = 500;

/// The folder, and the permit to draw.
#[derive(Debug, Clone)]
pub(crate) struct KeptPictures {
    folder: PathBuf,
    /// One picture is drawn at a time, and one network waits for one of them: a stranger who requests thousands
    /// of pictures takes one core at most, and delays others by one picture.
    pub(super) drawing: Arc<Limiter>,
}

impl KeptPictures {
    /// The pictures in this folder, which is created with the first one.
    pub(crate) fn of(folder: PathBuf) -> Self {
        Self { folder, drawing: Arc::new(Limiter::new(1, 1)) }
    }

    /// A picture, if it is kept.
    pub(super) async fn read(&self, name: &str) -> Option<Vec<u8>> {
        tokio::fs::read(self.folder.join(name)).await.ok()
    }

    /// Keeps a picture, and removes its earlier versions and the oldest pictures beyond [`MOST`].
    pub(super) fn keep(&self, name: &str, jpeg: &[u8]) -> io::Result<()> {
        let mut files = NewFiles::of(&self.folder);
        files.write(name, jpeg)?;
        files.keep();
        sweep(&self.folder, name, MOST)
    }
}

/// Removes earlier versions of a picture, and the oldest files beyond `most`.
fn sweep(folder: &Path, name: &str, most: usize) -> io::Result<()> {
    let mut kept = Vec::new();
    let of = subject(name);
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let other = entry.file_name().to_string_lossy().into_owned();
        if other != name && subject(&other) == of {
            fs::remove_file(entry.path())?;
        } else {
            let at = entry.metadata().and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
            kept.push((at, entry.path()));
        }
    }
    kept.sort();
    for (_, oldest) in &kept[..kept.len().saturating_sub(most)] {
        fs::remove_file(oldest)?;
    }
    Ok(())
}

/// The part of a name without its version.
fn subject(name: &str) -> &str {
    name.rsplit_once('-').map_or("", |(subject, _)| subject)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs::File, time::Duration};

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn earlier_versions_and_the_oldest_files_go() {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, seconds) in
            [("1-a.jpg", 1), ("2-a.jpg", 2), ("2-b.jpg", 4), ("11-a.jpg", 3), ("x.part", 0)]
        {
            let file = File::create(folder.path().join(name)).expect("a file");
            file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)).expect("a time");
        }
        sweep(folder.path(), "2-b.jpg", 10).expect("swept");
        assert_eq!(names(folder.path()), ["1-a.jpg", "11-a.jpg", "2-b.jpg", "x.part"]);
        sweep(folder.path(), "2-b.jpg", 2).expect("swept");
        assert_eq!(names(folder.path()), ["11-a.jpg", "2-b.jpg"]);
    }

    #[tokio::test]
    async fn what_is_kept_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let pictures = KeptPictures::of(folder.path().join("cache"));
        assert_eq!(pictures.read("1-a.jpg").await, None);
        pictures.keep("1-a.jpg", b"jpeg").expect("kept");
        assert_eq!(pictures.read("1-a.jpg").await.as_deref(), Some(&b"jpeg"[..]));
    }
}
