//! Where a text is found, for those who have it on paper.

use crate::served::Draw;
use leptos::prelude::*;

/// Draws the address; on a screen it is not seen.
#[component]
pub fn PrintedAddress(
    /// The whole address.
    address: String,
) -> impl IntoView {
    view! { <p class="printed-address">"Địa chỉ: " {address}</p> }.drawn()
}
