//! The list of polls at the desk.

use super::{phase_words, results_words};
use crate::{
    desk::table,
    routes::{self, desk as addresses},
    server_only::ServerOnly,
};
use domain::{
    clock::{Timestamp, Zone},
    id::PollId,
    polls::desk::{DeskPollCard, DeskPollList},
    statistics::grouped,
};
use leptos::prelude::*;

/// The page.
#[derive(Debug, Clone)]
pub struct PollsPage {
    /// The polls.
    pub list: DeskPollList,
    /// The key of the page: the last poll of the previous one.
    pub before: Option<PollId>,
    /// The site's time zone.
    pub zone: Zone,
    /// Whether the viewer may create polls.
    pub may_make: bool,
}

impl PollsPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let older = self.list.next.map(|id| {
            let href = addresses::polls(Some(id));
            view! { <a class="button button--quiet" href=href rel="next">"Các cuộc tạo trước đó"</a> }
        });
        let first = self.before.map(|_| {
            view! { <a class="button button--quiet" href=addresses::POLLS>"Về trang đầu"</a> }
        });
        let rows: Vec<AnyView> = self.list.cards.iter().map(|card| row(card, &self.zone)).collect();
        let table = if rows.is_empty() {
            view! { <p class="empty-state">"Chưa có cuộc bình chọn nào."</p> }.server_only()
        } else {
            poll_table(rows)
        };
        let top = if self.may_make {
            view! { <p><a class="button" href=addresses::NEW_POLL>"Tạo cuộc bình chọn"</a></p> }.server_only()
        } else {
            view! { <p>"Muốn đưa một cuộc bình chọn vào bài viết, quý vị bấm vào câu hỏi rồi chép dòng ghi ở trang đó."</p> }.server_only()
        };
        view! {
            {top}
            {table}
            <nav class="pager" aria-label="Các trang của danh sách">{first} " " {older}</nav>
        }
        .server_only()
    }
}

fn poll_table(rows: Vec<AnyView>) -> AnyView {
    table(
        "Danh sách cuộc bình chọn",
        &["Câu hỏi", "Trạng thái", "Mở", "Đóng", "Đã bình chọn", "Ai xem được kết quả", "Trên trang"],
        rows,
    )
}

/// How many people have voted, in short.
fn voted(people: u32, opening: u32) -> String {
    let words = format!("{} người", grouped(i64::from(people)));
    let before = format!("{} lượt từ trang cũ", grouped(i64::from(opening)));
    match (people, opening) {
        (_, 0) => words,
        (0, _) => before,
        (_, _) => format!("{words}, thêm {before}"),
    }
}

fn row(card: &DeskPollCard, zone: &Zone) -> AnyView {
    let (state, class) = phase_words(card.phase);
    let time = |word: &'static str, instant: Option<Timestamp>, none: &'static str| match instant {
        None => view! { {none} }.server_only(),
        Some(instant) => {
            let moment = zone.moment(instant);
            view! { {word} " " <time datetime=moment.machine>{moment.words}</time> }.server_only()
        }
    };
    // The table can only be downloaded by those who may see the result.
    let csv = card.results.shown_to(false, card.phase).then(|| {
        view! { ", " <a href=routes::poll_csv(card.id)>"kết quả (CSV)"</a> }
    });
    view! {
        <tr>
            <th scope="row" class="desk-table__title">
                <a href=addresses::poll(card.id)>{card.question.clone()}</a>
            </th>
            <td>
                <span class=class>{state}</span>
                {card.side.then_some(" Ở cột bên.")}
            </td>
            <td>{time("từ", card.hours.opens, "Mở ngay khi tạo")}</td>
            <td>{time("đến", card.hours.closes, "Không đóng")}</td>
            <td>{voted(card.ballots, card.opening)}</td>
            <td>{results_words(card.results)}</td>
            <td><a href=routes::poll(card.id)>"Xem"</a> {csv}</td>
        </tr>
    }
    .server_only()
}
