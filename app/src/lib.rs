//! What browser and server share: the document, the pages, their components and the server functions.
//!
//! The crate is compiled twice, with `ssr` into the server and with `hydrate` into the wasm; never with both.

// The types of a drawn page nest deeper than the default limit of 128.
#![recursion_limit = "256"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!(
    "`ssr` and `hydrate` are two builds of this crate: build `server` and `frontend` in two cargo calls"
);

pub mod error;
pub mod news;
pub mod page;
pub mod polls;
pub mod routes;
pub mod site;
pub mod statistics;
pub mod ui;
pub mod wire;

#[cfg(feature = "ssr")]
pub mod document;

#[cfg(feature = "ssr")]
pub mod answer;
#[cfg(not(feature = "ssr"))]
#[path = "answer_browser.rs"]
pub mod answer;

use crate::{
    news::{article_page::ArticlePage, category_page::CategoryPage, front_page::FrontPage},
    site::{
        footer::SiteFooter, header::SiteHeader, not_found_page::NotFoundPage, side_column::SideColumn,
        static_page::StaticPage,
    },
    ui::{frame::provide_frame, scroll::KeepHistory},
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// The whole site below `<body>`.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let frame = provide_frame();
    let name = frame.name.clone();
    let formatter = move |title: String| {
        answer::title_text(if title.is_empty() { name.clone() } else { format!("{title} – {name}") })
    };
    // With a signal to set, the router keeps the page before until the next one has its data.
    let (_, set_is_routing) = signal(false);

    view! {
        <Title formatter/>
        <Router set_is_routing>
            <KeepHistory/>
            <a class="skip-link" href="#noi-dung">"Đến nội dung chính"</a>
            <SiteHeader/>
            <div class="layout">
                <main class="layout__main" id="noi-dung" tabindex="-1">
                    <FlatRoutes fallback=NotFoundPage>
                        <Route path=path!("") view=FrontPage ssr=SsrMode::Async/>
                        <Route path=path!("tin/:category") view=CategoryPage ssr=SsrMode::Async/>
                        <Route path=path!("tin/:category/:article") view=ArticlePage ssr=SsrMode::Async/>
                        <Route path=path!("trang/:page") view=StaticPage ssr=SsrMode::Async/>
                    </FlatRoutes>
                </main>
                <SideColumn/>
            </div>
            <SiteFooter/>
        </Router>
    }
}
