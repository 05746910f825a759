//! Where a thing is made before it is put in its place as a whole.

use std::{
    fs, io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

/// A folder beside the place of what is being made. It goes with all that is in it when it is dropped; after a power
/// cut it stays, and whoever finds a `*.part` may remove it.
#[derive(Debug)]
pub(crate) struct PartFolder(PathBuf);

impl PartFolder {
    /// An empty one on the same disk, under a name of its own: another program may be making the same thing.
    pub(crate) fn beside(place: &Path) -> io::Result<Self> {
        let Some(name) = place.file_name() else { return Err(io::ErrorKind::InvalidFilename.into()) };
        let mut name = name.to_owned();
        name.push(format!(".{:08x}.part", fastrand::u32(..)));
        let folder = place.with_file_name(name);
        fs::DirBuilder::new().mode(0o700).create(&folder)?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for PartFolder {
    fn drop(&mut self) {
        // Nobody is left to be told; and once renamed, it is not there.
        let _ = fs::remove_dir_all(&self.0);
    }
}
