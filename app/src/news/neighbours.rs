//! The newer and older articles of the same category.

use crate::{routes, served::Draw};
use domain::news::Headline;
use leptos::prelude::*;

/// Draws both lists; one without articles is left out.
#[component]
pub fn Neighbours(
    /// Newer articles, the nearest first.
    newer: Vec<Headline>,
    /// Older articles, the nearest first.
    older: Vec<Headline>,
) -> impl IntoView {
    (!newer.is_empty() || !older.is_empty()).then(|| {
        view! {
            <nav class="neighbours" aria-label="Tin cùng chuyên mục">
                <HeadlineList name="Những tin mới hơn" headlines=newer/>
                <HeadlineList name="Những tin cũ hơn" headlines=older/>
            </nav>
        }
        .drawn()
    })
}

#[component]
fn HeadlineList(name: &'static str, headlines: Vec<Headline>) -> impl IntoView {
    (!headlines.is_empty())
        .then(|| {
            let rows = headlines.into_iter().map(|headline| {
                let address = routes::headline(&headline);
                let day = headline.published.day().to_owned();
                view! {
                    <li class="neighbours__row">
                        <a href=address>{headline.title}</a>
                        " "
                        <time class="neighbours__day" datetime=headline.published.machine>{day}</time>
                    </li>
                }
            });
            view! {
                <section class="neighbours__list">
                    <h2 class="neighbours__heading">{name}</h2>
                    <ul>{rows.collect_view()}</ul>
                </section>
            }
        })
        .drawn()
}
