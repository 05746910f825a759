//! The server function for client-side navigation. It is a public endpoint.

use crate::{drawn::DrawnPage, error::AppError, wire::Json};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use super::draw::{Preview, draw, preview};
#[cfg(feature = "ssr")]
use crate::{answer, routes, statistics::most_read::most_read};

/// A page of readers.
#[server(endpoint = "pages/load", input = GetUrl, output = Json)]
pub async fn load_page(
    /// The path of the page, as typed.
    path: String,
    /// The query of the page, without the question mark; may be empty.
    query: String,
) -> Result<DrawnPage, AppError> {
    // The server has checked who may see the preview; the address alone gives no access.
    if let Some(shown) = use_context::<Preview>() {
        return preview(&answer::asked().await?, shown).await;
    }
    let address = routes::read(&path, &query).ok_or_else(answer::not_found)?;
    let mut page = draw(&answer::asked().await?, address).await?;
    if routes::renews(&query) {
        page.beside = most_read();
    }
    Ok(page)
}
