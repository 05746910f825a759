//! The pictures that chats and social networks show beside a link: the lead picture of an article, or a card
//! with its title. A picture is drawn when it is first requested, one at a time. And the QR codes of articles.

mod card;
pub(crate) mod kept;
mod lettering;
mod lines;
mod picture;
mod qr;

use crate::{
    access::{Access, RouteEntry},
    limiter::Client,
    plain_page,
    response_headers::CORP,
    state::AppState,
};
use app::routes;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    db::DbError,
    id::ArticleId,
    sharing::{Card, store::load_card},
    site::store::load_about,
};
use picture::{Made, make};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// The address changes with the picture.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// A card in place of a picture that cannot be read now.
const FOR_MINUTES: &str = "public, max-age=300";

/// The route of the pictures.
pub(crate) fn routes() -> Vec<RouteEntry> {
    vec![
        RouteEntry::get("/chia-se/{name}", Access::Everybody, answer),
        RouteEntry::get("/ma-qr/{name}", Access::Everybody, qr::answer).compressed(),
    ]
}

/// What a picture is made from.
#[derive(Debug, Clone)]
struct Shared {
    card: Card,
    /// The name of the site.
    site: String,
    /// Whether it is the site's own card.
    of_site: bool,
}

async fn answer(
    State(state): State<AppState>,
    Path(name): Path<String>,
    from: Client,
    headers: HeaderMap,
) -> Response {
    let Some((of, version)) = routes::read_shared_picture(&name) else {
        return plain_page::missing_file(&state.assets);
    };
    let shared = match load(&state, of).await {
        Ok(Some(shared)) => shared,
        Ok(None) => return plain_page::missing_file(&state.assets),
        Err(fault) => {
            tracing::error!("what a shared picture is made from could not be loaded: {fault}");
            return plain_page::failed(&state.assets);
        }
    };
    // Only the current version is drawn, so that nobody can have endless pictures drawn.
    let current = shared.card.version(&shared.site);
    if version != current {
        return to_current(&routes::shared_picture(of, &current));
    }
    let tag = format!("\"{current}\"");
    if headers.get(header::IF_NONE_MATCH).is_some_and(|asked| asked.as_bytes() == tag.as_bytes()) {
        return with_headers(StatusCode::NOT_MODIFIED.into_response(), &tag, FOR_EVER);
    }
    if let Some(jpeg) = state.shared_pictures.read(&name).await {
        return with_headers(jpeg.into_response(), &tag, FOR_EVER);
    }
    let drawing = Arc::clone(&state.shared_pictures.drawing);
    let drawn = state.clone().with_permit(&drawing, from, draw(state.clone(), name, shared, tag)).await;
    drawn.unwrap_or_else(|error| {
        tracing::error!("a shared picture was not drawn: {error}");
        plain_page::failed(&state.assets)
    })
}

async fn load(state: &AppState, of: Option<ArticleId>) -> Result<Option<Shared>, DbError> {
    Ok(match of {
        Some(id) => load_card(&state.services.reading(), id).await?.map(|(card, site)| Shared {
            card,
            site,
            of_site: false,
        }),
        None => load_about(&state.services.db, &state.services.url).await?.map(|about| Shared {
            card: Card::of_site(&about),
            site: about.name,
            of_site: true,
        }),
    })
}

/// Draws a picture, unless somebody else has had it drawn while this request waited.
async fn draw(state: AppState, name: String, shared: Shared, tag: String) -> Response {
    if let Some(jpeg) = state.shared_pictures.read(&name).await {
        return with_headers(jpeg.into_response(), &tag, FOR_EVER);
    }
    let (media, pictures) = (state.media.clone(), state.shared_pictures.clone());
    let drawn = spawn_blocking(move || {
        let made = make(&shared, &media);
        if let Some(Made { jpeg, whole: true }) = &made
            && let Err(error) = pictures.keep(&name, jpeg)
        {
            // It is sent from memory, and drawn again for the next request.
            tracing::warn!("a shared picture could not be kept: {error}");
        }
        made
    });
    match drawn.await {
        Ok(Some(Made { jpeg, whole })) => {
            with_headers(jpeg.into_response(), &tag, if whole { FOR_EVER } else { FOR_MINUTES })
        }
        Ok(None) => plain_page::missing_file(&state.assets),
        Err(error) => {
            tracing::error!("drawing a shared picture failed: {error}");
            plain_page::failed(&state.assets)
        }
    }
}

fn to_current(address: &str) -> Response {
    // The address is made of digits and letters.
    let location = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static(routes::FRONT));
    let headers =
        [(header::LOCATION, location), (header::CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    (StatusCode::FOUND, headers).into_response()
}

fn with_headers(mut response: Response, tag: &str, cache: &'static str) -> Response {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg"));
    headers.insert(CORP, HeaderValue::from_static("cross-origin"));
    response
}
