//! The line above a headline: the article's own words, or the name of its category; it leads to the category.

use crate::{routes, served::Draw};
use domain::news::Named;
use leptos::prelude::*;

/// Draws the line.
#[component]
pub fn Kicker(
    /// The article's main category.
    category: Named,
    /// The article's own words; empty for the category's name.
    kicker: String,
) -> impl IntoView {
    let words = if kicker.is_empty() { category.name } else { kicker };
    view! { <p class="kicker"><a href=routes::category(&category.slug)>{words}</a></p> }.drawn()
}
