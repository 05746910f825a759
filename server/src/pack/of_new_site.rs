//! The content packs of a new site, which are inside the program.

use super::{Pack, reader};
use crate::command_error::CommandError;
use domain::site::setup::Contents;
use rust_embed::{Embed, EmbeddedFile};
use std::{borrow::Cow, fs, path::Path};

#[derive(Embed)]
#[folder = "starter"]
#[exclude = "illustrations/*"]
struct Starter;

#[derive(Embed)]
#[folder = "blank"]
struct Blank;

/// Writes a pack into an empty folder, which its pictures and files are read from later, and reads it.
///
/// # Errors
/// The folder cannot be written.
pub(crate) fn unpack(contents: Contents, folder: &Path) -> Result<Pack, CommandError> {
    match contents {
        Contents::Sample => write(Starter::iter(), Starter::get, folder)?,
        Contents::Empty => write(Blank::iter(), Blank::get, folder)?,
    }
    Ok(reader::read(folder)?)
}

fn write(
    names: impl Iterator<Item = Cow<'static, str>>,
    file: impl Fn(&str) -> Option<EmbeddedFile>,
    folder: &Path,
) -> std::io::Result<()> {
    for name in names {
        let place = folder.join(&*name);
        let content = file(&name).ok_or(std::io::ErrorKind::NotFound)?;
        fs::create_dir_all(place.parent().unwrap_or(folder))?;
        fs::write(place, content.data)?;
    }
    Ok(())
}
