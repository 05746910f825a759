//! The result of a poll as tables for a spreadsheet.

use crate::{csv_file, limiter::Client, plain_page, state::AppState};
use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::HeaderMap,
    response::Response,
};
use domain::{
    id::PollId,
    polls::{
        per_mille,
        store::{Report, load_report},
    },
};
use std::sync::Arc;

/// The id of a poll in an address.
type Segment = Result<Path<String>, PathRejection>;

pub(crate) async fn result(
    state: State<AppState>,
    id: Segment,
    from: Client,
    headers: HeaderMap,
) -> Response {
    poll_table(state, id, from, headers, "ket-qua", |report| {
        let tally = report.paper.standing.tally.as_ref()?;
        let head = [
            "Phương án",
            "Số phiếu",
            "Lượt từ trang cũ",
            "Tỷ lệ theo người (phần nghìn)",
            "Tỷ lệ theo lượt chọn (phần nghìn)",
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        // If there are only votes of the previous site, the number of people is unknown.
        let known = tally.voters > 0 || tally.opening() == 0;
        for (option, count) in report.paper.poll.options.iter().zip(&tally.options) {
            rows.push(vec![
                csv_file::plain(&option.label),
                count.votes.to_string(),
                count.opening.to_string(),
                if known { per_mille(count.votes, tally.voters).to_string() } else { String::new() },
                per_mille(count.all(), tally.ticks()).to_string(),
            ]);
        }
        Some(rows)
    })
    .await
}

pub(crate) async fn days(state: State<AppState>, id: Segment, from: Client, headers: HeaderMap) -> Response {
    poll_table(state, id, from, headers, "theo-ngay", |report| {
        report.paper.standing.tally.as_ref()?;
        let mut rows = vec![vec!["Ngày".to_owned(), "Số phiếu".to_owned()]];
        rows.extend(report.days.iter().map(|day| vec![day.day.clone(), day.ballots.to_string()]));
        Some(rows)
    })
    .await
}

/// A table of a poll, if this reader may see its result. Limited like a page, since it needs as many queries.
async fn poll_table(
    State(state): State<AppState>,
    id: Segment,
    from: Client,
    headers: HeaderMap,
    name: &'static str,
    rows: impl FnOnce(&Report) -> Option<Vec<Vec<String>>> + Send + 'static,
) -> Response {
    // A segment that is not valid text is no id.
    let Some(id) = id.ok().and_then(|Path(id)| id.parse().ok()) else {
        return plain_page::missing_file(&state.assets);
    };
    let assets = Arc::clone(&state.assets);
    let answer = state.clone().in_a_task(from, answer(state, id, headers, name, rows)).await;
    answer.unwrap_or_else(|error| {
        tracing::error!("a table of poll {id} failed: {error}");
        plain_page::failed(&assets)
    })
}

async fn answer(
    state: AppState,
    id: PollId,
    headers: HeaderMap,
    name: &str,
    rows: impl FnOnce(&Report) -> Option<Vec<Vec<String>>>,
) -> Response {
    let viewer = state.services.viewer(&headers);
    match load_report(&state.services.reading(), id, &viewer).await {
        Ok(Some(report)) => match rows(&report) {
            Some(rows) => csv_file::answer(&format!("binh-chon-{id}-{name}.csv"), &rows),
            None => plain_page::missing_file(&state.assets),
        },
        Ok(None) => plain_page::missing_file(&state.assets),
        Err(fault) => {
            tracing::error!("a table of poll {id} could not be loaded: {fault}");
            plain_page::failed(&state.assets)
        }
    }
}
