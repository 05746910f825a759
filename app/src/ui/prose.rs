//! The body of an article or page, block by block.

use domain::news::Block;
use leptos::prelude::*;

/// Draws a body. Only [`Block::Html`] becomes raw HTML, and that is safe by its type.
#[component]
pub fn Prose(
    /// The blocks, in order.
    body: Vec<Block>,
) -> impl IntoView {
    body.into_iter()
        .map(|block| match block {
            Block::Html(html) => view! { <div class="prose" inner_html=html.as_str().to_owned()></div> },
        })
        .collect_view()
        .into_any()
}
