//! Announcements of changes for screen readers, at most one every ten seconds.

use domain::live::Topic;
use leptos::prelude::*;
use std::time::Duration;

/// The shortest time between two announcements.
const EVERY: Duration = Duration::from_secs(10);

/// The queue of announcements.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Announcer {
    said: RwSignal<String>,
    next: StoredValue<Vec<(Topic, String)>>,
}

impl Announcer {
    /// Provides the queue as context.
    pub(crate) fn provide() -> Self {
        let announcer = Self { said: RwSignal::new(String::new()), next: StoredValue::new(Vec::new()) };
        provide_context(announcer);
        announcer
    }

    /// Queues an announcement; it replaces a waiting one about the same topic.
    pub(crate) fn say(self, about: Topic, sentence: String) {
        let first = self.next.try_update_value(|next| {
            let first = next.is_empty();
            next.retain(|(topic, _)| *topic != about);
            next.push((about, sentence));
            first
        });
        if first == Some(true) {
            let say = move || {
                let next = self.next.try_update_value(std::mem::take).unwrap_or_default();
                let sentences: Vec<String> = next.into_iter().map(|(_, sentence)| sentence).collect();
                self.said.set(sentences.join(" "));
            };
            set_timeout(say, EVERY);
        }
    }
}

/// The live region for screen readers. It is not visible.
#[component]
pub fn Announcements() -> impl IntoView {
    let said = expect_context::<Announcer>().said;
    view! { <p class="visually-hidden" aria-live="polite">{said}</p> }
}
