//! What the server alone draws: every page of readers, the masthead, the side column, the foot. Links in them move the open
//! site like all others, but neither their code nor their data travels to the browser: hydration leaves alone what
//! `inner_html` made (tachys `inner_html.rs`). Its twin for the browser is `served_browser.rs`.

use leptos::prelude::*;

/// The HTML of a part, for `inner_html`.
pub fn served(draw: impl FnOnce() -> AnyView) -> String {
    html(draw())
}

/// A view as HTML, without the marks by which hydration would find its texts.
pub(crate) fn html(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}
