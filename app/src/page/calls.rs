//! The server function for client-side navigation. It is a public endpoint.

use crate::{error::AppError, rendered_page::RenderedPage, wire::Json};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use super::render::{Preview, preview, render};
#[cfg(feature = "ssr")]
use crate::{answer, routes, statistics::most_read::most_read};

/// A page of readers.
#[server(endpoint = "pages/load", input = GetUrl, output = Json)]
pub async fn load_page(
    /// The path of the page, as typed.
    path: String,
    /// The query of the page, without the question mark; may be empty.
    query: String,
) -> Result<RenderedPage, AppError> {
    // The server has checked who may see the preview; the address alone gives no access.
    if let Some(shown) = use_context::<Preview>() {
        return preview(&answer::request_context().await?, shown).await;
    }
    let address = routes::read(&path, &query).ok_or_else(answer::not_found)?;
    let mut page = render(&answer::request_context().await?, address).await?;
    if routes::renews(&query) {
        page.beside = most_read();
    }
    Ok(page)
}
