//! The progress bar at the top, if the next page takes long.

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

/// A shorter wait seems immediate, so no bar is shown before.
const PATIENCE: Duration = Duration::from_millis(150);

/// Shows that a page is being loaded, also to screen readers.
#[component]
pub fn Progress(
    /// Whether a page is being loaded.
    pending: ReadSignal<bool>,
) -> impl IntoView {
    let (slow, set_slow) = signal(false);
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        if pending.get() {
            waiting.set_value(set_timeout_with_handle(move || set_slow.set(true), PATIENCE).ok());
        } else {
            set_slow.set(false);
        }
    });
    view! {
        <div class="progress" class:progress--on=slow></div>
        <p class="visually-hidden" role="status">{move || if slow.get() { "Đang mở trang…" } else { "" }}</p>
    }
}
