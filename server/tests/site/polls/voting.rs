//! A vote that counts: where the voter is redirected, and what is shown there.

use super::{ARTICLE, ballots, block, counted, site, voter::Voter};
use crate::support::between;
use app::polls::calls::VoteAnswer;
use axum::http::StatusCode;

const THANKS: &str = "Cảm ơn quý vị đã bình chọn lúc Thứ tư, 25/11/2026 09:00. Xin giữ mã phiếu để tra cứu: ";

#[tokio::test]
async fn a_voter_sees_the_choice_the_time_and_the_receipt() {
    let site = site(&[""]).await;
    let voter = Voter::new(&site).votes("1", &[2]).await;
    let page = voter.get("/binh-chon/1").await;
    let block = block(&page);
    assert!(block.contains(THANKS) && block.contains("poll__message--told"), "{block}");
    let receipt = between(block, "<code class=\"poll__receipt\">", "</code>");
    assert!(receipt.starts_with("1-") && receipt.len() == "1-ABCD-EFGH-IJKL".len(), "{receipt}");
    assert!(between(block, "Quýt", "</span>").contains("Lựa chọn của quý vị"), "{block}");
    assert_eq!(block.matches("Lựa chọn của quý vị").count(), 1);
    assert!(!block.contains("name=\"option\""), "nothing is left to be ticked: {block}");
    assert_eq!(counted(block), (vec!["0", "1", "0"], "1 người đã bình chọn"));
    // Another reader sees the result, but neither ballot nor receipt.
    let page = site.get("/binh-chon/1").await;
    assert_eq!(counted(super::block(&page)), (vec!["0", "1", "0"], "1 người đã bình chọn"));
    assert!(!page.text.contains(receipt) && !page.text.contains("Lựa chọn của quý vị"));
}

#[tokio::test]
async fn a_reader_votes_once() {
    let site = site(&[""]).await;
    let mut voter = Voter::new(&site).votes("1", &[2]).await;
    let again = voter.vote("1", &[3]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    let sentence = "Quý vị đã bình chọn lúc Thứ tư, 25/11/2026 09:00: Quýt. Mỗi người chỉ bình chọn một lần.";
    assert!(block(&again).contains(sentence), "{}", block(&again));
    let told = voter.call("1", &[3]).await;
    assert_eq!(told.sentence.as_deref(), Some(sentence));
    assert_eq!(told.own.map(|own| own.choices.len()), Some(1), "the first ballot stands");
    assert_eq!(counted(block(&voter.get("/binh-chon/1").await)).0, ["0", "1", "0"]);
    assert_eq!(ballots(&site).await, 1);
}

#[tokio::test]
async fn one_key_votes_in_every_poll() {
    let site = site(&["", "max_choices = 2"]).await;
    let voter = Voter::new(&site).votes("1", &[1]).await;
    let key = voter.cookie.clone();
    let voter = voter.votes("2", &[6, 4]).await;
    assert_eq!(voter.cookie, key);
    assert_eq!(counted(block(&voter.get("/binh-chon/2").await)).0, ["1", "0", "1"]);
    assert_eq!(ballots(&site).await, 2);
}

/// Where a vote with this referer and this form is redirected.
async fn comes_back(referer: Option<&str>, body: &str) -> String {
    let site = site(&[""]).await;
    let referer: Vec<(&str, &str)> = referer.map(|referer| ("referer", referer)).into_iter().collect();
    let answer = Voter::new(&site).send("1", &referer, body.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    assert_eq!(ballots(&site).await, 1);
    answer.header("location").to_owned()
}

#[tokio::test]
async fn a_voter_comes_back_to_the_page_the_form_stood_on() {
    for (referer, location) in [
        ("http://site.test/tin/kho?truoc=1-1", "/tin/kho?truoc=1-1#binh-chon-1-ben"),
        ("http://site.test/", "/#binh-chon-1-ben"),
        ("http://site.test/tin/kho/bai-1#giua", "/tin/kho/bai-1#binh-chon-1-ben"),
        ("http://site.test/binh-chon/1?khoa=1", "/binh-chon/1#binh-chon-1-ben"),
    ] {
        assert_eq!(comes_back(Some(referer), "option=1&noi=binh-chon-1-ben").await, location, "{referer}");
    }
}

#[tokio::test]
async fn a_voter_is_never_led_to_another_site() {
    for referer in [
        None,
        Some("https://evil.example/tin/kho"),
        Some("https://site.test/tin/kho"),
        Some("http://site.test"),
        Some("http://site.test.evil.example/tin/kho"),
        Some("http://site.test@evil.example/tin/kho"),
        Some("http://site.test:81/tin/kho"),
        // A page that does not exist shows the poll too, and this path would be read as a host.
        Some("http://site.test//evil.example/tin/kho"),
        Some("http://site.test/\\evil.example/tin/kho"),
        Some("/tin/kho"),
        Some(""),
    ] {
        let location = comes_back(referer, "option=1&noi=binh-chon-1-ben").await;
        assert_eq!(location, "/binh-chon/1#binh-chon-1-ben", "{referer:?}");
    }
}

#[tokio::test]
async fn a_strange_part_of_a_page_is_dropped() {
    for part in [
        "",
        "Ben",
        "a b",
        "a%23b",
        "a%0D%0ASet-Cookie:%20a=b",
        "%22%3E%3Cscript%3E",
        "%C3%A1",
        "%FF",
        "/evil.example",
        &"a".repeat(60),
    ] {
        let body = format!("option=1&noi={part}");
        assert_eq!(comes_back(Some("http://site.test/tin/kho"), &body).await, "/tin/kho", "{part}");
    }
    assert_eq!(comes_back(Some("http://site.test/tin/kho"), "option=1").await, "/tin/kho");
}

#[tokio::test]
async fn the_forms_of_a_page_lead_to_the_poll_and_name_their_own_place() {
    let site = site(&["", ""]).await;
    let page = site.get(ARTICLE).await;
    let forms: Vec<&str> =
        page.text.split("<form ").skip(1).filter(|form| form.contains("name=\"noi\"")).collect();
    assert!(forms.len() > 1, "one in the article, one beside it");
    for form in forms {
        let part = between(between(form, "name=\"noi\"", ">"), "value=\"", "\"");
        assert_eq!(page.text.matches(&format!(" id=\"{part}\"")).count(), 1, "{part}");
        let action = between(form, "action=\"/binh-chon/", "\"");
        let (number, refused) = action.split_once('#').expect("where a refusal stands");
        assert_eq!(refused, format!("binh-chon-{number}-trang-tin"));
        assert!(part.starts_with(&format!("binh-chon-{number}-")), "{part}");
        assert!(form.contains("method=\"post\""), "{form}");
    }
}

#[tokio::test]
async fn a_vote_by_call_is_the_same_ballot() {
    let site = site(&["results = 'after_voting'"]).await;
    let mut voter = Voter::with_key(&site, "1").await;
    let answer = voter.post("/api/polls/cast", &[], b"poll=1&choices[0]=3").await;
    assert_eq!(answer.header("cache-control"), "", "what a vote is told is not kept");
    let told: VoteAnswer = serde_json::from_str(&answer.text).expect("what the voter is told");
    let own = told.own.expect("a ballot");
    assert_eq!((own.cast.machine.as_str(), own.choices[0].0), ("2026-11-25T09:00:00+07:00", 3));
    let tally = told.standing.and_then(|standing| standing.tally).expect("what a voter may see");
    assert_eq!((tally.voters, tally.options[2].votes), (1, 1));
    let page = voter.get("/binh-chon/1").await;
    assert!(block(&page).contains(&own.receipt), "{}", block(&page));
    assert_eq!(ballots(&site).await, 1);
}
