//! The list of articles at the desk, with its filters in the address.

use crate::{
    desk::{Control, indented, table},
    routes::desk::{self as addresses, STATE, WRITER},
    server_only::ServerOnly,
};
use domain::{
    clock::{Date, Moment},
    editing::{COUNTED, Choices, DeskCard, DeskList, Filter, State},
    id::AccountId,
    news::PageKey,
};
use leptos::prelude::*;

/// The main category.
pub const CATEGORY: &str = "chuyen-muc";
/// Words of the title.
pub const WORDS: &str = "tim";
/// The first day on which an article was last saved.
pub const FROM: &str = "tu-ngay";
/// The last such day.
pub const UNTIL: &str = "den-ngay";
/// The key of the last article of the previous page.
pub const BEFORE: &str = "truoc";
/// The key of the first article of the next page.
pub const AFTER: &str = "sau";

/// The page.
#[derive(Debug, Clone)]
pub struct ArticlesPage {
    /// The filter.
    pub filter: Filter,
    /// How many articles were found, up to the counting limit.
    pub found: i64,
    /// The articles.
    pub list: DeskList,
    /// Their times as shown, in the same order: last saved, and published.
    pub moments: Vec<(Moment, Moment)>,
    /// The categories to choose from.
    pub choices: Choices,
    /// The accounts to choose from; empty if there is no choice.
    pub writers: Vec<(AccountId, String)>,
}

impl ArticlesPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let Filter { state, category, writer, words, from, until } = self.filter.clone();
        let states = State::ALL.map(|state| (state.as_str().to_owned(), state.name().to_owned()));
        let states = [(String::new(), "Mọi bài, trừ thùng rác".to_owned())].into_iter().chain(states);
        let categories = self
            .choices
            .categories
            .iter()
            .map(|category| (category.id.to_string(), indented(category.depth, &category.name)));
        let categories = [(String::new(), "Mọi chuyên mục".to_owned())].into_iter().chain(categories);
        let writers = self.writers.iter().map(|(id, name)| (id.to_string(), name.clone()));
        let writers = [(String::new(), "Mọi người viết".to_owned())].into_iter().chain(writers);
        let id = |id: Option<i64>| id.map(|id| id.to_string()).unwrap_or_default();
        let some_writers = !self.writers.is_empty();
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let older = self.list.next.map(|key| {
            let href = self.address(Some((BEFORE, key)));
            view! { <a class="button button--quiet" href=href rel="next">"Bài cũ hơn"</a> }
        });
        let newer = self.list.previous.map(|key| {
            let href = self.address(Some((AFTER, key)));
            view! {
                <a class="button button--quiet" href=self.address(None)>"Về trang đầu"</a>
                <a class="button button--quiet" href=href rel="prev">"Bài mới hơn"</a>
            }
        });
        let found = match self.found {
            found if found > COUNTED => "Có hơn 1.000 bài.".to_owned(),
            found => format!("Có {found} bài."),
        };
        view! {
            <p><a class="button" href=addresses::NEW_ARTICLE>"Viết bài mới"</a></p>
            <form class="filters" method="get" action=addresses::ARTICLES>
                {Control::new(WORDS, "Tìm trong tiêu đề", words).hint("Không cần gõ dấu.").input("search")}
                {Control::new(STATE, "Trạng thái", state.map_or("", State::as_str)).select(states.collect())}
                {Control::new(CATEGORY, "Chuyên mục", id(category.map(|category| category.0)))
                    .select(categories.collect())}
                {some_writers.then(|| Control::new(WRITER, "Người viết", id(writer.map(|writer| writer.0)))
                    .select(writers.collect()))}
                {Control::new(FROM, "Lưu từ ngày", day(from)).input("date")}
                {Control::new(UNTIL, "Đến ngày", day(until)).input("date")}
                <button class="button button--quiet" type="submit">"Lọc"</button>
            </form>
            {(self.found > 0).then(|| view! { <p class="field__hint" role="status">{found}</p> })}
            {article_table(&self.list.cards, &self.moments, "Không có bài nào như vậy.")}
            <nav class="pager" aria-label="Các trang của danh sách">{newer} {older}</nav>
        }
        .server_only()
    }

    fn address(&self, page: Option<(&str, PageKey)>) -> String {
        let Filter { state, category, writer, words, from, until } = &self.filter;
        let mut query = Vec::new();
        if !words.is_empty() {
            let written: String = leptos_router::location::Url::escape(words);
            query.push(format!("{WORDS}={written}"));
        }
        query.extend(state.map(|state| format!("{STATE}={}", state.as_str())));
        query.extend(category.map(|category| format!("{CATEGORY}={category}")));
        query.extend(writer.map(|writer| format!("{WRITER}={writer}")));
        query.extend(from.map(|day| format!("{FROM}={day}")));
        query.extend(until.map(|day| format!("{UNTIL}={day}")));
        query.extend(page.map(|(name, key)| format!("{name}={key}")));
        if query.is_empty() {
            addresses::ARTICLES.to_owned()
        } else {
            format!("{}?{}", addresses::ARTICLES, query.join("&"))
        }
    }
}

/// Articles as a table, or the sentence `empty`.
pub fn article_table(cards: &[DeskCard], moments: &[(Moment, Moment)], empty: &'static str) -> AnyView {
    if cards.is_empty() {
        return view! { <p class="empty-state">{empty}</p> }.server_only();
    }
    let rows = cards.iter().zip(moments).map(|(card, (saved, published))| {
        let shown = matches!(card.state, State::Published | State::Scheduled);
        let when = if shown { published } else { saved };
        let what = if shown { "" } else { "lưu " };
        view! {
            <tr>
                <th scope="row" class="desk-table__title">
                    <a href=addresses::article(card.id)>{card.title.clone()}</a>
                </th>
                <td><span class=format!("state state--{}", card.state.as_str())>{card.state.name()}</span></td>
                <td>{card.category.clone()}</td>
                <td>{card.writer.clone().unwrap_or_else(|| "Nhập từ gói".to_owned())}</td>
                <td>{what} <time datetime=when.machine.clone()>{when.words.clone()}</time></td>
            </tr>
        }
            .server_only()
    });
    table(
        "Danh sách bài viết",
        &["Tiêu đề", "Trạng thái", "Chuyên mục", "Người viết", "Thời gian"],
        rows.collect(),
    )
}
