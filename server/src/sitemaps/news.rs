//! The sitemap for news search: the articles of the last two days. Without any it has no address, which the schema
//! does not allow, but search engines do.

use super::{FOR_FIVE_MINUTES, answer, failed, part::date, write};
use crate::{pages::or_page_not_found, state::AppState};
use app::routes;
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{db::DbError, id::ArticleId, news::store::load_news, site::store::load_about};

/// An article in the sitemap.
pub(super) struct Piece {
    /// Absolute.
    pub(super) address: String,
    pub(super) title: String,
    /// In RFC 3339.
    pub(super) published: String,
}

pub(super) async fn news(State(state): State<AppState>, request: Request) -> Response {
    let answer = {
        let state = state.clone();
        async move { made(&state).await.unwrap_or_else(|fault| failed(&state, &fault)) }
    };
    or_page_not_found(state, request, answer).await
}

async fn made(state: &AppState) -> Result<Response, DbError> {
    let (services, url) = (&state.services, &state.services.url);
    let Some(about) = load_about(&services.db, url).await? else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let entries = load_news(&services.reading()).await?.into_iter();
    let pieces: Vec<Piece> = entries
        .map(|entry| Piece {
            address: format!(
                "{url}{}",
                routes::article_address(&entry.category, &entry.slug, ArticleId(entry.id))
            ),
            title: entry.title,
            published: date(&state.zone, entry.published),
        })
        .collect();
    Ok(answer(FOR_FIVE_MINUTES, write::news(&about.name, &pieces)?.into_response()))
}
