//! Reads a Word document (.docx, Office Open XML: ECMA-376) as the title, lead, HTML and pictures of an article.
//! The HTML is what the editor writes and the sanitizer keeps; whoever stores it still sanitizes it.
//!
//! Reading order: this file, `story.rs` (the text part, element by element), `blocks.rs` (what comes of it),
//! `html.rs` (how it is written). Not here: storing pictures, the older format .doc, and writing documents.
//!
//! Nothing is fetched, run or written to disk. Everything a file can make large is limited (`Limits`), and the
//! time is proportional to the length of the decompressed file.

mod blocks;
mod fields;
mod front;
mod html;
mod look;
mod notes;
mod numbering;
mod old_fonts;
mod package;
mod relations;
mod runs;
mod story;
mod styles;
mod symbols;
mod tables;
mod work;
mod xml;

#[cfg(test)]
mod tests;

use numbering::Numbering;
use package::Package;
use relations::Relations;
use story::{Source, Story};
use styles::Styles;

/// What a Word document contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordText {
    /// The title, plain text in one line; `None` if no paragraph looks like one.
    pub title: Option<String>,
    /// The lead, plain text in one line; `None` if the paragraph after the title does not look like one.
    pub lead: Option<String>,
    /// The rest, one block element a line. `<figure data-picture="n"></figure>` stands for `pictures[n]`; each
    /// number from 0 occurs once, in order.
    pub html: String,
    /// The pictures in the order of the text.
    pub pictures: Vec<WordPicture>,
    /// What could not be taken over.
    pub left_out: LeftOut,
}

/// A picture of a Word document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordPicture {
    /// The file as it is in the document: JPEG, PNG, GIF, WebP, BMP or TIFF by its first bytes, otherwise
    /// unchecked.
    pub bytes: Vec<u8>,
    /// The alternative text, one line; empty if there is none.
    pub words: String,
    /// The caption, one line; empty if there is none.
    pub caption: String,
}

/// How many things of each kind could not be taken over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Pictures that are not in the file, only linked. They are never fetched.
    pub linked_pictures: u32,
    /// Pictures that are missing, too large, too many, damaged, or in a note.
    pub pictures: u32,
    /// Charts, diagrams, and pictures made of lines (EMF, WMF, SVG).
    pub drawings: u32,
    /// Formulas.
    pub equations: u32,
    /// Embedded files of other programs.
    pub objects: u32,
    /// Comments.
    pub comments: u32,
}

/// Why a file could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotRead {
    /// Something else: another kind of file, or a ZIP without a Word text.
    NotAWordFile,
    /// The format before 2007 (.doc), whatever the file is called.
    OldWordFile,
    /// Protected by a password.
    Encrypted,
    /// More than one of the limits allows (`Limits`).
    TooLarge,
    /// A Word document that is cut off or damaged.
    Broken,
}

/// Reads Word documents.
pub trait ReadWord {
    /// Reads a file. Never panics, whatever is in it.
    ///
    /// # Errors
    /// Why it could not be read, see `NotRead`.
    fn read(&self, file: &[u8]) -> Result<WordText, NotRead>;
}

/// What a file may make large. Bytes are counted as they are decompressed; what the file says is not trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The file, in bytes.
    pub file: usize,
    /// A decompressed part other than a picture, in bytes.
    pub part: u64,
    /// All that is decompressed, in bytes. Pictures beyond it are left out; for the text it is an error.
    pub total: u64,
    /// A picture, in bytes; larger ones are left out.
    pub picture: u64,
    /// How many pictures are looked at; more are left out.
    pub pictures: usize,
    /// The number of paragraphs, with those in tables and notes.
    pub paragraphs: usize,
    /// How deep tables and text boxes may be nested; what is deeper becomes paragraphs. A table is four elements
    /// of HTML, so that more than 16 would pass the sanitizer's limit of 100.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file: 20 * 1024 * 1024,
            part: 32 * 1024 * 1024,
            total: 128 * 1024 * 1024,
            picture: 20 * 1024 * 1024,
            pictures: 200,
            paragraphs: 200_000,
            depth: 16,
        }
    }
}

/// Reads .docx files (also .docm and .dotx, without their macros).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DocxReader {
    /// What a file may make large.
    pub limits: Limits,
}

impl ReadWord for DocxReader {
    fn read(&self, file: &[u8]) -> Result<WordText, NotRead> {
        let mut package = Package::open(file, self.limits)?;
        let main = Relations::of_package(&mut package)?.main();
        let text = package.text(&main)?.ok_or(NotRead::NotAWordFile)?;
        let relations = Relations::of_part(&mut package, &main)?;
        let part = |package: &mut Package<'_>, kind| match relations.part(kind) {
            Some(name) => package.text(name),
            None => Ok(None),
        };
        let styles = Styles::read(part(&mut package, "styles")?.as_deref())?;
        let mut numbering = Numbering::read(part(&mut package, "numbering")?.as_deref(), &styles)?;

        let source = Source { relations: &relations, styles: &styles, limits: self.limits };
        let mut story = Story::new(source, &mut package, &mut numbering);
        story.read(&text)?;
        drop(text);
        let mut body = story.finish();

        let notes = notes::read(&mut body, source, &mut package, &mut numbering)?;
        Ok(html::written(body, notes))
    }
}
