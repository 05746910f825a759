//! The head of every page: the site's name and its menu. The server draws it; in the open site the menu follows the
//! reader.

use crate::{
    routes,
    served::{Draw, served},
    ui::{
        dom::each,
        frame::use_frame,
        link_tree::{LinkTree, link_or_text},
    },
};
use domain::site::LinkList;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Name and menu. The first level of the menu lies open on wide screens; the whole tree opens on demand, without
/// JavaScript too.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let pathname = use_location().pathname;
    // A menu that was used has done its work. One that was opened before the wasm arrived stays open: the first run
    // of the effect is no move.
    Effect::new(move |before: Option<()>| {
        let pathname = pathname.read();
        if before.is_some() {
            follow(&pathname);
        }
    });
    let html = served(|| view! { <Masthead pathname=pathname.get_untracked()/> }.drawn());
    view! { <header class="masthead" inner_html=html></header> }
}

/// Closes the menu and marks where the reader is now.
fn follow(pathname: &str) {
    each(".menu__tree[open]", |tree| {
        let _ = tree.remove_attribute("open");
    });
    each(".menu__bar a", |link| {
        let _ = match link.get_attribute("href") {
            Some(href) if is_current(&href, pathname) => link.set_attribute("aria-current", "true"),
            _ => link.remove_attribute("aria-current"),
        };
    });
}

#[component]
fn Masthead(pathname: String) -> impl IntoView {
    let frame = use_frame();
    let menus = frame.menus.iter().map(|menu| view! { <Menu menu=menu.clone() pathname=pathname.clone()/> });
    view! {
        <div class="masthead__row">
            <a class="masthead__name" href=routes::FRONT>{frame.about.name.clone()}</a>
            <p class="masthead__operator">{frame.operator.name.clone()}</p>
        </div>
        {menus.collect_view()}
    }
    .drawn()
}

#[component]
fn Menu(menu: LinkList, pathname: String) -> impl IntoView {
    let first_level = menu.items.iter().map(|link| {
        let href = routes::link(link);
        let current = href.as_ref().is_some_and(|href| is_current(href, &pathname));
        let link = link_or_text(href, link.label.clone(), current.then_some("true"));
        view! { <li class="menu__item">{link}</li> }
    });
    let first_level = first_level.collect_view();
    view! {
        <nav class="menu" aria-label=menu.name.clone()>
            <ul class="menu__bar">{first_level}</ul>
            <details class="menu__tree">
                <summary class="menu__button">{menu.name.clone()}</summary>
                <LinkTree items=menu.items/>
            </details>
        </nav>
    }
    .drawn()
}

/// Whether a link of the menu leads to this page or to a page above it.
fn is_current(href: &str, pathname: &str) -> bool {
    let below = pathname.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
    href == pathname || (href != routes::FRONT && below)
}
