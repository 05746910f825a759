//! The result of a poll as tables for a spreadsheet.

use crate::{plain_page, router::Site};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use domain::{
    polls::{
        per_mille,
        store::{Report, load_report},
    },
    scope::Scope,
};

/// Tells spreadsheets that the text is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

pub(crate) async fn result(state: State<Site>, id: Path<String>, headers: HeaderMap) -> Response {
    table(state, id, &headers, "ket-qua", |report| {
        let tally = report.paper.standing.tally.as_ref()?;
        let head = [
            "Phương án",
            "Số phiếu",
            "Lượt từ trang cũ",
            "Phần nghìn người bình chọn",
            "Phần nghìn lượt chọn",
        ];
        let mut rows = vec![head.map(str::to_owned).to_vec()];
        for (option, count) in report.paper.poll.options.iter().zip(&tally.options) {
            rows.push(vec![
                plain(&option.label),
                count.votes.to_string(),
                count.opening.to_string(),
                per_mille(count.votes, tally.voters).to_string(),
                per_mille(count.all(), tally.ticks()).to_string(),
            ]);
        }
        Some(rows)
    })
    .await
}

pub(crate) async fn days(state: State<Site>, id: Path<String>, headers: HeaderMap) -> Response {
    table(state, id, &headers, "theo-ngay", |report| {
        report.paper.standing.tally.as_ref()?;
        let mut rows = vec![vec!["Ngày".to_owned(), "Số phiếu".to_owned()]];
        rows.extend(report.days.iter().map(|day| vec![day.day.clone(), day.ballots.to_string()]));
        Some(rows)
    })
    .await
}

/// A spreadsheet takes a text that begins so for a formula and runs it.
fn plain(label: &str) -> String {
    if label.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{label}") } else { label.to_owned() }
}

/// A table of a poll whose result this reader may see.
async fn table(
    State(site): State<Site>,
    Path(id): Path<String>,
    headers: &HeaderMap,
    name: &str,
    rows: impl FnOnce(&Report) -> Option<Vec<Vec<String>>>,
) -> Response {
    let Ok(id) = id.parse() else {
        return plain_page::missing_file(&site.assets);
    };
    let looker = site.backend.looker(headers);
    match load_report(&site.backend.db, Scope::Visitor, id, &looker).await {
        Ok(Some(report)) => match rows(&report).and_then(|rows| write(&rows)) {
            Some(bytes) => {
                let disposition = format!("attachment; filename=\"binh-chon-{id}-{name}.csv\"");
                let headers = [
                    (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                    (header::CONTENT_DISPOSITION, disposition),
                    (header::CACHE_CONTROL, "no-store".to_owned()),
                ];
                (headers, bytes).into_response()
            }
            None => plain_page::missing_file(&site.assets),
        },
        Ok(None) => plain_page::missing_file(&site.assets),
        Err(fault) => {
            tracing::error!("a table of poll {id} could not be loaded: {fault}");
            plain_page::failed(&site.assets)
        }
    }
}

fn write(rows: &[Vec<String>]) -> Option<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    for row in rows {
        // Writing to memory cannot fail.
        writer.write_record(row).ok()?;
    }
    writer.into_inner().ok()
}
