//! The web manifest: name and appearance of the site on the home screen of a telephone.

use crate::state::AppState;
use app::routes;
use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::site::store::load_about;
use serde::Serialize;

#[derive(Serialize)]
struct Manifest {
    /// Identifies the installed site, whatever `start_url` becomes.
    id: &'static str,
    name: String,
    short_name: String,
    description: String,
    lang: &'static str,
    start_url: &'static str,
    scope: &'static str,
    display: &'static str,
    /// Preferred to `display`, where there is such a window: it has buttons for going back and reloading.
    display_override: [&'static str; 1],
    background_color: &'static str,
    theme_color: &'static str,
    icons: [Icon; 3],
    shortcuts: [Shortcut; 2],
}

#[derive(Serialize)]
struct Shortcut {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Icon {
    src: &'static str,
    sizes: &'static str,
    r#type: &'static str,
    purpose: &'static str,
}

/// The colours are `--paper` and `--accent` of `style/tokens.css`.
pub(crate) async fn manifest(State(state): State<AppState>) -> Response {
    let about = match load_about(&state.services.db, &state.services.url).await {
        Ok(Some(about)) => about,
        Ok(None) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Err(fault) => {
            tracing::error!("the manifest could not be made: {fault}");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    let png = |src, sizes, purpose| Icon { src, sizes, r#type: "image/png", purpose };
    let manifest = Manifest {
        name: about.name.clone(),
        short_name: about.name,
        description: about.description,
        lang: "vi",
        id: routes::FRONT,
        start_url: routes::FRONT,
        scope: routes::FRONT,
        display: "standalone",
        display_override: ["minimal-ui"],
        background_color: "#fbf8f2",
        theme_color: "#9b1c22",
        icons: [
            png("/icon-192.png", "192x192", "any"),
            png("/icon-512.png", "512x512", "any"),
            png("/icon-maskable-512.png", "512x512", "maskable"),
        ],
        shortcuts: [
            Shortcut { name: "Bài đã lưu", url: routes::KEPT },
            Shortcut { name: "Tìm kiếm", url: routes::SEARCH },
        ],
    };
    let mut response = Json(manifest).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/manifest+json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=3600"));
    response
}
