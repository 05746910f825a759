//! Client-side navigation: scroll positions are saved and restored, the heading of the new page gets the
//! focus so that it is read out, and the page fades in. The router would scroll before the page is rendered,
//! so its scrolling is switched off.

use crate::{
    routes::{self, desk::is_inside},
    ui::dom::{address_of, each, focus, here, link_under, on_document, scroll_into_view},
};
use domain::site::is_file_address;
use js_sys::Reflect;
use leptos::{ev, prelude::*, wasm_bindgen::JsValue};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use web_sys::{Element, ScrollRestoration};

/// What search engines and chats read of a document (`sharing`).
const OF_CRAWLERS: &str = "[property],[name=description],[type='application/ld+json']";

/// How the reader came to the current page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NavigationKind {
    /// By a full page load.
    Loaded,
    /// By a link.
    Followed,
    /// By going back or forward in the history.
    Popped,
}

/// The navigation since the last full page load.
#[derive(Debug, Clone, Copy)]
pub struct Navigation {
    kind: StoredValue<NavigationKind>,
    count: RwSignal<u32>,
    /// The address of the page shown; the address bar may be ahead of it.
    shown: StoredValue<String>,
    /// How often a link to the current page was clicked: the page is then requested again.
    again: RwSignal<u32>,
    /// The signed data for counting the page shown.
    view: StoredValue<String>,
    /// Whether the current page could not be loaded, for lack of a connection.
    offline: StoredValue<bool>,
}

impl Navigation {
    pub(crate) fn provide() -> Self {
        let navigation = Self {
            kind: StoredValue::new(NavigationKind::Loaded),
            count: RwSignal::new(0),
            shown: StoredValue::new(String::new()),
            again: RwSignal::new(0),
            view: StoredValue::new(String::new()),
            offline: StoredValue::new(false),
        };
        provide_context(navigation);
        navigation
    }

    /// Whether the number of navigations is odd: with two alternating classes the fade-in restarts each time.
    pub(crate) fn odd(self) -> bool {
        self.count.get() % 2 == 1
    }

    /// Whether the number is even.
    pub(crate) fn even(self) -> bool {
        let count = self.count.get();
        count > 0 && count.is_multiple_of(2)
    }

    /// Sends a beacon that the page is being looked at. If this fails, the view is not counted.
    fn tell_view(self) {
        self.view.with_value(|view| {
            let _ = window().navigator().send_beacon_with_opt_str(routes::VIEWS, Some(view));
        });
    }

    /// Changes when the current page is requested again.
    pub(crate) fn again(self) -> u32 {
        self.again.get()
    }

    /// Subscribes the caller to navigations.
    pub(crate) fn track(self) {
        self.count.track();
    }

    /// The current page cannot be loaded without a connection.
    pub(crate) fn lost(self) {
        self.offline.set_value(true);
    }

    /// Requests the page again.
    pub(crate) fn ask_again(self) {
        self.again.update(|times| *times += 1);
    }

    /// The connection may be back: a page that could not be loaded is requested again.
    pub(crate) fn retry(self) {
        if self.offline.get_value() {
            self.offline.set_value(false);
            self.ask_again();
        }
    }
}

/// Observes the history. Renders nothing.
#[component]
pub fn KeepHistory(
    /// The navigation to record.
    navigation: Navigation,
) -> impl IntoView {
    let location = use_location();
    // Runs at the start, and again for each address of the router.
    Effect::new(move |started: Option<()>| {
        location.pathname.track();
        location.search.track();
        if started.is_some() {
            navigation.shown.with_value(|shown| remember(shown));
        } else {
            navigation.shown.set_value(here());
            set_restoration(ScrollRestoration::Manual);
        }
    });

    let navigate = use_navigate();
    // Effects run in the browser only; this one runs once, and its listeners stay.
    Effect::new(move |_| {
        let navigate = navigate.clone();
        // The router's listener is on the window, so it runs later and sees the attributes set here.
        on_document("click", move |event| {
            let Some(link) = link_under(&event) else { return };
            close_popovers();
            navigation.kind.set_value(NavigationKind::Followed);
            navigation.offline.set_value(false);
            let _ = link.set_attribute("noscroll", "");
            if is_file_address(&link.pathname()) {
                let _ = link.set_attribute("rel", "external");
            } else if link.hash().is_empty() && address_of(&link) == here() {
                navigation.ask_again();
            }
        });
        window_event_listener(ev::popstate, move |_| {
            close_popovers();
            navigation.kind.set_value(NavigationKind::Popped);
            navigation.offline.set_value(false);
            let navigate = navigate.clone();
            request_animation_frame(move || note_move(&navigate));
        });
        window_event_listener_untyped("pageshow", move |event| {
            set_restoration(ScrollRestoration::Manual);
            // A page restored from the back/forward cache.
            if is_true(&event, "persisted") {
                navigation.tell_view();
            }
        });
        // On reload, or after leaving the site, the browser restores the scroll position itself.
        window_event_listener(ev::pagehide, move |_| {
            navigation.shown.with_value(|shown| remember(shown));
            set_restoration(ScrollRestoration::Auto);
        });
    });
}

/// Closes open popovers by removing the attribute, which needs no further binding, and restores it.
fn close_popovers() {
    each("[popover]", |over| {
        let _ = over.remove_attribute("popover");
        let _ = over.set_attribute("popover", "");
    });
}

/// Informs the router about the address. It notices clicks and going back, but not going forward, and then
/// ignores a click on a link to the page where it believes to be: the page would change and the address would
/// not (the other half of leptos #4324, in 0.8.17). Replacing an address by itself changes nothing else.
fn note_move(navigate: &impl Fn(&str, NavigateOptions)) {
    let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
    let (here, hash) = (here(), window().location().hash().unwrap_or_default());
    // Somebody may have gone on to the desk meanwhile (frontend/desk/moves.js).
    if !is_inside(&here) {
        navigate(&format!("{here}{hash}"), options);
    }
}

/// To be called by every page when its content is there.
pub(crate) fn page_shown() {
    let navigation = use_context::<Navigation>();
    Effect::new(move |_| {
        let Some(navigation) = navigation else { return };
        let kind = navigation.kind.get_value();
        if kind == NavigationKind::Loaded {
            return;
        }
        navigation.count.update(|count| *count += 1);
        // They describe the page that the server sent.
        each(OF_CRAWLERS, Element::remove);
        // This runs while the page is inserted; it is complete before the next frame.
        request_animation_frame(move || {
            navigation.shown.set_value(here());
            focus("main h1");
            let part = window().location().hash().unwrap_or_default();
            if kind == NavigationKind::Popped {
                scroll_to(remembered(&here()).unwrap_or(0));
            } else if !scroll_into_view(part.trim_start_matches('#')) {
                scroll_to(0);
            }
        });
    });
}

/// Counts a page after client-side navigation, or one that the browser had prefetched. Pages sent in full are
/// counted by the server. `view` is the signed data for counting.
pub(crate) fn count_page(view: String) {
    let navigation = use_context::<Navigation>();
    Effect::new(move |_| {
        let Some(navigation) = navigation else { return };
        navigation.view.set_value(view.clone());
        if navigation.kind.get_value() != NavigationKind::Loaded || was_loaded_ahead() {
            navigation.tell_view();
        } else if is_true(&document(), "prerendering") {
            on_document("prerenderingchange", move |_| navigation.tell_view());
        }
    });
}

/// Whether the browser had prefetched this page: the server has not counted it then.
fn was_loaded_ahead() -> bool {
    let entries = window().performance().map(|performance| performance.get_entries_by_type("navigation"));
    let entry = entries.map(|entries| entries.get(0)).unwrap_or_default();
    let part = |name: &str| Reflect::get(&entry, &name.into()).unwrap_or_default();
    part("activationStart").as_f64().is_some_and(|start| start > 0.0)
        || part("deliveryType").as_string().is_some_and(|kind| kind == "navigational-prefetch")
}

fn is_true(of: &JsValue, name: &str) -> bool {
    Reflect::get(of, &name.into()).is_ok_and(|value| value.is_truthy())
}

fn scroll_to(top: i32) {
    window().scroll_to_with_x_and_y(0.0, top.into());
}

fn set_restoration(mode: ScrollRestoration) {
    if let Ok(history) = window().history() {
        // If this fails, the browser restores the position itself, less precisely.
        let _ = history.set_scroll_restoration(mode);
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn remember(address: &str) {
    if let (Some(storage), Ok(top)) = (storage(), window().scroll_y()) {
        // If storage is full or forbidden, the page opens at its top.
        let _ = storage.set_item(&format!("scroll:{address}"), &(top as i32).to_string());
    }
}

/// In whole pixels: formatting fractions would enlarge the wasm.
fn remembered(address: &str) -> Option<i32> {
    storage()?.get_item(&format!("scroll:{address}")).ok()??.parse().ok()
}
