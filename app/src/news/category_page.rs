//! A category: its sub-categories, and its articles newest first, page by page.

use super::{calls::load_category_page, card::ArticleCard};
use crate::{
    answer,
    error::AppError,
    page::{PageData, page},
    routes,
    ui::{breadcrumb::Breadcrumb, error_view::ErrorView, page_head::PageHead},
};
use domain::news::{CategoryName, CategoryPage as Category, PageKey};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map, use_query_map};

/// The page at `/tin/CATEGORY`.
#[component]
pub fn CategoryPage() -> impl IntoView {
    let params = use_params_map();
    let query = use_query_map();
    let asked = move || {
        let category = params.read().get("category").unwrap_or_default();
        (category, query.read().get(routes::BEFORE))
    };
    page(asked, |(category, before)| {
        Box::pin(async move {
            // The server has refused a key that cannot be read.
            let key = before.as_ref().and_then(|key| key.parse().ok());
            load_category_page(category, before).await.map(|page| PageData::Category(page, key))
        })
    })
}

/// Draws it.
#[component]
pub fn CategoryView(
    /// What stands on it.
    page: Category,
    /// Where it begins; `None` for the first page.
    key_of_page: Option<PageKey>,
) -> impl IntoView {
    // A category's path ends with the category itself.
    let Some(here) = page.path.last().cloned() else {
        return view! { <ErrorView error=AppError::NotFound/> }.into_any();
    };
    let name = here.name.clone();
    let first = key_of_page.is_none();
    let first_address = routes::category(&here.slug);
    if use_location().pathname.get_untracked() != first_address {
        let address = key_of_page.map(|key| routes::category_before(&here.slug, key));
        answer::moved_permanently(address.as_ref().unwrap_or(&first_address));
    }
    let path = first.then(|| first_address.clone());
    let title = if first { name.clone() } else { format!("{name}: tin cũ hơn") };
    let description = if page.description.is_empty() {
        format!("Các bài viết trong mục {name}.")
    } else {
        page.description.clone()
    };
    let empty = page.cards.is_empty();
    let older = page.next.map(|key| routes::category_before(&here.slug, key));
    view! {
        <CategoryHead title description path/>
        <Breadcrumb path=page.path here=true/>
        <header class="category-head">
            <h1 class="category-head__title">{name}</h1>
            {(!page.description.is_empty()).then(|| view! { <p class="category-head__description">{page.description.clone()}</p> })}
            <Children children_of_category=page.children/>
        </header>
        {empty.then(|| view! {
            <p class="empty-state">
                {if first { "Mục này chưa có bài viết nào." } else { "Không còn bài viết nào cũ hơn." }}
            </p>
        })}
        <div class="card-list">
            {page.cards.into_iter().map(|card| view! { <ArticleCard card/> }).collect_view()}
        </div>
        <Pager first=(!first).then_some(first_address) older/>
    }
    .into_any()
}

#[component]
fn CategoryHead(title: String, description: String, path: Option<String>) -> impl IntoView {
    match path {
        Some(path) => view! { <PageHead title description path/> }.into_any(),
        None => view! { <PageHead title description/> }.into_any(),
    }
}

#[component]
fn Children(children_of_category: Vec<CategoryName>) -> impl IntoView {
    let links = children_of_category.into_iter().map(|category| {
        view! { <li><a href=routes::category(&category.slug)>{category.name}</a></li> }
    });
    let links = links.collect_view();
    (!links.is_empty()).then(|| {
        view! {
            <nav class="category-head__children" aria-label="Chuyên mục con"><ul>{links}</ul></nav>
        }
    })
}

#[component]
fn Pager(first: Option<String>, older: Option<String>) -> impl IntoView {
    (first.is_some() || older.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label="Các trang của mục">
                {first.map(|href| view! { <a class="button button--quiet" href=href>"Về trang đầu"</a> })}
                {older.map(|href| view! { <a class="button" href=href rel="next">"Tin cũ hơn"</a> })}
            </nav>
        }
    })
}
