//! The few things that are done to the page of the browser directly. Called from effects alone.

use leptos::{
    prelude::{document, window},
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement};

/// Listens to events of the whole document for as long as the page is open.
pub(crate) fn on_document(name: &str, listen: impl Fn(Event) + 'static) {
    let listen = Closure::<dyn Fn(Event)>::new(listen).into_js_value();
    // A document refuses no listener.
    let _ = document().add_event_listener_with_callback(name, listen.unchecked_ref());
}

/// Loads another page as a whole.
pub(crate) fn go(address: &str) {
    // A browser that refuses stays where it is.
    let _ = window().location().set_href(address);
}

/// The link that an event happened on.
pub(crate) fn link_under(event: &Event) -> Option<HtmlAnchorElement> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

/// Path and query of the address a link leads to.
pub(crate) fn address_of(link: &HtmlAnchorElement) -> String {
    format!("{}{}", link.pathname(), link.search())
}

/// Path and query of the address in the address bar.
pub(crate) fn here() -> String {
    let location = window().location();
    let part = |part: Result<String, _>| part.unwrap_or_default();
    format!("{}{}", part(location.pathname()), part(location.search()))
}

/// Moves the focus to the first element of a selector, also to one that no key reaches, and reads it out again where
/// it had the focus already.
pub(crate) fn focus(selector: &str) {
    let Some(element) = first(selector) else { return };
    // An element of the page takes an attribute and the focus.
    let _ = element.set_attribute("tabindex", "-1");
    let _ = element.blur();
    let _ = element.focus();
}

/// Scrolls to the element of this id; `false` where there is none.
pub(crate) fn scroll_into_view(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    element.inspect(|element| element.scroll_into_view()).is_some()
}

/// Whether the page has an element of this selector.
pub(crate) fn is_there(selector: &str) -> bool {
    first(selector).is_some()
}

/// The first element of a selector.
fn first(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// The elements of a selector.
pub(crate) fn all(selector: &str) -> Vec<Element> {
    let Ok(elements) = document().query_selector_all(selector) else { return Vec::new() };
    (0..elements.length()).filter_map(|place| elements.get(place)?.dyn_into().ok()).collect()
}

/// Calls a function with every element of a selector.
pub(crate) fn each(selector: &str, act: impl FnMut(&Element)) {
    all(selector).iter().for_each(act);
}

/// The values of the inputs of a selector.
pub(crate) fn values(selector: &str) -> Vec<String> {
    let inputs = all(selector);
    inputs
        .iter()
        .filter_map(|input| input.dyn_ref::<HtmlInputElement>())
        .map(HtmlInputElement::value)
        .collect()
}
