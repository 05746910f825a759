//! What screen readers say of what moves, at most every ten seconds.

use domain::live::Topic;
use leptos::prelude::*;
use std::time::Duration;

/// How often something is said at most.
const EVERY: Duration = Duration::from_secs(10);

/// What is to be said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spoken {
    said: RwSignal<String>,
    next: StoredValue<Vec<(Topic, String)>>,
}

impl Spoken {
    /// Provides it to the whole site.
    pub(crate) fn provide() -> Self {
        let spoken = Self { said: RwSignal::new(String::new()), next: StoredValue::new(Vec::new()) };
        provide_context(spoken);
        spoken
    }

    /// Has this said in a while; of what comes about one topic until then, the last alone.
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

/// Where screen readers find it. Draws nothing to be seen.
#[component]
pub fn SpokenChanges() -> impl IntoView {
    let said = expect_context::<Spoken>().said;
    view! { <p class="visually-hidden" aria-live="polite">{said}</p> }
}
