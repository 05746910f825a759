//! The head of every page: the site's name and its menu.

use crate::{
    routes,
    ui::{
        frame::use_frame,
        link_tree::{LinkTree, link_or_text},
    },
};
use domain::site::LinkList;
use leptos::{html::Details, prelude::*};
use leptos_router::hooks::use_location;

/// Name and menu. The first level of the menu lies open on wide screens; the whole tree opens on demand, without
/// JavaScript too.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let frame = use_frame();
    view! {
        <header class="masthead">
            <div class="masthead__row">
                <a class="masthead__name" href=routes::FRONT>{frame.name.clone()}</a>
                <p class="masthead__operator">{frame.operator.name.clone()}</p>
            </div>
            {frame.menus.iter().cloned().map(|menu| view! { <Menu menu/> }).collect_view()}
        </header>
    }
    .into_any()
}

#[component]
fn Menu(menu: LinkList) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let pathname = use_location().pathname;
    // A menu that was used has done its work. One that was opened before the wasm arrived stays open: the first run
    // of the effect is no move.
    Effect::new(move |before: Option<()>| {
        pathname.track();
        if let Some(details) = details.get_untracked().filter(|_| before.is_some()) {
            details.set_open(false);
        }
    });
    let first_level = menu.items.iter().map(|link| {
        let href = routes::link(link);
        let target = href.clone();
        let current = move || target.as_ref().is_some_and(|href| is_current(href, &pathname.read()));
        view! {
            <li class="menu__item" class:menu__item--current=current>
                {link_or_text(href, link.label.clone())}
            </li>
        }
    });
    let first_level = first_level.collect_view();
    view! {
        <nav class="menu" aria-label=menu.name.clone()>
            <ul class="menu__bar">{first_level}</ul>
            <details class="menu__tree" node_ref=details>
                <summary class="menu__button">{menu.name.clone()}</summary>
                <LinkTree items=menu.items/>
            </details>
        </nav>
    }
}

/// Whether a link of the menu leads to this page or to a page above it.
fn is_current(href: &str, pathname: &str) -> bool {
    let below = pathname.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
    href == pathname || (href != routes::FRONT && below)
}
