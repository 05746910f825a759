//! Sitemaps.

use super::*;
use crate::news::{
    sitemap::{SitemapEntry, SitemapKind, SitemapPart},
    store::{load_news, load_sitemap_entries, load_sitemap_parts},
};

impl Site {
    async fn parts(&self, kind: SitemapKind) -> Vec<i64> {
        let parts = load_sitemap_parts(&self.reading(), kind).await.expect("an answer");
        parts.into_iter().map(|part| part.number).collect()
    }

    async fn entries(&self, kind: SitemapKind, number: i64, after: i64) -> Vec<SitemapEntry> {
        let part = SitemapPart { kind, number };
        load_sitemap_entries(&self.reading(), part, after, 100).await.expect("an answer")
    }

    /// Adds copies of the first article with these ids.
    async fn copy_as(&self, ids: &[i64]) {
        let mut tx = self.db.write().await.expect("a transaction");
        for id in ids {
            sqlx::query(
                "insert into articles (id, category_id, slug, title, lead, body, role, author, organisation,
                    picture_alt, picture_caption, published_at, updated_at, published)
                 select $1, category_id, slug, title, lead, body, role, author, organisation, picture_alt,
                    picture_caption, published_at, updated_at, published
                 from articles
                 where id = 1",
            )
            .bind(id)
            .execute(&mut *tx)
            .await
            .expect("written");
        }
        tx.commit().await.expect("committed");
    }
}

fn numbers(entries: &[SitemapEntry]) -> Vec<i64> {
    entries.iter().map(|entry| entry.id).collect()
}

#[tokio::test]
async fn an_article_is_in_the_part_of_its_id_and_only_there() {
    let site = site().await;
    site.publish("bai", site.below, 5).await;
    site.publish("mai", site.below, NOW.0 + 1).await;
    site.copy_as(&[10_000, 10_001, 20_000, 70_000, i64::MAX]).await;
    let last = SitemapPart::of(SitemapKind::Articles, i64::MAX).number;
    assert_eq!(site.parts(SitemapKind::Articles).await, [1, 2, 7, last]);
    for (number, ids) in
        [(1, &[1, 10_000][..]), (2, &[10_001, 20_000]), (3, &[]), (7, &[70_000]), (last, &[i64::MAX])]
    {
        assert_eq!(numbers(&site.entries(SitemapKind::Articles, number, 0).await), ids, "{number}");
    }
    assert_eq!(numbers(&site.entries(SitemapKind::Articles, 2, 10_001).await), [20_000], "the next chunk");
    let entry = site.entries(SitemapKind::Articles, 1, 0).await.remove(0);
    let (slug, category) = (entry.slug.expect("a slug"), entry.category.expect("a category"));
    assert_eq!((slug.as_str(), category.as_str(), entry.changed), ("bai", "so-tay", Some(Timestamp(5))));
}

#[tokio::test]
async fn lists_are_there_once_readers_see_an_article_in_them() {
    let site = site().await;
    let (author, series) = site.subjects().await;
    let tag = Named { slug: "doc-sach".parse().expect("a slug"), name: "Đọc sách".into() };
    let of_all = |slug: &str, at| Manuscript {
        authors: vec![author],
        series: Some(series),
        tags: vec![tag.clone()],
        ..article(slug, site.below, at)
    };
    let lists = [SitemapKind::Categories, SitemapKind::Series, SitemapKind::Tags, SitemapKind::Authors];
    site.put(of_all("mai", NOW.0 + 1), false).await;
    for kind in lists {
        assert!(site.parts(kind).await.is_empty(), "{kind:?}");
    }
    site.put(of_all("bai", 7), false).await;
    for kind in lists {
        let entries = site.entries(kind, 1, 0).await;
        let expected = if kind == SitemapKind::Categories { 2 } else { 1 };
        assert_eq!((site.parts(kind).await.len(), entries.len()), (1, expected), "{kind:?}");
        assert!(entries.iter().all(|entry| entry.changed == Some(Timestamp(7))), "{entries:?}");
    }
    for kind in [SitemapKind::Pages, SitemapKind::Polls] {
        assert!(site.parts(kind).await.is_empty(), "{kind:?}");
    }
}

#[tokio::test]
async fn the_pictures_of_an_article_are_named_once() {
    let site = site().await;
    let text =
        r#"<p><img src="/media/a-480.jpg"><img src="/media/b-480.jpg"> <a href="/media/c/d.pdf">x</a></p>"#;
    let block = || Block::Html(SafeHtml::rendered(text.into()));
    site.put(Manuscript { body: vec![block(), block()], ..article("bai", site.below, 1) }, false).await;
    let entry = site.entries(SitemapKind::Articles, 1, 0).await.remove(0);
    assert_eq!(entry.pictures, ["a-480.jpg", "b-480.jpg"]);
}

#[tokio::test]
async fn news_end_after_two_days_and_an_older_date_makes_no_news() {
    let site = site().await;
    let hours = |hours: i64| NOW.0 - hours * 60 * 60 * 1000;
    for (slug, at) in [("cu", hours(48)), ("moi", hours(47)), ("nay", hours(0)), ("mai", hours(-1))] {
        site.publish(slug, site.below, at).await;
    }
    let mut tx = site.db.write().await.expect("a transaction");
    sqlx::query("update articles set written_at = $1 where slug = 'moi'")
        .bind(NOW.0 + 5)
        .execute(&mut *tx)
        .await
        .expect("written");
    sqlx::query("update articles set written_at = 5 where slug = 'nay'")
        .execute(&mut *tx)
        .await
        .expect("written");
    tx.commit().await.expect("committed");
    let news = load_news(&site.reading()).await.expect("an answer");
    let slugs: Vec<&str> = news.iter().map(|entry| entry.slug.as_str()).collect();
    assert_eq!(slugs, ["moi"]);
    assert_eq!(news[0].published, NOW, "no date ahead");
}
