//! Tables for a spreadsheet.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// Tells spreadsheets that the text is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A text as a cell: a spreadsheet takes one that begins so for a formula and runs it.
pub(crate) fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// The answer with a table, to be saved under a name.
pub(crate) fn answer(name: &str, rows: &[Vec<String>]) -> Response {
    let mut writer = csv::Writer::from_writer(MARK.to_vec());
    let written = rows.iter().try_for_each(|row| writer.write_record(row));
    // Writing to memory cannot fail, and all rows are as long as the first.
    let Some(bytes) = written.ok().and_then(|()| writer.into_inner().ok()) else {
        tracing::error!("a table could not be written");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
