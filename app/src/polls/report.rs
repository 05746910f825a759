//! The report on a poll's own page: the numbers, the days, and the hash of the last ballot. It is rendered on
//! the server only; `report_kept.rs` requests it again and merges it.

use super::days_chart::DaysChart;
use crate::{rendered_page::PagePart, routes, server_only::ServerOnly};
use domain::{
    polls::{BallotPaper, Poll, Report, Tally, per_mille},
    statistics::grouped,
};
use leptos::prelude::*;

/// The block and the report of a poll's own page; the report is directly below the block, where the browser
/// looks for it.
pub(super) fn render_report(report: Report) -> (BallotPaper, PagePart) {
    let Report { paper, days, head, at } = report;
    let poll = &paper.poll;
    let numbers = paper.standing.tally.clone().map(|tally| {
        view! {
            <section class="poll-report">
                <h2 class="poll-report__heading">"Kết quả bằng số"</h2>
                <p class="poll-report__note">{format!("Tính đến {}.", at.words)}</p>
                <Numbers poll=poll.clone() tally/>
                {(days.len() > 1).then(|| view! { <DaysChart days/> })}
                <p class="poll-report__files">
                    "Tải về: "
                    <a href=routes::poll_csv(poll.id) rel="external">"kết quả (CSV)"</a>
                    ", "
                    <a href=routes::poll_days_csv(poll.id) rel="external">"số phiếu theo ngày (CSV)"</a>
                </p>
            </section>
        }
        .server_only()
    });
    let rendered = view! {
        {numbers}
        <Proof head at=at.words/>
    };
    let rendered = PagePart::html(rendered);
    (paper, rendered)
}

/// A percentage in Vietnamese format: `33,3 %`.
fn percent(part: u32, whole: u32) -> String {
    let share = per_mille(part, whole);
    format!("{},{} %", share / 10, share % 10)
}

/// Counts, and the shares that the bars show. If the old site left votes without ballots, the number of their
/// voters is unknown: there is then no share of voters, and without any ballot no column of ballots.
#[component]
fn Numbers(poll: Poll, tally: Tally) -> impl IntoView {
    let (ticks, opening) = (tally.ticks(), tally.opening());
    let ballots = tally.voters > 0 || opening == 0;
    let people = opening == 0;
    let number = |number: u32| grouped(i64::from(number));
    let rows = poll.options.iter().zip(&tally.options).map(|(option, count)| {
        view! {
            <tr>
                <th scope="row">{option.label.clone()}</th>
                {ballots.then(|| view! { <td>{number(count.votes)}</td> })}
                {(!people).then(|| view! { <td>{number(count.opening)}</td> })}
                {people.then(|| view! { <td>{percent(count.votes, tally.voters)}</td> })}
                <td>{percent(count.all(), ticks)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let (label, all) = if people {
        ("Người đã bình chọn", tally.voters)
    } else {
        ("Tổng cộng", ticks.saturating_sub(opening))
    };
    view! {
        <div class="scroller" tabindex="0" role="region" aria-label="Kết quả bằng số">
            <table class="figures">
                <thead>
                    <tr>
                        <th scope="col">"Phương án"</th>
                        {ballots.then(|| view! { <th scope="col">"Số phiếu"</th> })}
                        {(!people).then(|| view! { <th scope="col">"Lượt từ trang cũ"</th> })}
                        {people.then(|| view! { <th scope="col">"Tỷ lệ theo người"</th> })}
                        <th scope="col">"Tỷ lệ theo lượt chọn"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{label}</th>
                        {ballots.then(|| view! { <td>{number(all)}</td> })}
                        {(!people).then(|| view! { <td>{number(opening)}</td> })}
                        {people.then(|| view! { <td></td> })}
                        <td>{format!("{} lượt", number(ticks))}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
        {(!people).then(|| view! {
            <p class="poll-report__note">
                "Lượt từ trang cũ được chuyển sang nguyên số, không có lá phiếu kèm theo nên không kiểm lại được."
            </p>
        })}
    }
    .server_only()
}

/// What the hash chain proves and what it does not.
#[component]
fn Proof(head: Option<String>, at: String) -> impl IntoView {
    let seal = match head {
        Some(hash) => view! {
            {format!("Dấu niêm phong của lá phiếu mới nhất, tính đến {at}: ")}
            <code class="poll-report__hash">{hash}</code>
            ". Ai chép lại dấu này hôm nay thì sau này đối chiếu được."
        }
        .server_only(),
        None => view! { {format!("Tính đến {at}, chưa có lá phiếu nào.")} }.server_only(),
    };
    view! {
        <section class="poll-report">
            <h2 class="poll-report__heading">"Có thể tin kết quả này đến đâu?"</h2>
            <p>
                "Mỗi lá phiếu mang một dấu niêm phong tính từ nó và lá phiếu ngay trước. Sửa, bớt hay chen một lá phiếu cũ "
                "thì mọi dấu niêm phong phía sau đều đổi, và lệnh kiểm phiếu sẽ chỉ ra đúng lá phiếu ấy. "
                "Các dấu niêm phong chứng tỏ không ai lặng lẽ sửa phiếu; chúng không chứng tỏ mỗi lá phiếu là của một người "
                "khác nhau, vì trang chỉ nhận ra trình duyệt chứ không nhận ra con người."
            </p>
            <p>{seal}</p>
        </section>
    }
    .server_only()
}
