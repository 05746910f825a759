//! The menu of the desk: the pages this person may open. The pages with which an administrator arranges the site have a
//! second row.

use crate::{routes::desk as addresses, server_only::ServerOnly};
use domain::accounts::{Person, Right};
use leptos::prelude::*;
use std::sync::Arc;

/// Each entry with the right that its page requires.
const ENTRIES: [(&str, &str, Right); 9] = [
    (addresses::DESK, "Bàn biên tập", Right::WriteArticles),
    (addresses::ARTICLES, "Bài viết", Right::WriteArticles),
    (addresses::DRAFTS, "Bản chưa lưu", Right::WriteArticles),
    (addresses::PICTURES, "Hình ảnh", Right::WriteArticles),
    (addresses::POLLS, "Bình chọn", Right::PublishArticles),
    (addresses::VAIN_SEARCHES, "Tìm không thấy", Right::PublishArticles),
    (addresses::ACCOUNTS, "Tài khoản", Right::ManageAccounts),
    (addresses::SITE, "Trang web", Right::ManageSite),
    (addresses::LOG, "Nhật ký", Right::ReadLog),
];

/// The pages of the entry [`addresses::SITE`].
const SITE_ENTRIES: [(&str, &str); 8] = [
    (addresses::SITE, "Thông tin"),
    (addresses::CATEGORIES, "Chuyên mục"),
    (addresses::PAGES, "Trang"),
    (addresses::MENUS, "Menu và liên kết"),
    (addresses::OPENING, "Số liệu trang cũ"),
    (addresses::REDIRECTS, "Chuyển hướng"),
    (addresses::BACKUPS, "Sao lưu"),
    (addresses::HEALTH, "Tình trạng"),
];

/// The menu, with the current page marked.
#[component]
pub fn Menu(
    /// Who is signed in.
    person: Arc<Person>,
    /// The path of the page.
    path: String,
) -> impl IntoView {
    let is_here =
        |href: &str| path == href || (href != addresses::DESK && path.starts_with(&format!("{href}/")));
    let of_the_site = SITE_ENTRIES.iter().any(|(href, _)| is_here(href));
    let entries = ENTRIES.into_iter().filter(|(_, _, right)| person.may(*right)).map(|(href, label, _)| {
        let here = is_here(href) || (href == addresses::SITE && of_the_site);
        // Within the second row its own entry is the page.
        let current = here.then_some(if of_the_site { "true" } else { "page" });
        view! { <li><a href=href aria-current=current>{label}</a></li> }
    });
    // One page is below another one: the longer address counts.
    let page = SITE_ENTRIES.iter().filter(|(href, _)| is_here(href)).max_by_key(|(href, _)| href.len());
    let second = (of_the_site && person.may(Right::ManageSite)).then(|| {
        let entries = SITE_ENTRIES.into_iter().map(|(href, label)| {
            let here = page.is_some_and(|page| page.0 == href);
            view! { <li><a href=href aria-current=here.then_some("page")>{label}</a></li> }
        });
        view! { <ul class="desk-menu__list desk-menu__list--site">{entries.collect_view()}</ul> }
    });
    view! {
        <nav class="desk-menu" aria-label="Bàn biên tập">
            <ul class="desk-menu__list">{entries.collect_view()}</ul>
            {second}
        </nav>
    }
    .server_only()
}
