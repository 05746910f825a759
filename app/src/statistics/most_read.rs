//! What is read most: a block beside every page, and a part of the front page.

use crate::{routes, served::Draw};
use domain::{news::Headline, statistics::MostRead};
use leptos::prelude::*;
use std::sync::Arc;

/// The names of the spans.
const DAY: &str = "24 giờ";
const WEEK: &str = "7 ngày";
const MONTH: &str = "30 ngày";

/// The block of the side column: three lists, of which one is shown.
#[component]
pub fn MostReadBlock(
    /// What is read most.
    most: Arc<MostRead>,
) -> impl IntoView {
    if *most == MostRead::default() {
        return None;
    }
    let spans = [("day", DAY, &most.day), ("week", WEEK, &most.week), ("month", MONTH, &most.month)];
    let tabs = spans.iter().map(|(key, name, _)| {
        let id = format!("doc-nhieu-{key}");
        view! {
            <input class="most-read__choice" type="radio" name="doc-nhieu" id=id.clone() checked=*key == "day"/>
            <label class="most-read__tab" r#for=id>{*name}</label>
        }
    });
    let tabs = tabs.collect_view();
    let lists = spans.iter().map(|(key, name, headlines)| {
        view! {
            <div class=format!("most-read__list most-read__list--{key}")>
                {ranking(headlines, name)}
            </div>
        }
    });
    let lists = lists.collect_view();
    let block = view! {
        <section class="block most-read" aria-labelledby="doc-nhieu">
            <h2 class="block__heading" id="doc-nhieu">"Đọc nhiều nhất"</h2>
            <fieldset class="most-read__tabs">
                <legend class="visually-hidden">"Trong khoảng thời gian"</legend>
                {tabs}
            </fieldset>
            {lists}
        </section>
    };
    Some(block.drawn())
}

/// The part of the front page: the three lists beside each other.
#[component]
pub fn MostReadStrip(
    /// What is read most.
    most: Arc<MostRead>,
) -> impl IntoView {
    if *most == MostRead::default() {
        return None;
    }
    let spans = [(DAY, &most.day), (WEEK, &most.week), (MONTH, &most.month)];
    let lists = spans.map(|(name, headlines)| {
        view! {
            <section class="most-read-strip__list">
                <h3 class="most-read-strip__span">{name} " qua"</h3>
                {ranking(headlines, name)}
            </section>
        }
    });
    let strip = view! {
        <section class="strip most-read-strip">
            <h2 class="strip__heading">"Đọc nhiều nhất"</h2>
            <div class="most-read-strip__lists">{Vec::from(lists)}</div>
        </section>
    };
    Some(strip.drawn())
}

fn ranking(headlines: &[Headline], span: &'static str) -> AnyView {
    if headlines.is_empty() {
        return view! { <p class="most-read__empty">"Chưa có lượt đọc nào trong " {span} " qua."</p> }
            .drawn();
    }
    let rows = headlines.iter().map(|headline| {
        let href = routes::headline(headline);
        view! { <li class="most-read__row"><a href=href>{headline.title.clone()}</a></li> }
    });
    view! { <ol class="most-read__rows">{rows.collect_view()}</ol> }.drawn()
}
