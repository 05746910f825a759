//! The header of every page: the site's name and its menu. It is rendered on the server; after client-side
//! navigation the current item of the menu is updated. The menu tree is a native popover: it opens without a
//! script, and closes with Esc or a click outside.

use crate::{
    routes,
    search::search_box::SearchBox,
    server_only::{ServerOnly, server_html},
    ui::{
        dom::{each, is_there},
        frame::use_frame,
        link_tree::{LinkTree, link_or_text},
        navigation::Navigation,
    },
};
use domain::site::LinkList;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Name and menu. The first level of the menu is visible on wide screens; the whole tree opens on demand,
/// also without JavaScript.
#[component]
pub fn SiteHeader() -> impl IntoView {
    let pathname = use_location().pathname;
    let navigation = expect_context::<Navigation>();
    // The first run is no navigation.
    Effect::new(move |before: Option<()>| {
        navigation.track();
        if before.is_some() {
            // The new page is complete then, and its breadcrumb names its categories.
            request_animation_frame(move || follow(&pathname.get_untracked()));
        }
    });
    let html = server_html(|| view! { <Masthead pathname=pathname.get_untracked()/> }.server_only());
    view! { <header class="masthead" inner_html=html></header> }
}

/// Marks the current page in the menu.
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
            <SearchBox/>
        </div>
        {menus.collect_view()}
    }
    .server_only()
}

/// `tree` is the id of the menu tree.
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
    .server_only()
}

/// Whether a menu link leads to this page or to a parent of it.
fn is_current(href: &str, pathname: &str) -> bool {
    let below = pathname.strip_prefix(href).is_some_and(|rest| rest.starts_with('/'));
    href == pathname || (href != routes::FRONT && below)
}
