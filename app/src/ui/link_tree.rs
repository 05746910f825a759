//! A list of links, with the lists below them.

use crate::routes;
use domain::site::{Link, is_file_address};
use leptos::prelude::*;

/// Draws links as nested lists.
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
                {link_or_text(address, link.label)}
                {below}
            </li>
        }
    });
    view! { <ul class="link-tree">{rows.collect_view()}</ul> }.into_any()
}

/// A link, or plain text where it leads nowhere.
pub fn link_or_text(address: Option<String>, label: String) -> AnyView {
    match address {
        Some(href) if is_file_address(&href) => view! { <a href=href rel="external">{label}</a> }.into_any(),
        Some(href) if href.starts_with('/') => view! { <a href=href>{label}</a> }.into_any(),
        Some(href) => view! { <a href=href rel="noopener">{label}</a> }.into_any(),
        None => view! { <span>{label}</span> }.into_any(),
    }
}
