//! The parts around the form of a poll: its state, actions, and how to embed it.

use super::{form_page::SIDE, phase_words};
use crate::{
    desk::hidden,
    polls::{poll_block::voters_words, poll_page::framing_code},
    routes,
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{
    clock::Zone,
    id::PollId,
    polls::{Phase, desk::DeskPoll},
};
use leptos::prelude::*;

/// The state of the poll, and who saved it last.
pub(super) fn state_line(poll: &DeskPoll, phase: Phase, zone: &Zone) -> AnyView {
    let (state, class) = phase_words(phase);
    let saved = poll.updated_at.map(|at| {
        let by = poll.updated_by.as_ref().map(|by| format!(" bởi {by}")).unwrap_or_default();
        format!(" Lưu lần cuối {}{by}.", zone.moment(at).words)
    });
    let closes = poll.hours.closes.map(|closes| {
        let words = if phase == Phase::Closed { "từ" } else { "Đóng lúc" };
        let moment = zone.moment(closes);
        view! { {words} " " <time datetime=moment.machine>{moment.words}</time> ". " }
    });
    let csv = poll.results.shown_to(false, phase).then(|| {
        view! { " · " <a href=routes::poll_csv(poll.id)>"Kết quả (CSV)"</a> }
    });
    view! {
        <p class="poll-state">
            <span class=class>{state}</span> " " {closes}
            {voters_words(poll.ballots, poll.opening())} "." {saved} " "
            <a href=routes::poll(poll.id)>"Xem trên trang"</a> {csv}
        </p>
    }
    .server_only()
}

/// Other actions for the poll.
pub(super) fn steps(poll: &DeskPoll, phase: Phase) -> AnyView {
    let close = (phase == Phase::Open).then(|| {
        view! {
            <form method="post" action=addresses::close_poll(poll.id)>
                <button class="button button--quiet" type="submit">"Đóng ngay"</button>
            </form>
        }
    });
    let (value, label, hint) = if poll.side {
        ("0", "Để các cuộc đang mở luân phiên", "Cuộc này đang đứng ở cột bên của mọi trang.")
    } else {
        (
            "1",
            "Đặt vào cột bên",
            "Cột bên hiện một cuộc: cuộc được chọn, nếu không thì các cuộc đang mở thay nhau mỗi giờ.",
        )
    };
    view! {
        <section class="steps" aria-labelledby="viec-khac">
            <h2 class="steps__heading" id="viec-khac">"Thao tác khác"</h2>
            <p class="field__hint">
                {close.is_some().then_some("Đóng ngay thì từ lúc đó không nhận phiếu nữa; có thể mở lại bằng cách dời giờ đóng. ")}
                {hint}
            </p>
            <div class="steps__row">
                {close}
                " "
                <form method="post" action=addresses::side_poll(poll.id)>
                    {hidden(SIDE, value)}
                    <button class="button button--quiet" type="submit">{label}</button>
                </form>
            </div>
        </section>
    }
    .server_only()
}

/// The element whose text is copied.
const SNIPPET: &str = "dong-chen";

/// How to insert the poll into an article, and embed it on other sites.
pub(super) fn sharing(id: PollId, site_url: &str) -> AnyView {
    let address = format!("{site_url}{}", routes::framed_poll(id));
    view! {
        <section class="desk-part" aria-labelledby="dua-vao-bai">
            <h2 id="dua-vao-bai">"Đưa vào bài viết và trang khác"</h2>
            <p>"Chép dòng sau vào nội dung bài, ở chỗ muốn hiện cuộc bình chọn:"</p>
            <pre tabindex="0"><code id=SNIPPET>{format!("<p data-poll=\"{id}\"></p>")}</code></pre>
            // Hidden until the script shows it, since it needs the script.
            <p><button class="button button--quiet" type="button" data-copy=SNIPPET aria-live="polite" hidden>"Chép dòng này"</button></p>
            <p>
                "Muốn nhúng kết quả vào trang khác, chép dòng sau. Khung chỉ cho xem kết quả; bình chọn mở ra trong một thẻ mới. Địa chỉ của khung: "
                <a href=address.clone()>{address.clone()}</a>
            </p>
            <pre tabindex="0"><code>{framing_code(&address)}</code></pre>
        </section>
    }
    .server_only()
}
