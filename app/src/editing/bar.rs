//! The bar above every page for people who are signed in. It is not in the served page, which is the same for
//! everybody, and gives no right: the server checks these in every call.

use crate::{
    routes::{self, Address, desk as addresses},
    ui::at_once::Erase,
};
use leptos::{mount::mount_to, prelude::*, wasm_bindgen::JsCast};
use leptos_router::hooks::use_location;

/// Adds the bar to the page, before everything else in the body.
pub(crate) fn add() {
    let Ok(place) = document().create_element("div") else { return };
    place.set_id("thanh-bien-tap");
    let Some(body) = document().body() else { return };
    // Fails only for elements that cannot have children.
    if body.prepend_with_node_1(&place).is_ok() {
        mount_to(place.unchecked_into(), || view! { <Bar/> }).forget();
    }
}

#[component]
fn Bar() -> impl IntoView {
    let location = use_location();
    let article = move || match routes::read(&location.pathname.get(), "") {
        Some(Address::Article(id)) => Some(addresses::article(id)),
        _ => None,
    };
    // `external`: pages of the desk are loaded in full.
    view! {
        <nav class="desk-bar" aria-label="Biên tập">
            {move || article().map(|address| view! { <a href=address rel="external">"Sửa bài này"</a> })}
            <a href=addresses::NEW_ARTICLE rel="external">"Viết bài mới"</a>
            <a href=addresses::DRAFTS rel="external">"Bản chưa lưu"</a>
            <a href=addresses::DESK rel="external">"Bàn biên tập"</a>
        </nav>
    }
    .erased()
}
