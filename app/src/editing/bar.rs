//! The bar above every page for people who are signed in. It is not in the served page, which is the same for
//! everybody, and gives no right: the server checks these in every call.

use crate::{
    editing::calls::count_drafts,
    news::open_news::{OpenNews, Renewed},
    routes::{self, Address, desk as addresses},
    ui::{at_once::Erase, dom, navigation::Navigation},
};
use domain::drafting::OwnDrafts;
use leptos::{mount::mount_to, prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use web_sys::CustomEvent;

/// The event that tells that the desk was closed over this page (`frontend/desk/moves.js`). Its detail is what was
/// said when something was saved there, if it was.
const CLOSED: &str = "desk-closed";

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
    let said = RwSignal::new(String::new());
    let own = RwSignal::new(None::<OwnDrafts>);
    let count = move || {
        spawn_local(async move {
            // Without an answer the bar says no number.
            own.set(count_drafts().await.ok());
        })
    };
    renew_when_saved(said);
    dom::on_document(CLOSED, move |_| count());
    Effect::new(move |_| {
        location.pathname.track();
        said.set(String::new());
        count();
    });
    let drafts = move || {
        own.get().filter(|own| own.drafts > 0).map(|OwnDrafts { account, drafts, .. }| {
            let address = addresses::own_drafts(account);
            view! { <a href=address rel="external">"Bản nháp: " {drafts}</a> }
        })
    };
    let unsaved = move || match own.get() {
        Some(OwnDrafts { unsaved: many @ 1.., .. }) => format!("Bản chưa lưu: {many}"),
        _ => "Bản chưa lưu".to_owned(),
    };
    // `external`: the router of readers' pages does not follow; `moves.js` opens the desk over the page.
    view! {
        <nav class="desk-bar" aria-label="Biên tập">
            {move || article().map(|address| view! { <a href=address rel="external">"Sửa bài này"</a> })}
            <a href=addresses::NEW_ARTICLE rel="external">"Viết bài mới"</a>
            {drafts}
            <a href=addresses::DRAFTS rel="external">{unsaved}</a>
            <a href=addresses::DESK rel="external">"Bàn biên tập"</a>
            <span class="desk-bar__said" role="status">{said}</span>
        </nav>
    }
    .erased()
}

/// What was saved in the desk over this page is in the page afterwards.
fn renew_when_saved(said: RwSignal<String>) {
    let news = expect_context::<OpenNews>();
    let navigation = expect_context::<Navigation>();
    let navigate = use_navigate();
    dom::on_document(CLOSED, move |event| {
        let detail = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
        let Some(words) = detail else { return };
        let navigate = navigate.clone();
        spawn_local(async move {
            match news.renew(&dom::here()).await {
                Ok(Renewed::Here) => {}
                Ok(Renewed::At(address)) => {
                    navigate(&address, NavigateOptions { replace: true, ..NavigateOptions::default() });
                }
                // The page shows that it is gone, or cannot be loaded.
                Err(_) => navigation.ask_again(),
            }
            said.set(words);
        });
    });
}
