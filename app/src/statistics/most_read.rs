//! The block of most-read articles beside every page.

use crate::{routes, server_only::ServerOnly};
use domain::{news::Headline, statistics::MostRead};
use leptos::prelude::*;
use std::sync::Arc;
#[cfg(feature = "ssr")]
use {
    crate::{answer, rendered_page::PagePart},
    domain::news::Shown,
};

/// Lists of five articles, and tabs for the periods. The tabs are radio buttons; the style sheet shows the
/// list of the checked one.
#[component]
pub fn MostReadBlock(
    /// The lists.
    most: Arc<MostRead>,
) -> impl IntoView {
    let spans = spans(&most);
    let (first, ..) = spans.first().copied()?;
    let tabs = spans.iter().map(|(key, name, _)| {
        let id = format!("doc-nhieu-{key}");
        view! {
            <input class="most-read__choice" type="radio" name="doc-nhieu" id=id.clone() checked=*key == first/>
            " "
            <label class="most-read__tab" r#for=id>{*name}</label>
            " "
        }
    });
    // With one period there is nothing to choose.
    let tabs = (spans.len() > 1).then(|| {
        view! {
            <fieldset class="most-read__tabs">
                <legend class="visually-hidden">"Trong khoảng thời gian"</legend>
                {tabs.collect_view()}
            </fieldset>
        }
    });
    let span = if spans.len() > 1 { "visually-hidden" } else { "most-read__span" };
    let lists = spans.iter().map(|(key, name, headlines)| {
        let rows = headlines.iter().map(|headline| {
            let href = routes::headline(headline);
            view! { <li class="most-read__row"><a href=href>{headline.title.clone()}</a></li> }
        });
        view! {
            <div class=format!("most-read__list most-read__list--{key}")>
                <h3 class=span>"Trong " {*name} " qua"</h3>
                <ol class="most-read__rows">{rows.collect_view()}</ol>
            </div>
        }
    });
    let lists = lists.collect_view();
    let block = view! {
        <section class="block most-read" aria-labelledby="doc-nhieu">
            <h2 class="block__heading" id="doc-nhieu">"Đọc nhiều nhất"</h2>
            {tabs}
            {lists}
        </section>
    };
    Some(block.server_only())
}

/// The block with its version, to update pages that are open.
#[cfg(feature = "ssr")]
pub(crate) fn most_read() -> Vec<PagePart> {
    let most = answer::most_read();
    let Some(version) = most.shown_version() else { return Vec::new() };
    vec![PagePart::News { shown: Shown::MostRead, version }, PagePart::html(view! { <MostReadBlock most/> })]
}

/// The key of a period, its name, and its list.
type Span<'a> = (&'static str, &'static str, &'a [Headline]);

/// The periods to show: without empty ones, and without those equal to the shorter one.
fn spans(most: &MostRead) -> Vec<Span<'_>> {
    let all: [Span<'_>; 3] =
        [("day", "24 giờ", &most.day), ("week", "7 ngày", &most.week), ("month", "30 ngày", &most.month)];
    let mut spans: Vec<Span<'_>> = Vec::new();
    for span in all {
        let repeats = spans.last().is_some_and(|(.., shorter)| *shorter == span.2);
        if !span.2.is_empty() && !repeats {
            spans.push(span);
        }
    }
    spans
}
