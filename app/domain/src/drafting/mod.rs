//! What is written but not yet published: drafts of an article, how several of them become one, and how they
//! reach the server. Pure code without store or screen, for browser and server.
//!
//! `blocks.rs` cuts a body into blocks, `merge.rs` merges two drafts that come from one, `save_engine.rs`
//! decides when a draft is sent and what happens with each answer.

pub mod blocks;
pub mod merge;
pub mod save_engine;

use crate::id::AccountId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The fields of a form as typed, unchecked. A draft may be half of an article: without a title, with a date
/// that does not exist. So it is neither a [`crate::news::Manuscript`], which is checked, nor the form of the
/// desk, which the wasm does not have; the names of fields are those in HTML, so that a field that is added
/// to the form needs no change here.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The fields with one text, by their names in HTML; a missing one is empty.
    pub texts: BTreeMap<String, String>,
    /// The body, as HTML.
    pub body: String,
    /// The fields with a list, by their names in HTML.
    pub lists: BTreeMap<String, Vec<Item>>,
}

/// An entry of a list: an author, a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// What it is, for example the id of a file. It stays the same when the text is changed.
    pub key: String,
    /// Its text, for example the label of a link; may be empty.
    pub text: String,
}

/// What somebody has begun and not finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnDrafts {
    /// Who.
    pub account: AccountId,
    /// How many articles that they have begun are drafts.
    pub drafts: i64,
    /// How many things they have written and not saved to an article.
    pub unsaved: i64,
}

impl Draft {
    /// The text of a field.
    pub fn text(&self, field: &str) -> &str {
        self.texts.get(field).map_or("", String::as_str)
    }

    /// The entries of a list.
    pub fn list(&self, field: &str) -> &[Item] {
        self.lists.get(field).map_or(&[], Vec::as_slice)
    }

    /// Changes the text of a field.
    pub fn set_text(&mut self, field: &str, text: String) {
        if text.is_empty() {
            self.texts.remove(field);
        } else {
            self.texts.insert(field.to_owned(), text);
        }
    }
}
