//! The site's server functions. Each is a public address.

use crate::{error::AppError, wire::Json};
use domain::site::Page;
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use crate::answer;
#[cfg(feature = "ssr")]
use domain::{site::store, text::Slug};

/// A static page; the slug is as the address gives it.
#[server(endpoint = "pages/load", input = GetUrl, output = Json)]
pub async fn load_page(
    /// The page's slug.
    page: String,
) -> Result<Page, AppError> {
    let slug = Slug::loosely(&page).ok_or_else(answer::not_found)?;
    let asked = answer::asked().await?;
    let page = store::load_page(&asked.db, asked.scope, &slug).await;
    page.map_err(|cause| answer::fault(&cause))?.ok_or_else(answer::not_found)
}
