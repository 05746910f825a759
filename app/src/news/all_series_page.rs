//! The list of all series, at `/chuyen-de`.

use crate::{
    rendered_page::{Head, RenderedPage},
    routes,
    server_only::ServerOnly,
    sharing::{Elsewhere, Subject},
    ui::breadcrumb::Breadcrumb,
};
use domain::news::SeriesEntry;
use leptos::prelude::*;

const NAME: &str = "Chuyên đề";
const DESCRIPTION: &str = "Những loạt bài đi sâu vào một câu chuyện, đọc được từ bài đầu đến bài mới nhất.";

/// Renders all series, the one with the newest article first.
pub fn all_series_page(entries: Vec<SeriesEntry>) -> RenderedPage {
    let here = routes::ALL_SERIES.to_owned();
    let steps = vec![(here.clone(), NAME.to_owned())];
    let head = Head {
        title: NAME.to_owned(),
        canonical: Some(here.clone()),
        elsewhere: Elsewhere { subject: Subject::List, ..Elsewhere::page(DESCRIPTION, steps.clone()) },
    };
    let empty = entries.is_empty();
    let rows = entries.into_iter().map(|entry| view! { <Entry entry/> });
    let view = view! {
        <Breadcrumb steps here=true/>
        <header class="list-head">
            <h1 class="list-head__title">{NAME}</h1>
            <p class="list-head__description">{DESCRIPTION}</p>
        </header>
        {empty.then(|| view! {
            <p class="empty-state">
                "Chưa có chuyên đề nào. " <a href=routes::FRONT>"Mời quý vị xem tin mới ở trang nhất."</a>
            </p>
        })}
        <div class="series-list">{rows.collect_view()}</div>
    };
    RenderedPage::html(here, head, view)
}

#[component]
fn Entry(entry: SeriesEntry) -> impl IntoView {
    let SeriesEntry { series, description, latest } = entry;
    let address = routes::card(&latest);
    view! {
        <section class="series-entry">
            <h2 class="series-entry__name"><a href=routes::series(&series.slug)>{series.name}</a></h2>
            {(!description.is_empty()).then(|| view! { <p>{description}</p> })}
            <p class="series-entry__latest">
                "Bài mới nhất: " <a href=address>{latest.title}</a>
            </p>
        </section>
    }
    .server_only()
}
