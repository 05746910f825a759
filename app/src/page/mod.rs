//! The current page. The server renders the content of readers' pages, for the first visit as part of the
//! document, then for client-side navigation as HTML in the response of [`calls::load_page`]. So the code of
//! articles and lists is not in the wasm, and content is sent only once. Parts that update by themselves are
//! components between the HTML.

pub mod calls;

#[cfg(feature = "ssr")]
pub mod render;

use crate::{
    answer,
    news::newer_news::NewerNews,
    polls::poll_block::PollBlock,
    rendered_page::{PagePart, RenderedPage},
    routes,
    ui::{
        at_once::Erase,
        error_view::ErrorView,
        navigation::{self, Navigation},
        page_head::PageHead,
    },
};
use calls::load_page;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize, Serializer};

/// Renders a part in the page.
fn in_place(part: PagePart) -> AnyView {
    match part {
        PagePart::Html(html) => {
            view! { <div class="part" inner_html=html.as_str().to_owned()></div> }.erased()
        }
        PagePart::Poll { paper, place, refused } => {
            view! { <PollBlock paper=*paper place refused/> }.erased()
        }
        PagePart::News { shown, version } => view! { <NewerNews shown version/> }.erased(),
        PagePart::Article(parts) => {
            let parts: Vec<AnyView> = parts.into_iter().map(in_place).collect();
            view! { <article class="article">{parts}</article> }.erased()
        }
    }
}

/// Serializes without its HTML, which is in the server-rendered page already: hydration does not touch the
/// content of `inner_html` (tachys `inner_html.rs`). Responses of server functions contain the whole page.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Hollow(RenderedPage);

impl Serialize for Hollow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.0.parts.iter().map(PagePart::hollow).collect();
        let RenderedPage { address, head, view, .. } = &self.0;
        let (address, head, view) = (address.clone(), head.clone(), view.clone());
        RenderedPage { address, head, parts, view, beside: Vec::new() }.serialize(serializer)
    }
}

/// The page of the current address. While the next one is loading, the previous one stays, and `set_pending`
/// is set.
#[component]
pub fn ReaderPage(
    /// Whether a page is being loaded.
    set_pending: WriteSignal<bool>,
    /// The router's navigations; also used to load the page again.
    navigation: Navigation,
) -> impl IntoView {
    let location = use_location();
    let asked = Memo::new(move |_| (location.pathname.get(), location.search.get(), navigation.again()));
    let page = Resource::new(
        move || asked.get(),
        |(path, query, _)| async move { load_page(path, query).await.map(Hollow) },
    );
    // Not with the component's own `set_pending`: its effect runs on the server too, and about once in some
    // hundred pages under load it runs after the page has been dropped, and panics (leptos 0.8.23,
    // transition.rs).
    Effect::new(move |before: Option<_>| {
        let now = asked.get();
        if before.is_some_and(|before| before != now) {
            set_pending.set(true);
        }
        now
    });
    view! {
        <Transition fallback=|| ()>
            {move || Suspend::new(async move {
                let page = page.await;
                set_pending.try_set(false);
                match page {
                    Ok(Hollow(page)) => view! { <PageView page/> }.erased(),
                    Err(error) => view! { <ErrorView error/> }.erased(),
                }
            })}
        </Transition>
    }
    .erased()
}

#[component]
fn PageView(page: RenderedPage) -> impl IntoView {
    let RenderedPage { address, head, parts, view, .. } = page;
    // Only the path is compared: chats and search engines add parameters to the query.
    let path = routes::path(&address);
    if use_location().pathname.get_untracked() == path {
        navigation::count_page(view);
    } else {
        // Redirects to the canonical address.
        answer::moved_permanently(&address);
    }
    let parts: Vec<AnyView> = parts.into_iter().map(in_place).collect();
    view! {
        <PageHead head/>
        {parts}
    }
}
