//! The box for the words that are searched for, a plain form.

use crate::{
    routes::{SEARCH, WORDS},
    server_only::ServerOnly,
};
use leptos::prelude::*;

/// The box in the header of every page.
#[component]
pub fn SearchBox() -> impl IntoView {
    view! {
        <form class="search-box" action=SEARCH method="get" role="search">
            <label class="visually-hidden" for="o-tim-kiem">"Tìm trên trang này"</label>
            <input
                class="search-box__words"
                id="o-tim-kiem"
                type="search"
                name=WORDS
                placeholder="Tìm bài viết"
                maxlength="300"
                autocomplete="off"
                enterkeyhint="search"
            />
            <button class="search-box__button" type="submit"><span class="visually-hidden">"Tìm"</span></button>
        </form>
    }
    .server_only()
}
