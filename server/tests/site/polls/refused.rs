//! Votes that do not count: a plain form gets a status and a readable page, a server function a sentence.

use super::{ballots, block, open, site, ticked, voter::Voter};
use crate::support::{Answer, TestOptions, between, form, request};
use axum::{
    body::Body,
    http::{Method, StatusCode},
};

/// Sends this form to the only poll of a site, with a voter cookie; nothing is stored.
async fn refused(poll: &str, body: &str) -> Answer {
    let site = site(&[poll]).await;
    let answer = Voter::new(&site).send("1", &[], body.as_bytes()).await;
    assert_eq!(ballots(&site).await, 0, "{body}");
    answer
}

/// The same by server function; returns the sentence.
async fn refused_call(poll: &str, options: &[u32]) -> String {
    let site = site(&[poll]).await;
    let told = Voter::with_key(&site, "1").await.call("1", options).await;
    assert_eq!((told.own, told.needs_key), (None, false));
    assert_eq!(ballots(&site).await, 0, "{options:?}");
    told.sentence.expect("a sentence")
}

const CHOOSE_TWO: &str = "min_choices = 2\nmax_choices = 2";
const DOES_NOT_FIT: &str =
    "Lá phiếu này không khớp với cuộc bình chọn. Xin quý vị mở lại trang rồi bình chọn lại.";

#[tokio::test]
async fn wrong_choices_are_refused_in_words_and_stay_ticked() {
    for (poll, options, sentence) in [
        ("", &[][..], "Quý vị chưa chọn phương án nào. Mời quý vị chọn một phương án rồi bấm “Bình chọn”."),
        (
            "max_choices = 2",
            &[],
            "Quý vị chưa chọn phương án nào. Mời quý vị chọn ít nhất một phương án rồi bấm “Bình chọn”.",
        ),
        (CHOOSE_TWO, &[3], "Xin quý vị chọn ít nhất 2 phương án."),
        (CHOOSE_TWO, &[1, 2, 3], "Xin quý vị chọn nhiều nhất 2 phương án."),
        (CHOOSE_TWO, &[2, 2], DOES_NOT_FIT),
        (CHOOSE_TWO, &[1, 4], DOES_NOT_FIT),
    ] {
        let fields: Vec<String> = options.iter().map(|option| format!("option={option}")).collect();
        let answer = refused(poll, &fields.join("&")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{options:?}");
        assert!(block(&answer).contains(sentence), "{options:?}: {}", block(&answer));
        assert_eq!(refused_call(poll, options).await, sentence, "{options:?}");
        let expected: Vec<String> =
            (1..=3).filter(|option| options.contains(option)).map(|option: u32| option.to_string()).collect();
        assert_eq!(ticked(block(&answer)), expected, "{options:?}");
    }
}

/// The target of a form: the fragment of its address.
fn lands_on(html: &str) -> &str {
    between(between(html, "<form ", ">"), "action=\"", "\"").split_once('#').expect("a part of the page").1
}

#[tokio::test]
async fn why_a_form_was_refused_stands_above_it_and_the_browser_goes_there() {
    let answer = refused("", "").await;
    let block = block(&answer);
    let part = lands_on(block);
    let message = between(block, &format!("id=\"{part}\""), "</p>");
    assert!(message.contains("tabindex=\"-1\""), "it takes the focus: {message}");
    assert!(message.contains("Quý vị chưa chọn phương án nào."), "{message}");
    assert!(block.find(message) < block.find("<form"), "above the options: {block}");
    let options = between(block, "<fieldset ", ">");
    assert!(options.contains(&format!("aria-describedby=\"{part}\"")), "{options}");

    let site = site(&[""]).await;
    let page = site.get("/binh-chon/1").await;
    assert!(
        !super::block(&page).contains("poll__message--"),
        "nothing is said yet, and nothing drawn for it"
    );
    let page = site.get("/binh-chon/1?phieu=1-AAAA-BBBB-CCCC").await.text;
    let section = between(&page, "id=\"tra-phieu\"", "</section>");
    let part = lands_on(section);
    let answer = between(section, &format!("id=\"{part}\""), "</p>");
    assert!(answer.contains("tabindex=\"-1\"") && answer.contains("Không có lá phiếu nào"), "{section}");
    assert!(section.find(answer) < section.find("<form"), "{section}");
    let input = between(section, "<input ", ">");
    assert!(input.contains(&format!("aria-describedby=\"{part}\"")), "{input}");
    assert!(input.contains("aria-invalid=\"true\""), "{input}");
}

#[tokio::test]
async fn options_of_another_poll_do_not_count() {
    let site = site(&["", ""]).await;
    let mut voter = Voter::new(&site);
    let answer = voter.vote("1", &[5]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(block(&answer).contains(DOES_NOT_FIT), "{}", block(&answer));
    assert_eq!(voter.call("1", &[5]).await.sentence.as_deref(), Some(DOES_NOT_FIT));
    assert_eq!(ballots(&site).await, 0);
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_no_ballot() {
    for body in [
        "option=x",
        "option=",
        "option",
        "option=01",
        "option=+1",
        "option=-1",
        "option=0",
        "option=1.0",
        "option=1,2",
        "option=99999999999999999999",
        "option=%FF",
        "option=1%00",
        "option=1&option=x",
    ] {
        let answer = refused("max_choices = 3", body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(block(&answer).contains(DOES_NOT_FIT), "{body}: {}", block(&answer));
    }
    for body in ["", "&&&=", "choices=1", "Option=1", "\0\u{1}", "{\"option\":1}"] {
        let answer = refused("max_choices = 3", body).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
        assert!(block(&answer).contains("Quý vị chưa chọn phương án nào."), "{body}");
    }
}

#[tokio::test]
async fn a_call_that_cannot_be_read_is_refused() {
    let site = site(&[""]).await;
    let mut voter = Voter::with_key(&site, "1").await;
    let long = format!("poll=1{}", "&choices[0]=1".repeat(3000));
    for body in [
        &b""[..],
        b"poll",
        b"poll=x",
        b"poll=1.0",
        b"poll=99999999999999999999",
        b"choices[0]=1",
        b"poll=1&choices[0]=x",
        b"poll=1&poll=1&choices[0]=1",
        b"poll[a]=1",
        b"{\"poll\":1}",
        b"\xff\xfe=\xfd",
        b"poll=%FF",
        long.as_bytes(),
    ] {
        let answer = voter.post("/api/polls/cast", &[], body).await;
        let shown = String::from_utf8_lossy(&body[..body.len().min(40)]);
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{shown}: {}", answer.text);
        assert_eq!(answer.text, "\"BadRequest\"", "{shown}");
    }
    assert_eq!(ballots(&site).await, 0);
    assert!(voter.call("1", &[1]).await.own.is_some(), "the key was good");
}

#[tokio::test]
async fn a_poll_that_is_not_there_takes_no_ballot() {
    let site = site(&[""]).await;
    let mut voter = Voter::with_key(&site, "1").await;
    let answer = voter.vote("999", &[1]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text.contains("Về trang nhất"));
    for poll in ["999", "0", "-1"] {
        let call = format!("poll={poll}&choices[0]=1");
        let answer = voter.post("/api/polls/cast", &[], call.as_bytes()).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::NOT_FOUND, "\"NotFound\""), "{poll}");
    }
    for id in ["0", "01", "-1", "x", "1.0", "99999999999999999999", "%00", "1%2F2"] {
        let page = site.get(&format!("/binh-chon/{id}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{id}");
        let answer = voter.post(&format!("/binh-chon/{id}"), &[], b"option=1").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{id}");
        assert!(answer.text.contains("Về trang nhất"), "{id}");
        for more in ["ket-qua.csv", "theo-ngay.csv", "nhung"] {
            let answer = site.get(&format!("/binh-chon/{id}/{more}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{id}/{more}");
        }
    }
    assert_eq!(ballots(&site).await, 0);
}

#[tokio::test]
async fn what_is_larger_than_any_ballot_is_not_read() {
    let site = site(&[""]).await;
    let key = Voter::with_key(&site, "1").await.cookie;
    let cookie = [("cookie", key.as_str())];
    let large = format!("option=1&poll=1&choices[0]=1&x={}", "a".repeat(1024 * 1024));
    for address in ["/binh-chon/1", "/binh-chon/1?khoa=1", "/api/polls/cast"] {
        let told = site.post(address, &cookie, large.as_bytes()).await;
        assert_eq!(told.status, StatusCode::PAYLOAD_TOO_LARGE, "{address}");
        assert!(told.text.contains("Nội dung quá lớn"), "{address}");
        // A sender who gives no length is stopped while sending.
        let mut untold = form(address, &cookie, large.as_bytes());
        untold.headers_mut().remove("content-length");
        let answer = Answer::of(site.send(untold).await).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{address}: {}", answer.text);
    }
    assert_eq!(ballots(&site).await, 0);
}

#[tokio::test]
async fn votes_come_by_no_other_method() {
    let site = site(&[""]).await;
    let key = Voter::with_key(&site, "1").await.cookie;
    let cookie = [("cookie", key.as_str())];
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        for address in ["/binh-chon/1?option=1", "/api/polls/cast?poll=1&choices[0]=1"] {
            let body = Body::from("option=1&poll=1&choices[0]=1");
            let answer = Answer::of(site.send(request(method.clone(), address, &cookie, body)).await).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            assert!(answer.text.contains("Về trang nhất"), "{method} {address}");
        }
    }
    let read = site.ask(Method::GET, "/api/polls/cast?poll=1&choices[0]=1", &cookie).await;
    assert_eq!(read.status, StatusCode::METHOD_NOT_ALLOWED);
    let read = site.ask(Method::GET, "/binh-chon/1?option=1", &cookie).await;
    assert_eq!(read.status, StatusCode::OK);
    for address in [
        "/binh-chon",
        "/binh-chon/1/",
        "/binh-chon/1/nhung",
        "/binh-chon/1/ket-qua.csv",
        "/live?topics=poll.1",
    ] {
        let answer = site.post(address, &cookie, b"option=1").await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{address}");
    }
    assert_eq!(ballots(&site).await, 0);
}

#[tokio::test]
async fn a_refusal_is_shown_where_another_poll_stands_beside_the_page_and_where_none_does() {
    for polls in [&[""][..], &["", "side = true"], &["side = true", ""]] {
        let site = open(polls, TestOptions::default()).await;
        let answer = Voter::new(&site).send("1", &[], b"option=1&option=2").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{polls:?}");
        assert!(block(&answer).contains("Xin quý vị chọn nhiều nhất 1 phương án."), "{polls:?}");
        assert!(block(&answer).contains("poll__message--refused"), "{polls:?}");
    }
}
