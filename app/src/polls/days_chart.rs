//! The ballots of each day, as a chart and as a table.

use crate::server_only::ServerOnly;
use domain::{
    polls::DayCount,
    statistics::{day_in_words, grouped},
};
use leptos::prelude::*;
use std::fmt::Write;

/// The size of the SVG in its own units; it is scaled to the width of the column.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 160;
/// Room for labels: the highest day above, the first and the last day below.
const MARGIN: u32 = 24;

/// Draws the days. Days without a ballot between two others are drawn as 0.
#[component]
pub fn DaysChart(
    /// The days with ballots, ascending; at least two.
    days: Vec<DayCount>,
) -> impl IntoView {
    let most = days.iter().map(|day| day.ballots).max().unwrap_or(1).max(1);
    let first = days.first().map_or(0, |day| day.number);
    let last = days.last().map_or(0, |day| day.number);
    let span = u32::try_from(last - first).unwrap_or(0);
    let place = |number: i64| across(number - first, span.max(1));
    let height =
        |ballots: u32| MARGIN + HEIGHT - (u64::from(ballots) * u64::from(HEIGHT) / u64::from(most)) as u32;
    let mut line = String::new();
    let mut before = None;
    for day in &days {
        let number = day.number;
        // Days without ballots in between: the curve goes down to 0.
        if before.is_some_and(|before| number - before > 1) {
            for empty in [before.map_or(number, |before| before + 1), number - 1] {
                // Writing to a `String` cannot fail.
                let _ = write!(line, "{},{} ", place(empty), height(0));
            }
        }
        let _ = write!(line, "{},{} ", place(number), height(day.ballots));
        before = Some(number);
    }
    let dots = days.iter().map(|day| {
        view! { <circle cx=place(day.number) cy=height(day.ballots) r="3"></circle> }
    });
    let dots = dots.collect_view();
    let peak = days.iter().max_by_key(|day| day.ballots).map(|day| {
        let at = place(day.number).clamp(16, WIDTH - 16);
        view! { <text class="chart__label" x=at y=height(day.ballots) - 8 text-anchor="middle">{grouped(i64::from(day.ballots))}</text> }
    });
    let (from, to) =
        (days.first().map(|day| day_in_words(&day.day)), days.last().map(|day| day_in_words(&day.day)));
    let below = MARGIN + HEIGHT + 18;
    let rows = days.iter().map(|day| {
        view! {
            <tr>
                <th scope="row">{day_in_words(&day.day)}</th>
                <td>{grouped(i64::from(day.ballots))}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let base = MARGIN + HEIGHT;
    view! {
        <figure class="chart">
            <svg class="chart__drawing" viewBox=format!("0 0 {WIDTH} {}", HEIGHT + 2 * MARGIN) role="img" aria-label="Số phiếu mỗi ngày; bảng số liệu nằm ngay bên dưới">
                <line class="chart__base" x1="0" x2=WIDTH y1=base y2=base></line>
                <polyline class="chart__line" points=line.trim_end().to_owned()></polyline>
                {dots}
                {peak}
                " "
                <text class="chart__label" x="0" y=below>{from}</text>
                " "
                <text class="chart__label" x=WIDTH y=below text-anchor="end">{to}</text>
            </svg>
            <figcaption>"Số phiếu mỗi ngày"</figcaption>
        </figure>
        <details class="chart-table">
            <summary>"Bảng số phiếu theo ngày"</summary>
            <table class="figures">
                <thead><tr><th scope="col">"Ngày"</th><th scope="col">"Số phiếu"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .server_only()
}

/// The horizontal position of a day.
fn across(days: i64, span: u32) -> u32 {
    // Margins of 4, so that the dots at both ends are not cut off.
    4 + (days.unsigned_abs() * u64::from(WIDTH - 8) / u64::from(span)) as u32
}
