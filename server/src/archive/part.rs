//! A temporary folder for something that is moved into place when it is complete.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// A temporary folder beside the final place, on the same disk. It is removed with its content when dropped;
/// after a power failure it remains, and any `*.part` may be removed.
#[derive(Debug)]
pub(crate) struct PartFolder(PathBuf);

impl PartFolder {
    /// Creates an empty one with a unique name, since another program may be creating the same thing.
    pub(crate) fn beside(place: &Path) -> io::Result<Self> {
        let Some(name) = place.file_name() else { return Err(io::ErrorKind::InvalidFilename.into()) };
        let mut name = name.to_owned();
        name.push(format!(".{:08x}.part", fastrand::u32(..)));
        let folder = place.with_file_name(name);
        fs::DirBuilder::new().mode(0o700).create(&folder)?;
        Ok(Self(folder))
    }

    /// The path of the folder.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for PartFolder {
    fn drop(&mut self) {
        // Errors cannot be reported here; after the folder was renamed, it does not exist.
        let _ = fs::remove_dir_all(&self.0);
    }
}
