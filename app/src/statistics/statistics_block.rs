//! The four figures of the side column.

use domain::statistics::{Figures, day_in_words, grouped};
use leptos::prelude::*;

/// Draws the figures. Nobody is counted yet, so who is online is not known.
#[component]
pub fn StatisticsBlock(
    /// The figures.
    figures: Figures,
) -> impl IntoView {
    let row = |label: &'static str, figure: String| {
        view! {
            <div class="statistics__row">
                <dt>{label}</dt>
                <dd>{figure}</dd>
            </div>
        }
    };
    view! {
        <section class="block statistics" aria-labelledby="statistics-heading">
            <h2 class="block__heading" id="statistics-heading">"Thống kê truy cập"</h2>
            <dl class="statistics__figures">
                {row("Đang truy cập", "–".to_owned())}
                {row("Hôm nay", grouped(figures.today))}
                {row("Tháng hiện tại", grouped(figures.month))}
                {row("Tổng lượt truy cập", grouped(figures.total))}
            </dl>
            {figures.as_of.map(|day| view! {
                <p class="statistics__note">"Số liệu chuyển sang từ trang cũ, tính đến ngày " {day_in_words(&day)} "."</p>
            })}
        </section>
    }
}
