//! The twelve months of a year as links.

use crate::server_only::ServerOnly;
use leptos::prelude::*;

/// Renders the months. For a month's number, `cell` returns its address, if there is anything to show, and
/// whether it is the current one (the value of `aria-current`).
pub fn month_list(cell: impl Fn(i8) -> (Option<String>, Option<&'static str>)) -> AnyView {
    let cells = (1..=12).map(|number| match cell(number) {
        (Some(href), current) => {
            view! { <li><a class="months__month" href=href aria-current=current>{number}</a></li> }
                .server_only()
        }
        (None, current) => {
            view! { <li><span class="months__month" aria-current=current>{number}</span></li> }.server_only()
        }
    });
    view! { <ol class="months__list">{cells.collect_view()}</ol> }.server_only()
}
