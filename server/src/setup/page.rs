//! The form of the set-up.

use super::{SetUp, making::NotMade};
use crate::{
    accounts::signing_in,
    arriving::{self, MAX_BODY},
    desk::{POLICY, files, form::Form},
    plain_page,
};
use app::{
    desk::{DeskFiles, DeskFrame, desk_document},
    routes::desk as addresses,
    site::setup_page::{SET_UP, SetupPage, set_up_already_page},
};
use axum::{
    body::Body,
    extract::{Path, Request, State, rejection::PathRejection},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::site::setup::{Problem, SetupField, SetupForm};
use leptos::prelude::AnyView;
use std::sync::Arc;
use tokio::{runtime::Handle, task::spawn_blocking};

/// The token in the path.
type Segment = Result<Path<String>, PathRejection>;

pub(super) async fn show(State(set_up): State<Arc<SetUp>>, written: Segment) -> Response {
    match read(&set_up, written) {
        None => plain_page::not_set_up(&set_up.assets),
        Some(_) if set_up.opened.get().is_some() => already(&set_up),
        Some(token) => form(&set_up, StatusCode::OK, SetupPage { token, ..SetupPage::default() }),
    }
}

pub(super) async fn receive(
    State(set_up): State<Arc<SetUp>>,
    written: Segment,
    request: Request,
) -> Response {
    // Before the form is read: only who has the token can cause work.
    let Some(token) = read(&set_up, written) else { return plain_page::not_set_up(&set_up.assets) };
    let (head, body) = match arriving::read(request, MAX_BODY).await {
        Ok(read) => read,
        Err(stopped) => return stopped.page(&set_up.assets),
    };
    let sent = Form::of(&body);
    let (typed, password) = (typed(&sent), sent.value(SetupField::Password.name()));
    let page = SetupPage { token, form: typed.clone(), ..SetupPage::default() };
    let setup = match typed.check(&password) {
        Ok(setup) => setup,
        Err(problems) => {
            return form(&set_up, StatusCode::UNPROCESSABLE_ENTITY, SetupPage { problems, ..page });
        }
    };
    // To the end, even if the browser disconnects. On a thread of its own, since packs are loaded in savepoints, whose
    // futures sqlx 0.9 cannot send to another thread.
    let (making, runtime) = (Arc::clone(&set_up), Handle::current());
    let made = spawn_blocking(move || runtime.block_on(making.make(&setup, &password))).await;
    match made {
        Ok(Ok((state, account))) => {
            let request = Request::from_parts(head, Body::empty());
            let mut response =
                signing_in::begin_at_once(&state, account, request, SET_UP.at(addresses::DESK)).await;
            unseen(&mut response);
            response
        }
        Ok(Err(NotMade::Already)) => already(&set_up),
        Ok(Err(NotMade::EmailTaken)) => {
            let problems = vec![Problem::email_has_account()];
            form(&set_up, StatusCode::UNPROCESSABLE_ENTITY, SetupPage { problems, ..page })
        }
        Ok(Err(NotMade::NotWritten(why))) => {
            let failure = Some(why.sentence());
            form(&set_up, StatusCode::SERVICE_UNAVAILABLE, SetupPage { failure, ..page })
        }
        Err(panicked) => {
            tracing::error!("the site could not be set up: {panicked}");
            plain_page::failed(&set_up.assets)
        }
    }
}

/// The token, if it is the right one.
fn read(set_up: &SetUp, written: Segment) -> Option<String> {
    written.ok().map(|Path(written)| written).filter(|written| set_up.is_token(written))
}

fn typed(sent: &Form) -> SetupForm {
    let value = |field: SetupField| sent.value(field.name());
    SetupForm {
        site: value(SetupField::Site),
        name: value(SetupField::Name),
        email: value(SetupField::Email),
        zone: value(SetupField::Zone),
        contents: value(SetupField::Contents),
    }
}

fn form(set_up: &SetUp, status: StatusCode, page: SetupPage) -> Response {
    respond(set_up, status, "Thiết lập trang web", page.render())
}

/// The site is there already.
fn already(set_up: &SetUp) -> Response {
    respond(set_up, StatusCode::CONFLICT, "Trang web đã có", set_up_already_page())
}

fn respond(set_up: &SetUp, status: StatusCode, title: &str, body: AnyView) -> Response {
    let all = files::names();
    // Without the script that follows links within the desk, which is not there yet.
    let scripts =
        all.scripts.iter().filter(|script| script.contains("/forms.") || script.contains("/password."));
    let files = DeskFiles { css: all.css.clone(), scripts: scripts.cloned().collect() };
    let frame = DeskFrame {
        assets: Arc::clone(&set_up.assets),
        files: Arc::new(files),
        site: "Trang Nhất".to_owned(),
        person: None,
        path: addresses::SET_UP.to_owned(),
    };
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    let mut response = (status, headers, desk_document(frame, title, body)).into_response();
    unseen(&mut response);
    response
}

/// Sends the address of the page nowhere.
fn unseen(response: &mut Response) {
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
}
