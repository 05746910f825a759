//! The buttons that open the reading aids and read a text aloud. Both need a script: `frontend/src/reading.js`
//! shows them and loads what they do when they are first used.

use crate::server_only::ServerOnly;
use leptos::prelude::*;

/// Runs before the page is painted, so that text has the size and the colours that the reader has chosen, and the
/// row of buttons its place. Some browsers refuse to give access to the storage at all. The words of the attribute
/// are in `frontend/src/aids.js`.
pub const APPLY_AIDS: &str = "{const to=document.documentElement.dataset;to.reading='';\
    try{to.reading=localStorage.getItem('reading')||''}catch{}}";

/// Renders the buttons; without scripts nothing is shown.
#[component]
pub fn ReadingTools() -> impl IntoView {
    view! {
        <div class="reading-tools">
            <button class="reading-tools__aids" type="button" aria-expanded="false">"Cỡ chữ"</button>
            <button class="reading-tools__listen" type="button">"Nghe bài"</button>
            <span class="reading-tools__said" role="status"></span>
        </div>
    }
    .server_only()
}
