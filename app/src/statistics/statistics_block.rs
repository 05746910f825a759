//! The four figures of the side column, and the visits of the last 24 hours, updated live.

use super::open_figures::OpenFigures;
use crate::{routes, server_only::as_html, ui::at_once::Erase};
use domain::statistics::{Figures, grouped};
use leptos::prelude::*;

/// The size of the sparkline in SVG units.
const WIDTH: i64 = 230;
const HEIGHT: i64 = 36;

/// Draws the figures.
#[component]
pub fn StatisticsBlock(
    /// The figures when the page was rendered.
    figures: Figures,
) -> impl IntoView {
    let figures = expect_context::<OpenFigures>().show(figures);
    let now = move || figures.with(render);
    (move || as_html(now())).erased()
}

fn render(figures: &Figures) -> impl IntoView + use<> {
    let row = |label: &'static str, figure: i64| {
        view! {
            <div class="statistics__row">
                <dt>{label}</dt>
                <dd>{grouped(figure)}</dd>
            </div>
        }
    };
    let rows = [
        // The reader is one of them.
        ("Đang truy cập", figures.online.max(1)),
        ("Hôm nay", figures.today),
        ("Tháng hiện tại", figures.month),
        ("Tổng lượt truy cập", figures.total),
    ];
    let most = figures.hours.iter().copied().max().unwrap_or(0);
    let spark = (most > 0).then(|| {
        let words = format!("Lượt truy cập trong 24 giờ qua; giờ đông nhất có {} lượt.", grouped(most));
        let points = points(&figures.hours, most);
        let view_box = format!("0 0 {WIDTH} {HEIGHT}");
        view! {
            <svg class="statistics__spark" viewBox=view_box role="img" aria-label=words>
                <polyline points=points></polyline>
            </svg>
            <p class="statistics__note">"24 giờ qua, giờ đông nhất: " {grouped(most)} " lượt"</p>
        }
    });
    view! {
        <section class="block statistics" aria-labelledby="statistics-heading">
            <h2 class="block__heading" id="statistics-heading">"Thống kê truy cập"</h2>
            <dl class="statistics__figures">{Vec::from(rows.map(|(label, figure)| row(label, figure)))}</dl>
            {spark}
            <p class="statistics__more"><a href=routes::STATISTICS>"Xem thống kê đầy đủ"</a></p>
        </section>
    }
}

/// The points of the line, the oldest hour first.
fn points(hours: &[i64], most: i64) -> String {
    let mut points = String::new();
    for (place, visits) in (0..).zip(hours) {
        let height = HEIGHT - 2 - visits * (HEIGHT - 4) / most;
        points.push_str(&format!("{},{height} ", place * 10));
    }
    points
}
