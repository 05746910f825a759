//! Nested lists of links, for parts that are rendered on the server only.

use crate::{routes, server_only::ServerOnly};
use domain::site::{Link, is_file_address};
use leptos::prelude::*;

/// Renders links as nested lists.
#[component]
pub fn LinkTree(
    /// The links, in order.
    items: Vec<Link>,
) -> impl IntoView {
    let rows = items.into_iter().map(|link| {
        let address = routes::link(&link);
        let below = (!link.items.is_empty()).then(|| view! { <LinkTree items=link.items/> });
        view! {
            <li class="link-tree__item">
                {link_or_text(address, link.label, None)}
                {below}
            </li>
        }
    });
    view! { <ul class="link-tree">{rows.collect_view()}</ul> }.server_only()
}

/// A link, or plain text if it has no address. `current` is the value of `aria-current`.
pub fn link_or_text(address: Option<String>, label: String, current: Option<&'static str>) -> AnyView {
    let Some(href) = address else {
        return view! { <span>{label}</span> }.server_only();
    };
    let relation = match href.as_str() {
        file if is_file_address(file) => Some("external"),
        inside if inside.starts_with('/') => None,
        _ => Some("noopener"),
    };
    view! { <a href=href rel=relation aria-current=current>{label}</a> }.server_only()
}
