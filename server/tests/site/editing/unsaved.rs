//! What somebody has begun and not saved: the list of it, and its number.

use super::{
    AN, Browser, CHI, DUNG, LIST, draft,
    draft_calls::{
        JSON, account, call, hidden, id_of, keep, keep_new, kept, open, open_as, published, request,
    },
    save_with, site, step, version,
};
use domain::{drafting::save_engine::Version, form_key::FormKey};
use serde_json::{Value, json};

const DRAFTS: &str = "/ban-bien-tap/ban-nhap";

#[tokio::test]
async fn a_new_article_that_was_begun_is_listed_and_goes_on() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let page = chi.get(&format!("{LIST}/moi")).await.text;
    let key = FormKey::read(hidden(&page, "khoa-bieu-mau")).expect("a key");
    let mut first = request("a", 1, &Version::default(), "<p>Gió.</p>");
    first.draft.set_text("tieu-de", "Gió & mùa".to_owned());
    kept(keep_new(&mut chi, &key, &first).await.answer);

    let begun = format!("{LIST}/moi?khoa={}", key.as_str());
    let list = chi.get(DRAFTS).await.text;
    assert!(list.contains("Gió &amp; mùa") && list.contains(&begun), "{list}");
    let others = dung.get(DRAFTS).await.text;
    assert!(!others.contains("Gió &amp; mùa"), "drafts of others are theirs");
    assert!(!dung.get(&begun).await.text.contains("Gió &amp; mùa"));

    let page = chi.get(&begun).await.text;
    assert!(page.contains("Gió &amp; mùa") && page.contains("&lt;p>Gió.&lt;/p>"), "{page}");
    assert_eq!((hidden(&page, "ban-nhap"), hidden(&page, "khoa-bieu-mau")), ("1", key.as_str()));
    let fields = [
        ("tieu-de", "Gió mùa"),
        ("noi-dung", "<p>Gió mùa.</p>"),
        ("ban-nhap", "1"),
        ("khoa-bieu-mau", key.as_str()),
    ];
    let saved = save_with(&mut chi, &format!("{LIST}/moi"), "0", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    assert!(chi.get(DRAFTS).await.text.contains("đều đã được lưu"));
    // The old address leads to the article.
    let led = chi.get(&begun).await;
    assert_eq!(
        (led.status.as_u16(), led.header("location")),
        (303, saved.header("location").split('?').next().expect("an address"))
    );
    let id = id_of(led.header("location"));
    assert_eq!(open(&mut chi, &id).await.draft.body, "<p>Gió mùa.</p>");
}

#[tokio::test]
async fn a_new_article_that_was_begun_can_be_thrown_away() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut dung = Browser::signed_in(&site, DUNG).await;
    let key = FormKey::random().expect("random bytes");
    kept(keep_new(&mut chi, &key, &request("a", 1, &Version::default(), "<p>Gió.</p>")).await.answer);
    let field = [("khoa-bieu-mau", key.as_str())];
    assert_eq!(dung.post(DRAFTS, &field).await.status, 303);
    assert!(chi.get(DRAFTS).await.text.contains("chưa có tiêu đề"), "another person changes nothing");
    for _ in 0..2 {
        assert_eq!(chi.post(DRAFTS, &field).await.status, 303);
    }
    assert!(chi.get(DRAFTS).await.text.contains("đều đã được lưu"));
    let account = account(&mut chi).await;
    let (status, text) = open_as(&mut chi, account, Value::Null, key.as_str()).await;
    assert_eq!(
        (status, serde_json::from_str::<Version>(&text).expect("a version")),
        (200, Version::default())
    );
}

#[tokio::test]
async fn what_one_has_begun_is_counted() {
    let site = site().await;
    let mut chi = Browser::signed_in(&site, CHI).await;
    let mut an = Browser::signed_in(&site, AN).await;
    let of_an = draft(&mut an, "Của An").await;
    let first = draft(&mut chi, "Đầu").await;
    draft(&mut chi, "Hai").await;
    let (_, shown) = published(&mut chi).await;
    let opened = open(&mut chi, &shown).await;
    keep(&mut chi, &shown, &request("a", 1, &opened, "<p>Đang sửa.</p>")).await;
    let account = account(&mut chi).await;
    let counted = async |browser: &mut Browser<'_>| {
        let (status, text) = call(browser, "count", JSON, "{}".to_owned()).await;
        assert_eq!(status, 200, "{text}");
        serde_json::from_str::<Value>(&text).expect("numbers")
    };
    assert_eq!(counted(&mut chi).await, json!({ "account": account, "drafts": 2, "unsaved": 1 }));
    assert_eq!(counted(&mut an).await["drafts"], 1);
    let now = version(&mut chi, &first).await;
    assert_eq!(step(&mut chi, &first, "bo", &now).await, 303);
    assert_eq!(counted(&mut chi).await["drafts"], 1, "what is in the trash is no draft");
    let now = version(&mut chi, &of_an).await;
    assert_eq!(step(&mut chi, &of_an, "dang", &now).await, 303);
    assert_eq!(
        counted(&mut an).await,
        json!({ "account": self::account(&mut an).await, "drafts": 0, "unsaved": 0 })
    );
}
