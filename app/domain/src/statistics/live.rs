//! Live updates of the figures and of the most-read articles.

use super::{LIVE, counter::Counter};
use crate::{
    live::feature::{Answer, Feature, Snapshot},
    news::Shown,
};

/// The figures; the function returns the counter while it is running.
pub(super) struct LiveFigures<F>(pub(super) F);

/// The version of the most-read articles, with the same function.
pub(super) struct LiveMostRead<F>(pub(super) F);

impl<F: Fn() -> Option<Counter> + Send + Sync> Feature for LiveFigures<F> {
    fn kind(&self) -> &'static str {
        LIVE.kind
    }

    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>> {
        let figures = (self.0)().filter(|_| id == LIVE.id).map(|counter| Snapshot::same(&counter.figures()));
        Box::pin(async move { Ok(figures) })
    }

    /// A page is never rendered with older data than its stream begins with.
    fn begins_anew(&self) -> bool {
        true
    }
}

impl<F: Fn() -> Option<Counter> + Send + Sync> Feature for LiveMostRead<F> {
    fn kind(&self) -> &'static str {
        Shown::MostRead.topic().kind
    }

    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>> {
        let counter = (self.0)().filter(|_| id == Shown::MostRead.topic().id);
        let version = counter.map(|counter| Snapshot::same(&counter.most_read().version()));
        Box::pin(async move { Ok(version) })
    }
}
