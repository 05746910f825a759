//! The server function for suggestions. It is a public endpoint.

use crate::{error::AppError, wire::Json};
use leptos::{prelude::*, server_fn::codec::GetUrl};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::{answer, routes},
    domain::search::store::suggest,
};

/// Something that may be meant by what was typed so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggested {
    /// What is shown: a title or a name.
    pub label: String,
    /// What it is; empty for an article.
    pub kind: String,
    /// Its address.
    pub address: String,
}

/// What the site has for the words that were typed so far, at most eight things.
#[server(endpoint = "search/suggest", input = GetUrl, output = Json)]
pub async fn suggest_for(
    /// What was typed.
    typed: String,
) -> Result<Vec<Suggested>, AppError> {
    let context = answer::request_context().await?;
    let found = suggest(&context.reading, &typed).await.map_err(|cause| answer::fault(&cause))?;
    let things = found.things.into_iter().map(|thing| Suggested {
        kind: super::results_page::kind_name(&thing.kind).to_owned(),
        address: super::results_page::address_of(&thing.kind),
        label: thing.name,
    });
    let articles = found.articles.into_iter().map(|headline| Suggested {
        kind: String::new(),
        address: routes::headline(&headline),
        label: headline.title,
    });
    Ok(things.chain(articles).collect())
}
