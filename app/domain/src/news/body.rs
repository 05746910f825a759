//! What an article or page says: blocks, of which only [`Block::Html`] is drawn as raw HTML.

use serde::{Deserialize, Serialize};

/// HTML that may be shown as it stands. Only the sanitizer makes it from text ([`super::sanitize`]); reading it
/// back from the store or the wire trusts the server that wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SafeHtml(String);

impl SafeHtml {
    #[cfg_attr(not(feature = "store"), expect(dead_code, reason = "only the server sanitizes"))]
    pub(super) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// The HTML.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One part of a body. Polls, galleries and videos will be parts of their own, drawn by components.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// Text with its headings, lists, tables and pictures.
    Html(SafeHtml),
}

impl Block {
    /// The block without its text: what a served page carries for the wasm, since the text itself already stands
    /// in the page and hydration never touches it.
    pub fn hollow(&self) -> Self {
        match self {
            Self::Html(_) => Self::Html(SafeHtml(String::new())),
        }
    }
}
