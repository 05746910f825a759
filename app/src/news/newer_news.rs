//! The notice that there is news which the page does not show yet; a tap loads it.

use super::open_news::{NewsState, OpenNews, Wish, told};
use crate::{
    routes,
    ui::{at_once::Erase, dom},
};
use domain::news::{Shown, Since, Version};
use leptos::prelude::*;

/// One button at the upper edge of the viewport while there is something to show.
#[component]
pub fn NewerNews(
    /// What the page shows.
    shown: Shown,
    /// Which version of it.
    version: Version,
) -> impl IntoView {
    let news = expect_context::<OpenNews>();
    let state = news.shows(shown, version);
    let pressed = move |_| match state.with_untracked(|state| (state.since, state.wish)) {
        (_, Wish::Loading) => {}
        (Some(Since::Withdrawn), _) => dom::go(routes::FRONT),
        (Some(_), _) => news.bring(state),
        (None, _) => {
            state.update(|state| state.wish = Wish::None);
            dom::focus("main h1");
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    };
    let left = move |_| {
        // Only the confirmation disappears by itself.
        if state.with_untracked(|state| state.wish == Wish::Done) {
            state.update(|state| state.wish = Wish::None);
        }
    };
    let class = if shown == Shown::MostRead { "newer newer--block" } else { "newer" };
    view! {
        <div class=class>
            // Always in the document, but visible only with text: inserting and removing a view costs more
            // wasm.
            <button class="button newer__button" type="button" on:click=pressed on:blur=left>
                {move || state.with(words)}
            </button>
        </div>
    }
    .erased()
}

/// The text of the button; it is hidden if empty.
fn words(state: &NewsState) -> Option<String> {
    Some(match (state.since, state.wish) {
        (_, Wish::Loading) => "Đang tải…".to_owned(),
        (Some(_), Wish::Failed) => "Chưa tải được. Thử lại".to_owned(),
        (Some(since), _) => format!("{} {}", told(state.shown, since), act(since)),
        (None, Wish::Done) => "Đã cập nhật. Lên đầu trang".to_owned(),
        (None, _) => return None,
    })
}

/// The label of what a tap does.
fn act(since: Since) -> &'static str {
    if since == Since::Withdrawn { "Về trang nhất" } else { "Xem" }
}
