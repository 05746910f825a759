//! The log at the desk: who did what, with its filters in the address.

use super::sentence;
use crate::{desk::Control, routes::desk as addresses, server_only::ServerOnly};
use domain::{
    audit::{Action, Entry, Filter, LogHead, LogPage as Entries, SubjectKind},
    chain::hexadecimal,
    clock::Date,
    id::AccountId,
    statistics::grouped,
};
use leptos::prelude::*;

/// The parameter of the account.
pub const WHO: &str = "nguoi";
/// The parameter of the action.
pub const WHAT: &str = "viec";
/// The parameter of the kind of subject.
pub const KIND: &str = "loai";
/// The parameter of the first day.
pub const FROM: &str = "tu";
/// The parameter of the last day.
pub const UNTIL: &str = "den";
/// The parameter of the page's key.
pub const BEFORE: &str = "truoc";

/// The address of the log of one account.
pub fn of_account(id: AccountId) -> String {
    format!("{}?{WHO}={id}", addresses::LOG)
}

/// The page.
#[derive(Debug, Clone)]
pub struct LogPage {
    /// The filter.
    pub filter: Filter,
    /// The first and the last day of the filter, in the site's time zone.
    pub days: (Option<Date>, Option<Date>),
    /// The key of the page.
    pub before: Option<i64>,
    /// Its entries.
    pub entries: Entries,
    /// All accounts, by name.
    pub people: Vec<(AccountId, String)>,
    /// The head of the log.
    pub head: LogHead,
}

impl LogPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let older = self.entries.next.map(|next| {
            let href = self.address(addresses::LOG, Some(next));
            view! { <a class="button button--quiet" href=href rel="next">"Mục cũ hơn"</a> }
        });
        let first = self.before.map(|_| {
            view! { <a class="button button--quiet" href=self.address(addresses::LOG, None)>"Về mục mới nhất"</a> }
        });
        let pages = (older.is_some() || first.is_some()).then(|| {
            view! { <nav class="pager" aria-label="Các trang của nhật ký">{first} {older}</nav> }
        });
        let table = self.address(addresses::LOG_CSV, None);
        view! {
            {self.filters()}
            {self.list()}
            {pages}
            <p><a href=table>"Tải các mục này thành bảng (CSV)"</a></p>
            {proof(&self.head)}
        }
        .server_only()
    }

    fn filters(&self) -> AnyView {
        let Filter { account, action, subject, .. } = self.filter;
        let all = |words: &str| std::iter::once((String::new(), words.to_owned()));
        let people = self.people.iter().map(|(id, name)| (id.to_string(), name.clone()));
        let actions = Action::ALL.iter().map(|it| (it.as_str().to_owned(), it.in_words().to_owned()));
        let kinds = SubjectKind::ALL.iter().map(|it| (it.as_str().to_owned(), it.in_words().to_owned()));
        let id = account.map(|id| id.to_string()).unwrap_or_default();
        let [from, until] =
            [self.days.0, self.days.1].map(|day| day.map(|day| day.to_string()).unwrap_or_default());
        view! {
            <form class="filters" method="get" action=addresses::LOG>
                {Control::new(WHO, "Người làm", id).select(all("Mọi người").chain(people).collect())}
                {Control::new(WHAT, "Việc", action.map_or("", Action::as_str))
                    .select(all("Mọi việc").chain(actions).collect())}
                {Control::new(KIND, "Loại", subject.map_or("", SubjectKind::as_str))
                    .select(all("Mọi loại").chain(kinds).collect())}
                {Control::new(FROM, "Từ ngày", from).input("date")}
                {Control::new(UNTIL, "Đến hết ngày", until).input("date")}
                <button class="button button--quiet" type="submit">"Lọc"</button>
            </form>
        }
        .server_only()
    }

    fn list(&self) -> AnyView {
        if self.entries.entries.is_empty() {
            return view! { <p class="empty-state">"Không có mục nào như vậy."</p> }.server_only();
        }
        let entries = self.entries.entries.iter().map(|entry| entry_view(entry, &self.people)).collect_view();
        view! { <ol class="log">{entries}</ol> }.server_only()
    }

    fn address(&self, path: &str, before: Option<i64>) -> String {
        let Filter { account, action, subject, .. } = self.filter;
        // Ids, names and days only: nothing needs to be escaped.
        let mut query = Vec::new();
        query.extend(account.map(|id| format!("{WHO}={id}")));
        query.extend(action.map(|action| format!("{WHAT}={}", action.as_str())));
        query.extend(subject.map(|kind| format!("{KIND}={}", kind.as_str())));
        query.extend(self.days.0.map(|day| format!("{FROM}={day}")));
        query.extend(self.days.1.map(|day| format!("{UNTIL}={day}")));
        query.extend(before.map(|before| format!("{BEFORE}={before}")));
        if query.is_empty() { path.to_owned() } else { format!("{path}?{}", query.join("&")) }
    }
}

fn entry_view(entry: &Entry, people: &[(AccountId, String)]) -> AnyView {
    let (parted, words, address) = sentence::object(entry, people);
    let subject = match address {
        Some(href) => view! { " " <a href=href>{words}</a> }.server_only(),
        None => format!(" {words}").server_only(),
    };
    let email = entry.who.as_ref().map(|who| format!(" ({})", who.email));
    let details = sentence::details(entry);
    let details = (!details.is_empty()).then(|| {
        let lines = details.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="log__details">{lines}</ul> }
    });
    let session = entry.actor.session.map(|session| format!(", phiên số {session}"));
    view! {
        <li class="log__entry">
            <p>
                <strong>{sentence::who(entry)}</strong> {email} ": " {sentence::action(entry)} {parted} {subject} "."
            </p>
            {details}
            <p class="log__when">
                <time datetime=entry.moment.machine.clone()>{entry.moment.words.clone()}</time>
                ", mục số " {grouped(entry.sequence)} {session}
            </p>
        </li>
    }
    .server_only()
}

fn proof(head: &LogHead) -> AnyView {
    view! {
        <section class="desk-part" aria-labelledby="chuoi">
            <h2 id="chuoi">"Nhật ký này chứng minh điều gì"</h2>
            <p>
                "Mỗi mục mang một dấu niêm phong tính từ nó và mục ngay trước, nên không ai sửa, xóa hay chèn một mục mà không làm sai mọi dấu về sau: lệnh "
                <code>"trangnhat verify"</code> " kiểm tra lại toàn bộ. Ai ghi lại hai con số dưới đây ở nơi khác thì sau này chỉ ra được cả khi toàn bộ nhật ký bị viết lại."
            </p>
            <dl class="log__head">
                <dt>"Số mục"</dt>
                <dd>{grouped(head.entries)}</dd>
                <dt>"Dấu niêm phong của mục cuối cùng"</dt>
                <dd><code>{hexadecimal(&head.hash)}</code></dd>
            </dl>
        </section>
    }
    .server_only()
}
