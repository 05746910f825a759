//! A page of readers, rendered by the server: for the first visit and for client-side navigation. `page/`
//! inserts it into the document.

use crate::polls::place::{Place, Refused};
use domain::{
    news::{SafeHtml, Shown, Version},
    polls::BallotPaper,
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {crate::server_only, crate::sharing::Elsewhere, leptos::prelude::IntoView};

/// A rendered page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenderedPage {
    /// The page's canonical address: path and query.
    pub address: String,
    /// The contents of `<head>`.
    pub head: Head,
    /// The contents of `<main>`, in order.
    pub parts: Vec<PagePart>,
    /// What the open site sends to have the page counted: the server's seal, and the path.
    pub view: String,
    /// The block of most-read articles with its topic, to update the block beside the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<PagePart>,
}

/// A page's metadata.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The page's title without the site's name; empty on the front page.
    pub title: String,
    /// The canonical path; none for a page that search engines should not index.
    pub canonical: Option<String>,
    /// What search engines and chats read; browsers do not.
    #[cfg(feature = "ssr")]
    #[serde(skip)]
    pub elsewhere: Elsewhere,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PagePart {
    /// HTML that only the server renders.
    Html(SafeHtml),
    /// A poll, updated while people vote.
    Poll {
        /// The poll and its state.
        paper: Box<BallotPaper>,
        /// Where it is shown.
        place: Place,
        /// A vote that was refused before this page was shown.
        refused: Option<Refused>,
    },
    /// The notice of news that the page does not show yet.
    News {
        /// What the page shows.
        shown: Shown,
        /// Which version of it.
        version: Version,
    },
    /// An article, with these parts.
    Article(Vec<PagePart>),
}

impl PagePart {
    /// The same page without its HTML.
    pub(crate) fn hollow(&self) -> Self {
        match self {
            Self::Html(_) => Self::Html(SafeHtml::empty()),
            Self::Poll { .. } | Self::News { .. } => self.clone(),
            Self::Article(parts) => Self::Article(parts.iter().map(Self::hollow).collect()),
        }
    }
}

#[cfg(feature = "ssr")]
impl RenderedPage {
    /// A page of these parts.
    pub(crate) fn of(address: String, head: Head, parts: Vec<PagePart>) -> Self {
        Self { address, head, parts, view: String::new(), beside: Vec::new() }
    }

    /// A page that is a single piece of HTML.
    pub(crate) fn html(address: String, head: Head, view: impl IntoView) -> Self {
        Self::of(address, head, vec![PagePart::html(view)])
    }
}

#[cfg(feature = "ssr")]
impl PagePart {
    /// A part that only the server renders.
    pub(crate) fn html(view: impl IntoView) -> Self {
        Self::Html(SafeHtml::rendered(server_only::html(view)))
    }
}
