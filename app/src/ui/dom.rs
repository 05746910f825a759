//! The few things that are done to the page of the browser directly. Called from effects alone.

use leptos::{
    prelude::{document, window},
    wasm_bindgen::{JsCast, closure::Closure},
};
use std::cell::RefCell;
use web_sys::{Element, Event, HtmlAnchorElement, HtmlElement, HtmlInputElement, NodeList};

/// Listens to events of the whole document for as long as the page is open.
pub(crate) fn on_document(name: &str, listen: impl Fn(Event) + 'static) {
    let listen = Closure::<dyn Fn(Event)>::new(listen).into_js_value();
    // A document refuses no listener.
    let _ = document().add_event_listener_with_callback(name, listen.unchecked_ref());
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

/// Puts newer HTML in the place of what the first element of a selector holds. Where both have as many of the parts named by the
/// other one, these alone are renewed: what is open stays open, and the focus and the scrolling stay where they are.
pub(crate) fn renew(selector: &str, html: &str, parts: &str) {
    let (Some(old), Ok(new)) = (first(selector), document().create_element("div")) else { return };
    new.set_inner_html(html);
    let (Ok(olds), Ok(news)) = (old.query_selector_all(parts), new.query_selector_all(parts)) else { return };
    if olds.length() != news.length() {
        return old.set_inner_html(html);
    }
    for place in 0..olds.length() {
        if let (Some(old), Some(new)) = (element(&olds, place), element(&news, place)) {
            old.set_inner_html(&new.inner_html());
        }
    }
}

/// The element at a place of a list.
fn element(list: &NodeList, place: u32) -> Option<Element> {
    list.get(place)?.dyn_into().ok()
}

/// The first element of a selector.
fn first(selector: &str) -> Option<HtmlElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

/// Calls a function with every element of a selector.
pub(crate) fn each(selector: &str, act: impl Fn(&Element)) {
    let Ok(elements) = document().query_selector_all(selector) else { return };
    for place in 0..elements.length() {
        if let Some(element) = element(&elements, place) {
            act(&element);
        }
    }
}

/// The values of the inputs of a selector.
pub(crate) fn values(selector: &str) -> Vec<String> {
    let values = RefCell::new(Vec::new());
    each(selector, |element| {
        values.borrow_mut().extend(element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value));
    });
    values.into_inner()
}
