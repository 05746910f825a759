//! Addresses of the replaced site: each is redirected to what stands for it here, in one step. What does not exist is
//! not found under its old address.

use crate::{
    pages::{self, moved, or_page_not_found},
    plain_page,
    state::AppState,
};
use app::routes::{
    self,
    feeds::FeedFormat,
    old::{OldAddress, read_old},
};
use axum::{
    extract::{Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{
    db::DbError,
    news::{
        ListKind,
        store::{find_list, load_article_slugs},
    },
    site::store::{load_introduction_slug, load_page},
};

/// A page of this site, or a redirect from an address of the replaced one.
pub(crate) async fn or_page(State(state): State<AppState>, request: Request) -> Response {
    let uri = request.uri();
    let Some(old) = read_old(uri.path(), uri.query().unwrap_or_default()) else {
        return pages::page(State(state), request).await;
    };
    let answer = {
        let state = state.clone();
        async move {
            match find(&state, old).await {
                Ok(Some(path)) => moved(&path),
                Ok(None) => StatusCode::NOT_FOUND.into_response(),
                Err(fault) => {
                    tracing::error!("an old address could not be looked up: {fault}");
                    plain_page::unavailable(&state.assets)
                }
            }
        }
    };
    or_page_not_found(state, request, answer).await
}

/// The path of what an old address leads to, if it exists.
async fn find(state: &AppState, old: OldAddress) -> Result<Option<String>, DbError> {
    let reading = &state.services.reading();
    Ok(match old {
        OldAddress::Address(path) => Some(path),
        OldAddress::Article(id) => load_article_slugs(reading, id)
            .await?
            .map(|(slug, category)| routes::article_address(&category, &slug, id)),
        OldAddress::List(kind, slug) => {
            find_list(reading, kind, &slug).await?.map(|slug| routes::list(kind, &slug, None, None))
        }
        OldAddress::Feed(slug) => {
            let category = find_list(reading, ListKind::Category, &slug).await?;
            category.map(|slug| FeedFormat::Rss.of(&routes::category(&slug)))
        }
        OldAddress::Page(slug) => load_page(reading, &slug).await?.map(|page| routes::page(&page.slug)),
        OldAddress::Introduction => load_introduction_slug(reading).await?.map(|slug| routes::page(&slug)),
    })
}
