//! Where am I: the way from the front page down to here.

use crate::routes;
use domain::news::CategoryName;
use leptos::prelude::*;

/// The breadcrumb; the last category is the page itself where `here` says so.
#[component]
pub fn Breadcrumb(
    /// From the root of the tree down.
    path: Vec<CategoryName>,
    /// Whether the last category is this page.
    #[prop(optional)]
    here: bool,
) -> impl IntoView {
    let last = path.len().saturating_sub(1);
    let steps = path.into_iter().enumerate().map(move |(place, category)| {
        let current = (here && place == last).then_some("page");
        view! {
            <li class="breadcrumb__step">
                <a href=routes::category(&category.slug) aria-current=current>{category.name}</a>
            </li>
        }
    });
    view! {
        <nav class="breadcrumb" aria-label="Vị trí trang">
            <ol class="breadcrumb__steps">
                <li class="breadcrumb__step"><a href=routes::FRONT>"Trang nhất"</a></li>
                {steps.collect_view()}
            </ol>
        </nav>
    }
    .into_any()
}
