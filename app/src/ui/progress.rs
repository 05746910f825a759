//! The bar at the top of a page whose successor takes long.

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use std::time::Duration;

/// What a reader takes for immediate; a page that takes longer says that it is coming.
const PATIENCE: Duration = Duration::from_millis(150);

/// Shows that a page is under way, to the eye and to the ear.
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
