//! The log as a table for a spreadsheet. It grows without limit, so it is read in chunks.

use super::read_filter;
use crate::{csv_file, desk, state::AppState};
use app::audit::sentence;
use axum::{
    extract::{Query, State},
    response::Response,
};
use domain::{
    accounts::store::load_accounts,
    audit::{Entry, store::load_onward},
    id::AccountId,
};
use futures_util::stream;
use std::collections::HashMap;

const HEAD: [&str; 9] = [
    "Số mục",
    "Thời điểm",
    "Người làm",
    "E-mail",
    "Phiên",
    "Việc",
    "Với mục nào",
    "Chi tiết",
    "Tên việc khi lưu",
];

pub(crate) async fn file(
    State(state): State<AppState>,
    Query(asked): Query<HashMap<String, String>>,
) -> Response {
    let db = state.services.db.clone();
    let (filter, _) = read_filter(&asked, &state.zone);
    // The first chunk is loaded before the response begins, so that an error of the store can still set the
    // status.
    let loaded = async { Ok((load_accounts(&db).await?, load_onward(&db, &filter, None).await?)) };
    let (accounts, first) = match loaded.await {
        Ok(loaded) => loaded,
        Err(fault) => return desk::failed(&state, &fault),
    };
    let people: Vec<(AccountId, String)> =
        accounts.into_iter().map(|account| (account.id, account.name)).collect();
    let pieces = stream::try_unfold((first, people), move |(entries, people)| {
        let (db, filter) = (db.clone(), filter.clone());
        async move {
            let Some(last) = entries.last() else { return Ok(None) };
            let next = load_onward(&db, &filter, Some(last.sequence)).await?;
            let rows = entries.iter().map(|entry| row(entry, &people)).collect();
            Ok(Some((rows, (next, people))))
        }
    });
    csv_file::pieces("nhat-ky.csv", &HEAD, pieces)
}

fn row(entry: &Entry, people: &[(AccountId, String)]) -> Vec<String> {
    let email = entry.who.as_ref().map(|who| who.email.as_str()).unwrap_or_default();
    let stored = match &entry.action {
        Ok(action) => action.as_str(),
        Err(stored) => stored,
    };
    vec![
        entry.sequence.to_string(),
        entry.moment.machine.clone(),
        csv_file::plain(&sentence::who(entry)),
        csv_file::plain(email),
        entry.actor.session.map(|session| session.to_string()).unwrap_or_default(),
        csv_file::plain(&sentence::action(entry)),
        csv_file::plain(&sentence::subject(entry, people).0),
        csv_file::plain(&sentence::details(entry).join("; ")),
        csv_file::plain(stored),
    ]
}
