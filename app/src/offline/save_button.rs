//! The button that keeps an article in this browser. `frontend/src/offline.js` shows it if the browser can do that.

use crate::server_only::ServerOnly;
use leptos::prelude::*;

/// Renders the button, and the place where its effect is told.
#[component]
pub fn SaveButton() -> impl IntoView {
    view! {
        <div class="save-later">
            <button class="save-later__button" type="button">"Lưu để đọc sau"</button>
            <p class="save-later__said" role="status"></p>
        </div>
    }
    .server_only()
}
