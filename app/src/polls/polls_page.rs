//! All polls, at `/binh-chon`: open, upcoming, closed.

use super::poll_block::{hours, voters_words};
use crate::{
    rendered_page::{Head, RenderedPage},
    routes,
    server_only::ServerOnly,
    sharing::Elsewhere,
    ui::breadcrumb::Breadcrumb,
};
use domain::{
    id::PollId,
    news::PageKey,
    polls::{PollCard, PollList},
};
use leptos::prelude::*;

/// Renders the list; `key` is the page key of the closed ones.
pub fn polls_page(list: PollList, key: Option<PageKey<PollId>>) -> RenderedPage {
    let address = routes::polls(key);
    let steps = vec![(routes::POLLS.to_owned(), "Bình chọn".to_owned())];
    let description = "Các cuộc bình chọn đang mở, sắp mở và đã đóng, kèm kết quả.";
    let head = Head {
        title: "Bình chọn".to_owned(),
        canonical: key.is_none().then(|| address.clone()),
        elsewhere: Elsewhere::page(description, steps.clone()),
    };
    let empty = list.open.is_empty() && list.upcoming.is_empty() && list.closed.is_empty();
    // The figures in the list are not updated live, unlike those of the poll in the side column.
    let moves = list.open.iter().any(|poll| poll.voters.is_some());
    let at = list.at.filter(|_| moves).map(|at| format!(" Số liệu trong danh sách tính đến {}.", at.words));
    let older = list.next.map(|key| routes::polls(Some(key)));
    let view = view! {
        <Breadcrumb steps here=true/>
        <header class="list-head">
            <h1 class="list-head__title">"Bình chọn"</h1>
            <p class="list-head__description">
                "Mỗi người bình chọn một lần; kết quả hiện ngay trên mọi màn hình đang mở." {at}
            </p>
        </header>
        {empty.then(|| view! {
            <p class="empty-state">
                "Chưa có cuộc bình chọn nào. " <a href=routes::FRONT>"Mời quý vị xem tin mới ở trang nhất."</a>
            </p>
        })}
        <Group name="Đang mở" polls=list.open/>
        <Group name="Sắp mở" polls=list.upcoming/>
        <Group name="Đã đóng" polls=list.closed/>
        {(key.is_some() || older.is_some()).then(|| view! {
            <nav class="pager" aria-label="Các trang của mục">
                {key.map(|_| view! { <a class="button button--quiet" href=routes::POLLS>"Về trang đầu"</a> })}
                " "
                {older.map(|href| view! { <a class="button" href=href rel="next">"Các cuộc đóng trước đó"</a> })}
            </nav>
        })}
    };
    RenderedPage::html(address, head, view)
}

#[component]
fn Group(name: &'static str, polls: Vec<PollCard>) -> impl IntoView {
    let rows = polls.into_iter().map(|poll| view! { <Row poll/> });
    let rows = rows.collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="poll-list">
                <h2 class="poll-list__heading">{name}</h2>
                <ul>{rows}</ul>
            </section>
        }
        .server_only()
    })
}

#[component]
fn Row(poll: PollCard) -> impl IntoView {
    let voters = poll.voters.map(|people| voters_words(people, poll.opening));
    let hours = hours(poll.phase, &poll.opens, &poll.closes);
    view! {
        <li class="poll-list__row">
            <a class="poll-list__question" href=routes::poll(poll.id)>{poll.question}</a>
            <p class="poll-list__state">
                {voters.map(|voters| view! { <span>{voters}</span> })}
                " "
                {hours.map(|hours| view! { <span>{hours}</span> })}
            </p>
        </li>
    }
    .server_only()
}
