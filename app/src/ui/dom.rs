//! Direct access to the DOM. To be called in effects only.

use leptos::{
    prelude::{document, window},
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement};

/// Listens to events of the document, as long as the page is open.
pub(crate) fn on_document(name: &str, listen: impl Fn(Event) + 'static) {
    let listen = Closure::<dyn Fn(Event)>::new(listen).into_js_value();
    // A document accepts any listener.
    let _ = document().add_event_listener_with_callback(name, listen.unchecked_ref());
}

/// Loads another page in full.
pub(crate) fn go(address: &str) {
    // If the browser refuses, the page stays.
    let _ = window().location().set_href(address);
}

/// The link that an event occurred on.
pub(crate) fn link_under(event: &Event) -> Option<HtmlAnchorElement> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

/// Path and query of a link.
pub(crate) fn address_of(link: &HtmlAnchorElement) -> String {
    format!("{}{}", link.pathname(), link.search())
}

/// Path and query of the current address.
pub(crate) fn here() -> String {
    let location = window().location();
    let part = |part: Result<String, _>| part.unwrap_or_default();
    format!("{}{}", part(location.pathname()), part(location.search()))
}

/// Focuses the first element that matches, even one that is not focusable by keyboard, and makes screen
/// readers read it again if it had the focus already.
pub(crate) fn focus(selector: &str) {
    let Some(element) = first(selector) else { return };
    // Setting an attribute or the focus cannot fail here.
    let _ = element.set_attribute("tabindex", "-1");
    let _ = element.blur();
    let _ = element.focus();
}

/// Scrolls to the element with this id; `false` if there is none.
pub(crate) fn scroll_into_view(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    element.inspect(|element| element.scroll_into_view()).is_some()
}

/// Whether an element matches.
pub(crate) fn is_there(selector: &str) -> bool {
    first(selector).is_some()
}

/// The first element that matches.
fn first(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// All elements that match.
pub(crate) fn all(selector: &str) -> Vec<Element> {
    let Ok(elements) = document().query_selector_all(selector) else { return Vec::new() };
    (0..elements.length()).filter_map(|place| elements.get(place)?.dyn_into().ok()).collect()
}

/// Calls a function with every element that matches.
pub(crate) fn each(selector: &str, act: impl FnMut(&Element)) {
    all(selector).iter().for_each(act);
}

/// The values of the inputs that match.
pub(crate) fn values(selector: &str) -> Vec<String> {
    let inputs = all(selector);
    inputs
        .iter()
        .filter_map(|input| input.dyn_ref::<HtmlInputElement>())
        .map(HtmlInputElement::value)
        .collect()
}
