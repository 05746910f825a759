//! Articles as readers would see them: for those who write, beside the form or in a tab, and for others by a secret link.

use super::article::{read, refuse};
use crate::{
    desk,
    desk::{form::Form, id::Id},
    limiter::Client,
    pages, plain_page,
    state::AppState,
};
use app::{editing::preview_bar::PreviewFor, page::render::Preview, routes::desk as addresses};
use axum::{
    Extension,
    body::Body,
    extract::{FromRequest, Path, Request, State},
    http::{HeaderValue, Method, header},
    response::Response,
};
use domain::{
    accounts::Person,
    clock::Timestamp,
    db::DbError,
    editing::{Refusal, store},
    id::ArticleId,
    news::Article,
};
use std::sync::Arc;

/// What is typed into the form of a stored article.
pub(crate) async fn typed(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<ArticleId>,
    request: Request,
) -> Response {
    show_typed(state, person, Some(id), request).await
}

/// What is typed into the form of a new article.
pub(crate) async fn typed_new(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    request: Request,
) -> Response {
    show_typed(state, person, None, request).await
}

async fn show_typed(
    state: AppState,
    person: Arc<Person>,
    id: Option<ArticleId>,
    request: Request,
) -> Response {
    let is_beside = request.uri().query() == Some(addresses::BESIDE);
    let (parts, body) = request.into_parts();
    let mut page = Request::from_parts(parts.clone(), Body::empty());
    *page.method_mut() = Method::GET;
    let arrived = match Form::from_request(Request::from_parts(parts, body), &state).await {
        Ok(arrived) => arrived,
        Err(refused) => return refused,
    };
    let typed = read(&arrived);
    let permit = state.texts.acquire(&Client::of_account(person.id)).await;
    let laid = store::preview(&state.editing(&person), id, &typed.form).await;
    drop(permit);
    match laid {
        Ok(Ok(article)) => {
            let (address, article) = (addresses::preview(id), Arc::new(article));
            pages::preview(state, page, Preview { address, article, whose: PreviewFor::Typing }).await
        }
        Ok(Err(Refusal::Problems(problems))) if is_beside => {
            let label = problems.first().map_or("", |problem| problem.field.label());
            plain_page::no_preview(&state.assets, label)
        }
        Ok(Err(refusal)) => refuse(&state, &person, id, Some(typed), refusal).await,
        Err(fault) => desk::failed(&state, &fault),
    }
}

/// What a secret link shows.
pub(crate) async fn shared(
    State(state): State<AppState>,
    Path(token): Path<String>,
    request: Request,
) -> Response {
    let from = Client::of_request(request.extensions());
    let mut answer = match open(&state, from, &token).await {
        Ok(Some((article, until))) => {
            let whose = PreviewFor::Guest(state.zone.moment(until));
            let (address, article) = (addresses::shared_preview(&token), Arc::new(article));
            pages::preview(state, request, Preview { address, article, whose }).await
        }
        Ok(None) => plain_page::ended_preview(&state.assets),
        Err(fault) => desk::failed(&state, &fault),
    };
    // The address is a secret.
    answer.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

/// The article of a link, and when the link ends. Only who has a valid link waits for a place among those whose texts
/// are sanitized.
async fn open(state: &AppState, from: Client, token: &str) -> Result<Option<(Article, Timestamp)>, DbError> {
    let (services, now) = (&state.services, state.services.clock.now());
    let found = store::find_preview_link(&services.db, now, &services.secret, token).await?;
    let Some(link) = found else { return Ok(None) };
    let _permit = state.texts.acquire(&from).await;
    let article = store::open_preview_link(&services.db, &state.zone, now, &link).await?;
    Ok(article.map(|article| (article, link.expires_at)))
}
