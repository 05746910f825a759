//! The page for every address that leads nowhere.

use crate::{error::AppError, ui::error_view::ErrorView};
use leptos::prelude::*;

/// Says that there is nothing here, with a way on.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <ErrorView error=AppError::NotFound/> }
}
