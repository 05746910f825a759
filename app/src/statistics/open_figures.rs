//! The visitor statistics of the open site.

use crate::live::Live;
use domain::statistics::{Figures, LIVE};
use leptos::prelude::*;

/// The figures, kept current while the page shows them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenFigures {
    figures: RwSignal<Figures>,
    live: Live,
}

impl OpenFigures {
    pub(crate) fn provide(live: Live) -> Self {
        let open = Self { figures: RwSignal::new(Figures::default()), live };
        live.hear(LIVE.kind, move |_, figures| open.figures.set(figures));
        provide_context(open);
        open
    }

    /// The figures from now on, beginning with these.
    pub(crate) fn show(self, figures: Figures) -> RwSignal<Figures> {
        self.figures.set(figures);
        self.live.watch(LIVE, false);
        self.figures
    }

    /// How many people are online, as far as that is shown.
    pub(crate) fn online(self) -> i64 {
        self.figures.with_untracked(|figures| figures.online)
    }
}
