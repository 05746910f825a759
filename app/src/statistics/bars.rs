//! Bar charts: vertical bars for a course of time, horizontal ones for a ranking. The numbers are beside them
//! as text.

use crate::server_only::ServerOnly;
use leptos::prelude::*;

/// The height of vertical bars in SVG units; the style sheet sets the real height.
const HEIGHT: i64 = 100;
/// The width of a bar and the gap after it.
const STEP: usize = 10;
const BAR: usize = 8;
/// A chart with at most this many bars is not stretched across the column.
const FEW: usize = 6;

/// A vertical bar.
#[derive(Debug, Clone)]
pub struct Upright {
    /// The label below it, if there is room.
    pub label: String,
    /// The counted visits.
    pub figure: i64,
    /// The opening balance, drawn above it.
    pub opening: i64,
}

/// A chart of vertical bars.
#[component]
pub fn Uprights(
    /// The bars, from left to right.
    bars: Vec<Upright>,
    /// The alternative text.
    words: String,
    /// The caption below; may be empty.
    caption: String,
) -> impl IntoView {
    let most = bars.iter().map(|bar| bar.figure + bar.opening).max().unwrap_or(0).max(1);
    let drawn = bars.iter().enumerate().map(|(place, bar)| {
        let x = place * STEP + (STEP - BAR) / 2;
        let height = |figure: i64| {
            // Any count above zero is at least one unit high.
            let height = figure * HEIGHT / most;
            if figure > 0 { height.max(1) } else { 0 }
        };
        let (counted, opening) = (height(bar.figure), height(bar.opening));
        view! {
            {(counted > 0).then(|| view! {
                <rect class="bars__counted" x=x y=HEIGHT - counted width=BAR height=counted></rect>
            })}
            {(opening > 0).then(|| view! {
                <rect class="bars__opening" x=x y=HEIGHT - counted - opening width=BAR height=opening></rect>
            })}
        }
    });
    let drawn = drawn.collect_view();
    let last = bars.len().saturating_sub(1);
    // All labels if there are few; otherwise the first, the last, and some between if there is room.
    let few = bars.len() <= FEW;
    let parts: Vec<usize> =
        if few { (0..bars.len()).collect() } else { vec![0, last / 4, last / 2, last * 3 / 4, last] };
    let labels = parts.iter().filter_map(|place| bars.get(*place)).map(|bar| {
        view! { <span>{bar.label.clone()}</span> " " }
    });
    let labels = labels.collect_view();
    let class = if few { format!("bars bars--few bars--{}", bars.len()) } else { "bars".to_owned() };
    view! {
        <figure class=class>
            <svg
                class="bars__drawing"
                viewBox=format!("0 0 {} {HEIGHT}", bars.len() * STEP)
                preserveAspectRatio="none"
                role="img"
                aria-label=words
            >
                {drawn}
            </svg>
            <div class="bars__axis" aria-hidden="true">{labels}</div>
            <figcaption class="bars__caption">{caption}</figcaption>
        </figure>
    }
    .server_only()
}

/// A horizontal bar below the text of a row.
#[component]
pub fn Lying(
    /// The value.
    figure: i64,
    /// The largest value.
    most: i64,
) -> impl IntoView {
    let width = figure * 1000 / most.max(1);
    view! {
        <svg class="lying-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="0" width=width height="10"></rect>
        </svg>
    }
    .server_only()
}
