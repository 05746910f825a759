//! The desk's list of redirects.

use crate::{
    desk::{Control, Done, table},
    routes::desk::{self as addresses, REDIRECT_WORDS},
    server_only::ServerOnly,
};
use domain::{clock::Moment, db::Rows, id::RedirectId, redirects::Redirect, statistics::grouped};
use leptos::prelude::*;

/// A redirect was made.
pub const MADE: Done = Done::new("them", "Chuyển hướng đã được thêm và có hiệu lực ngay.");
/// A redirect was removed.
pub const REMOVED: Done = Done::new("xoa", "Chuyển hướng đã được xóa.");

/// The page.
#[derive(Debug, Clone)]
pub struct RedirectsPage {
    /// The words that were searched for; may be empty.
    pub words: String,
    /// The key of the page; `None` for the first.
    pub before: Option<RedirectId>,
    /// The redirects, each with when it was last used.
    pub redirects: Rows<(Redirect, Option<Moment>)>,
    /// The result of the previous action.
    pub done: Option<Done>,
}

impl RedirectsPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let words = self.words.as_str();
        let last = self.redirects.rows.last().map(|(last, _)| last.id).filter(|_| self.redirects.more);
        let older = last.map(|last| {
            let href = addresses::redirects(words, Some(last));
            view! { <a class="button button--quiet" href=href rel="next">"Chuyển hướng cũ hơn"</a> }
        });
        let first = self.before.map(|_| {
            view! { <a class="button button--quiet" href=addresses::redirects(words, None)>"Về trang đầu"</a> }
        });
        let pages = (older.is_some() || first.is_some()).then(|| {
            view! { <nav class="pager" aria-label="Các trang của danh sách">{first} {older}</nav> }
        });
        let searched = !words.is_empty() || self.before.is_some() || !self.redirects.rows.is_empty();
        let search = searched.then(|| {
            view! {
                <form class="filters" method="get" action=addresses::REDIRECTS>
                    {Control::new(REDIRECT_WORDS, "Tìm trong địa chỉ", words).hint("Không cần gõ dấu.").input("search")}
                    <button class="button button--quiet" type="submit">"Tìm"</button>
                </form>
            }
        });
        view! {
            {self.done.map(Done::notice)}
            <p class="field__hint">
                "Khi bạn đọc mở một địa chỉ không còn trang, chuyển hướng đưa họ tới địa chỉ khác. \
                 Trang đang có luôn được giữ nguyên."
            </p>
            <p class="desk-actions">
                <a class="button" href=addresses::NEW_REDIRECT>"Thêm chuyển hướng"</a>
                <a class="button button--quiet" href=addresses::MISSING_ADDRESSES>"Địa chỉ không có trang"</a>
            </p>
            {search}
            {self.list()}
            {pages}
        }
        .server_only()
    }

    fn list(&self) -> AnyView {
        if self.redirects.rows.is_empty() {
            let words = if self.words.is_empty() {
                "Chưa có chuyển hướng nào."
            } else {
                "Không có chuyển hướng nào như vậy."
            };
            return view! { <p class="empty-state">{words}</p> }.server_only();
        }
        let rows = self.redirects.rows.iter().map(|(redirect, last)| row(redirect, last.as_ref())).collect();
        table("Danh sách chuyển hướng", &["Địa chỉ cũ", "Dẫn tới", "Số lần dùng", "Lần cuối"], rows)
    }
}

fn row(redirect: &Redirect, last: Option<&Moment>) -> AnyView {
    let last = match last {
        Some(moment) => view! { <time datetime=moment.machine.clone()>{moment.in_short().to_owned()}</time> }
            .server_only(),
        None => ().server_only(),
    };
    let hits = match redirect.hits {
        0 => "Chưa dùng lần nào".to_owned(),
        hits => format!("{} lần", grouped(hits)),
    };
    view! {
        <tr>
            <th scope="row" class="desk-table__title desk-table__address">
                <a href=addresses::redirect(redirect.id)>{redirect.source.to_string()}</a>
            </th>
            <td class="desk-table__address">{redirect.target.as_str().to_owned()}</td>
            <td>{hits}</td>
            <td>{last}</td>
        </tr>
    }
    .server_only()
}
