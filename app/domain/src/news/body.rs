//! What an article or page says: blocks, of which only [`Block::Html`] is drawn as raw HTML.

use crate::id::PollId;
use serde::{Deserialize, Serialize};

/// HTML that may be shown as it stands. The sanitizer makes it from anybody's text ([`super::sanitize`]), and the server
/// by drawing a page; reading it back from the store or the wire trusts the server that wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    #[cfg_attr(not(feature = "store"), expect(dead_code, reason = "only the server sanitizes"))]
    pub(super) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// What the server has drawn, with every text in it escaped.
    pub fn drawn(html: String) -> Self {
        Self(html)
    }

    /// No HTML.
    pub fn empty() -> Self {
        Self(String::new())
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One part of a body. Galleries and videos will be parts of their own, drawn by components.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Text with its headings, lists, tables and pictures.
    Html(SafeHtml),
    /// A poll between the texts, written `<p data-poll="ID"></p>`.
    Poll(PollId),
}
