//! Changing a poll: before and after the first vote, and by two people at once.

use super::{NEW, SignedIn, has_field, terms, typed, value};
use crate::{
    polls::{ballots, block, site, voter::Voter},
    support::between,
};
use axum::http::StatusCode;
use domain::accounts::Role;

const POLL: &str = "/ban-bien-tap/binh-chon/1";

#[tokio::test]
async fn before_the_first_ballot_a_poll_is_reworded() {
    let site = site(&[""]).await;
    let person = SignedIn::administrator(&site).await;
    let page = person.get(POLL).await.text;
    let ids: Vec<&str> = (1..=4).map(|row| value(&page, &format!("ma-phuong-an-{row}"))).collect();
    assert_eq!(ids, ["1", "2", "3", ""]);
    let version = value(&page, "phien-ban");
    // The second option is removed, the third one is reworded.
    let fields = [("phien-ban", version), ("ma-phuong-an-1", "1"), ("ma-phuong-an-3", "3")];
    let fields = [&fields[..], &[("phuong-an-3", "Bưởi da xanh")]].concat();
    assert_eq!(person.done(POLL, &typed("Câu hỏi hay hơn?", &fields)).await, format!("{POLL}?da=luu"));
    let page = Voter::new(&site).votes("1", &[3]).await.get("/binh-chon/1").await;
    let block = block(&page);
    assert!(block.contains("Câu hỏi hay hơn?") && !block.contains("Quýt"), "{block}");
    assert!(between(block, "Bưởi da xanh", "</span>").contains("Lựa chọn của quý vị"), "{block}");
    assert_eq!(ballots(&site).await, 1);
}

#[tokio::test]
async fn after_the_first_ballot_a_new_wording_is_refused_and_can_be_used_elsewhere() {
    let site = site(&[""]).await;
    let person = SignedIn::administrator(&site).await;
    let form = person.get(POLL).await.text;
    assert!(has_field(&form, "cau-hoi"));
    // The first ballot arrives while somebody is typing.
    Voter::new(&site).votes("1", &[2]).await;
    let changes =
        [("phien-ban", value(&form, "phien-ban")), ("phuong-an-2", "Ổi <b>"), ("lien-ket", "/tin/kho/bai-1")];
    let page = person.post(POLL, &typed("Câu đã đổi?", &changes)).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.text.contains("Đã có người bình chọn, nên câu hỏi và các phương án không đổi được nữa."));
    let lost = between(&page.text, "id=\"chua-luu\"", "</section>");
    assert!(lost.contains("Câu đã đổi?") && lost.contains("Ổi &lt;b&gt;"), "{lost}");
    let settled = between(&page.text, "id=\"da-chot\"", "</section>");
    assert!(settled.contains("Câu hỏi 1?") && settled.contains("Quýt"), "{settled}");
    let main = between(&page.text, "data-keep", "</form>");
    assert!(!has_field(main, "cau-hoi") && !has_field(main, "phuong-an-1"), "{main}");
    assert_eq!(value(main, "lien-ket"), "/tin/kho/bai-1", "typed text is kept");
    assert!(!person.get(POLL).await.text.contains("/tin/kho/bai-1"), "nothing is half saved");
    // What was typed becomes another poll.
    let again = between(lost, "<form", "</form>");
    assert!(again.contains(&format!("action=\"{NEW}\"")), "{again}");
    let field = |input: &str, part: &str| between(input, &format!("{part}=\""), "\"").to_owned();
    let plain = |text: &str| text.replace("&lt;", "<").replace("&gt;", ">");
    let inputs = again.split("<input ").skip(1);
    let carried: Vec<(String, String)> =
        inputs.map(|input| (field(input, "name"), plain(&field(input, "value")))).collect();
    let mut carried: Vec<(&str, &str)> =
        carried.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert!(!carried.iter().any(|(name, _)| name.starts_with("ma-")), "options belong to their poll");
    carried.push(("them-dong", "1"));
    let another = person.post(NEW, &carried).await;
    assert_eq!((another.status, value(&another.text, "cau-hoi")), (StatusCode::OK, "Câu đã đổi?"));
    assert_eq!(plain(value(&another.text, "phuong-an-2")), "Ổi <b>");
    // The rest is saved from this page.
    let fields = terms(&[("phien-ban", value(main, "phien-ban")), ("lien-ket", "/tin/kho/bai-1")]);
    person.done(POLL, &fields).await;
    assert!(block(&site.get("/binh-chon/1").await).contains("/tin/kho/bai-1"));
    assert_eq!(ballots(&site).await, 1);
}

#[tokio::test]
async fn of_two_administrators_the_second_hears_who_was_first() {
    let site = site(&[""]).await;
    let lan = SignedIn::administrator(&site).await;
    let minh = SignedIn::sign_in(&site, "minh", Role::Administrator).await;
    let version = value(&lan.get(POLL).await.text, "phien-ban").to_owned();
    minh.done(POLL, &typed("Câu của Minh?", &[("phien-ban", &version)])).await;
    let page = lan.post(POLL, &typed("Câu của Lan?", &[("phien-ban", &version)])).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let notice = between(&page.text, "role=\"alert\"", "</div></div>");
    assert!(notice.contains("minh") && notice.contains("Thứ tư, 25/11/2026 09:00"), "{notice}");
    assert_eq!(value(&page.text, "cau-hoi"), "Câu của Lan?");
    assert!(site.get("/binh-chon/1").await.text.contains("Câu của Minh?"), "nothing is overwritten");
    let version = value(&page.text, "phien-ban").to_owned();
    lan.done(POLL, &typed("Câu của Lan?", &[("phien-ban", &version)])).await;
    assert!(site.get("/binh-chon/1").await.text.contains("Câu của Lan?"), "knowingly it is");
}

#[tokio::test]
async fn a_version_that_nobody_was_given_overwrites_nothing() {
    let site = site(&[""]).await;
    let person = SignedIn::administrator(&site).await;
    for version in ["", "0", "2", "x", "-1", "99999999999999999999"] {
        let page = person.post(POLL, &typed("Câu khác?", &[("phien-ban", version)])).await;
        assert_eq!(page.status, StatusCode::CONFLICT, "{version}");
    }
    assert!(block(&site.get("/binh-chon/1").await).contains("Câu hỏi 1?"));
}
