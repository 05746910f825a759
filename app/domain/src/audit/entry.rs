//! An entry as stored, and the text that is hashed. ARCHITECTURE.md defines the format byte by byte.

use super::MOST_CHARACTERS;
use crate::{
    chain::{self, Hash},
    clock::Timestamp,
    db::DbError,
    id::{AccountId, SessionId},
};
use sqlx::FromRow;
use std::collections::BTreeMap;

/// The content of an entry, as in the database.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub(super) struct Content {
    pub(super) sequence: i64,
    pub(super) at: Timestamp,
    pub(super) account_id: Option<AccountId>,
    pub(super) session_id: Option<SessionId>,
    pub(super) action: String,
    pub(super) subject: String,
    pub(super) subject_id: Option<i64>,
    pub(super) detail: String,
}

impl Content {
    /// The hash of an entry with this content, given the hash of the entry before it.
    pub(super) fn hash(&self, previous: &Hash) -> Hash {
        chain::link(
            "audit",
            &[
                ("sequence", &self.sequence.to_string()),
                ("time", &self.at.0.to_string()),
                ("account", &number(self.account_id.map(|id| id.0))),
                ("session", &number(self.session_id.map(|id| id.0))),
                ("action", &self.action),
                ("subject", &self.subject),
                ("subject_id", &number(self.subject_id)),
                ("detail", &self.detail),
            ],
            previous,
        )
    }

    /// Whether each of its texts is a single line, so that no other entry gives the same hashed text.
    pub(super) fn has_lines_only(&self) -> bool {
        [&self.action, &self.subject, &self.detail].into_iter().all(|text| chain::is_line(text))
    }
}

/// A number in decimal digits; empty for `None`.
fn number(number: Option<i64>) -> String {
    number.map_or_else(String::new, |number| number.to_string())
}

/// A detail as stored: JSON without spaces, sorted by name, each value truncated. JSON escapes line feeds.
pub(super) fn write_detail(detail: &[(&str, &str)]) -> Result<String, DbError> {
    let detail: BTreeMap<&str, String> = detail.iter().map(|(name, value)| (*name, cut(value))).collect();
    serde_json::to_string(&detail).map_err(|error| DbError::Encode(error.into()))
}

/// Parses a stored detail; text that is not valid JSON is returned under the empty name.
pub(super) fn read_detail(stored: String) -> BTreeMap<String, String> {
    serde_json::from_str(&stored).unwrap_or_else(|_| BTreeMap::from([(String::new(), stored)]))
}

fn cut(value: &str) -> String {
    if value.chars().nth(MOST_CHARACTERS).is_none() {
        return value.to_owned();
    }
    value.chars().take(MOST_CHARACTERS - 1).chain(['…']).collect()
}
