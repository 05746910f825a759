//! The menu of the desk: the pages this person may open.

use crate::{routes::desk as addresses, server_only::ServerOnly};
use domain::accounts::{Person, Right};
use leptos::prelude::*;
use std::sync::Arc;

/// Each entry with the right that its page requires.
const ENTRIES: [(&str, &str, Right); 11] = [
    (addresses::DESK, "Bàn biên tập", Right::WriteArticles),
    (addresses::ARTICLES, "Bài viết", Right::WriteArticles),
    (addresses::DRAFTS, "Bản chưa lưu", Right::WriteArticles),
    (addresses::PICTURES, "Hình ảnh", Right::WriteArticles),
    (addresses::POLLS, "Bình chọn", Right::PublishArticles),
    (addresses::VAIN_SEARCHES, "Tìm không thấy", Right::PublishArticles),
    (addresses::REDIRECTS, "Chuyển hướng", Right::ManageSite),
    (addresses::ACCOUNTS, "Tài khoản", Right::ManageAccounts),
    (addresses::SITE, "Trang web", Right::ManageSite),
    (addresses::HEALTH, "Tình trạng", Right::ManageSite),
    (addresses::LOG, "Nhật ký", Right::ReadLog),
];

/// The menu, with the current page marked.
#[component]
pub fn Menu(
    /// Who is signed in.
    person: Arc<Person>,
    /// The path of the page.
    path: String,
) -> impl IntoView {
    let entries = ENTRIES.into_iter().filter(|(_, _, right)| person.may(*right)).map(|(href, label, _)| {
        let here = path == href || (href != addresses::DESK && path.starts_with(&format!("{href}/")));
        view! { <li><a href=href aria-current=here.then_some("page")>{label}</a></li> }
    });
    view! {
        <nav class="desk-menu" aria-label="Bàn biên tập">
            <ul class="desk-menu__list">{entries.collect_view()}</ul>
        </nav>
    }
    .server_only()
}
