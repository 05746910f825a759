//! Merges newer HTML into the page: equal nodes are kept, with their focus and open state.

use super::dom;
use leptos::{
    prelude::{document, window},
    wasm_bindgen::JsCast,
};
use web_sys::{Element, Node};

/// How far ahead an equal node is searched, so that the work is linear in the number of nodes. A node that has
/// moved further is replaced by a new one.
const AHEAD: usize = 100;
/// Elements that a reader may be reading.
const READ: &str = "main .article-card, main .prose > *, main li, main p";

/// Updates the content of an element.
pub(crate) fn renew(old: &Element, html: &str) {
    let Ok(new) = document().create_element("div") else { return };
    new.set_inner_html(html);
    merge_children(old, &new);
}

/// Merges the child nodes. Nodes that exist already are kept, or moved to their new place; nodes that are
/// gone are replaced by a new node at their place, or removed.
fn merge_children(old: &Node, new: &Node) {
    let (mut olds, news) = (named_children(old), named_children(new));
    let mut place = 0;
    for (at, (name, new)) in news.iter().enumerate() {
        loop {
            let goes = || {
                let mut ahead = news[at..].iter().take(AHEAD);
                olds.get(place).is_some_and(|(old, _)| ahead.all(|(new, _)| new != old))
            };
            match olds[place..].iter().take(AHEAD).position(|(old, _)| old == name) {
                Some(0) => merge(old, &olds[place].1, new),
                Some(_) if goes() => {
                    // Removing or inserting children of this page's nodes cannot fail.
                    let _ = old.remove_child(&olds.remove(place).1);
                    continue;
                }
                Some(ahead) => {
                    let moved = olds.remove(place + ahead);
                    let _ = old.insert_before(&moved.1, olds.get(place).map(|(_, node)| node));
                    merge(old, &moved.1, new);
                    olds.insert(place, moved);
                }
                None if goes() => merge(old, &olds[place].1, new),
                None => {
                    let _ = old.insert_before(new, olds.get(place).map(|(_, node)| node));
                    break;
                }
            }
            place += 1;
            break;
        }
    }
    for (_, gone) in &olds[place..] {
        let _ = old.remove_child(gone);
    }
}

/// Updates a node, or replaces it if it is of another kind.
fn merge(parent: &Node, old: &Node, new: &Node) {
    if old.is_equal_node(Some(new)) {
        return;
    }
    let (Some(was), Some(is)) = (old.dyn_ref::<Element>(), new.dyn_ref::<Element>()) else {
        let _ = parent.replace_child(new, old);
        return;
    };
    if was.tag_name() != is.tag_name() {
        let _ = parent.replace_child(new, old);
        return;
    }
    // Attributes are never removed: browser and app add their own, such as `open` or `tabindex`.
    for name in is.get_attribute_names() {
        let name = name.as_string().unwrap_or_default();
        let value = is.get_attribute(&name);
        if was.get_attribute(&name) != value {
            let _ = was.set_attribute(&name, &value.unwrap_or_default());
        }
    }
    merge_children(old, new);
}

/// The key that identifies a node: for list items and the like their link, for all others their whole HTML.
fn name(node: &Node) -> String {
    let Some(element) = node.dyn_ref::<Element>() else { return node.text_content().unwrap_or_default() };
    let leads = match element.tag_name().as_str() {
        "ARTICLE" | "LI" | "SECTION" => element.query_selector("a[href]").ok().flatten(),
        _ => None,
    };
    let leads = leads.and_then(|link| link.get_attribute("href"));
    leads.unwrap_or_else(|| element.outer_html())
}

fn named_children(of: &Node) -> Vec<(String, Node)> {
    let list = of.child_nodes();
    (0..list.length()).filter_map(|place| list.get(place)).map(|node| (name(&node), node)).collect()
}

/// Makes a change while the element being read keeps its position, whatever is inserted or removed above it;
/// this is the element nearest to the upper third of the viewport. At the top of the page nothing is kept in
/// place, so that new content is visible.
pub(crate) fn keeping_place(change: impl FnOnce()) {
    let top = |element: &Element| element.get_bounding_client_rect().top();
    let third = document().document_element().map_or(0, |root| root.client_height() / 3);
    let below = |top: f64| (top - f64::from(third)).abs();
    let seen = if window().scroll_y().is_ok_and(|top| top > 0.0) { dom::all(READ) } else { Vec::new() };
    let stood: Vec<(f64, Element)> = seen.into_iter().map(|element| (top(&element), element)).collect();
    // Switches off the browser's own scroll anchoring, which would scroll a second time.
    dom::each(":root", |root| drop(root.set_attribute("data-renewed", "")));
    change();
    let stays = stood.iter().filter(|(_, element)| element.is_connected());
    if let Some((before, read)) = stays.min_by(|(one, _), (other, _)| below(*one).total_cmp(&below(*other))) {
        window().scroll_by_with_x_and_y(0.0, top(read) - before);
    }
    dom::each(":root", |root| drop(root.remove_attribute("data-renewed")));
}
