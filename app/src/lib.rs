//! The code shared by browser and server: the document, the pages, their components and the server functions.
//!
//! The crate is compiled twice, with `ssr` for the server and with `hydrate` for the wasm; never with both.

// The types of rendered pages nest deeper than the default limit of 128.
#![recursion_limit = "256"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!(
    "`ssr` and `hydrate` are two builds of this crate: build `server` and `frontend` in two cargo calls"
);

pub mod desk_parts;
pub mod editing;
pub mod error;
pub mod event_stream;
pub mod news;
pub mod page;
pub mod polls;
pub mod rendered_page;
mod renewal;
pub mod routes;
pub mod search;
pub mod site;
pub mod statistics;
pub mod ui;
pub mod wire;

#[cfg(feature = "ssr")]
pub mod answer;
#[cfg(not(feature = "ssr"))]
#[path = "answer_browser.rs"]
pub mod answer;

#[cfg(feature = "ssr")]
pub mod server_only;
#[cfg(not(feature = "ssr"))]
#[path = "server_only_browser.rs"]
pub mod server_only;

#[cfg(feature = "ssr")]
pub mod accounts;
#[cfg(feature = "ssr")]
pub mod audit;
#[cfg(feature = "ssr")]
pub mod categories;
#[cfg(feature = "ssr")]
pub mod desk;
#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod health;
#[cfg(feature = "ssr")]
mod linked;
#[cfg(feature = "ssr")]
pub mod media;
#[cfg(feature = "ssr")]
pub mod menus;
#[cfg(feature = "ssr")]
pub mod offline;
#[cfg(feature = "ssr")]
pub mod qr_picture;
#[cfg(feature = "ssr")]
pub mod redirects;
#[cfg(feature = "ssr")]
pub mod sharing;
#[cfg(feature = "ssr")]
pub mod signed_cookie;
#[cfg(feature = "ssr")]
pub mod static_pages;

use crate::{
    desk_parts::AddDeskParts,
    event_stream::EventStream,
    news::open_news::OpenNews,
    page::{ReaderPage, calls::load_page},
    polls::open_polls::OpenPolls,
    renewal::Renewal,
    site::{footer::SiteFooter, header::SiteHeader, side_column::SideColumn},
    statistics::open_figures::OpenFigures,
    ui::{
        announcer::{Announcements, Announcer},
        frame::provide_about,
        navigation::{KeepHistory, Navigation},
        prefetch::Prefetch,
        progress::Progress,
    },
};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};

/// Hydrates the served page, for readers.
#[cfg(feature = "hydrate")]
pub fn hydrate() {
    hydrate_with(|| ());
}

/// Hydrates the served page, with the parts for people who are signed in.
#[cfg(feature = "hydrate")]
pub fn hydrate_signed_in() {
    hydrate_with(|| provide_context(desk_parts::DeskParts { add: editing::bar::add }));
}

#[cfg(feature = "hydrate")]
fn hydrate_with(provide: fn()) {
    let path = window().location().pathname().unwrap_or_default();
    if routes::read_framed(&path).is_some() {
        leptos::mount::hydrate_body(polls::framed::FramedPoll);
    } else {
        leptos::mount::hydrate_body(move || {
            provide();
            App()
        });
    }
}

/// Everything below `<body>`.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let about = provide_about();
    let name = about.name.clone();
    let formatter = move |title: String| {
        answer::title_text(if title.is_empty() { name.clone() } else { format!("{title} – {name}") })
    };
    let (pending, set_pending) = signal(false);
    let navigation = Navigation::provide();
    let events = EventStream::provide();
    Announcer::provide();
    OpenNews::provide(events, Renewal::provide(|path, query| Box::pin(load_page(path, query))));
    OpenPolls::provide(events, OpenFigures::provide(events));

    view! {
        <Title formatter/>
        <Router>
            <KeepHistory navigation/>
            <Prefetch/>
            <AddDeskParts/>
            // `external`: the router would scroll there without moving the focus.
            <a class="skip-link" href="#noi-dung" rel="external">"Đến nội dung chính"</a>
            <Progress pending/>
            <SiteHeader/>
            <div class="layout">
                <main
                    class="layout__main"
                    class:arrives-odd=move || navigation.odd()
                    class:arrives-even=move || navigation.even()
                    id="noi-dung"
                    tabindex="-1"
                >
                    // All pages of readers share one route: `routes.rs` distinguishes them, and `page/`
                    // renders them.
                    <FlatRoutes fallback=|| ()>
                        <Route path=path!("/*any") view=move || view! { <ReaderPage set_pending navigation/> } ssr=SsrMode::Async/>
                    </FlatRoutes>
                </main>
                <SideColumn/>
            </div>
            <SiteFooter/>
            <Announcements/>
        </Router>
    }
}
