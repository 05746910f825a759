//! What the server alone draws: every page of readers, the masthead, the side column, the foot. Links in them move the open
//! site like all others, but neither their code nor their data travels to the browser: hydration leaves alone what
//! `inner_html` made (tachys `inner_html.rs`). Its twin for the browser is `served_browser.rs`.

use leptos::{prelude::*, tachys::html::InertElement};

/// The HTML of a part, for `inner_html`.
pub fn served(draw: impl FnOnce() -> AnyView) -> String {
    html(draw())
}

/// Draws what only the server draws.
pub trait Draw {
    /// The view as its HTML. `into_any` would compile, for each view, how it is built and rebuilt in a browser and how it is
    /// drawn as a stream; views of the server alone need none of that. In the browser it is nothing.
    fn drawn(self) -> AnyView;
}

impl<T: RenderHtml> Draw for T {
    fn drawn(self) -> AnyView {
        as_html(self).into_any()
    }
}

/// A view as its HTML, with the marks by which hydration finds its texts. For one element, where the browser draws it too.
pub(crate) fn as_html(view: impl RenderHtml) -> InertElement {
    InertElement::new(view.to_html())
}

/// A view as HTML, without the marks by which hydration would find its texts.
pub(crate) fn html(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}
