//! The server function behind moves inside the open site. It is a public address.

use crate::{drawn::DrawnPage, error::AppError, wire::Json};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use super::draw::{Preview, draw, preview};
#[cfg(feature = "ssr")]
use crate::{answer, routes, statistics::most_read::most_read};

/// A page of readers.
#[server(endpoint = "pages/load", input = GetUrl, output = Json)]
pub async fn load_page(
    /// The path of its address, as it was typed.
    path: String,
    /// The query of its address, without the mark; may be empty.
    query: String,
) -> Result<DrawnPage, AppError> {
    // The server has found who may see this one; the address alone is no right.
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
