//! What is written is kept while it is written, and readers see it when it is published.

use super::{
    AN, Browser, CHI, DUNG,
    draft_calls::{
        BODY, JSON, account, call, hidden, id_of, keep, keep_new, kept, open, open_as, published, request,
        send,
    },
    draft_in, save_with, site, step, version,
};
use crate::desk::store;
use domain::{
    drafting::save_engine::{Answer, Request, RequestId, Version, Wish},
    form_key::FormKey,
};
use serde_json::{Value, json};

const DRAFTS: &str = "/ban-bien-tap/ban-nhap";

#[tokio::test]
async fn readers_keep_what_was_published_until_the_changes_are() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (address, id) = published(&mut chi).await;
    let before = version(&mut chi, &address).await;
    let read = format!("/tin/kho/mua-gat-{id}");
    let opened = open(&mut chi, &id).await;
    assert_eq!(opened.draft.body, BODY);

    let changed = BODY.replace("Lúa chín vàng", "Lúa chín rộ");
    let first = kept(keep(&mut chi, &id, &request("a", 1, &opened, &changed)).await);
    assert_eq!((first.version, first.draft.clone(), first.published), (opened.number + 1, None, false));
    assert!(!first.time.is_empty());
    assert!(site.get(&read).await.text.contains("Lúa chín vàng"));
    assert_eq!(version(&mut chi, &address).await, before, "the article itself is as it was");
    let again = open(&mut chi, &id).await;
    assert_eq!((again.number, again.draft.body.as_str()), (first.version, changed.as_str()));

    let publish = Request { wish: Wish::Publish, ..request("a", 2, &again, &changed) };
    let done = kept(keep(&mut chi, &id, &publish).await);
    assert!(done.published && done.sentences.is_empty(), "{done:?}");
    assert!(site.get(&read).await.text.contains("Lúa chín rộ"));
    assert_ne!(version(&mut chi, &address).await, before);
    // Sent again, since the answer was lost: nothing happens twice.
    let now = version(&mut chi, &address).await;
    assert_eq!(kept(keep(&mut chi, &id, &publish).await).version, done.version);
    assert_eq!(version(&mut chi, &address).await, now);
}

#[tokio::test]
async fn changes_can_be_given_up() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (_, id) = published(&mut chi).await;
    let opened = open(&mut chi, &id).await;
    let first = kept(keep(&mut chi, &id, &request("a", 1, &opened, "<p>Nháp.</p>")).await);
    let now = Version { number: first.version, draft: opened.draft.clone() };
    let discard = Request { wish: Wish::Discard, ..request("a", 2, &now, "<p>Nháp.</p>") };
    let given_up = kept(keep(&mut chi, &id, &discard).await);
    assert_eq!(given_up.draft.expect("what is published").body, BODY);
    assert_eq!(open(&mut chi, &id).await.draft.body, BODY);
}

#[tokio::test]
async fn a_new_article_is_kept_before_it_has_a_title() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let key = FormKey::random().expect("random bytes");
    let begun = Version::default();
    let first = keep_new(&mut chi, &key, &request("a", 1, &begun, "<p>Gió.</p>")).await;
    assert_eq!((kept(first.answer).version, first.article), (1, None));
    // The answer was lost, and the request comes again; then more was written.
    let again = keep_new(&mut chi, &key, &request("a", 1, &begun, "<p>Gió.</p>")).await;
    assert_eq!(kept(again.answer).version, 1);
    let mut now = request("a", 2, &Version { number: 1, ..begun.clone() }, "<p>Gió mùa.</p>");
    assert_eq!(kept(keep_new(&mut chi, &key, &now).await.answer).version, 2);

    // The same key of somebody else is another draft.
    let theirs = keep_new(&mut dung, &key, &request("b", 1, &begun, "<p>Mưa.</p>")).await;
    assert_eq!(kept(theirs.answer).version, 1);

    // Without title and category it cannot be published, but it stays.
    now = Request { id: RequestId { tab: "a".into(), sequence: 3 }, base: 2, wish: Wish::Publish, ..now };
    let refused = keep_new(&mut chi, &key, &now).await;
    assert_eq!(refused.article, None);
    let sentences = kept(refused.answer).sentences;
    assert!(sentences.iter().any(|it| it.contains("Bài viết cần có tiêu đề.")), "{sentences:?}");

    now.id.sequence = 4;
    now.draft.set_text("tieu-de", "Gió mùa về".to_owned());
    now.draft.set_text("chuyen-muc", "2".to_owned());
    let done = keep_new(&mut chi, &key, &now).await;
    let article = done.article.expect("an article");
    let saved = kept(done.answer);
    assert!(saved.published, "{saved:?}");
    assert!(site.get("/").await.text.contains("Gió mùa về"));
    // Whoever still knows the key goes on with the article.
    let now = Version { number: saved.version, draft: saved.draft.unwrap_or(now.draft) };
    let more = keep_new(&mut chi, &key, &request("a", 5, &now, "<p>Gió mùa về.</p>")).await;
    assert_eq!(more.article, Some(article));
    assert_eq!(open(&mut chi, &article.to_string()).await.draft.body, "<p>Gió mùa về.</p>");
}

#[tokio::test]
async fn two_people_write_in_one_draft() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let (_, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    assert_eq!(open(&mut dung, &id).await, read);
    let hers = BODY.replace("Gió thổi", "Gió chướng thổi");
    kept(keep(&mut chi, &id, &request("a", 1, &read, &hers)).await);
    let his = BODY.replace("Lúa chín vàng", "Lúa chín rộ");
    let merged = kept(keep(&mut dung, &id, &request("b", 1, &read, &his)).await);
    let both = hers.replace("Lúa chín vàng", "Lúa chín rộ");
    assert_eq!(merged.draft.expect("the merged draft").body, both);

    // The same block: nothing is stored, and he gets what is there.
    let his = BODY.replace("Gió thổi", "Gió nồm thổi");
    let differs = keep(&mut dung, &id, &request("c", 1, &read, &his)).await;
    assert_eq!(differs, Answer::Differs(open(&mut chi, &id).await));
    assert_eq!(open(&mut chi, &id).await.draft.body, both);
}

#[tokio::test]
async fn late_and_repeated_requests_change_nothing() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (_, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    let first = request("a", 1, &read, &BODY.replace("Gió", "Gió nồm"));
    let one = kept(keep(&mut chi, &id, &first).await);
    let now = Version { number: one.version, draft: first.draft.clone() };
    let second = request("a", 2, &now, BODY);
    kept(keep(&mut chi, &id, &second).await);
    let stored = open(&mut chi, &id).await;
    for late in [&first, &second, &first] {
        assert_eq!(kept(keep(&mut chi, &id, late).await).version, stored.number);
        assert_eq!(open(&mut chi, &id).await, stored);
    }
}

#[tokio::test]
async fn what_was_given_up_long_ago_is_not_given_up_again() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (_, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    let discard = Request { wish: Wish::Discard, ..request("a", 1, &read, BODY) };
    let given_up = kept(keep(&mut chi, &id, &discard).await);
    let now = Version { number: given_up.version, draft: read.draft.clone() };
    let written = request("a", 2, &now, "<p>Viết lại.</p>");
    kept(keep(&mut chi, &id, &written).await);
    // It arrives once more, late.
    kept(keep(&mut chi, &id, &discard).await);
    assert_eq!(open(&mut chi, &id).await.draft.body, "<p>Viết lại.</p>");
}

#[tokio::test]
async fn a_draft_that_is_too_long_together_is_refused_each_time() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let (_, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    let long = |mark: &str| format!("{BODY}\n<p>{}</p>", mark.repeat(300 * 1024));
    kept(keep(&mut chi, &id, &request("a", 1, &read, &long("a"))).await);
    let stored = open(&mut chi, &id).await;
    let too_long = request("b", 1, &read, &long("b"));
    for _ in 0..2 {
        // Otherwise the editor would believe that the server has it.
        assert!(matches!(keep(&mut dung, &id, &too_long).await, Answer::Refused(_)));
        assert_eq!(open(&mut chi, &id).await, stored);
    }
}

#[tokio::test]
async fn what_the_plain_form_saves_is_in_the_draft() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let (address, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    kept(keep(&mut chi, &id, &request("a", 1, &read, &BODY.replace("Gió", "Gió nồm"))).await);
    let now = version(&mut dung, &address).await;
    let his = BODY.replace("Người về", "Khách về");
    assert_eq!(
        save_with(&mut dung, &address, &now, &[("tieu-de", "Mùa gặt"), ("noi-dung", &his)]).await.status,
        303
    );
    let opened = open(&mut chi, &id).await;
    assert_eq!(opened.draft.body, his.replace("Gió", "Gió nồm"));
    let publish = Request { wish: Wish::Publish, ..request("a", 2, &opened, &opened.draft.body) };
    assert!(kept(keep(&mut chi, &id, &publish).await).published);
    let shown = site.get(&format!("/tin/kho/mua-gat-{id}")).await.text;
    assert!(shown.contains("Gió nồm") && shown.contains("Khách về"));
}

#[tokio::test]
async fn a_draft_is_kept_by_those_who_may_change_the_article() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut an = Browser::signed_in(&site, AN).await;
    let (address, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    let change = request("x", 1, &read, "<p>Của tôi.</p>");
    let (number, own) = (json!(id.parse::<i64>().expect("an id")), account(&mut an).await);
    assert_eq!(open_as(&mut an, own, number.clone(), "").await.0, 404);
    assert_eq!(keep(&mut an, &id, &change).await, Answer::Gone);
    let mut visitor = Browser::new(&site);
    assert_eq!(open_as(&mut visitor, own, number.clone(), "").await.0, 401);
    assert_eq!(send(&mut visitor, json!(1), "", &change).await.0, 401);
    assert_eq!(open(&mut chi, &id).await, read);

    // Nor does an author publish.
    let own = draft_in(&mut an, "Bài của An", "2").await;
    let read = open(&mut an, &id_of(&own)).await;
    let publish = Request { wish: Wish::Publish, ..request("x", 1, &read, "<p>Chào.</p>") };
    let refused = kept(keep(&mut an, &id_of(&own), &publish).await);
    assert!(!refused.published && refused.sentences[0].contains("không có quyền đăng"), "{refused:?}");
    assert!(!site.get("/").await.text.contains("Bài của An"));
    assert_eq!(open(&mut an, &id_of(&own)).await.draft.body, "<p>Chào.</p>");

    // What was put away is not written in.
    let now = version(&mut chi, &address).await;
    assert_eq!(step(&mut chi, &address, "bo", &now).await, 303);
    assert_eq!(keep(&mut chi, &id, &change).await, Answer::Gone);
}

#[tokio::test]
async fn drafts_do_not_grow_without_end() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (_, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    let mut now = read.clone();
    for sequence in 1..=110 {
        let next = request("a", sequence, &now, &format!("<p>Lần {sequence}.</p>"));
        now = Version { number: kept(keep(&mut chi, &id, &next).await).version, draft: next.draft };
    }
    let long = request("b", 1, &now, &"a".repeat(512 * 1024 + 1));
    assert!(matches!(keep(&mut chi, &id, &long).await, Answer::Refused(_)));
    let old = request("b", 2, &read, "<p>Từ lâu.</p>");
    assert_eq!(keep(&mut chi, &id, &old).await, Answer::Differs(now.clone()), "the editor merges by itself");
    let db = store(&site).await;
    let mut tx = db.write().await.expect("a transaction");
    let rows: i64 =
        sqlx::query_scalar("select count(*) from draft_versions").fetch_one(&mut *tx).await.expect("a count");
    assert_eq!(rows, 100);
}

#[tokio::test]
async fn what_is_no_request_is_refused() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    for body in ["", "{}", "[]", "null", "{\"article\":\"x\",\"key\":\"\",\"request\":{}}"] {
        assert_eq!(call(&mut chi, "keep", JSON, body.to_owned()).await.0, 400, "{body}");
    }
    let request = request("a", 1, &Version::default(), "<p>Gió.</p>");
    assert_eq!(send(&mut chi, Value::Null, "no key", &request).await.0, 400);
    assert_eq!(send(&mut chi, json!(999_999), "", &request).await.0, 200);
    let huge = "a".repeat(5 * 1024 * 1024);
    assert_eq!(call(&mut chi, "keep", JSON, huge).await.0, 413);
}

#[tokio::test]
async fn nobody_writes_in_the_name_of_another_who_has_signed_in_meanwhile() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (_, id) = published(&mut chi).await;
    let hers = account(&mut chi).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let number: i64 = id.parse().expect("an id");
    assert_eq!(open_as(&mut dung, hers, json!(number), "").await.0, 401);
    let request = request("a", 1, &Version::default(), "<p>Của Chi.</p>");
    let body = json!({ "account": hers, "article": number, "key": "", "request": request }).to_string();
    assert_eq!(call(&mut dung, "keep", JSON, body).await.0, 401);
}

#[tokio::test]
async fn the_form_shows_what_is_pending_and_saves_it() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (address, id) = published(&mut chi).await;
    let page = chi.get(&address).await.text;
    assert_eq!(hidden(&page, "ban-nhap"), "");
    let read = open(&mut chi, &id).await;
    let changed = BODY.replace("Lúa chín vàng", "Lúa chín rộ");
    let first = kept(keep(&mut chi, &id, &request("a", 1, &read, &changed)).await);

    let page = chi.get(&address).await.text;
    assert!(page.contains("Lúa chín rộ") && page.contains("bản nháp của Người dùng chi"), "{page}");
    let shown = hidden(&page, "ban-nhap").to_owned();
    assert_eq!(shown, first.version.to_string());
    let now = version(&mut chi, &address).await;
    let more = changed.replace("Lúa chín rộ", "Lúa chín rộ khắp đồng");
    let fields = [("tieu-de", "Mùa gặt"), ("noi-dung", &*more), ("ban-nhap", &shown)];
    assert_eq!(save_with(&mut chi, &address, &now, &fields).await.status, 303);
    // The form included the draft: nothing is pending, and no block stands there twice.
    let opened = open(&mut chi, &id).await.draft;
    assert_eq!(opened.body, more);
    assert_eq!(
        opened.text("gio-dang"),
        hidden(&chi.get(&address).await.text, "gio-dang"),
        "the time of publishing is in it"
    );
    assert_ne!(opened.text("gio-dang"), "");
    let page = chi.get(&address).await.text;
    assert!(!page.contains("bản nháp của") && page.contains("khắp đồng"));
    assert!(chi.get(DRAFTS).await.text.contains("đều đã được lưu"));
}

#[tokio::test]
async fn what_was_kept_after_the_form_was_loaded_stays_pending() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let (address, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    let hers = BODY.replace("Gió thổi", "Gió chướng thổi").replace("Người về đông", "Người về muộn");
    kept(keep(&mut chi, &id, &request("a", 1, &read, &hers)).await);
    let now = version(&mut chi, &address).await;
    let form = BODY.replace("Gió thổi", "Gió nồm thổi");
    let fields = [("tieu-de", "Mùa gặt"), ("noi-dung", &*form), ("ban-nhap", &read.number.to_string())];
    assert_eq!(save_with(&mut chi, &address, &now, &fields).await.status, 303);
    // In the same place the form is newer; elsewhere the draft goes on.
    assert_eq!(open(&mut chi, &id).await.draft.body, form.replace("Người về đông", "Người về muộn"));
    assert!(!site.get(&format!("/tin/kho/mua-gat-{id}")).await.text.contains("muộn"));
}

#[tokio::test]
async fn what_is_pending_can_be_given_up_without_a_script() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut an = Browser::signed_in(&site, AN).await;
    let (address, id) = published(&mut chi).await;
    let read = open(&mut chi, &id).await;
    kept(keep(&mut chi, &id, &request("a", 1, &read, "<p>Nháp.</p>")).await);
    assert_eq!(an.post(&format!("{address}/bo-thay-doi"), &[]).await.status, 404);
    assert_eq!(open(&mut chi, &id).await.draft.body, "<p>Nháp.</p>");
    assert_eq!(chi.post(&format!("{address}/bo-thay-doi"), &[]).await.status, 303);
    assert_eq!(open(&mut chi, &id).await.draft.body, BODY);
    assert!(chi.get(&format!("{address}?xong=bo-thay-doi")).await.text.contains(
        BODY.split('\n').next().expect("a line").trim_start_matches("<p>").trim_end_matches("</p>")
    ));
}
