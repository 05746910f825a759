//! Files inside the program, as tower-http serves files of a folder.

use rust_embed::EmbeddedFile;
use std::{
    borrow::Cow,
    future::{Ready, ready},
    io::{self, Cursor, SeekFrom},
    path::{Component, Path, PathBuf},
    pin::Pin,
    task::{Context, Poll},
    time::{Duration, SystemTime},
};
use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{Backend, File, Metadata};

/// The files that a function finds by their paths: `get` of a type that derives `Embed`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inside(pub(super) fn(&str) -> Option<EmbeddedFile>);

impl Inside {
    fn find(self, path: &Path) -> io::Result<Found> {
        // The paths begin with `./`.
        let inside: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
        let file = inside.to_str().and_then(self.0).ok_or(io::ErrorKind::NotFound)?;
        let modified = file.metadata.last_modified();
        let facts = Facts { modified, bytes: file.data.len() as u64 };
        Ok(Found { content: Cursor::new(file.data), facts })
    }
}

impl Backend for Inside {
    type File = Found;
    type Metadata = Facts;
    type OpenFuture = Ready<io::Result<Found>>;
    type MetadataFuture = Ready<io::Result<Facts>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(self.find(&path))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        ready(self.find(&path).map(|file| file.facts))
    }
}

/// A file. A response copies at most 64 KB of it at a time, when the connection takes them: nothing in memory grows with the
/// number of responses.
#[derive(Debug)]
pub(super) struct Found {
    content: Cursor<Cow<'static, [u8]>>,
    facts: Facts,
}

/// What is known of a file without reading it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    /// In seconds since 1970.
    modified: Option<u64>,
    bytes: u64,
}

impl Metadata for Facts {
    fn is_dir(&self) -> bool {
        false
    }

    fn modified(&self) -> io::Result<SystemTime> {
        let seconds = self.modified.ok_or(io::ErrorKind::Unsupported)?;
        Ok(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds))
    }

    fn len(&self) -> u64 {
        self.bytes
    }
}

impl File for Found {
    type Metadata = Facts;
    type MetadataFuture<'a> = Ready<io::Result<Facts>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.facts))
    }
}

impl AsyncRead for Found {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.content).poll_read(context, into)
    }
}

impl AsyncSeek for Found {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        AsyncSeek::start_seek(Pin::new(&mut self.content), position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.content).poll_complete(context)
    }
}
