//! Content packs: a folder with `site.toml`, `articles/*.html`, `pages/*.html` and `media/`. A pack is read
//! and checked completely before anything is written.

mod articles;
mod document;
mod media;
pub(crate) mod of_new_site;
mod polls;
mod reader;
mod site_file;
mod storing;

use crate::media::Attachment;
use domain::{
    clock::Timestamp,
    media::Picture,
    menus::Place,
    news::{Block, Content, Named},
    polls::store::NewPoll,
    site::Operator,
    text::Slug,
};
use std::{
    fmt,
    path::{Path, PathBuf},
};

pub use reader::read;
pub(crate) use storing::{finish, store, write_media};

/// A checked pack: all its references are valid.
#[derive(Debug)]
pub struct Pack {
    /// The site's name.
    pub name: String,
    /// A sentence about it.
    pub description: String,
    /// The language of its pages.
    pub language: String,
    /// A time zone of the IANA database.
    pub time_zone: String,
    /// Who is responsible for it.
    pub operator: Operator,
    /// Parents come before their children.
    pub categories: Vec<PackCategory>,
    /// Menus, blocks of links and the footer.
    pub link_lists: Vec<PackLinks>,
    /// The heading of the introduction, and its page.
    pub introduction: Option<(String, Slug)>,
    /// The polls.
    pub polls: Vec<PackPoll>,
    /// Span (`total`, `year`, `month`, `day`), period and visits.
    pub opening_balances: Vec<(&'static str, String, i64)>,
    /// The static pages.
    pub pages: Vec<PackPage>,
    /// The authors.
    pub authors: Vec<PackAuthor>,
    /// Slug, name and description of each series.
    pub series: Vec<(Slug, String, String)>,
    /// The articles.
    pub articles: Vec<PackArticle>,
    /// Every picture that a page or article uses.
    pub pictures: Vec<PackPicture>,
    /// Every file for download.
    pub files: Vec<PackFile>,
}

/// A poll of a pack. Bodies refer to it by its number in the pack, from 1 ([`domain::news::Block::Poll`]),
/// until it has an id.
#[derive(Debug)]
pub struct PackPoll {
    /// The name by which articles refer to it.
    pub key: Option<Slug>,
    /// Whether it is the poll of the side column.
    pub side: bool,
    /// The poll.
    pub new: NewPoll,
}

/// An author of a pack.
#[derive(Debug)]
pub struct PackAuthor {
    /// The author's slug.
    pub slug: Slug,
    /// The author's name.
    pub name: String,
    /// A sentence or two about the author.
    pub description: String,
    /// A photograph.
    pub picture: Option<Picture>,
}

/// A category of a pack.
#[derive(Debug)]
pub struct PackCategory {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// A sentence about it.
    pub description: String,
    /// The parent category.
    pub parent: Option<Slug>,
}

/// A list of links of a pack.
#[derive(Debug)]
pub struct PackLinks {
    /// Its place.
    pub place: Place,
    /// Its heading.
    pub name: String,
    /// Its links.
    pub items: Vec<PackLink>,
}

/// A link of a pack.
#[derive(Debug)]
pub struct PackLink {
    /// The link text.
    pub label: String,
    /// The address it leads to.
    pub address: Option<String>,
    /// The category it leads to.
    pub category: Option<Slug>,
    /// The links below it.
    pub items: Vec<PackLink>,
}

/// A static page of a pack.
#[derive(Debug)]
pub struct PackPage {
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Its first sentences.
    pub excerpt: String,
    /// Its body.
    pub body: Vec<Block>,
}

/// An article of a pack: becomes a [`domain::news::Manuscript`] when its references have ids.
#[derive(Debug)]
pub struct PackArticle {
    /// Its slug.
    pub slug: Slug,
    /// Its category.
    pub category: Slug,
    /// When it was published.
    pub published_at: Timestamp,
    /// Its texts other than the body.
    pub content: Content,
    /// Its body.
    pub body: Vec<Block>,
    /// The number of words of lead and body.
    pub words: u32,
    /// Authors with a page.
    pub authors: Vec<Slug>,
    /// Its series.
    pub series: Option<Slug>,
    /// Its tags.
    pub tags: Vec<Named>,
    /// Name in the media folder and link text of each file.
    pub attachments: Vec<(String, String)>,
    /// Name in the media folder of its lead picture.
    pub picture: Option<String>,
}

/// A picture of a pack, with its file.
#[derive(Debug)]
pub struct PackPicture {
    /// The picture.
    pub picture: Picture,
    /// Its type, `image/jpeg`.
    pub mime: &'static str,
    /// The size of the file.
    pub bytes: i64,
    /// The file.
    pub file: PathBuf,
}

/// A file for download.
#[derive(Debug)]
pub struct PackFile {
    /// Its name in the media folder, and its size.
    pub attachment: Attachment,
    /// The file.
    pub file: PathBuf,
}

/// An error in a pack, with its place.
#[derive(Debug)]
pub struct PackError {
    file: PathBuf,
    line: Option<usize>,
    reason: String,
}

impl PackError {
    fn new(file: &Path, line: Option<usize>, reason: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, reason: reason.into() }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        if let Some(line) = self.line {
            write!(f, ", dòng {line}")?;
        }
        write!(f, ": {}.", self.reason)
    }
}

impl std::error::Error for PackError {}
