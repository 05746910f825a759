//! The months of a category: the year of the current month, and links to other years.

use crate::{routes, server_only::ServerOnly, ui::month_list::month_list};
use domain::{
    clock::Month,
    news::{ListKind, MonthsOfYear},
    text::Slug,
};
use leptos::prelude::*;

/// The address of a month of a category.
pub(super) fn address(category: &Slug, month: Month) -> String {
    routes::list(ListKind::Category, category, Some(month), None)
}

/// Renders the twelve months; those without articles are not links.
#[component]
pub fn Months(
    /// The category.
    category: Slug,
    /// The months.
    months: MonthsOfYear,
) -> impl IntoView {
    let MonthsOfYear { month: here, filled, before, after } = months;
    let year = |month: Month| {
        view! { <a class="months__year" href=address(&category, month)>"Năm " {month.year()}</a> }
            .server_only()
    };
    let months = month_list(|number| {
        let href = filled.contains(&number).then(|| address(&category, here.in_same_year(number)));
        (href, (number == here.number()).then_some("page"))
    });
    view! {
        <nav class="months" aria-label="Tin theo tháng">
            <div class="months__years">
                {before.map(year)}
                " "
                <span class="months__here">"Năm " {here.year()}</span>
                " "
                {after.map(year)}
            </div>
            {months}
        </nav>
    }
    .server_only()
}
