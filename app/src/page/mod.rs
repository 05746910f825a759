//! The page under way. The server draws what pages of readers say, for the first visit as part of the document and for
//! each move after it as HTML in an answer of [`calls::load_page`]: the code of articles and lists never travels to the
//! browser, and what it shows crosses the wire once. Parts that move on their own are components between the HTML.

pub mod calls;

#[cfg(feature = "ssr")]
pub mod draw;

use crate::{
    answer,
    polls::poll_block::{Place, PollBlock, Refused},
    ui::{
        arrival::{self, Arrivals},
        at_once::Erase,
        error_view::ErrorView,
        page_head::PageHead,
    },
};
use calls::load_page;
use domain::{news::SafeHtml, polls::BallotPaper};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize, Serializer};

/// A page, drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnPage {
    /// The page's one right address: path and query.
    pub address: String,
    /// What stands in `<head>`.
    pub head: Head,
    /// What stands in `<main>`, in order.
    pub parts: Vec<Part>,
    /// What the open site says to have the page counted: a seal of the server's, and the path.
    pub view: String,
}

/// What a page says of itself in its metadata.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The page's title without the site's name; empty on the front page.
    pub title: String,
    /// What the page is about, in a sentence or two.
    pub description: String,
    /// The path under which it is to be found; a page that should not be found has none.
    pub canonical: Option<String>,
    /// The picture for chats.
    pub picture: Option<HeadPicture>,
    /// When the article was published, in RFC 3339; other pages have none.
    pub published: Option<String>,
}

/// A picture for the previews of chats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadPicture {
    /// Its path.
    pub address: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// What it shows.
    pub alt: String,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// What only the server draws.
    Html(SafeHtml),
    /// A poll, which moves while people vote.
    Poll {
        /// What is asked, and how it stands.
        paper: Box<BallotPaper>,
        /// Where it stands.
        place: Place,
        /// A vote that was refused on the way to this page.
        refused: Option<Refused>,
    },
    /// An article, whose parts these are.
    Article(Vec<Part>),
}

impl Part {
    /// The same without its HTML.
    fn hollow(&self) -> Self {
        match self {
            Self::Html(_) => Self::Html(SafeHtml::empty()),
            Self::Poll { .. } => self.clone(),
            Self::Article(parts) => Self::Article(parts.iter().map(Self::hollow).collect()),
        }
    }

    fn view(self) -> AnyView {
        match self {
            Self::Html(html) => {
                view! { <div class="part" inner_html=html.as_str().to_owned()></div> }.erased()
            }
            Self::Poll { paper, place, refused } => {
                view! { <PollBlock paper=*paper place refused/> }.erased()
            }
            Self::Article(parts) => {
                let parts: Vec<AnyView> = parts.into_iter().map(Self::view).collect();
                view! { <article class="article">{parts}</article> }.erased()
            }
        }
    }
}

/// Serialises without its HTML, which stands in the served page already: hydration leaves alone what `inner_html` made
/// (tachys `inner_html.rs`). The answers of calls carry the whole page.
#[derive(Debug, Clone, Deserialize)]
#[serde(transparent)]
struct Hollow(DrawnPage);

impl Serialize for Hollow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts = self.0.parts.iter().map(Part::hollow).collect();
        let DrawnPage { address, head, view, .. } = &self.0;
        let (address, head, view) = (address.clone(), head.clone(), view.clone());
        DrawnPage { address, head, parts, view }.serialize(serializer)
    }
}

/// The page of the address. While the next one loads, the one before it stays, and `set_pending` is told.
#[component]
pub fn ReaderPage(
    /// Whether a page is being loaded.
    set_pending: WriteSignal<bool>,
    /// Asks for the page once more.
    arrivals: Arrivals,
) -> impl IntoView {
    let location = use_location();
    let asked = Memo::new(move |_| (location.pathname.get(), location.search.get(), arrivals.again()));
    let page = Resource::new(
        move || asked.get(),
        |(path, query, _)| async move { load_page(path, query).await.map(Hollow) },
    );
    // Not by the component's own `set_pending`: its effect runs on the server too, and there, once in some hundred pages
    // under load, after the page is gone, where it panics (leptos 0.8.23, transition.rs).
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
fn PageView(page: DrawnPage) -> impl IntoView {
    let DrawnPage { address, head, parts, view } = page;
    // The query may hold what chats and search engines put there; the path is one.
    let path = address.split('?').next().unwrap_or_default();
    if use_location().pathname.get_untracked() == path {
        arrival::count_page(view);
    } else {
        // The page comes once more, at its own address.
        answer::moved_permanently(&address);
    }
    let parts: Vec<AnyView> = parts.into_iter().map(Part::view).collect();
    view! {
        <PageHead head/>
        {parts}
    }
}
