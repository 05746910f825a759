//! A poll's own page, at `/binh-chon/ID`: the poll, its report (`report.rs`), the search by receipt, and the
//! code for embedding.

use super::{
    place::{Place, Refused},
    refusal::{RefusedVote, labels, sentence},
    report::render_report,
};
use crate::{
    rendered_page::{Head, PagePart, RenderedPage},
    routes,
    server_only::ServerOnly,
    sharing::Elsewhere,
    ui::breadcrumb::Breadcrumb,
};
use domain::polls::{Found, Poll, Report};
use leptos::prelude::*;

/// The id of the result of a receipt search.
const ANSWER: &str = "tra-phieu-tin";

/// A search by receipt.
#[derive(Debug)]
pub struct ReceiptSearch {
    /// What was typed.
    pub text: String,
    /// The ballot, if there is one.
    pub found: Option<Found>,
}

/// Renders the page of a poll; `site_url` is the public address of the site.
pub fn poll_page(
    report: Report,
    search: Option<ReceiptSearch>,
    refused: Option<RefusedVote>,
    site_url: &str,
) -> RenderedPage {
    let poll = report.paper.poll.clone();
    let address = routes::poll(poll.id);
    // Without the question, which is in the heading below.
    let steps = vec![(routes::POLLS.to_owned(), "Bình chọn".to_owned())];
    let head = Head {
        title: poll.question.clone(),
        canonical: Some(address.clone()),
        elsewhere: Elsewhere::page(
            format!("Bình chọn: {} {}", poll.question, options(&poll)),
            [steps.clone(), vec![(address.clone(), poll.question.clone())]].concat(),
        ),
    };
    let top = view! {
        <Breadcrumb steps/>
        <header class="list-head">
            <p class="list-head__kind">"Cuộc bình chọn"</p>
            <h1 class="list-head__title">{poll.question.clone()}</h1>
        </header>
    };
    let below = view! {
        <Receipts poll=poll.clone() search/>
        <FramingHint address=format!("{site_url}{}", routes::framed_poll(poll.id))/>
    };
    let (paper, report) = render_report(report);
    let refused = refused.map(|it| Refused { sentence: sentence(&it.refusal, &poll), ticked: it.ticked });
    let paper = PagePart::Poll { paper: Box::new(paper), place: Place::Page, refused };
    RenderedPage::of(address, head, vec![PagePart::html(top), paper, report, PagePart::html(below)])
}

fn options(poll: &Poll) -> String {
    let labels: Vec<&str> = poll.options.iter().map(|option| option.label.as_str()).collect();
    labels.join("; ")
}

/// The search form, and its result.
#[component]
fn Receipts(poll: Poll, search: Option<ReceiptSearch>) -> impl IntoView {
    let typed = search.as_ref().map(|search| search.text.clone()).unwrap_or_default();
    let wrong = search.as_ref().is_some_and(|search| search.found.is_none());
    let described = search.is_some().then_some(ANSWER);
    // Before the form, since the browser scrolls there.
    let answer = search.map(|search| match search.found {
        Some(found) => view! {
            <div class="notice" role="status" id=ANSWER tabindex="-1">
                <p>
                    "Lá phiếu số " {found.sequence} " còn nguyên trong thùng phiếu: bỏ lúc " {found.cast.words}
                    ", chọn " <strong>{labels(&poll, &found.options)}</strong> "."
                </p>
                <p>"Dấu niêm phong của lá phiếu: " <code>{found.hash}</code></p>
            </div>
        }
        .server_only(),
        None => view! {
            <p class="notice notice--bad" role="status" id=ANSWER tabindex="-1">
                "Không có lá phiếu nào mang mã này trong cuộc bình chọn. Xin quý vị xem lại từng chữ của mã."
            </p>
        }
        .server_only(),
    });
    view! {
        <section class="poll-report" id="tra-phieu">
            <h2 class="poll-report__heading">"Tra cứu lá phiếu"</h2>
            {answer}
            <p>"Mã phiếu hiện ra ngay sau khi bình chọn. Mã cho biết lá phiếu còn trong thùng và chưa bị ai sửa."</p>
            <form class="field-row" action=format!("{}#{ANSWER}", routes::poll(poll.id)) method="get">
                <label class="field-row__label" r#for="ma-phieu">"Mã phiếu"</label>
                " "
                <input class="field-row__input" id="ma-phieu" name=routes::RECEIPT value=typed required autocomplete="off" spellcheck="false" maxlength="60" aria-describedby=described aria-invalid=wrong.then_some("true")/>
                " "
                <button class="button button--quiet" type="submit">"Tra cứu"</button>
            </form>
        </section>
    }
    .server_only()
}

/// The HTML that other sites use to embed the poll.
pub(super) fn framing_code(address: &str) -> String {
    format!("<iframe src=\"{address}\" title=\"Bình chọn\" width=\"360\" height=\"480\"></iframe>")
}

/// How to embed the poll.
#[component]
fn FramingHint(address: String) -> impl IntoView {
    let code = framing_code(&address);
    view! {
        <details class="poll-report">
            <summary>"Nhúng kết quả vào trang khác"</summary>
            <p>"Chép dòng sau vào trang của quý vị. Khung chỉ cho xem kết quả; bình chọn mở ra trong một thẻ mới."</p>
            <pre tabindex="0"><code>{code}</code></pre>
        </details>
    }
    .server_only()
}
