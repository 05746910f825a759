//! Articles with related content.

use super::*;
use crate::{id::ArticleId, news::store::load_article, search::store::relate_waiting};

/// Finds what is related to everything that was saved.
async fn relate(site: &Site) {
    let mut rounds = 0;
    while relate_waiting(&site.db, NOW).await.expect("related") {
        rounds += 1;
        assert!(rounds < 100, "it ends");
    }
}

/// The ids of what is listed with an article, closest first.
async fn listed(site: &Site, id: i64) -> Vec<i64> {
    let listed = "select other_id from related_articles where article_id = $1 order by weight desc";
    sqlx::query_scalar(listed).bind(id).fetch_all(site.db.read()).await.expect("rows")
}

/// The ids of the related articles on the page of an article.
async fn shown(site: &Site, id: i64) -> Vec<i64> {
    let article = load_article(&site.reading(), ArticleId(id)).await.expect("an answer").expect("published");
    article.related.iter().map(|card| card.id.0).collect()
}

const LIBRARY: &str = "Thư viện xã mở cửa buổi tối, tủ sách làng đón bạn đọc nhỏ tuổi.";
const RICE: &str = "Vụ lúa đông xuân được mùa, bà con gặt sớm trước trận mưa rào.";
const TREES: &str = "Trồng cây xà cừ ven đường liên thôn, mỗi nhà chăm một gốc.";

async fn six() -> Site {
    let site = site().await;
    for (number, (title, text)) in [
        ("Thư viện xã", LIBRARY),
        ("Vụ lúa", RICE),
        ("Tết trồng cây", TREES),
        ("Tủ sách làng", LIBRARY),
        ("Gặt sớm", RICE),
        ("Cây xà cừ", TREES),
    ]
    .into_iter()
    .enumerate()
    {
        site.publish(&format!("bai-{}", number + 1), title, "", text).await;
    }
    site
}

#[tokio::test]
async fn both_lead_to_each_other_whichever_came_first() {
    let site = six().await;
    relate(&site).await;
    for (one, other) in [(1, 4), (2, 5), (3, 6)] {
        assert_eq!(listed(&site, one).await, [other]);
        assert_eq!(listed(&site, other).await, [one]);
    }
    site.publish("bai-7", "Bạn đọc nhỏ tuổi", "", LIBRARY).await;
    relate(&site).await;
    for id in [1, 4, 7] {
        let mut both = listed(&site, id).await;
        both.sort_unstable();
        assert_eq!(both, [1, 4, 7].into_iter().filter(|other| *other != id).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn the_page_shows_them_first_unless_they_are_listed_beside_it() {
    let site = site().await;
    site.put(&article("bai-1", site.root, "Thư viện xã", "", LIBRARY)).await;
    for number in 2..=30 {
        site.put(&article(&format!("bai-{number}"), site.other, &format!("Tin {number}"), "", RICE)).await;
    }
    site.put(&article("bai-31", site.other, "Tủ sách làng", "", LIBRARY)).await;
    for number in 32..=60 {
        site.put(&article(&format!("bai-{number}"), site.other, &format!("Tin {number}"), "", RICE)).await;
    }
    relate(&site).await;
    let ids = shown(&site, 1).await;
    assert_eq!((ids.len(), ids[0]), (6, 31), "of content first, the rest the newest");
}

#[tokio::test]
async fn what_readers_may_not_see_any_more_is_led_to_by_nothing() {
    let site = six().await;
    relate(&site).await;
    let mut tx = site.db.write().await.expect("a transaction");
    for step in
        ["update articles set published = false where id = 4", "insert into unindexed_articles values (4)"]
    {
        sqlx::query(step).execute(&mut *tx).await.expect("withdrawn");
    }
    tx.commit().await.expect("committed");
    assert!(!shown(&site, 1).await.contains(&4), "also before the index knows it");
    while index_waiting(&site.db).await.expect("indexed") {}
    relate(&site).await;
    assert!(listed(&site, 1).await.is_empty() && listed(&site, 4).await.is_empty());
}

#[tokio::test]
async fn a_changed_text_leads_elsewhere() {
    let site = six().await;
    relate(&site).await;
    site.put(&article("bai-4", site.root, "Gốc xà cừ", "", TREES)).await;
    // Nothing is found twice: only what was saved is read again.
    relate(&site).await;
    assert!(listed(&site, 1).await.is_empty());
    let mut now = listed(&site, 4).await;
    now.sort_unstable();
    assert_eq!(now, [3, 6]);
    assert!(listed(&site, 3).await.contains(&4));
}

#[tokio::test]
async fn of_many_that_are_alike_the_closest_are_kept() {
    let site = site().await;
    for number in 1..=80 {
        site.publish(&format!("bai-{number}"), &format!("Thư viện {number}"), "", LIBRARY).await;
    }
    relate(&site).await;
    for id in 1..=80 {
        let kept = listed(&site, id).await.len();
        assert!((1..=12).contains(&kept), "{id}: {kept}");
    }
}
