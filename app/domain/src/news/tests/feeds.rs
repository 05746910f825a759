//! Feeds.

use super::*;
use crate::{
    media::Picture,
    news::{
        feed::Outline,
        store::{load_feed_articles, load_outline},
    },
};

impl Site {
    async fn outline(&self, of: Option<(ListKind, &str)>) -> Option<Outline> {
        let slug = of.map(|(kind, slug)| (kind, slug.parse().expect("a slug")));
        let of = slug.as_ref().map(|(kind, slug)| (*kind, slug));
        load_outline(&self.reading(), of).await.expect("an answer")
    }

    async fn listed(&self, of: Option<(ListKind, &str)>) -> Vec<i64> {
        let outline = self.outline(of).await.expect("a feed");
        outline.entries.iter().map(|entry| entry.id.0).collect()
    }

    /// Puts a picture and two files into the media folder; only one size is known.
    async fn media(&self) -> (crate::id::MediaId, crate::id::FileId) {
        let mut tx = self.db.write().await.expect("a transaction");
        let tone = Some(media::Tone::of([0, 0, 0]));
        let picture = Picture { name: "abc.png".into(), width: 1600, height: 900, alt: String::new(), tone };
        let picture =
            media::store::put(&mut tx, &picture, "image/png", 9_000, 4_000).await.expect("a picture");
        let file = media::store::put_file(&mut tx, "a/nghe.mp3", 2048).await.expect("a file");
        media::store::put_file(&mut tx, "b/ke.ogg", 512).await.expect("a file");
        tx.commit().await.expect("committed");
        (picture, file)
    }
}

#[tokio::test]
async fn a_feed_lists_the_newest_thirty_articles_that_readers_see() {
    let site = site().await;
    for number in 1..=40 {
        site.publish(&format!("bai-{number}"), site.below, number.min(38)).await;
    }
    site.publish("mai", site.below, NOW.0 + 1).await;
    let newest: Vec<i64> = (11..=40).rev().collect();
    assert_eq!(site.listed(None).await, newest);
    assert_eq!(site.listed(Some((ListKind::Category, "so-tay"))).await, newest);
    assert_eq!(site.listed(Some((ListKind::Category, "tin-tuc"))).await, newest, "with sub-categories");
    let outline = site.outline(Some((ListKind::Category, "tin-tuc"))).await.expect("a feed");
    assert_eq!(outline.updated(), Some(Timestamp(38)));
    assert_eq!((outline.site.as_str(), outline.zone.as_str()), ("Cổng thông tin", "Asia/Ho_Chi_Minh"));
    let subject = outline.subject.expect("a subject");
    assert_eq!((subject.id, subject.named.name.as_str()), (site.root.0, "tin-tuc"));
}

#[tokio::test]
async fn lists_without_articles_have_a_feed_except_tags() {
    let site = site().await;
    site.subjects().await;
    for of in [
        None,
        Some((ListKind::Category, "so-tay")),
        Some((ListKind::Series, "moi-xom")),
        Some((ListKind::Author, "lam-khe")),
    ] {
        let outline = site.outline(of).await.expect("a feed");
        assert_eq!((outline.entries.len(), outline.updated()), (0, None), "{of:?}");
    }
    for kind in [ListKind::Category, ListKind::Series, ListKind::Tag, ListKind::Author] {
        assert_eq!(site.outline(Some((kind, "khong-co"))).await, None, "{kind:?}");
    }
}

#[tokio::test]
async fn a_date_ahead_is_that_of_the_last_change() {
    let site = site().await;
    site.publish("bai", site.below, 5).await;
    let mut entry = site.outline(None).await.expect("a feed").entries.remove(0);
    for (written_at, published) in [(None, 5), (Some(3), 3), (Some(9), 5)] {
        entry.written_at = written_at.map(Timestamp);
        assert_eq!((entry.published(), entry.updated()), (Timestamp(published), Timestamp(5)));
    }
}

#[tokio::test]
async fn an_outline_is_another_one_after_every_save() {
    let site = site().await;
    site.publish("bai", site.below, 5).await;
    let first = site.outline(None).await;
    assert_eq!(site.outline(None).await, first);
    site.put(article("bai", site.below, 5), true).await;
    let second = site.outline(None).await;
    assert_ne!(second, first);
    let updated = |outline: &Option<Outline>| outline.as_ref().and_then(Outline::updated);
    assert_eq!(updated(&second), Some(Timestamp(5)), "nothing that readers see was changed");
    let mut changed = article("bai", site.below, 5);
    changed.content.title.push('!');
    site.put(changed, true).await;
    let second = site.outline(None).await;
    assert_eq!(updated(&second), Some(NOW));
    let mut tx = site.db.write().await.expect("a transaction");
    sqlx::query("update categories set name = 'Tên mới'").execute(&mut *tx).await.expect("written");
    tx.commit().await.expect("committed");
    assert_ne!(site.outline(None).await, second, "the name of a category");
}

#[tokio::test]
async fn the_articles_of_a_feed_come_with_everything() {
    let site = site().await;
    let (author, series) = site.subjects().await;
    let (picture, file) = site.media().await;
    let tag = Named { slug: "doc-sach".parse().expect("a slug"), name: "Đọc sách".into() };
    let text = r#"<p><a href="/media/b/ke.ogg">Nghe</a> <a href="/media/c/mat.mp3">mất</a> <a href="/media/a/nghe.mp3">lại</a></p>"#;
    let body = vec![Block::Html(SafeHtml::rendered(text.into()))];
    let new = Manuscript {
        picture: Some(picture),
        authors: vec![author],
        series: Some(series),
        tags: vec![tag.clone()],
        attachments: vec![AttachedFile { file, label: "Bản đọc".into() }],
        body: body.clone(),
        ..article("bai", site.below, 1)
    };
    site.put(new, false).await;
    site.publish("sau", site.below, 2).await;
    for of in [(ListKind::Series, "moi-xom"), (ListKind::Tag, "doc-sach"), (ListKind::Author, "lam-khe")] {
        assert_eq!(site.listed(Some(of)).await, [1], "{of:?}");
    }
    let entries = site.outline(None).await.expect("a feed").entries;
    let articles = load_feed_articles(&site.reading(), entries).await.expect("an answer");
    let ids: Vec<i64> = articles.iter().map(|article| article.entry.id.0).collect();
    assert_eq!(ids, [2, 1], "in the order of the outline");
    let full = &articles[1];
    assert_eq!((&full.tags[..], &full.body), (&[tag][..], &body));
    assert_eq!(full.authors[0].name, "Lam Khê");
    assert_eq!(full.attachments[0].size, "MP3, 2 KB");
    let audio: Vec<_> =
        full.audio.iter().map(|file| (file.name.as_str(), file.mime.as_str(), file.bytes)).collect();
    let expected = [("a/nghe.mp3", "audio/mpeg", 2048), ("b/ke.ogg", "audio/ogg", 512)];
    assert_eq!(audio, expected, "each once, and only those that exist");
    let file = full.entry.picture.as_ref().expect("a picture").enclosed();
    assert_eq!((file.name.as_str(), file.mime.as_str(), file.bytes), ("abc-1200.jpg", "image/jpeg", 4_000));
    assert!(articles[0].audio.is_empty() && articles[0].tags.is_empty() && articles[0].authors.is_empty());
}

#[tokio::test]
async fn a_picture_of_an_older_version_is_named_as_the_file_itself() {
    let site = site().await;
    let (picture, _) = site.media().await;
    let mut tx = site.db.write().await.expect("a transaction");
    sqlx::query("update media set fallback_bytes = null").execute(&mut *tx).await.expect("written");
    tx.commit().await.expect("committed");
    site.put(Manuscript { picture: Some(picture), ..article("bai", site.below, 1) }, false).await;
    let entry = site.outline(None).await.expect("a feed").entries.remove(0);
    let file = entry.picture.expect("a picture").enclosed();
    assert_eq!((file.name.as_str(), file.mime.as_str(), file.bytes), ("abc.png", "image/png", 9_000));
}

#[tokio::test]
async fn an_article_that_is_withdrawn_in_between_is_left_out() {
    let site = site().await;
    site.publish("bai", site.below, 1).await;
    site.publish("mai", site.below, NOW.0 + 1).await;
    let entries = site.outline(None).await.expect("a feed").entries;
    assert_eq!(entries.len(), 1);
    let earlier = Reading::visitor(&site.db, Timestamp(0));
    assert!(load_feed_articles(&earlier, entries).await.expect("an answer").is_empty());
}
