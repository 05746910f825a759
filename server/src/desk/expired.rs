//! A form that arrives after the session has expired. What was typed comes back, and can be sent again.

use super::form::Form;
use crate::{
    accounts::device_cookie::is_known_browser,
    arriving::{self, MAX_BODY, Stopped},
    limiter::Client,
    state::AppState,
};
use app::desk::expired_page;
use axum::{extract::Request, http::StatusCode, response::Response};
use std::time::Duration;
use tokio::time::timeout;

/// How long such a form may take to arrive from a browser that has never signed in here.
const ARRIVED_WITHIN: Duration = Duration::from_secs(30);

pub(crate) async fn answer(state: AppState, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let from = Client::of_request(request.extensions());
    // A browser that has signed in before may send a long article with a picture, which takes time; from
    // others little is read.
    let form = if is_known_browser(request.headers(), &state.services) {
        let _permit = state.lost_forms.acquire(&from).await;
        Form::without_files(request, &state).await
    } else {
        let form = async {
            let request =
                arriving::whole(request, MAX_BODY).await.map_err(|stopped| stopped.page(&state.assets))?;
            Form::without_files(request, &state).await
        };
        match timeout(ARRIVED_WITHIN, form).await {
            Ok(form) => form,
            Err(_) => return Stopped::Broken.page(&state.assets),
        }
    };
    let form = match form {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    // Passwords and codes must be typed again.
    let secret = |name: &str| name.starts_with("mat-khau") || name == "ma";
    let fields = form.fields.into_iter().filter(|(name, _)| !secret(name)).collect();
    let body = expired_page(path.clone(), fields);
    super::page(&state, StatusCode::UNAUTHORIZED, None, (&path, "Phiên đăng nhập đã hết"), body).await
}
