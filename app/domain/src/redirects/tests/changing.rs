//! Making, changing and removing redirects.

use super::*;
use crate::{
    audit::{Action, Filter, store::load_log},
    form_key::FormKey,
    redirects::{form::ChangedMeanwhile, store::Put},
};

#[tokio::test]
async fn an_address_leads_where_it_was_told_to_whatever_chats_add() {
    let site = Site::open().await;
    site.add("/cu.html", "/trang/moi#cuoi").await;
    site.add("/cu.html?id=3", "https://bao.example/ba").await;
    for (asked, target) in [
        ("/cu.html", Some("/trang/moi#cuoi")),
        ("/cu.html/", Some("/trang/moi#cuoi")),
        ("/cu.html?fbclid=x", Some("/trang/moi#cuoi")),
        ("/cu.html?id=4", Some("/trang/moi#cuoi")),
        ("/cu.html?id=3&utm_source=zalo", Some("https://bao.example/ba")),
        ("/CU.html", None),
        ("/cu.html/a", None),
    ] {
        assert_eq!(site.leads(asked).await.as_deref(), target, "{asked}");
    }
}

#[tokio::test]
async fn nobody_is_led_in_a_circle_or_in_two_steps() {
    let site = Site::open().await;
    site.add("/a", "/b").await;
    let refused = async |from: &str, to: &str| {
        problems(site.save(Which::New(None), from, to).await.expect_err("refused"))
    };
    for (from, to, says) in [
        ("/c", "/c", "chính là địa chỉ cũ"),
        ("/c", "/c/?x=1", "chính là địa chỉ cũ"),
        ("/b", "/a", "lại được dẫn về địa chỉ cũ"),
        ("/b", "/a?x=1#y", "lại được dẫn về địa chỉ cũ"),
        ("/c", "/a", "Xin viết thẳng địa chỉ đó"),
    ] {
        let (fields, sentence) = refused(from, to).await;
        assert_eq!(fields, [RedirectField::Target], "{from} {to}");
        assert!(sentence.contains(says), "{from} {to}: {sentence}");
    }
    let (fields, sentence) = refused("/a/", "/d").await;
    assert!(fields == [RedirectField::Source] && sentence.contains("dẫn tới “/b”"), "{sentence}");
    // What led to `/b` leads on, so it is one step again.
    site.add("/x?1", "/b?p=2").await;
    site.add("/b", "/c").await;
    for from in ["/a", "/x?1", "/b"] {
        assert_eq!(site.leads(from).await.as_deref(), Some("/c"), "{from}");
    }
    let log = load_log(&site.db, &Filter::default(), None, 9).await.expect("a log").entries;
    assert_eq!(log[0].action, Ok(Action::RedirectCreated));
    assert_eq!(log[0].detail["led_on"], "2");
}

#[tokio::test]
async fn a_redirect_is_changed_and_removed_by_one_person_at_a_time() {
    let site = Site::open().await;
    let id = site.add("/a", "/b").await;
    site.add("/p", "/q").await;
    let which = |version| Which::Existing { id, version };
    let stale = site.save(which(9), "/a", "/c").await;
    assert_eq!(stale, Err(Refusal::Own(ChangedMeanwhile)));
    assert_eq!(site.save(which(1), "/a2", "/a").await, Ok(id), "the old source is free");
    assert_eq!(site.save(which(1), "/a2", "/c").await, Err(Refusal::Own(ChangedMeanwhile)));
    let (fields, _) = problems(site.save(which(2), "/p", "/c").await.expect_err("taken"));
    assert_eq!(fields, [RedirectField::Source]);
    assert_eq!(site.save(which(2), "/a2", "/a").await, Ok(id), "nothing is changed");
    assert_eq!((site.leads("/a").await, site.leads("/a2").await.as_deref()), (None, Some("/a")));
    let removed = store::remove_redirect(&site.editing(), id).await.expect("a store");
    assert_eq!(removed.map(|source| source.to_string()), Ok("/a2".to_owned()));
    assert_eq!(store::remove_redirect(&site.editing(), id).await.expect("a store"), Err(Refusal::Gone));
    assert_eq!(site.save(which(2), "/a2", "/a").await, Err(Refusal::Gone));
    let log = load_log(&site.db, &Filter::default(), None, 9).await.expect("a log").entries;
    let actions: Vec<_> = log.iter().filter_map(|entry| entry.action.clone().ok()).collect();
    let [created, changed, gone] =
        [Action::RedirectCreated, Action::RedirectChanged, Action::RedirectRemoved];
    assert_eq!(actions, [gone, changed, created, created]);
    assert_eq!(log[1].detail["source_before"], "/a");
}

#[tokio::test]
async fn a_form_that_is_sent_twice_makes_one_redirect() {
    let site = Site::open().await;
    let key = FormKey::random();
    let first = site.save(Which::New(key.clone()), "/a", "/b").await;
    assert_eq!(site.save(Which::New(key), "/a", "/b").await, first);
}

#[tokio::test]
async fn a_page_keeps_its_address() {
    let site = Site::open().await;
    let save = async |which, from: &str, to: &str| {
        let form = RedirectForm { source: from.to_owned(), target: to.to_owned() };
        store::save_redirect(&site.editing(), which, &form, OWN, true).await.expect("a store")
    };
    let (fields, sentence) = problems(save(Which::New(None), "/trang/a", "/b").await.expect_err("refused"));
    assert!(fields == [RedirectField::Source] && sentence.contains("đang có trang"), "{sentence}");
    // A page may come later: then the target can be changed all the same.
    let id = site.add("/trang/a", "/b").await;
    assert_eq!(save(Which::Existing { id, version: 1 }, "/trang/a", "/c").await, Ok(id));
}

#[tokio::test]
async fn many_are_stored_without_circles_and_found_by_their_words() {
    let site = Site::open().await;
    site.add("/tay", "/bang-tay").await;
    let mut many: Vec<_> = (0..1_200)
        .map(|number| new(&format!("/cu/Bai-{number}.html"), &format!("/tin/a/bai-{number}")))
        .collect();
    many.extend([
        new("/tay", "/khac"),
        new("/1", "/2"),
        new("/2", "/3"),
        new("/3", "/1"),
        new("/4", "/1"),
        new("/van-nghe/Đèn-lồng", "/tin/den-long"),
    ]);
    let put = store::put_redirects(&site.db, &many, Timestamp(3)).await.expect("stored");
    assert_eq!(put, Put { added: 1_204, kept: 1, circular: 1 });
    for (from, to) in [("/1", "/3"), ("/2", "/3"), ("/4", "/3"), ("/tay", "/bang-tay")] {
        assert_eq!(site.leads(from).await.as_deref(), Some(to), "{from}");
    }
    assert_eq!(site.leads("/3").await, None);
    let again = store::put_redirects(&site.db, &many, Timestamp(4)).await.expect("stored");
    assert_eq!((again.added, again.circular), (0, 1), "it may be repeated");

    let found =
        async |typed: &str, before| store::load_redirects(&site.db, typed, before).await.expect("rows");
    let page = found("", None).await;
    assert_eq!((page.rows.len(), page.more), (50, true));
    let next = found("", page.rows.last().map(|last| last.id)).await;
    assert!(next.rows[0].id < page.rows[49].id);
    let words: Vec<String> =
        found("den long", None).await.rows.iter().map(|row| row.source.to_string()).collect();
    assert_eq!(words, ["/van-nghe/Đèn-lồng"]);
    let first = found("bai", None).await;
    assert!(first.more && first.rows.len() == 50);
    assert!(found("bai", first.rows.last().map(|last| last.id)).await.rows.len() == 50);
    assert_eq!(found("!!", None).await.rows.len(), 0);
}
