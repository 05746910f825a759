//! The breadcrumb: the path from the front page to the current page.

use crate::{routes, server_only::ServerOnly};
use domain::news::Named;
use leptos::prelude::*;

/// A step: its address and its name.
pub type Step = (String, String);

/// The steps of a category, from the root of the tree.
pub fn category_steps(path: &[Named]) -> Vec<Step> {
    path.iter().map(|category| (routes::category(&category.slug), category.name.clone())).collect()
}

/// The breadcrumb; with `here` the last step is the page itself.
#[component]
pub fn Breadcrumb(
    /// The steps below the front page.
    steps: Vec<Step>,
    /// Whether the last step is this page.
    #[prop(optional)]
    here: bool,
) -> impl IntoView {
    let last = steps.len().saturating_sub(1);
    let steps = steps.into_iter().enumerate().map(move |(place, (href, label))| {
        let current = (here && place == last).then_some("page");
        view! {
            <li class="breadcrumb__step"><a href=href aria-current=current>{label}</a></li>
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
    .server_only()
}
