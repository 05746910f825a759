//! The figures, told to open screens.

use super::{Figures, LIVE};
use crate::live::feature::{Answer, Feature, Snapshot};

/// The figures by a function that says how they stand now, for as long as they are counted.
pub(super) struct LiveFigures<F>(pub(super) F);

impl<F: Fn() -> Option<Figures> + Send + Sync> Feature for LiveFigures<F> {
    fn kind(&self) -> &'static str {
        LIVE.kind
    }

    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>> {
        let figures = (self.0)().filter(|_| id == LIVE.id);
        Box::pin(async move { Ok(figures.as_ref().map(Snapshot::same)) })
    }

    /// What a page was drawn with is no older than what its screen is told.
    fn begins_anew(&self) -> bool {
        true
    }
}
