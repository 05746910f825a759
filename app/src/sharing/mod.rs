//! What search engines and chats read of a page: tags for link previews, and JSON-LD. Only the document has
//! it: neither the wasm nor client-side navigation knows of it.

mod graph;
mod json_ld;
mod tags;

use crate::{routes, ui::breadcrumb::Step};
use domain::{
    id::ArticleId,
    media::{Figure, Picture},
    news::{Byline, Named},
    sharing::Card,
    site::Frame,
    text::excerpt,
};
use leptos::prelude::use_context;
use std::sync::{Arc, OnceLock};

/// The longest description that search engines and link previews show, in characters.
pub(crate) const DESCRIPTION: usize = 200;

/// The width of the pictures of [`Card`], in pixels.
pub const PICTURE_WIDTH: u32 = 1200;
/// The height of the pictures of [`Card`], in pixels.
pub const PICTURE_HEIGHT: u32 = 630;

/// What is shown of a page elsewhere, besides its title and its canonical address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Elsewhere {
    /// A description of the page, in a sentence or two.
    pub description: String,
    /// The way to the page: the steps below the front page, the page itself included.
    pub steps: Vec<Step>,
    /// What the page is.
    pub subject: Subject,
}

/// What a page is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Subject {
    /// Nothing in particular.
    #[default]
    Page,
    /// The front page.
    Front,
    /// A list of articles.
    List,
    /// The articles of an author.
    Author(AuthorFacts),
    /// An article.
    Article(Box<ArticleFacts>),
}

/// What search engines are told about an author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorFacts {
    /// The name.
    pub name: String,
    /// A sentence or two; may be empty.
    pub description: String,
    /// A photograph.
    pub portrait: Option<Picture>,
}

/// What search engines are told about an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleFacts {
    /// The article.
    pub id: ArticleId,
    /// What its picture is made from.
    pub card: Card,
    /// Its lead picture.
    pub figure: Option<Figure>,
    /// When it was published, in RFC 3339.
    pub published: String,
    /// When what readers see of it last changed, in RFC 3339.
    pub modified: String,
    /// The name of its category.
    pub section: String,
    /// Who wrote it.
    pub byline: Byline,
    /// Its tags.
    pub tags: Vec<Named>,
    /// The number of its words; 0 if unknown.
    pub words: u32,
}

impl Elsewhere {
    /// A page that is nothing in particular.
    pub(crate) fn page(description: impl Into<String>, steps: Vec<Step>) -> Self {
        Self { description: description.into(), steps, subject: Subject::Page }
    }
}

/// The end of `<head>` of a document, set while the page is rendered.
#[derive(Debug, Clone, Default)]
pub struct HeadTags(Arc<OnceLock<String>>);

impl HeadTags {
    /// The tags; empty if the page is not shown elsewhere.
    pub fn html(&self) -> &str {
        self.0.get().map_or("", String::as_str)
    }
}

/// Adds the tags of this page to the document, if a document is being rendered. `title` is empty on the front
/// page; a page without a canonical address has no JSON-LD.
pub(crate) fn announce(title: &str, canonical: Option<&str>, elsewhere: &Elsewhere) {
    if let (Some(HeadTags(head)), Some(frame)) = (use_context::<HeadTags>(), use_context::<Arc<Frame>>()) {
        // A document has one page.
        let _ = head.set(Announcement::of(title, canonical, elsewhere, &frame).html());
    }
}

/// A page as it is shown elsewhere, complete.
struct Announcement<'a> {
    title: &'a str,
    description: String,
    /// The whole canonical address.
    address: Option<String>,
    picture: SharedPicture,
    elsewhere: &'a Elsewhere,
    frame: &'a Frame,
}

/// A picture for link previews.
struct SharedPicture {
    /// The whole address.
    address: String,
    width: u32,
    height: u32,
    alt: String,
}

impl<'a> Announcement<'a> {
    fn of(title: &'a str, canonical: Option<&str>, elsewhere: &'a Elsewhere, frame: &'a Frame) -> Self {
        let about = &frame.about;
        let (title, description) = if elsewhere.subject == Subject::Front {
            (&*about.name, &about.description)
        } else {
            (title, &elsewhere.description)
        };
        Self {
            title,
            description: excerpt(description, DESCRIPTION),
            address: canonical.map(|path| format!("{}{path}", about.url)),
            picture: SharedPicture::of(elsewhere, frame),
            elsewhere,
            frame,
        }
    }

    fn html(&self) -> String {
        tags::html(self)
    }

    fn article(&self) -> Option<&ArticleFacts> {
        match &self.elsewhere.subject {
            Subject::Article(article) => Some(article),
            _ => None,
        }
    }
}

impl SharedPicture {
    fn of(elsewhere: &Elsewhere, frame: &Frame) -> Self {
        let about = &frame.about;
        let of_card = |of, card: &Card, alt: &str| Self {
            address: format!("{}{}", about.url, routes::shared_picture(of, &card.version(&about.name))),
            width: PICTURE_WIDTH,
            height: PICTURE_HEIGHT,
            alt: alt.to_owned(),
        };
        match &elsewhere.subject {
            Subject::Article(article) => {
                let card = &article.card;
                let shown = article.figure.as_ref().filter(|_| card.picture.is_some());
                let alt = shown.map(|figure| &*figure.picture.alt).filter(|alt| !alt.is_empty());
                of_card(Some(article.id), card, alt.unwrap_or(&card.title))
            }
            Subject::Author(AuthorFacts { portrait: Some(portrait), .. }) => {
                Self::of_file(portrait, &about.url)
            }
            _ => of_card(None, &Card::of_site(about), &about.name),
        }
    }

    fn of_file(picture: &Picture, url: &str) -> Self {
        let width = picture.fallback_width();
        Self {
            address: format!("{url}{}", routes::media(&picture.fallback())),
            width,
            height: picture.height_at(width),
            alt: picture.alt.clone(),
        }
    }

    /// Its media type.
    fn kind(&self) -> &'static str {
        match self.address.rsplit('.').next() {
            Some("png") => "image/png",
            Some("webp") => "image/webp",
            _ => "image/jpeg",
        }
    }

    /// Whether chats show it above the text, across the whole width.
    fn is_wide(&self) -> bool {
        self.width == PICTURE_WIDTH && self.height == PICTURE_HEIGHT
    }
}
