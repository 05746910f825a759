//! The line above a headline: the kicker, or the name of the category, with a link to the category.

use crate::{routes, server_only::ServerOnly};
use domain::news::Named;
use leptos::prelude::*;

/// Renders the line.
#[component]
pub fn Kicker(
    /// The article's main category.
    category: Named,
    /// The kicker; if empty, the category's name is shown.
    kicker: String,
) -> impl IntoView {
    let words = if kicker.is_empty() { category.name } else { kicker };
    view! { <p class="kicker"><a href=routes::category(&category.slug)>{words}</a></p> }.server_only()
}
