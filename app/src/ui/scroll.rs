//! Where the reader was on a page, and the address bar. Pages arrive after the browser has tried to restore the
//! scroll position, so the site does it itself once the page is there.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

/// Whether the page under way was reached by going back or forward.
#[derive(Clone, Copy)]
struct Popped(StoredValue<bool>);

/// Watches the history. Draws nothing.
#[component]
pub fn KeepHistory(
    /// Whether the router is waiting for a page.
    is_routing: ReadSignal<bool>,
) -> impl IntoView {
    let popped = StoredValue::new(false);
    provide_context(Popped(popped));
    let location = use_location();
    let address = move || format!("{}{}", location.pathname.get(), search(&location.search.get()));

    Effect::new(move |before: Option<String>| {
        let address = address();
        match before {
            None => set_restoration(web_sys::ScrollRestoration::Manual),
            Some(before) if before != address => remember(&before),
            Some(_) => {}
        }
        address
    });
    Effect::new(move |_| {
        if !is_routing.get() {
            let address = address();
            request_animation_frame(move || mend_address(&address));
        }
    });

    // An effect runs in the browser alone, and this one once; the site listens as long as it is open.
    Effect::new(move |_| {
        window_event_listener(ev::popstate, move |_| popped.set_value(true));
        window_event_listener(ev::click, move |_| popped.set_value(false));
        // A page that is left for another site, or reloaded, is restored by the browser itself.
        window_event_listener(ev::pagehide, |_| {
            remember(&here());
            set_restoration(web_sys::ScrollRestoration::Auto);
        });
    });
}

/// Called by every page when its content is there: goes to where the reader was, if it came by the history.
pub(crate) fn page_shown() {
    let popped = use_context::<Popped>();
    Effect::new(move |_| {
        if popped.is_some_and(|Popped(popped)| popped.get_value())
            && let Some(top) = remembered(&here())
        {
            window().scroll_to_with_x_and_y(0.0, top);
        }
    });
}

fn search(query: &str) -> String {
    if query.is_empty() { String::new() } else { format!("?{query}") }
}

/// The address in the address bar.
fn here() -> String {
    let location = window().location();
    let part = |part: Result<String, _>| part.unwrap_or_default();
    format!("{}{}", part(location.pathname()), part(location.search()))
}

/// The router does not note a move forward, and then takes a click on the page it believes to be on for no move:
/// the page changes and the address does not (the other half of leptos #4324, in 0.8.17).
fn mend_address(address: &str) {
    if here() != address
        && let Ok(history) = window().history()
    {
        // A browser that refuses keeps the old address; the page is right.
        let _ = history.push_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

fn set_restoration(mode: web_sys::ScrollRestoration) {
    if let Ok(history) = window().history() {
        // A browser that refuses restores by itself, only less well.
        let _ = history.set_scroll_restoration(mode);
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn remember(address: &str) {
    if let (Some(storage), Ok(top)) = (storage(), window().scroll_y()) {
        // Full or forbidden storage: the page opens at its top.
        let _ = storage.set_item(&format!("scroll:{address}"), &top.to_string());
    }
}

fn remembered(address: &str) -> Option<f64> {
    storage()?.get_item(&format!("scroll:{address}")).ok()??.parse().ok()
}
