//! Waits until written files are on the disk.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// How many threads sync concurrently, since the disk can combine their writes. 10,000 small files and
/// folders took 0.8 s instead of 24 s.
const WAITING: usize = 8;

/// Syncs the directory entries of a folder.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Syncs files and the directory entries of folders.
pub(super) fn sync(paths: &[PathBuf]) -> io::Result<()> {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            File::open(path)?.sync_all()?;
        }
        Ok(())
    };
    thread::scope(|scope| {
        let workers: Vec<_> = (0..WAITING.min(paths.len())).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or_else(|_| Err(io::Error::other("việc ghi xuống đĩa bị dừng giữa chừng")))
        })
    })
}
