//! The body of an article or page: blocks, of which only [`Block::Html`] is rendered as raw HTML.

use crate::id::PollId;
use serde::{Deserialize, Serialize};

/// HTML that is safe to render as it is. It comes from the sanitizer ([`super::sanitize`]) or from the
/// server's own rendering; reading it back from the store or the wire trusts the server that wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    #[cfg_attr(not(feature = "store"), expect(dead_code, reason = "only the server sanitizes"))]
    pub(super) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// HTML rendered by the server, with all texts escaped.
    pub fn rendered(html: String) -> Self {
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

/// One part of a body. Galleries and videos will be parts of their own, rendered by components.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Text with its headings, lists, tables and pictures.
    Html(SafeHtml),
    /// A poll between texts, written `<p data-poll="ID"></p>`.
    Poll(PollId),
}
