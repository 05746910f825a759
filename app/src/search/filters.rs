//! The form of the page with results: the words, and which articles are searched.

use crate::{
    routes::{BY_AUTHOR, IN_CATEGORY, IN_SERIES, IN_YEAR, SEARCH, WORDS},
    server_only::ServerOnly,
};
use domain::{
    search::{Choices, Filter},
    text::Slug,
};
use leptos::prelude::*;

/// The form.
#[component]
pub fn SearchForm(
    /// The words as typed.
    typed: String,
    /// What was chosen.
    filter: Filter,
    /// What there is to choose from.
    choices: Choices,
) -> impl IntoView {
    let slug = |slug: &Option<Slug>| slug.as_ref().map(|slug| slug.as_str().to_owned()).unwrap_or_default();
    let categories = choices.categories.iter().map(|(category, depth)| {
        (category.slug.as_str().to_owned(), format!("{}{}", "\u{2003}".repeat(*depth), category.name))
    });
    let categories: Vec<_> = categories.collect();
    let named = |list: &[domain::news::Named]| {
        list.iter().map(|named| (named.slug.as_str().to_owned(), named.name.clone())).collect::<Vec<_>>()
    };
    let years: Vec<_> = choices.years.iter().map(|year| (year.to_string(), year.to_string())).collect();
    let selects = [
        (IN_CATEGORY, "Chuyên mục", "Mọi chuyên mục", slug(&filter.category), categories),
        (IN_SERIES, "Chuyên đề", "Mọi chuyên đề", slug(&filter.series), named(&choices.series)),
        (BY_AUTHOR, "Tác giả", "Mọi tác giả", slug(&filter.author), named(&choices.authors)),
        (IN_YEAR, "Năm đăng", "Mọi năm", filter.year.map(|year| year.to_string()).unwrap_or_default(), years),
    ];
    // A choice between one thing and all is none.
    let selects =
        selects.into_iter().filter(|(_, _, _, chosen, values)| values.len() > 1 || !chosen.is_empty());
    let selects: Vec<_> = selects.collect();
    let filters = (!selects.is_empty()).then(|| {
        view! {
            <details class="search-form__filters" open=!filter.is_empty()>
                <summary>"Chỉ tìm trong…"</summary>
                <div class="search-form__selects">
                    {selects.into_iter().map(|(name, label, all, chosen, values)| view! {
                        <Select name label all chosen values/>
                    }).collect_view()}
                </div>
            </details>
        }
    });
    view! {
        <form class="search-form" action=SEARCH method="get" role="search" aria-label="Tìm bài viết">
            <div class="search-form__row">
                <input
                    class="search-form__words"
                    type="search"
                    name=WORDS
                    value=typed
                    maxlength="300"
                    aria-label="Từ cần tìm"
                    autocomplete="off"
                    enterkeyhint="search"
                />
                <button class="button" type="submit">"Tìm"</button>
            </div>
            {filters}
        </form>
    }
    .server_only()
}

#[component]
fn Select(
    name: &'static str,
    label: &'static str,
    all: &'static str,
    chosen: String,
    values: Vec<(String, String)>,
) -> impl IntoView {
    let options = values.into_iter().map(|(value, words)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{words}</option> }
    });
    let options = options.collect_view();
    view! {
        <label class="search-form__select">
            <span>{label}</span>
            <select name=name>
                <option value="">{all}</option>
                {options}
            </select>
        </label>
    }
    .server_only()
}
