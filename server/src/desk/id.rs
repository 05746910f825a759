//! The id in the address of a desk page.

use crate::{desk, plain_page, state::AppState};
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
    response::Response,
};
use domain::accounts::Person;
use std::{str::FromStr, sync::Arc};

/// The id in an address. If it cannot be parsed, the response is the same as for a thing that does not exist.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr> FromRequestParts<AppState> for Id<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let segment = Path::<String>::from_request_parts(parts, state).await.ok();
        if let Some(id) = segment.and_then(|Path(text)| text.parse().ok()) {
            return Ok(Self(id));
        }
        match parts.extensions.get::<Arc<Person>>() {
            Some(person) => Err(desk::missing(state, person, parts.uri.path()).await),
            // Every route with an id requires signing in (`access::admit`).
            None => Err(plain_page::missing_file(&state.assets)),
        }
    }
}
