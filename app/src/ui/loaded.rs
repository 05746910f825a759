//! A page that waits for its data, and says so when there is none.

use crate::{error::AppError, ui::error_view::ErrorView};
use leptos::prelude::*;
use serde::{Serialize, de::DeserializeOwned};

/// Draws a page from its data once that is there. While the next page loads, the one before it stays.
pub fn loaded<T, V>(
    data: Resource<Result<T, AppError>>,
    draw: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> impl IntoView
where
    T: Clone + Send + Sync + Serialize + DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    view! {
        <Transition fallback=|| ()>
            {move || {
                let draw = draw.clone();
                Suspend::new(async move {
                    match data.await {
                        Ok(data) => draw(data).into_any(),
                        Err(error) => view! { <ErrorView error/> }.into_any(),
                    }
                })
            }}
        </Transition>
    }
}
