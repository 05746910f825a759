//! The line that says where the draft is.

use super::keeper::Shown;
use domain::drafting::save_engine::State;
use leptos::prelude::*;

const FORGETFUL: &str =
    " Trình duyệt này không giữ được gì, nên xin quý vị đừng đóng trang cho đến khi bài được lưu.";

/// The line.
#[component]
pub fn StateLine(
    /// What the page shows of the draft.
    shown: Shown,
) -> impl IntoView {
    let is_trouble = move || shown.state.with(State::is_trouble);
    let sentence = move || {
        let sentence = shown.state.with(State::sentence);
        if is_trouble() && shown.is_forgetful.get() { sentence + FORGETFUL } else { sentence }
    };
    // Said aloud is only what somebody must know.
    let aloud = move || if is_trouble() { sentence() } else { String::new() };
    let show_pending = move || {
        if matches!(shown.state.get(), State::Saved(_))
            && let Some(line) = document().query_selector(".pending-draft").ok().flatten()
        {
            // The line is there from the beginning; removing an attribute cannot fail.
            let _ = line.remove_attribute("hidden");
        }
    };
    Effect::new(move |_| show_pending());
    view! {
        <p class="draft-state" class:draft-state--trouble=is_trouble>{sentence}</p>
        <p class="visually-hidden" role="status">{aloud}</p>
    }
}
