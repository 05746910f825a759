//! Prefetches the page of a link while the pointer rests on it or a finger touches it: the same GET request
//! as after the click. The browser caches the response for the seconds that `Cache-Control` allows.

use crate::{
    page::calls::load_page,
    routes::desk::is_inside,
    ui::dom::{address_of, here, link_under, on_document},
};
use domain::site::is_file_address;
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;
use web_sys::Event;

/// How long the pointer must rest on a link: moving over it requests nothing.
const REST: Duration = Duration::from_millis(65);

/// The relation of links that the browser follows itself.
const EXTERNAL: &str = "external";

/// Path and query of an address, the arguments of [`load_page`].
type PagePath = (String, String);

/// Observes pointer and touch. Renders nothing.
#[component]
pub fn Prefetch() -> impl IntoView {
    let asked = StoredValue::new(None);
    let resting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        on_document("mouseover", move |event| {
            if let Some(handle) = resting.get_value() {
                handle.clear();
            }
            match page_under(&event) {
                Some(page) => resting.set_value(set_timeout_with_handle(move || ask(asked, page), REST).ok()),
                None => asked.set_value(None),
            }
        });
        on_document("touchstart", move |event| {
            if let Some(page) = page_under(&event) {
                ask(asked, page);
            }
        });
    });
}

/// The page of the link under an event; `None` if it leaves the site or leads to the current page.
fn page_under(event: &Event) -> Option<PagePath> {
    let link = link_under(event)?;
    let path = link.pathname();
    let inside = link.origin() == window().location().origin().ok()?;
    let inside = inside && !is_file_address(&path) && !is_inside(&path) && link.rel() != EXTERNAL;
    (inside && address_of(&link) != here()).then(|| (path, link.search().trim_start_matches('?').to_owned()))
}

/// Requests the page once, as long as the reader stays on the same link.
fn ask(asked: StoredValue<Option<PagePath>>, page: PagePath) {
    if asked.with_value(|last| last.as_ref() == Some(&page)) {
        return;
    }
    asked.set_value(Some(page.clone()));
    spawn_local(async move {
        // The browser caches the response; errors are shown after a click.
        let _ = load_page(page.0, page.1).await;
    });
}
