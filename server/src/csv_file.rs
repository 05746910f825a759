//! CSV files for spreadsheets.

use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::db::DbError;
use futures_util::{
    TryStreamExt,
    stream::{self, Stream, StreamExt},
};
use std::error::Error;

/// The byte order mark, which tells spreadsheets that the text is UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Escapes a cell: spreadsheets would run a text with such a beginning as a formula.
pub(crate) fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// A response with a CSV file, to be saved under a name.
pub(crate) fn answer(name: &str, rows: &[Vec<String>]) -> Response {
    match write(MARK.to_vec(), rows) {
        Ok(bytes) => (headers(name), bytes).into_response(),
        Err(error) => {
            tracing::error!("a table could not be written: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// A response with a CSV file that is streamed. If a chunk fails, the response is aborted, so that no browser
/// takes the part for the whole.
pub(crate) fn pieces(
    name: &str,
    head: &[&str],
    rows: impl Stream<Item = Result<Vec<Vec<String>>, DbError>> + Send + 'static,
) -> Response {
    let head = head.iter().map(|name| (*name).to_owned()).collect();
    let head = stream::once(async { write(MARK.to_vec(), &[head]) });
    let rows = rows.map(|rows| write(Vec::new(), &rows?));
    let bytes = head.chain(rows).inspect_err(|error| tracing::error!("a table broke off: {error}"));
    (headers(name), Body::from_stream(bytes)).into_response()
}

/// Appends rows to the bytes. All rows have as many cells as the first.
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
