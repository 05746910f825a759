//! Arriving at a page inside the open site: where the reader was is remembered and restored, the heading of the new
//! page takes the focus so that it is read out, and the page fades in. The router would do the scrolling before the
//! page is there, so it is asked not to.

use crate::{
    routes,
    ui::dom::{address_of, each, focus, here, link_under, on_document, scroll_into_view},
};
use domain::site::is_file_address;
use js_sys::Reflect;
use leptos::{ev, prelude::*, wasm_bindgen::JsValue};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use web_sys::ScrollRestoration;

/// How the reader came to the page under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The page was loaded in full.
    Loaded,
    /// By a link.
    Followed,
    /// Back or forward in the history.
    Popped,
}

/// The arrivals since the page was loaded in full.
#[derive(Debug, Clone, Copy)]
pub struct Arrivals {
    way: StoredValue<Way>,
    count: RwSignal<u32>,
    /// The address of the page that is shown; the address bar may be further already.
    shown: StoredValue<String>,
    /// How often a link to the page under way was followed: it is then loaded anew.
    again: RwSignal<u32>,
    /// What the server made to have the page counted that is shown.
    view: StoredValue<String>,
    /// Whether the page under way could not be had, for want of a connection.
    offline: StoredValue<bool>,
}

impl Arrivals {
    pub(crate) fn provide() -> Self {
        let arrivals = Self {
            way: StoredValue::new(Way::Loaded),
            count: RwSignal::new(0),
            shown: StoredValue::new(String::new()),
            again: RwSignal::new(0),
            view: StoredValue::new(String::new()),
            offline: StoredValue::new(false),
        };
        provide_context(arrivals);
        arrivals
    }

    /// Whether the page under way is the first, third, fifth that was moved to: two classes in turn start the fade
    /// anew each time.
    pub(crate) fn odd(self) -> bool {
        self.count.get() % 2 == 1
    }

    /// Whether it is the second, fourth, sixth.
    pub(crate) fn even(self) -> bool {
        let count = self.count.get();
        count > 0 && count.is_multiple_of(2)
    }

    /// Tells the server that somebody looks at the page that is shown. A view that cannot be told is not counted.
    fn tell_view(self) {
        self.view.with_value(|view| {
            let _ = window().navigator().send_beacon_with_opt_str(routes::VIEWS, Some(view));
        });
    }

    /// Changes when the page under way is asked for once more.
    pub(crate) fn again(self) -> u32 {
        self.again.get()
    }

    /// Has what calls this run again with each arrival.
    pub(crate) fn track(self) {
        self.count.track();
    }

    /// The page under way cannot be had until there is a connection.
    pub(crate) fn lost(self) {
        self.offline.set_value(true);
    }

    /// Asks for the page once more.
    pub(crate) fn ask_again(self) {
        self.again.update(|times| *times += 1);
    }

    /// There may be a connection again: a page that could not be had is asked for once more.
    pub(crate) fn retry(self) {
        if self.offline.get_value() {
            self.offline.set_value(false);
            self.ask_again();
        }
    }
}

/// Watches the history. Draws nothing.
#[component]
pub fn KeepHistory(
    /// The arrivals to note.
    arrivals: Arrivals,
) -> impl IntoView {
    let location = use_location();
    // Runs once at the start, and again with each address the router takes.
    Effect::new(move |started: Option<()>| {
        location.pathname.track();
        location.search.track();
        if started.is_some() {
            arrivals.shown.with_value(|shown| remember(shown));
        } else {
            arrivals.shown.set_value(here());
            set_restoration(ScrollRestoration::Manual);
        }
    });

    let navigate = use_navigate();
    // An effect runs in the browser alone, and this one once; the site listens as long as it is open.
    Effect::new(move |_| {
        let navigate = navigate.clone();
        // The router listens on the window, so it sees the attributes that this listener leaves.
        on_document("click", move |event| {
            let Some(link) = link_under(&event) else { return };
            close_popovers();
            arrivals.way.set_value(Way::Followed);
            arrivals.offline.set_value(false);
            let _ = link.set_attribute("noscroll", "");
            if is_file_address(&link.pathname()) {
                let _ = link.set_attribute("rel", "external");
            } else if link.hash().is_empty() && address_of(&link) == here() {
                arrivals.ask_again();
            }
        });
        window_event_listener(ev::popstate, move |_| {
            close_popovers();
            arrivals.way.set_value(Way::Popped);
            arrivals.offline.set_value(false);
            let navigate = navigate.clone();
            request_animation_frame(move || note_move(&navigate));
        });
        window_event_listener_untyped("pageshow", move |event| {
            set_restoration(ScrollRestoration::Manual);
            // Back in the history to a page that the browser has kept whole.
            if is_true(&event, "persisted") {
                arrivals.tell_view();
            }
        });
        // A page that is left for another site, or reloaded, is restored by the browser itself.
        window_event_listener(ev::pagehide, move |_| {
            arrivals.shown.with_value(|shown| remember(shown));
            set_restoration(ScrollRestoration::Auto);
        });
    });
}

/// Whatever lies over the page goes with it. An element that is no popover any more is hidden; this is the way that needs
/// no further binding.
fn close_popovers() {
    each("[popover]", |over| {
        let _ = over.remove_attribute("popover");
        let _ = over.set_attribute("popover", "");
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

/// Called by every page when its content is there.
pub(crate) fn page_shown() {
    let arrivals = use_context::<Arrivals>();
    Effect::new(move |_| {
        let Some(arrivals) = arrivals else { return };
        let way = arrivals.way.get_value();
        if way == Way::Loaded {
            return;
        }
        arrivals.count.update(|count| *count += 1);
        // This runs while the page is being put in place; before the next frame it stands there.
        request_animation_frame(move || {
            arrivals.shown.set_value(here());
            focus("main h1");
            let part = window().location().hash().unwrap_or_default();
            if way == Way::Popped {
                scroll_to(remembered(&here()).unwrap_or(0));
            } else if !scroll_into_view(part.trim_start_matches('#')) {
                scroll_to(0);
            }
        });
    });
}

/// Has a page counted that was moved to, or that the browser had loaded ahead of its reader. The server counts those that it
/// sends in full. `view` is what the server made for this.
pub(crate) fn count_page(view: String) {
    let arrivals = use_context::<Arrivals>();
    Effect::new(move |_| {
        let Some(arrivals) = arrivals else { return };
        arrivals.view.set_value(view.clone());
        if arrivals.way.get_value() != Way::Loaded || was_loaded_ahead() {
            arrivals.tell_view();
        } else if is_true(&document(), "prerendering") {
            on_document("prerenderingchange", move |_| arrivals.tell_view());
        }
    });
}

/// Whether the browser had this page before its reader asked for it: the server then did not count it.
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
