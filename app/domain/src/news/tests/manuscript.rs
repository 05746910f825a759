//! A manuscript is read back as it was written.

use super::*;
use crate::news::{SafeHtml, store::verify_articles};
use serde_json::{Value, json};

/// Every text is the name of its field.
fn full() -> Content {
    let mut fields = serde_json::to_value(Content::default()).expect("JSON");
    for (name, value) in fields.as_object_mut().expect("an object") {
        *value = Value::from(name.as_str());
    }
    serde_json::from_value(fields).expect("a content of texts")
}

async fn digest(site: &Site) -> Vec<u8> {
    sqlx::query_scalar("select digest from articles where id = 1")
        .fetch_one(site.db.read())
        .await
        .expect("one")
}

#[tokio::test]
async fn every_text_comes_back_from_the_store_and_is_in_the_digest() {
    let site = site().await;
    let new = Manuscript { content: full(), ..article("bai", site.below, 1) };
    site.put(new.clone(), false).await;
    assert_eq!(site.article(1).await.expect("published").content, new.content);
    for (name, _) in serde_json::to_value(full()).expect("JSON").as_object().expect("an object") {
        site.put(new.clone(), true).await;
        let before = digest(&site).await;
        let mut changed = serde_json::to_value(full()).expect("JSON");
        changed[name] = Value::from("khác");
        let content = serde_json::from_value(changed).expect("a content");
        site.put(Manuscript { content, ..new.clone() }, true).await;
        assert_ne!(digest(&site).await, before, "{name}");
    }
    let verified = verify_articles(&site.db).await.expect("a store").expect("as saved");
    assert_eq!((verified.articles, verified.unknown), (1, 0));
}

/// The digest of the first release that had one: articles saved then stay valid for `verify`.
#[tokio::test]
async fn a_digest_is_what_it_always_was() {
    let site = site().await;
    let content = json!({
        "title": "Tiêu đề",
        "kicker": "Nhãn",
        "lead": "Sapo",
        "role": "Ảnh",
        "author": "Lam Khê",
        "organisation": "Hội",
        "source": "Bản tin",
        "source_address": "https://nguon.test/",
        "picture_alt": "Hình",
        "picture_caption": "Chú thích",
    });
    let content = serde_json::from_value(content).expect("a content");
    let body = vec![Block::Html(SafeHtml::rendered("<p>Một</p>".into()))];
    site.put(Manuscript { content, body, ..article("bai", site.below, 1) }, false).await;
    let hex: String = digest(&site).await.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hex, "9c893e4567b0025fed118d12773cab6393eb440ac436d1730de58d1f2cb265eb");
}

#[test]
fn a_manuscript_is_json_and_may_be_older_than_a_field() {
    let new = Manuscript { content: full(), ..article("bai", CategoryId(1), 1) };
    let mut written = serde_json::to_value(&new).expect("JSON");
    assert_eq!(serde_json::from_value::<Manuscript>(written.clone()).expect("a manuscript"), new);
    written["content"] = json!({ "title": "Bài" });
    let old: Manuscript = serde_json::from_value(written).expect("a manuscript");
    assert_eq!(old.content, Content { title: "Bài".into(), ..Content::default() });
}
