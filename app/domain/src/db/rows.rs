//! Paging. One row more than a page shows is loaded, to find out whether there is a next page.

/// The rows of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows<T> {
    /// No more than the page shows.
    pub rows: Vec<T>,
    /// Whether there is a next page.
    pub more: bool,
}

/// How many rows to load for a page of this size.
pub(crate) const fn one_more(shown: i64) -> i64 {
    shown.saturating_add(1)
}

impl<T> Rows<T> {
    /// The page made of the rows that were loaded with the limit [`one_more`].
    pub(crate) fn of(mut rows: Vec<T>, shown: i64) -> Self {
        let shown = usize::try_from(shown).unwrap_or(0);
        let more = rows.len() > shown;
        rows.truncate(shown);
        Self { rows, more }
    }
}
