//! Articles to link to, for the text editor (`frontend/editor/tools/own-articles.js`), as JSON.

use crate::{
    desk::{self, json},
    state::AppState,
};
use app::routes;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use domain::editing::store::find_linkable;
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// What was typed.
    #[serde(default, rename = "tu")]
    words: String,
}

#[derive(Serialize)]
struct Offered {
    title: String,
    address: String,
    /// When it was published, in words.
    published: String,
}

pub(crate) async fn find(State(state): State<AppState>, Query(asked): Query<Asked>) -> Response {
    match find_linkable(&state.services.reading(), &asked.words).await {
        Ok(found) => {
            let offered = found.into_iter().map(|headline| Offered {
                address: routes::headline(&headline),
                published: headline.published.words,
                title: headline.title,
            });
            json::answer(StatusCode::OK, &offered.collect::<Vec<_>>())
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}
