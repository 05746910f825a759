//! A table of the desk. On a phone each row is a card, and the table header is only for screen readers.

use crate::server_only::ServerOnly;
use leptos::prelude::*;

/// A table with these columns; its rows are `<tr>`. `label` is for screen readers.
pub fn table(label: impl Into<String>, columns: &[&'static str], rows: Vec<AnyView>) -> AnyView {
    let label = label.into();
    let columns: Vec<AnyView> =
        columns.iter().map(|column| view! { <th scope="col">{*column}</th> }.server_only()).collect();
    view! {
        <div class="scroller" tabindex="0" role="region" aria-label=label>
            <table class="desk-table">
                <thead>
                    <tr>{columns}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .server_only()
}
