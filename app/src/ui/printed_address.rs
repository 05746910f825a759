//! The address of a page, for readers of a printed copy.

use crate::server_only::ServerOnly;
use leptos::prelude::*;

/// Renders the address; it is hidden on screens.
#[component]
pub fn PrintedAddress(
    /// The whole address.
    address: String,
) -> impl IntoView {
    view! { <p class="printed-address">"Địa chỉ: " {address}</p> }.server_only()
}
