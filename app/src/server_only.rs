//! Parts that are rendered on the server only: every page of readers, the header, the side column, the
//! footer. Links in them use client-side navigation like all others, but neither their code nor their data is
//! sent to the browser: hydration skips the content of `inner_html` (tachys `inner_html.rs`). The browser's
//! counterpart is `server_only_browser.rs`.

use leptos::{prelude::*, tachys::html::InertElement};

/// The HTML of a part, for `inner_html`.
pub fn server_html(render: impl FnOnce() -> AnyView) -> String {
    html(render())
}

/// Renders a view on the server only.
pub trait ServerOnly {
    /// The view as HTML. For each view, `into_any` would compile building and rebuilding in a browser and
    /// rendering as a stream, which server-only views do not need. In the browser this is empty.
    fn server_only(self) -> AnyView;
}

impl<T: RenderHtml> ServerOnly for T {
    fn server_only(self) -> AnyView {
        as_html(self).into_any()
    }
}

/// A view as HTML, with the markers that hydration needs. For a single element that the browser renders too.
pub(crate) fn as_html(view: impl RenderHtml) -> InertElement {
    InertElement::new(view.to_html())
}

/// A view as HTML, without the markers for hydration.
pub(crate) fn html(view: impl IntoView) -> String {
    view.into_view().to_html().replace("<!>", "")
}
