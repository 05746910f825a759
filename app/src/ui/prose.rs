//! The body of an article or static page, block by block, as parts of a page.

use crate::{polls::place::Place, rendered_page::PagePart};
use domain::{news::Block, polls::BallotPaper};
use leptos::prelude::*;

/// The parts of an article: its head, its body, and what follows. Polls that could not be loaded are left
/// out.
pub fn article_parts(
    head: impl IntoView,
    body: Vec<Block>,
    polls: &[BallotPaper],
    foot: impl IntoView,
) -> PagePart {
    let block = |block| match block {
        // The only raw HTML; its type guarantees that it is sanitized.
        Block::Html(html) => {
            Some(PagePart::html(view! { <div class="prose" inner_html=html.as_str().to_owned()></div> }))
        }
        Block::Poll(id) => {
            let paper = polls.iter().find(|paper| paper.poll.id == id)?;
            Some(PagePart::Poll { paper: Box::new(paper.clone()), place: Place::Body, refused: None })
        }
    };
    let body = body.into_iter().filter_map(block);
    PagePart::Article([PagePart::html(head)].into_iter().chain(body).chain([PagePart::html(foot)]).collect())
}
