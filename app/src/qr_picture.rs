//! A QR code as SVG: dark modules on a light background in every colour scheme, since cameras need that.

use crate::server_only::{ServerOnly, html};
use leptos::prelude::*;

/// A QR code.
#[derive(Debug, Clone)]
pub struct QrPicture {
    /// Its width and height in modules, including the margin.
    pub side: usize,
    /// The dark modules, as an SVG path with one unit for each module.
    pub dark: String,
}

impl QrPicture {
    /// Renders it within a page.
    pub fn render(self, class: &'static str, label: &'static str) -> AnyView {
        let Self { side, dark } = self;
        view! {
            <svg class=class viewBox=format!("0 0 {side} {side}") width="240" height="240" shape-rendering="crispEdges" role="img" aria-label=label>
                <rect width=side height=side fill="#ffffff"></rect>
                <path d=dark fill="#000000"></path>
            </svg>
        }
        .server_only()
    }

    /// The file.
    pub fn file(self) -> String {
        let Self { side, dark } = self;
        html(view! {
            <svg xmlns="http://www.w3.org/2000/svg" viewBox=format!("0 0 {side} {side}") shape-rendering="crispEdges">
                <rect width=side height=side fill="#ffffff"></rect>
                <path d=dark fill="#000000"></path>
            </svg>
        })
    }
}
