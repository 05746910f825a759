//! Where the reader was on a page, and the address bar. Pages arrive after the browser has tried to restore the
//! scroll position, so the site does it itself once the page is there.

use leptos::{ev, prelude::*};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};

/// Whether the page under way was reached by going back or forward.
#[derive(Clone, Copy)]
struct Popped(StoredValue<bool>);

/// Watches the history. Draws nothing.
#[component]
pub fn KeepHistory() -> impl IntoView {
    let popped = StoredValue::new(false);
    provide_context(Popped(popped));
    let location = use_location();
    Effect::new(move |before: Option<String>| {
        let address = format!("{}{}", location.pathname.get(), question(&location.search.get()));
        match before {
            None => set_restoration(web_sys::ScrollRestoration::Manual),
            Some(before) if before != address => remember(&before),
            Some(_) => {}
        }
        address
    });

    let navigate = use_navigate();
    // An effect runs in the browser alone, and this one once; the site listens as long as it is open.
    Effect::new(move |_| {
        let navigate = navigate.clone();
        window_event_listener(ev::click, move |_| popped.set_value(false));
        window_event_listener(ev::popstate, move |_| {
            popped.set_value(true);
            let navigate = navigate.clone();
            request_animation_frame(move || note_move(&navigate));
        });
        window_event_listener_untyped("pageshow", |_| set_restoration(web_sys::ScrollRestoration::Manual));
        // A page that is left for another site, or reloaded, is restored by the browser itself.
        window_event_listener(ev::pagehide, |_| {
            remember(&here());
            set_restoration(web_sys::ScrollRestoration::Auto);
        });
    });
}

/// Tells the router where it is. It notes clicks and moves back but not moves forward, and then takes a click on
/// the page it believes to be on for no move: the page would change and the address would not (the other half of
/// leptos #4324, in 0.8.17). Replacing an address by itself changes nothing else.
fn note_move(navigate: &impl Fn(&str, NavigateOptions)) {
    let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let hash = window().location().hash().unwrap_or_default();
    navigate(&format!("{}{hash}", here()), options);
}

/// Called by every page when its content is there: goes to where the reader was, if it came by the history.
pub(crate) fn page_shown() {
    let popped = use_context::<Popped>();
    Effect::new(move |_| {
        if popped.is_some_and(|Popped(popped)| popped.get_value())
            && let Some(top) = remembered(&here())
        {
            window().scroll_to_with_x_and_y(0.0, top.into());
        }
    });
}

fn question(query: &str) -> String {
    if query.is_empty() { String::new() } else { format!("?{query}") }
}

/// The address in the address bar.
fn here() -> String {
    let location = window().location();
    let part = |part: Result<String, _>| part.unwrap_or_default();
    format!("{}{}", part(location.pathname()), part(location.search()))
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
        let _ = storage.set_item(&format!("scroll:{address}"), &(top as i32).to_string());
    }
}

/// In whole pixels: reading and writing fractions would bring their code into the wasm.
fn remembered(address: &str) -> Option<i32> {
    storage()?.get_item(&format!("scroll:{address}")).ok()??.parse().ok()
}
