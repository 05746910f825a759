//! CSV files of the statistics of a period.

use crate::{csv_file, limiter::Client, plain_page, state::AppState};
use app::{routes, statistics::names};
use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use domain::{
    db::DbError,
    scope::Scope,
    statistics::{
        Dimension,
        period::Period,
        report::{Bar, Table},
    },
};
use std::sync::Arc;

/// The period and the file name in the path.
type Segments = Result<Path<(String, String)>, PathRejection>;

/// `/thong-ke/{period}/{file}`.
pub(crate) async fn file(State(state): State<AppState>, segments: Segments, from: Client) -> Response {
    // Invalid segments lead to the page for a missing file.
    let (period, file) = segments.map(|Path(segments)| segments).unwrap_or_default();
    let Some((period, dimension)) = routes::read_statistics_csv(&period, &file) else {
        return plain_page::missing_file(&state.assets);
    };
    let assets = Arc::clone(&state.assets);
    // With the same limit as pages, since it costs the database as much.
    let answer = state.clone().in_a_task(from, answer(state, period, dimension, file)).await;
    answer.unwrap_or_else(|error| {
        tracing::error!("a table of the statistics failed: {error}");
        plain_page::failed(&assets)
    })
}

async fn answer(state: AppState, period: Period, dimension: Option<Dimension>, file: String) -> Response {
    let rows = match dimension {
        Some(dimension) => values(&state, period, dimension).await,
        None => visits(&state, period).await,
    };
    match rows {
        Ok(Some(rows)) => {
            csv_file::answer(&format!("thong-ke-{}-{file}", routes::period_segment(period)), &rows)
        }
        Ok(None) => plain_page::missing_file(&state.assets),
        Err(fault) => {
            tracing::error!("a table of the statistics could not be loaded: {fault}");
            plain_page::failed(&state.assets)
        }
    }
}

async fn visits(state: &AppState, period: Period) -> Result<Option<Vec<Vec<String>>>, DbError> {
    let report = state.services.counter.course(Scope::Visitor, period).await?;
    Ok(report.map(|report| {
        let head = ["Kỳ", "Lượt truy cập đã đếm", "Lượt từ trang cũ", "Lượt xem trang", "Máy tự động"];
        let row = |bar: &Bar| {
            let name = match (bar.period, bar.hour) {
                (Some(part), _) => part.to_string(),
                (None, hour) => format!("{period} {:02}:00", hour.unwrap_or(0)),
            };
            let numbers = [bar.sums.visits, bar.opening, bar.sums.views, bar.sums.crawlers];
            std::iter::once(name).chain(numbers.map(|number| number.to_string())).collect()
        };
        let known = report.bars.iter().filter(|bar| !bar.to_come);
        std::iter::once(head.map(str::to_owned).to_vec()).chain(known.map(row)).collect()
    }))
}

async fn values(
    state: &AppState,
    period: Period,
    dimension: Dimension,
) -> Result<Option<Vec<Vec<String>>>, DbError> {
    let services = &state.services;
    let loaded = services.counter.table(Scope::Visitor, period, dimension).await?;
    Ok(loaded.map(|Table { rows, .. }| {
        let head = [names::column(dimension), "Lượt xem", "Lượt bắt đầu tại đây", "Địa chỉ"];
        // Only articles have an address, and crawlers have no visits.
        let columns = match dimension {
            Dimension::Article => 4,
            Dimension::Crawler => 2,
            _ => 3,
        };
        let mut lines = vec![head[..columns].iter().map(|word| (*word).to_owned()).collect::<Vec<_>>()];
        lines.extend(rows.iter().map(|row| {
            let article = row.article.as_ref();
            let name = match (article, dimension) {
                (Some(headline), _) => headline.title.clone(),
                (None, Dimension::Article) => format!("{} (số {})", names::GONE, row.value),
                (None, _) => names::value(dimension, &row.value),
            };
            let address = article.map(|headline| format!("{}{}", services.url, routes::headline(headline)));
            let cells = [
                csv_file::plain(&name),
                row.count.views.to_string(),
                row.count.visits.to_string(),
                address.unwrap_or_default(),
            ];
            cells[..columns].to_vec()
        }));
        lines
    }))
}
