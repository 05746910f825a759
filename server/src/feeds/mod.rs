//! Feeds: RSS 2.0, Atom 1.0 and JSON Feed 1.1 of the whole site, and of each category, series, tag and author. They
//! contain the whole text of the newest articles, with absolute addresses.
//!
//! A program that asks whether there is something new costs one statement, which reads no text
//! ([`load_outline`]).

mod atom;
mod feed;
mod json;
mod rss;

use crate::{
    access::{Access::Everybody, RouteEntry},
    conditional::Validators,
    pages::{moved, or_page_not_found},
    plain_page,
    state::AppState,
};
use app::routes::{
    self,
    feeds::{FeedFormat, read_feed},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    chain::hexadecimal,
    db::DbError,
    former_slugs::find_renamed,
    id::PollId,
    news::{
        Block, ListKind,
        feed::Outline,
        store::{load_feed_articles, load_outline},
    },
    polls::store::load_questions,
    text::Slug,
};
use feed::Feed;
use sha2::{Digest, Sha256};
use std::{env, error::Error, fs, sync::LazyLock, time::SystemTime};

/// How long programs and proxies may use a feed without asking again.
const FRESH: &str = "public, max-age=300";

/// The routes of all feeds.
pub(crate) fn routes() -> Vec<RouteEntry> {
    [
        "/rss.xml",
        "/atom.xml",
        "/feed.json",
        "/tin/{slug}/rss.xml",
        "/tin/{slug}/atom.xml",
        "/tin/{slug}/feed.json",
        "/chuyen-de/{slug}/rss.xml",
        "/chuyen-de/{slug}/atom.xml",
        "/chuyen-de/{slug}/feed.json",
        "/the/{slug}/rss.xml",
        "/the/{slug}/atom.xml",
        "/the/{slug}/feed.json",
        "/tac-gia/{slug}/rss.xml",
        "/tac-gia/{slug}/atom.xml",
        "/tac-gia/{slug}/feed.json",
    ]
    .map(|path| RouteEntry::get(path, Everybody, feed).compressed())
    .into()
}

async fn feed(State(state): State<AppState>, request: Request) -> Response {
    let asked = read_feed(request.uri().path());
    let headers = request.headers().clone();
    let answer = {
        let state = state.clone();
        async move {
            let Some((list, format)) = asked else { return StatusCode::NOT_FOUND.into_response() };
            answer(&state, list, format, &headers).await.unwrap_or_else(|cause| {
                tracing::error!("a feed could not be made: {cause}");
                plain_page::unavailable(&state.assets)
            })
        }
    };
    or_page_not_found(state, request, answer).await
}

/// The feed, 304 if the program has it already, 301 if the slug is spelt differently, or 404.
async fn answer(
    state: &AppState,
    list: Option<(ListKind, String)>,
    format: FeedFormat,
    headers: &HeaderMap,
) -> Result<Response, Box<dyn Error + Send + Sync>> {
    let missing = || StatusCode::NOT_FOUND.into_response();
    let of = match &list {
        None => None,
        Some((kind, typed)) => match Slug::loosely(typed) {
            Some(slug) => Some((*kind, slug)),
            None => return Ok(missing()),
        },
    };
    let reading = state.services.reading();
    let asked = of.as_ref().map(|(kind, slug)| (*kind, slug));
    let Some(outline) = load_outline(&reading, asked).await? else {
        let Some((kind, slug)) = asked else { return Ok(missing()) };
        let renamed = find_renamed(&reading, kind.into(), slug).await?;
        let moved_to = |slug| moved(&format.of(&routes::list(kind, &slug, None, None)));
        return Ok(renamed.map_or_else(missing, moved_to));
    };
    let home =
        asked.map_or_else(|| routes::FRONT.to_owned(), |(kind, slug)| routes::list(kind, slug, None, None));
    if list.is_some_and(|(_, typed)| asked.is_none_or(|(_, slug)| slug.as_str() != typed)) {
        return Ok(moved(&format.of(&home)));
    }
    let validators =
        Validators { tag: tag(&state.services.url, format, &outline)?, modified: outline.updated() };
    if validators.are_known(headers) {
        return Ok(with_headers(StatusCode::NOT_MODIFIED.into_response(), &validators));
    }
    let feed = Feed::new(&state.services, &outline, asked.map(|(kind, _)| kind), &home, format);
    let articles = load_feed_articles(&reading, outline.entries).await?;
    let polls: Vec<PollId> = articles.iter().flat_map(|article| polls_in(&article.body)).collect();
    let questions = load_questions(&state.services.db, &polls).await?;
    let feed = feed.with(articles, &questions)?;
    let text = match format {
        FeedFormat::Rss => rss::write(&feed)?,
        FeedFormat::Atom => atom::write(&feed)?,
        FeedFormat::Json => json::write(&feed)?,
    };
    let kind = format!("{}; charset=utf-8", format.kind().0);
    Ok(with_headers(([(header::CONTENT_TYPE, kind)], text).into_response(), &validators))
}

fn polls_in(body: &[Block]) -> impl Iterator<Item = PollId> {
    body.iter().filter_map(|block| match block {
        Block::Poll(id) => Some(*id),
        Block::Html(_) => None,
    })
}

fn with_headers(mut response: Response, validators: &Validators) -> Response {
    validators.add_to(response.headers_mut());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FRESH));
    response
}

/// The entity tag of a feed: a hash of all that its bytes follow from.
fn tag(url: &str, format: FeedFormat, outline: &Outline) -> Result<String, DbError> {
    let outline = serde_json::to_vec(outline).map_err(|error| DbError::Encode(error.into()))?;
    let mut hash = Sha256::new();
    for part in [PROGRAM.as_bytes(), url.as_bytes(), format.kind().1.as_bytes(), &outline] {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    Ok(format!("\"{}\"", hexadecimal(&hash.finalize()[..12])))
}

/// The version of this program: another one may write the same feed differently.
static PROGRAM: LazyLock<String> = LazyLock::new(|| {
    let file = env::current_exe().and_then(fs::metadata);
    let built = file.and_then(|file| file.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
    format!("{built:?}")
});
