//! A vote from a plain form, without JavaScript.

use crate::{pages, plain_page, state::AppState};
use app::{
    answer::ClientAddress,
    polls::{refusal::RefusedVote, voter_cookie},
    routes,
};
use axum::{
    body::{Body, Bytes},
    extract::{Path, Request, State},
    http::{Extensions, HeaderMap, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use domain::{
    id::{OptionId, PollId},
    polls::{Cast, VoteRefusal, WrongChoices, store::Vote, voter::VoterKey},
};

/// The field with the id of the form's element in its page.
const PART: &str = "noi";
/// Marks a request that was redirected after the browser got a voter cookie.
const SECOND_TIME: &str = "khoa=1";

pub(crate) async fn vote(
    State(state): State<AppState>,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    extensions: Extensions,
    body: Bytes,
) -> Response {
    let address = extensions.get::<ClientAddress>().copied();
    let refuse = async |state, poll, refusal, ticked| {
        refuse(state, poll, RefusedVote { refusal, ticked }, headers.clone(), extensions.clone()).await
    };
    let Ok(poll) = id.parse::<PollId>() else {
        return plain_page::wrong_method(&state.assets);
    };
    let choices = match read_choices(&body) {
        Ok(choices) => choices,
        Err(wrong) => return refuse(state, poll, VoteRefusal::Choices(wrong), Vec::new()).await,
    };
    let services = &state.services;
    let (key, address) = match (voter_cookie::read(&headers, &services.cookies), address) {
        (Some(key), Some(ClientAddress(address))) => (key, address),
        (None, _) if uri.query() != Some(SECOND_TIME) => return hand_out_key(&state, poll),
        _ => return refuse(state, poll, VoteRefusal::NoKey, choices).await,
    };
    let vote = Vote { poll, choices: choices.clone(), voter: key.hash(poll, &services.secret), address };
    match services.vote_queue.cast(vote).await {
        Ok(Cast::Counted(_)) => back(&state, poll, &headers, &body),
        Ok(Cast::Refused(refusal)) => refuse(state, poll, refusal, choices).await,
        Err(lost) => {
            tracing::error!("a ballot could not be stored: {lost}");
            refuse(state, poll, VoteRefusal::NotStored, choices).await
        }
    }
}

/// The options of a form; values that are no ids become options that no poll has.
fn read_choices(body: &[u8]) -> Result<Vec<OptionId>, WrongChoices> {
    let fields = form_urlencoded::parse(body).filter(|(name, _)| name == "option");
    fields.map(|(_, value)| value.parse().map_err(|_| WrongChoices::Unknown)).collect()
}

/// Nothing is stored without a voter cookie: the browser gets one, and sends the same form again.
fn hand_out_key(state: &AppState, poll: PollId) -> Response {
    let Ok(key) = VoterKey::random() else {
        tracing::error!("the system has no random bytes for the key of a voter");
        return plain_page::failed(&state.assets);
    };
    let again = format!("{}?{SECOND_TIME}", routes::poll(poll));
    let headers = [
        (header::LOCATION, again),
        (header::SET_COOKIE, voter_cookie::write(&key, &state.services.cookies)),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (StatusCode::TEMPORARY_REDIRECT, headers).into_response()
}

/// Whether a fragment can be put into an address unescaped.
fn is_part(name: &str) -> bool {
    !name.is_empty()
        && name.len() < 60
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Back to the page of the form, at the poll.
fn back(state: &AppState, poll: PollId, headers: &HeaderMap, body: &[u8]) -> Response {
    let referer = headers.get(header::REFERER).and_then(|referer| referer.to_str().ok());
    // Two slashes, or what browsers treat as such, would lead to another host.
    let own = referer
        .and_then(|referer| referer.strip_prefix(&*state.services.url))
        .filter(|path| path.strip_prefix('/').is_some_and(|rest| !rest.starts_with(['/', '\\'])));
    let page =
        own.filter(|path| !path.contains(SECOND_TIME)).map_or_else(|| routes::poll(poll), str::to_owned);
    let page = page.split('#').next().unwrap_or_default();
    let mut fields = form_urlencoded::parse(body);
    let part = fields.find(|(name, _)| name == PART).map(|(_, part)| part).unwrap_or_default();
    let part = if is_part(&part) { format!("#{part}") } else { String::new() };
    let location = format!("{page}{part}");
    match HeaderValue::from_str(&location) {
        Ok(location) => (StatusCode::SEE_OTHER, [(header::LOCATION, location)]).into_response(),
        Err(_) => plain_page::failed(&state.assets),
    }
}

/// The poll's page with the reason, and with the chosen options.
async fn refuse(
    state: AppState,
    poll: PollId,
    refused: RefusedVote,
    headers: HeaderMap,
    extensions: Extensions,
) -> Response {
    let status = match &refused.refusal {
        VoteRefusal::NoPoll => StatusCode::NOT_FOUND,
        VoteRefusal::NoKey | VoteRefusal::NotOpenYet(_) | VoteRefusal::Closed(_) => StatusCode::FORBIDDEN,
        VoteRefusal::AlreadyVoted(_) => StatusCode::CONFLICT,
        VoteRefusal::Choices(_) => StatusCode::UNPROCESSABLE_ENTITY,
        VoteRefusal::NetworkFull { .. } => StatusCode::TOO_MANY_REQUESTS,
        VoteRefusal::NotStored => StatusCode::SERVICE_UNAVAILABLE,
    };
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    // A path made from an id can always be parsed.
    *request.uri_mut() = routes::poll(poll).parse().unwrap_or_default();
    *request.headers_mut() = headers;
    request.headers_mut().remove(header::IF_NONE_MATCH);
    *request.extensions_mut() = extensions;
    let mut page = pages::refused(state, request, refused).await;
    if page.status() == StatusCode::OK {
        *page.status_mut() = status;
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_to_its_options() {
        assert_eq!(read_choices(b"option=3&x=9&option=5"), Ok(vec![OptionId(3), OptionId(5)]));
        assert_eq!(read_choices(b""), Ok(vec![]));
        assert_eq!(read_choices(b"option=x"), Err(WrongChoices::Unknown));
        assert_eq!(read_choices(&[0xff, b'=', 0xff]), Ok(vec![]));
    }
}
