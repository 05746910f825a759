//! Who sees which numbers, and when; receipts; tables for spreadsheets.

use super::{ARTICLE, block, counted, site, voter::Voter};
use crate::screen::Screen;
use crate::support::{Answer, between};
use app::rendered_page::{PagePart, RenderedPage};
use axum::http::StatusCode;
use domain::polls::Phase;

/// A number that appears on a page only as a result: the votes of the previous site for Cam.
const OPTIONS: &str = "options = [{ label = 'Cam', opening_votes = 48151 }, 'Quýt', 'Bưởi']
    side = true
    closes_at = '2026-11-25T10:00:00+07:00'";
const CLOSES: &str = "2026-11-25T10:00:00+07:00";

/// All addresses that contain results, except the stream.
const TOLD: [&str; 10] = [
    "/",
    ARTICLE,
    "/binh-chon",
    "/binh-chon/1",
    "/binh-chon/1/nhung",
    "/binh-chon/1/ket-qua.csv",
    "/binh-chon/1/theo-ngay.csv",
    "/api/pages/load?path=/binh-chon/1&query=",
    "/api/pages/load?path=/tin/kho/bai-1&query=",
    "/api/pages/load?path=/binh-chon&query=",
];

/// Whether a response reveals how many have voted, or for what.
fn counts(answer: &Answer) -> bool {
    let csv = answer.status == StatusCode::OK && answer.header("content-type").starts_with("text/csv");
    let told = [
        "48.151",
        "48151",
        "\"voters\":",
        "\\\"voters\\\":",
        "người đã bình chọn",
        "poll__count",
        "Kết quả bằng số",
    ];
    csv || told.iter().any(|told| answer.text.contains(told))
}

/// Where this reader sees numbers.
async fn seen(voter: &Voter<'_>) -> Vec<&'static str> {
    let mut seen = Vec::new();
    for address in TOLD {
        let answer = voter.get(address).await;
        seen.extend(counts(&answer).then_some(address));
    }
    seen
}

#[tokio::test]
async fn a_result_for_voters_is_shown_to_nobody_else() {
    let site = site(&[&format!("{OPTIONS}\nresults = 'after_voting'")]).await;
    let voter = Voter::new(&site).votes("1", &[2]).await;
    let not_yet = Voter::with_key(&site, "1").await;
    for stranger in [&not_yet, &Voter::new(&site)] {
        assert_eq!(seen(stranger).await, [""; 0]);
        let page = stranger.get("/binh-chon/1").await;
        assert!(block(&page).contains("Kết quả hiện ra sau khi quý vị bình chọn."), "{}", block(&page));
        assert_eq!(Screen::open(&site, "/live?topics=poll.1", &stranger.cookie).await.told().await.1, None);
    }
    // A voter does, except in the list and in the frame on another site: those are the same for everybody.
    // The poll itself is beside the list.
    let for_all = ["/binh-chon/1/nhung", "/api/pages/load?path=/binh-chon&query="];
    let expected: Vec<&str> = TOLD.into_iter().filter(|address| !for_all.contains(address)).collect();
    assert_eq!(seen(&voter).await, expected);
    assert_eq!(Screen::open(&site, "/live?topics=poll.1", &voter.cookie).await.told().await.1, Some(1));
}

#[tokio::test]
async fn a_refused_vote_does_not_show_a_hidden_result() {
    let site = site(&[&format!("{OPTIONS}\nresults = 'after_voting'")]).await;
    Voter::new(&site).votes("1", &[2]).await;
    let mut stranger = Voter::with_key(&site, "1").await;
    assert!(!counts(&stranger.vote("1", &[]).await));
    assert_eq!(stranger.call("1", &[]).await.standing, None);
    let mut without_key = Voter::new(&site);
    assert_eq!(without_key.call("1", &[2]).await.standing, None);
}

#[tokio::test]
async fn a_result_for_the_end_is_shown_to_nobody_before_it() {
    let site = site(&[&format!("{OPTIONS}\nresults = 'after_closing'")]).await;
    let mut voter = Voter::with_key(&site, "1").await;
    let told = voter.call("1", &[2]).await;
    assert!(told.own.is_some());
    assert_eq!(told.standing.and_then(|standing| standing.tally), None);
    let mut screen = Screen::open(&site, "/live?topics=poll.1", &voter.cookie).await;
    assert_eq!(screen.told().await.1, None);
    assert_eq!(seen(&voter).await, [""; 0]);
    assert_eq!(seen(&Voter::new(&site)).await, [""; 0]);
    site.set_clock(CLOSES);
    assert_eq!(seen(&Voter::new(&site)).await, TOLD);
    assert_eq!(screen.told().await, (Phase::Closed, Some(1)));
}

#[tokio::test]
async fn a_result_for_everybody_is_shown_wherever_the_poll_is() {
    let site = site(&[OPTIONS]).await;
    Voter::new(&site).votes("1", &[2]).await;
    assert_eq!(seen(&Voter::new(&site)).await, TOLD);
    assert_eq!(Screen::open(&site, "/live?topics=poll.1", "").await.told().await.1, Some(1));
}

#[tokio::test]
async fn a_receipt_finds_its_ballot_and_nothing_else() {
    let site = site(&["", ""]).await;
    let own = Voter::with_key(&site, "1").await.call("1", &[3]).await.own.expect("a ballot");
    let other = Voter::with_key(&site, "1").await.call("1", &[1]).await.own.expect("a ballot");
    let search = async |poll: &str, receipt: &str| {
        let receipt: String = form_urlencoded::byte_serialize(receipt.as_bytes()).collect();
        let page = site.get(&format!("/binh-chon/{poll}?phieu={receipt}")).await;
        assert_eq!(page.status, StatusCode::OK, "{receipt}");
        between(&page.text, "id=\"tra-phieu\"", "</section>").to_owned()
    };
    let found = search("1", &own.receipt).await;
    assert!(found.contains("bỏ lúc Thứ tư, 25/11/2026 09:00"), "{found}");
    assert!(found.contains("<strong>Bưởi</strong>"), "{found}");
    // As copied by hand.
    let by_hand = format!(" {} ", own.receipt.to_lowercase().replacen('-', " - ", 2));
    assert!(search("1", &by_hand).await.contains("<strong>Bưởi</strong>"), "{by_hand}");

    let code = own.receipt.strip_prefix("1-").expect("the first ballot");
    let last = if code.ends_with('A') { "B" } else { "A" };
    for (poll, receipt) in [
        ("2", own.receipt.clone()),
        ("1", format!("2-{code}")),
        ("1", format!("1-{}", other.receipt.strip_prefix("2-").expect("the second ballot"))),
        ("1", format!("1-{}{last}", &code[..code.len() - 1])),
        ("1", format!("1-{}", &code[..code.len() - 1])),
        ("1", format!("9-{code}")),
        ("1", format!("0-{code}")),
        ("1", code.to_owned()),
        ("1", String::new()),
        ("1", "1-".to_owned()),
        ("1", "<script>x()</script>".to_owned()),
        ("1", "1-\u{0}".to_owned()),
    ] {
        let answer = search(poll, &receipt).await;
        assert!(answer.contains("Không có lá phiếu nào mang mã này"), "{poll} {receipt}: {answer}");
        assert!(!answer.contains("<strong>") && !answer.contains("<script>"), "{poll} {receipt}: {answer}");
    }
}

#[tokio::test]
async fn tables_are_for_spreadsheets_and_start_no_formula() {
    let options =
        "options = [{ label = '=1+1', opening_votes = 6 }, '+Quýt', '-\"Bưởi\", chua', '@Ổi', 'a=b']
        max_choices = 3";
    let site = site(&[options]).await;
    Voter::new(&site).votes("1", &[1, 2, 5]).await;
    Voter::new(&site).votes("1", &[1]).await;
    site.set_clock("2026-11-26T00:00:00+07:00");
    Voter::new(&site).votes("1", &[3]).await;

    let table = site.get("/binh-chon/1/ket-qua.csv").await;
    assert_eq!(table.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(table.header("content-disposition"), "attachment; filename=\"binh-chon-1-ket-qua.csv\"");
    assert_eq!(table.header("cache-control"), "no-store");
    // Three voters made five choices; with those of the previous site there are eleven.
    let expected = "\u{feff}Phương án,Số phiếu,Lượt từ trang cũ,Tỷ lệ theo người (phần nghìn),Tỷ lệ theo lượt chọn (phần nghìn)\n\
        '=1+1,2,6,667,727\n\
        '+Quýt,1,0,333,91\n\
        \"'-\"\"Bưởi\"\", chua\",1,0,333,91\n\
        '@Ổi,0,0,0,0\n\
        a=b,1,0,333,91\n";
    assert_eq!(table.text, expected);

    let days = site.get("/binh-chon/1/theo-ngay.csv").await;
    assert_eq!(days.header("content-disposition"), "attachment; filename=\"binh-chon-1-theo-ngay.csv\"");
    assert_eq!(days.text, "\u{feff}Ngày,Số phiếu\n2026-11-25,2\n2026-11-26,1\n");
}

#[tokio::test]
async fn votes_of_a_replaced_site_alone_are_told_as_what_they_are() {
    let old = "options = [{ label = 'Cam', opening_votes = 156 }, { label = 'Quýt', opening_votes = 117 }]
        closes_at = '2025-02-01T08:00:00+07:00'";
    let site = site(&[old]).await;
    let list = site.get("/binh-chon").await.text;
    let row = between(&list, "class=\"poll-list__state\"", "</p>");
    assert!(row.contains("273 lượt từ trang cũ") && !row.contains("người đã bình chọn"), "{row}");
    let page = site.get("/binh-chon/1").await;
    assert_eq!(counted(block(&page)), (vec!["156", "117"], "273 lượt từ trang cũ"));
    let table = between(&page.text, "<table class=\"figures\"", "</table>");
    for (words, stands) in [
        ("Lượt từ trang cũ", true),
        ("Tỷ lệ theo lượt chọn", true),
        ("57,1 %", true),
        ("273 lượt", true),
        // The number of people is unknown, and there is no ballot.
        ("Tỷ lệ theo người", false),
        ("Số phiếu", false),
        ("Người đã bình chọn", false),
        ("0,0 %", false),
    ] {
        assert_eq!(table.contains(words), stands, "{words} in {table}");
    }
    let table = site.get("/binh-chon/1/ket-qua.csv").await.text;
    assert!(table.contains("Cam,0,156,,571\nQuýt,0,117,,429\n"), "{table}");
}

#[tokio::test]
async fn the_page_of_a_poll_says_the_same_in_all_its_parts() {
    let site = site(&["max_choices = 2"]).await;
    let ask = "/api/pages/load?path=/binh-chon/1&query=luc%3D1";
    let empty = site.get("/binh-chon/1").await.text;
    assert!(empty.contains("chưa có lá phiếu nào"), "{empty}");
    Voter::new(&site).votes("1", &[1, 3]).await;
    Voter::new(&site).votes("1", &[1]).await;
    // An open page whose bars have changed loads the same as the page says now.
    let page: RenderedPage = serde_json::from_str(&site.get(ask).await.text).expect("a page");
    // The open page looks for the report there.
    let [_, PagePart::Poll { paper, .. }, PagePart::Html(report), ..] = &page.parts[..] else {
        panic!("{page:?}")
    };
    assert_eq!(paper.standing.tally.as_ref().map(|tally| tally.voters), Some(2));
    let report = report.as_str();
    for words in
        ["<td>2</td><td>100,0 %</td><td>66,7 %</td>", "<td>1</td><td>50,0 %</td><td>33,3 %</td>", "3 lượt"]
    {
        assert!(report.contains(words), "{words} in {report}");
    }
    assert!(!report.contains("chưa có lá phiếu nào"), "{report}");
    let seal = between(report, "<code class=\"poll-report__hash\">", "</code>");
    assert_eq!(seal.len(), 64, "{seal}");
    let whole = site.get("/binh-chon/1").await.text;
    assert!(whole.contains(report), "a page that is loaded whole says the same");
}

#[tokio::test]
async fn what_an_editor_writes_into_a_poll_never_runs() {
    let evil = "</script><script>x()</script>";
    let lines = format!("question = '{evil}?'\noptions = ['{evil}', '\"><img src=x onerror=x()>']");
    let pack = super::pack(&[""]);
    let file = pack.path().join("site.toml");
    let site = std::fs::read_to_string(&file).expect("read");
    let site =
        site.replace("question = 'Câu hỏi 1?'", &lines).replace("options = ['Cam', 'Quýt', 'Bưởi']\n", "");
    std::fs::write(&file, site).expect("written");
    let site = crate::support::TestSite::with(&[pack.path()], "http://site.test").await;
    for address in ["/", ARTICLE, "/binh-chon", "/binh-chon/1", "/binh-chon/1/nhung"] {
        let page = site.get(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        for harmful in ["<script>x()", "<img src=x"] {
            assert!(!page.text.contains(harmful), "{address}: {harmful}");
        }
    }
}
