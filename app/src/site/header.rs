//! The head of every page: the site's name and its menu. The server draws it; in the open site the menu follows the
//! reader. The tree is a popover of the browser's own: it opens without a script, and Esc and a click beside it close it.

use crate::{
    routes,
    served::{Draw, served},
    ui::{
        arrival::Arrivals,
        dom::{each, is_there},
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
    let arrivals = expect_context::<Arrivals>();
    // The first run is no move.
    Effect::new(move |before: Option<()>| {
        arrivals.track();
        if before.is_some() {
            // The page that was moved to stands there, and says by its breadcrumb in which categories it lies.
            request_animation_frame(move || follow(&pathname.get_untracked()));
        }
    });
    let html = served(|| view! { <Masthead pathname=pathname.get_untracked()/> }.drawn());
    view! { <header class="masthead" inner_html=html></header> }
}

/// Marks where the reader is now.
fn follow(pathname: &str) {
    each(".menu__bar a", |link| {
        let href = link.get_attribute("href").unwrap_or_default();
        let above = href != routes::FRONT && is_there(&format!(".breadcrumb a[href=\"{href}\"]"));
        let _ = if above || is_current(&href, pathname) {
            link.set_attribute("aria-current", "true")
        } else {
            link.remove_attribute("aria-current")
        };
    });
}

#[component]
fn Masthead(pathname: String) -> impl IntoView {
    let frame = use_frame();
    let menus = frame.menus.iter().enumerate().map(|(place, menu)| {
        view! { <Menu menu=menu.clone() pathname=pathname.clone() tree=format!("danh-muc-{place}")/> }
    });
    view! {
        <div class="masthead__row">
            <a class="masthead__name" href=routes::FRONT>{frame.about.name.clone()}</a>
            <p class="masthead__operator">{frame.operator.name.clone()}</p>
        </div>
        {menus.collect_view()}
    }
    .drawn()
}

/// `tree` is the name of the tree within the page.
#[component]
fn Menu(menu: LinkList, pathname: String, tree: String) -> impl IntoView {
    let first_level = menu.items.iter().map(|link| {
        let href = routes::link(link);
        let current = link.around || href.as_ref().is_some_and(|href| is_current(href, &pathname));
        let link = link_or_text(href, link.label.clone(), current.then_some("true"));
        view! { <li class="menu__item">{link}</li> }
    });
    let first_level = first_level.collect_view();
    view! {
        <nav class="menu" aria-label=menu.name.clone()>
            <ul class="menu__bar">{first_level}</ul>
            <button class="menu__button" type="button" popovertarget=tree.clone()>{menu.name.clone()}</button>
            <div class="menu__tree" id=tree.clone() popover="">
                <button class="menu__close" type="button" popovertarget=tree.clone() popovertargetaction="hide">"Đóng"</button>
                <LinkTree items=menu.items/>
            </div>
        </nav>
    }
    .drawn()
}

/// Whether a link of the menu leads to this page or to a page above it.
fn is_current(href: &str, pathname: &str) -> bool {
    let below = pathname.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
    href == pathname || (href != routes::FRONT && below)
}
