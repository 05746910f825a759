//! The list of what only this browser has.

use super::{browser_records, keeper::title};
use crate::routes::desk as addresses;
use domain::id::{AccountId, ArticleId};
use leptos::{prelude::*, task::spawn_local};
use web_sys::HtmlElement;

/// The list.
#[component]
pub fn KeptHere(
    /// Whose.
    account: AccountId,
    /// The section; it is shown once there is something in it.
    place: HtmlElement,
) -> impl IntoView {
    let found = RwSignal::new(Vec::new());
    spawn_local(async move {
        let mut kept = browser_records::find_all(account).await.unwrap_or_default();
        kept.sort_by_key(|(_, record)| std::cmp::Reverse(record.at));
        place.set_hidden(kept.is_empty());
        found.set(kept);
    });
    let rows = move || {
        let rows = found.get().into_iter().map(|(_, record)| {
            let typed = title(&record.kept.typed).trim().to_owned();
            let title = if typed.is_empty() { "(chưa có tiêu đề)".to_owned() } else { typed };
            let address = match record.article {
                Some(article) => addresses::article(ArticleId(article)),
                None => addresses::begun_article(&record.key),
            };
            let body = record.kept.typed.body;
            view! {
                <li class="kept-here">
                    <a href=address>{title}</a>
                    <details>
                        <summary>"Xem mã HTML của nội dung"</summary>
                        <pre class="kept-here__text">{body}</pre>
                    </details>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <p class="field__hint">
            "Những bản này chưa tới được máy chủ. Mở bài ra là bản ấy được gộp vào và gửi đi."
        </p>
        <ul class="kept-list">{rows}</ul>
    }
}
