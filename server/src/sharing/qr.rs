//! The QR code with the address of an article. It is drawn for each request: a millisecond, and a fixed size.

use crate::{conditional::Validators, plain_page, qr_code, state::AppState};
use app::routes;
use axum::{
    extract::{Path, State},
    http::{HeaderMap, HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{chain::hexadecimal, news::store::load_article_slugs};
use sha2::{Digest, Sha256};

/// The address in a code that has become old leads to the article all the same.
const FOR_A_DAY: &str = "public, max-age=86400";

pub(super) async fn answer(
    State(state): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Some(id) = routes::read_qr_code(&name) else { return plain_page::missing_file(&state.assets) };
    let address = match load_article_slugs(&state.services.reading(), id).await {
        Ok(Some((slug, category))) => routes::article_address(&category, &slug, id),
        Ok(None) => return plain_page::missing_file(&state.assets),
        Err(fault) => {
            tracing::error!("the address of an article could not be loaded: {fault}");
            return plain_page::failed(&state.assets);
        }
    };
    let address = format!("{}{address}", state.services.url);
    let hash = hexadecimal(&Sha256::digest(&address)[..12]);
    let validators = Validators { tag: format!("\"{hash}\""), modified: None };
    let mut response = if validators.are_known(&headers) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match qr_code::draw(&address) {
            Ok(code) => ([(header::CONTENT_TYPE, "image/svg+xml")], code.file()).into_response(),
            Err(error) => {
                tracing::error!("the QR code of {address} could not be drawn: {error}");
                return plain_page::failed(&state.assets);
            }
        }
    };
    validators.add_to(response.headers_mut());
    for (name, value) in
        [(header::CACHE_CONTROL, FOR_A_DAY), (HeaderName::from_static("x-robots-tag"), "noindex")]
    {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
}
