//! A form that arrives when nobody is signed in any more. What was typed comes back, and can be sent once more.

use super::form::{Form, MAX_FORM};
use crate::{
    accounts::is_known_browser,
    arriving::{self, MAX_BODY, Stopped},
    places::Neighbourhood,
    router::Site,
};
use app::desk::expired_page;
use axum::{
    extract::{FromRequest, Request},
    http::StatusCode,
    response::Response,
};
use std::time::Duration;
use tokio::time::timeout;

/// How long such a form may take to arrive.
const ARRIVED_WITHIN: Duration = Duration::from_secs(30);

pub(crate) async fn answer(site: Site, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let from = Neighbourhood::of_request(request.extensions());
    // Where somebody has signed in before, a long article may have been typed; of others little is read.
    let known = is_known_browser(request.headers(), &site.backend);
    let form = async {
        let place = if known { Some(site.lost_forms.take(&from).await) } else { None };
        let most = if known { MAX_FORM } else { MAX_BODY };
        let request = arriving::whole(request, most).await.map_err(|stopped| stopped.page(&site))?;
        Ok((Form::from_request(request, &site).await?, place))
    };
    let (form, _place) = match timeout(ARRIVED_WITHIN, form).await {
        Ok(Ok(form)) => form,
        Ok(Err(refused)) => return refused,
        Err(_) => return Stopped::Broken.page(&site),
    };
    // Passwords and codes are typed anew.
    let secret = |name: &str| name.starts_with("mat-khau") || name == "ma";
    let fields = form.fields.into_iter().filter(|(name, _)| !secret(name)).collect();
    let body = expired_page(path.clone(), fields);
    super::page(&site, StatusCode::UNAUTHORIZED, None, (&path, "Phiên đăng nhập đã hết"), body).await
}
