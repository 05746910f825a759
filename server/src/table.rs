//! Tables for a spreadsheet.

use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::db::Fault;
use futures_util::{
    TryStreamExt,
    stream::{self, Stream, StreamExt},
};
use std::error::Error;

/// Tells spreadsheets that the text is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// A text as a cell: a spreadsheet takes one that begins so for a formula and runs it.
pub(crate) fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// The answer with a table, to be saved under a name.
pub(crate) fn answer(name: &str, rows: &[Vec<String>]) -> Response {
    match write(MARK.to_vec(), rows) {
        Ok(bytes) => (headers(name), bytes).into_response(),
        Err(error) => {
            tracing::error!("a table could not be written: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// The answer with a table that is never held as a whole. A piece that fails breaks the answer off, so that no browser
/// takes what it has for all of it.
pub(crate) fn pieces(
    name: &str,
    head: &[&str],
    rows: impl Stream<Item = Result<Vec<Vec<String>>, Fault>> + Send + 'static,
) -> Response {
    let head = head.iter().map(|name| (*name).to_owned()).collect();
    let head = stream::once(async { write(MARK.to_vec(), &[head]) });
    let rows = rows.map(|rows| write(Vec::new(), &rows?));
    let bytes = head.chain(rows).inspect_err(|error| tracing::error!("a table broke off: {error}"));
    (headers(name), Body::from_stream(bytes)).into_response()
}

/// Writes rows behind what is there. All of them are as long as the first.
fn write(bytes: Vec<u8>, rows: &[Vec<String>]) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
    let mut writer = csv::Writer::from_writer(bytes);
    rows.iter().try_for_each(|row| writer.write_record(row))?;
    Ok(writer.into_inner().map_err(|error| error.to_string())?)
}

fn headers(name: &str) -> [(header::HeaderName, String); 3] {
    [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ]
}
