//! A form that arrives when nobody is signed in any more. What was typed comes back, and can be sent once more.

use super::form::Form;
use crate::router::Site;
use app::desk::expired_page;
use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
    response::Response,
};

pub(crate) async fn answer(site: Site, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    // The semaphore is never closed.
    let _turn = site.lost_forms.acquire().await.ok();
    let form = match Form::from_request(request, &site).await {
        Ok(form) => form,
        Err(refused) => return refused,
    };
    // Passwords and codes are typed anew.
    let secret = |name: &str| name.starts_with("mat-khau") || name == "ma";
    let fields = form.fields.into_iter().filter(|(name, _)| !secret(name)).collect();
    let body = expired_page(path.clone(), fields);
    super::page(&site, StatusCode::UNAUTHORIZED, None, (&path, "Phiên đăng nhập đã hết"), body).await
}
