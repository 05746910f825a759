//! The visitor figures of this tab.

use crate::event_stream::EventStream;
use domain::statistics::{Figures, LIVE};
use leptos::prelude::*;

/// The figures, updated live while the page shows them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenFigures {
    figures: RwSignal<Figures>,
    events: EventStream,
}

impl OpenFigures {
    pub(crate) fn provide(events: EventStream) -> Self {
        let open = Self { figures: RwSignal::new(Figures::default()), events };
        events.hear(LIVE.kind, move |_, figures| open.figures.set(figures));
        provide_context(open);
        open
    }

    /// Sets the figures, and returns the signal of all further changes.
    pub(crate) fn show(self, figures: Figures) -> RwSignal<Figures> {
        self.figures.set(figures);
        self.events.watch(LIVE, false);
        self.figures
    }

    /// How many people are online, according to the figures.
    pub(crate) fn online(self) -> i64 {
        self.figures.with_untracked(|figures| figures.online)
    }
}
