//! A page of readers, drawn by the server: what a visit is served and a move brings. `page/` puts it into the document.

use crate::polls::place::{Place, Refused};
use domain::{
    news::{SafeHtml, Shown, Version},
    polls::BallotPaper,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {crate::routes, crate::served, domain::media::Picture, leptos::prelude::IntoView};

/// A page, drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnPage {
    /// The page's one right address: path and query.
    pub address: String,
    /// What stands in `<head>`.
    pub head: Head,
    /// What stands in `<main>`, in order.
    pub parts: Vec<Part>,
    /// What the open site says to have the page counted: a seal of the server's, and the path.
    pub view: String,
    /// What is read most, beside the page, for one that stands there and is brought up to date: what tells of it, and the block.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Part>,
}

/// What a page says of itself in its metadata.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The page's title without the site's name; empty on the front page.
    pub title: String,
    /// What the page is about, in a sentence or two.
    pub description: String,
    /// The path under which it is to be found; a page that should not be found has none.
    pub canonical: Option<String>,
    /// The picture for chats.
    pub picture: Option<HeadPicture>,
    /// When the article was published, in RFC 3339; other pages have none.
    pub published: Option<String>,
}

/// A picture for the previews of chats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadPicture {
    /// Its path.
    pub address: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What only the server draws.
    Html(SafeHtml),
    /// A poll, which moves while people vote.
    Poll {
        /// What is asked, and how it stands.
        paper: Box<BallotPaper>,
        /// Where it stands.
        place: Place,
        /// A vote that was refused on the way to this page.
        refused: Option<Refused>,
    },
    /// What tells of news that this page does not show yet.
    News {
        /// What the page shows.
        shown: Shown,
        /// Which version of it.
        version: Version,
    },
    /// An article, whose parts these are.
    Article(Vec<Part>),
}

impl Part {
    /// The same without its HTML.
    pub(crate) fn hollow(&self) -> Self {
        match self {
            Self::Html(_) => Self::Html(SafeHtml::empty()),
            Self::Poll { .. } | Self::News { .. } => self.clone(),
            Self::Article(parts) => Self::Article(parts.iter().map(Self::hollow).collect()),
        }
    }
}

#[cfg(feature = "ssr")]
impl DrawnPage {
    /// A page of these parts.
    pub(crate) fn of(address: String, head: Head, parts: Vec<Part>) -> Self {
        Self { address, head, parts, view: String::new(), beside: Vec::new() }
    }

    /// A page that is one piece of HTML.
    pub(crate) fn drawn(address: String, head: Head, view: impl IntoView) -> Self {
        Self::of(address, head, vec![Part::drawn(view)])
    }
}

#[cfg(feature = "ssr")]
impl Part {
    /// A part that only the server draws.
    pub(crate) fn drawn(view: impl IntoView) -> Self {
        Self::Html(SafeHtml::drawn(served::html(view)))
    }
}

#[cfg(feature = "ssr")]
impl From<&Picture> for HeadPicture {
    fn from(picture: &Picture) -> Self {
        let width = picture.fallback_width();
        Self {
            address: routes::media(&picture.fallback()),
            width,
            height: picture.height_at(width),
            alt: picture.alt.clone(),
        }
    }
}
