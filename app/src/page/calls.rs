//! The server function for client-side navigation. It is a public endpoint.

use crate::{error::AppError, rendered_page::RenderedPage, wire::Json};
use leptos::{prelude::*, server_fn::codec::GetUrl};

#[cfg(feature = "ssr")]
use super::render::{Preview, preview, render};
#[cfg(feature = "ssr")]
use {
    crate::{
        answer::{self, OpenPage, RequestContext},
        routes,
        statistics::most_read::most_read,
    },
    axum::http::request::Parts,
    domain::redirects::{Source, store::find_redirect},
    leptos::server_fn::ServerFn,
};

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
    let context = answer::request_context().await?;
    let rendered = match routes::read(&path, &query) {
        Some(address) => render(&context, address).await,
        None => Err(answer::not_found()),
    };
    let mut page = match rendered {
        Err(AppError::NotFound) => return Err(missing(&context, &path, &query).await),
        rendered => rendered?,
    };
    if routes::renews(&query) {
        page.beside = most_read();
    }
    Ok(page)
}

/// Why there is no page at an address. If an open page asks for one that is redirected, the browser is to load it whole,
/// since the server redirects documents only; the document itself is handled by the server (`redirects/answer.rs`).
#[cfg(feature = "ssr")]
async fn missing(context: &RequestContext, path: &str, query: &str) -> AppError {
    let parts = use_context::<Parts>().filter(|parts| parts.uri.path() == LoadPage::PATH);
    let asked = Source::of_request(path, Some(query)).filter(|address| !address.is_reserved());
    let (Some(parts), Some(asked)) = (parts, asked) else { return AppError::NotFound };
    match find_redirect(&context.reading, &asked).await {
        Ok(Some(_)) => answer::moved_away(),
        Ok(None) => {
            let open = parts.extensions.get::<OpenPage>().and_then(|OpenPage(page)| page.to_str().ok());
            let from = open.and_then(|page| Source::of_link(page, &context.services.url));
            context.services.redirects.missing.note_link(&asked, from);
            AppError::NotFound
        }
        Err(cause) => answer::fault(&cause),
    }
}
