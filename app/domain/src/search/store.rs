//! The SQL of the search: what is in the index, and what it finds.

mod candidates;
mod choices;
mod find;
mod frequency;
mod index;
mod named;
mod nearest;
mod question;
mod related;
mod spellings;
mod suggest;
mod vain;

pub use find::find;
pub(crate) use index::index_article;
pub use index::{index_waiting, merge_index};
pub use named::find_named;
pub(in crate::search) use nearest::{is_known, nearest};
pub use related::relate_waiting;
pub use suggest::{Suggestion, suggest};
pub use vain::{VainSearches, load_vain_searches};

/// The highest number of results that is counted; beyond it only "more" is said.
pub const COUNTED: i64 = 1_000;
/// How many articles are put in order; more are not shown.
pub const CANDIDATES: usize = 80;
