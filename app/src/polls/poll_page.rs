//! A poll's own page, at `/binh-chon/ID`: the ballot paper, the result in numbers, the days, and what can be checked.

use super::{
    days_chart::DaysChart,
    poll_block::{Place, Refused},
    refusal::{RefusedVote, labels, sentence},
};
use crate::{
    page::{DrawnPage, Head, Part},
    routes,
    served::Draw,
    ui::breadcrumb::Breadcrumb,
};
use domain::{
    polls::{Found, Phase, Poll, Report, Tally, per_mille},
    statistics::grouped,
};
use leptos::prelude::*;

/// What somebody looked for by a receipt.
#[derive(Debug)]
pub struct ReceiptSearch {
    /// What was typed.
    pub text: String,
    /// The ballot, where there is one.
    pub found: Option<Found>,
}

/// Draws the page of a poll; `site_url` is the address people type.
pub fn poll_page(
    report: Report,
    search: Option<ReceiptSearch>,
    refused: Option<RefusedVote>,
    site_url: &str,
) -> DrawnPage {
    let Report { paper, days, head: last_hash, at } = report;
    let poll = paper.poll.clone();
    let address = routes::poll(poll.id);
    let head = Head {
        title: poll.question.clone(),
        description: format!("Bình chọn: {} {}", poll.question, options(&poll)),
        canonical: Some(address.clone()),
        ..Head::default()
    };
    // Without the question: the heading below asks it.
    let steps = vec![(routes::POLLS.to_owned(), "Bình chọn".to_owned())];
    let state = match paper.standing.phase {
        Phase::Upcoming => "Sắp mở",
        Phase::Open => "Đang mở",
        Phase::Closed => "Đã đóng",
    };
    let top = view! {
        <Breadcrumb steps/>
        <header class="list-head">
            <p class="list-head__kind">"Thăm dò ý kiến · " {state}</p>
            <h1 class="list-head__title">{poll.question.clone()}</h1>
        </header>
    };
    let numbers = paper.standing.tally.clone().map(|tally| {
        view! {
            <section class="poll-report">
                <h2 class="poll-report__heading">"Kết quả bằng số"</h2>
                <p class="poll-report__note">"Tính đến " {at.words.clone()} "."</p>
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
    });
    let below = view! {
        {numbers}
        <Receipts poll=poll.clone() search/>
        <Proof last_hash/>
        <FramingHint address=format!("{site_url}{}", routes::framed_poll(poll.id))/>
    };
    let refused =
        refused.map(|it| Refused { sentence: sentence(&it.refusal, &paper.poll), ticked: it.ticked });
    let paper = Part::Poll { paper: Box::new(paper), place: Place::Page, refused };
    DrawnPage::of(address, head, vec![Part::drawn(top), paper, Part::drawn(below)])
}

fn options(poll: &Poll) -> String {
    let labels: Vec<&str> = poll.options.iter().map(|option| option.label.as_str()).collect();
    labels.join("; ")
}

/// A share the Vietnamese way: `33,3 %`.
fn percent(part: u32, whole: u32) -> String {
    let share = per_mille(part, whole);
    format!("{},{} %", share / 10, share % 10)
}

/// Counts, share of the voters, share of the ticks.
#[component]
fn Numbers(poll: Poll, tally: Tally) -> impl IntoView {
    let (ticks, opening) = (tally.ticks(), tally.opening() > 0);
    let voters = tally.voters;
    let rows = poll.options.iter().zip(&tally.options).map(|(option, count)| {
        view! {
            <tr>
                <th scope="row">{option.label.clone()}</th>
                <td>{grouped(i64::from(count.votes))}</td>
                {opening.then(|| view! { <td>{grouped(i64::from(count.opening))}</td> })}
                <td>{percent(count.votes, voters)}</td>
                <td>{percent(count.all(), ticks)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="scroller" tabindex="0" role="region" aria-label="Kết quả bằng số">
            <table class="figures">
                <thead>
                    <tr>
                        <th scope="col">"Phương án"</th>
                        <th scope="col">"Số phiếu"</th>
                        {opening.then(|| view! { <th scope="col">"Lượt từ trang cũ"</th> })}
                        <th scope="col">"Phần người bình chọn"</th>
                        <th scope="col">"Phần lượt chọn"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">"Người đã bình chọn"</th>
                        <td>{grouped(i64::from(voters))}</td>
                        {opening.then(|| view! { <td>{grouped(i64::from(tally.opening()))}</td> })}
                        <td></td>
                        <td>{grouped(i64::from(ticks))} " lượt"</td>
                    </tr>
                </tfoot>
            </table>
        </div>
        {opening.then(|| view! {
            <p class="poll-report__note">
                "Lượt từ trang cũ được chuyển sang nguyên số, không có lá phiếu kèm theo nên không kiểm lại được."
            </p>
        })}
    }
    .drawn()
}

/// The ballot behind a receipt.
#[component]
fn Receipts(poll: Poll, search: Option<ReceiptSearch>) -> impl IntoView {
    let typed = search.as_ref().map(|search| search.text.clone()).unwrap_or_default();
    let answer = search.map(|search| match search.found {
        Some(found) => view! {
            <div class="notice" role="status">
                <p>
                    "Lá phiếu số " {found.sequence} " còn nguyên trong thùng phiếu: bỏ lúc " {found.cast.words}
                    ", chọn " <strong>{labels(&poll, &found.options)}</strong> "."
                </p>
                <p>"Mã băm của lá phiếu: " <code>{found.hash}</code></p>
            </div>
        }
        .drawn(),
        None => view! {
            <p class="notice notice--bad" role="status" id="khong-thay">
                "Không có lá phiếu nào mang mã này trong cuộc bình chọn. Xin quý vị xem lại từng chữ của mã."
            </p>
        }
        .drawn(),
    });
    view! {
        <section class="poll-report" id="tra-phieu">
            <h2 class="poll-report__heading">"Tra lá phiếu của quý vị"</h2>
            <p>"Mã phiếu hiện ra ngay sau khi bình chọn. Mã cho biết lá phiếu còn trong thùng và chưa bị ai sửa."</p>
            <form class="field-row" action=format!("{}#tra-phieu", routes::poll(poll.id)) method="get">
                <label class="field-row__label" r#for="ma-phieu">"Mã phiếu"</label>
                <input class="field-row__input" id="ma-phieu" name=routes::RECEIPT value=typed required autocomplete="off" spellcheck="false" maxlength="60"/>
                <button class="button button--quiet" type="submit">"Tra phiếu"</button>
            </form>
            {answer}
        </section>
    }
    .drawn()
}

/// What the chain proves and what not.
#[component]
fn Proof(last_hash: Option<String>) -> impl IntoView {
    view! {
        <section class="poll-report">
            <h2 class="poll-report__heading">"Có thể tin kết quả này đến đâu?"</h2>
            <p>
                "Mỗi lá phiếu được băm chung với lá phiếu ngay trước nó thành một chuỗi. Sửa, bớt hay chen một lá phiếu cũ "
                "thì mọi mã băm phía sau đều đổi, và lệnh kiểm phiếu sẽ chỉ ra đúng lá phiếu ấy. "
                "Chuỗi này chứng tỏ không ai lặng lẽ sửa phiếu; nó không chứng tỏ mỗi lá phiếu là một người khác nhau, "
                "vì trang chỉ nhận ra trình duyệt chứ không nhận ra con người."
            </p>
            {match last_hash {
                Some(hash) => view! {
                    <p>"Mã băm của lá phiếu mới nhất: " <code class="poll-report__hash">{hash}</code></p>
                    <p class="poll-report__note">"Ai chép lại mã này hôm nay thì sau này đối chiếu được."</p>
                }
                .drawn(),
                None => view! { <p>"Chưa có lá phiếu nào."</p> }.drawn(),
            }}
        </section>
    }
    .drawn()
}

/// What another site writes to show the poll at this address.
pub(super) fn framing_code(address: &str) -> String {
    format!("<iframe src=\"{address}\" title=\"Bình chọn\" width=\"360\" height=\"480\"></iframe>")
}

/// How other sites show the poll.
#[component]
fn FramingHint(address: String) -> impl IntoView {
    let code = framing_code(&address);
    view! {
        <details class="poll-report">
            <summary>"Đặt kết quả này lên trang khác"</summary>
            <p>"Chép dòng sau vào trang của quý vị. Khung chỉ cho xem kết quả; bình chọn mở ra trong một thẻ mới."</p>
            <pre tabindex="0"><code>{code}</code></pre>
        </details>
    }
    .drawn()
}
