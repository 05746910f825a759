//! The list of what was written and never saved to an article.

use crate::{
    desk::{FORM_KEY, hidden, table},
    routes::desk::{self as addresses, Step},
    server_only::ServerOnly,
};
use domain::{
    clock::Moment,
    editing::{DraftTarget, UnsavedDraft},
    id::AccountId,
};
use leptos::prelude::*;

/// Renders it. The script that keeps drafts adds what lies in this browser only.
pub fn drafts_page(account: AccountId, drafts: Vec<(UnsavedDraft, Moment)>, files: [String; 2]) -> AnyView {
    let [script, wasm] = files;
    let list = if drafts.is_empty() {
        view! { <p class="empty-state">"Mọi thứ quý vị viết đều đã được lưu vào bài."</p> }.server_only()
    } else {
        let rows = drafts.into_iter().map(row).collect();
        table("Bản chưa lưu", &["Tiêu đề", "Thuộc về", "Giữ lần cuối", "Việc cần làm"], rows)
    };
    view! {
        <p class="field__hint">
            "Những gì quý vị viết được giữ ở đây cho đến khi quý vị lưu vào bài. Bạn đọc không thấy các bản này."
        </p>
        {list}
        <section class="desk-part" data-kept data-account=account.to_string() data-drafts-script=script data-drafts-wasm=wasm
            aria-labelledby="giu-trong-may" hidden>
            <h2 id="giu-trong-may">"Chỉ có trong trình duyệt này"</h2>
        </section>
    }
    .server_only()
}

fn row((draft, kept): (UnsavedDraft, Moment)) -> AnyView {
    let title =
        if draft.title.trim().is_empty() { "(chưa có tiêu đề)".to_owned() } else { draft.title };
    let (open, whose, action, field) = match draft.target {
        DraftTarget::Article(id) => {
            (addresses::article(id), "Bài đã có", addresses::article_step(id, Step::Discard), None)
        }
        DraftTarget::New(key) => (
            addresses::begun_article(key.as_str()),
            "Bài mới",
            addresses::DRAFTS.to_owned(),
            Some(hidden(FORM_KEY, key.as_str())),
        ),
    };
    let named = format!("Bỏ bản chưa lưu: {title}");
    view! {
        <tr>
            <th scope="row" class="desk-table__title"><a href=open>{title}</a></th>
            <td>{whose}</td>
            <td><time datetime=kept.machine>{kept.words}</time></td>
            <td>
                <form method="post" action=action>
                    {field}
                    <button class="button button--quiet button--small" type="submit" aria-label=named>"Bỏ"</button>
                </form>
            </td>
        </tr>
    }
    .server_only()
}
