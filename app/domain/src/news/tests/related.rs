//! Related articles.

use super::*;

fn related(article: &Article) -> Vec<i64> {
    article.related.iter().map(|card| card.id.0).collect()
}

fn tags(names: &[&str]) -> Vec<Named> {
    let tag = |name: &&str| Named { slug: name.parse().expect("a slug"), name: (*name).to_owned() };
    names.iter().map(tag).collect()
}

#[tokio::test]
async fn the_only_article_of_a_category_leads_to_the_category_above() {
    let site = site().await;
    site.publish("con", site.below, 5).await;
    for number in 2..=9 {
        site.publish(&format!("bai-{number}"), site.root, number).await;
    }
    let article = site.article(1).await.expect("published");
    assert!(article.newer.is_empty() && article.older.is_empty());
    assert_eq!(related(&article), [9, 8, 7, 6, 5, 4], "the newest first, so many as are shown");
}

#[tokio::test]
async fn a_category_at_the_root_leads_to_those_below_it() {
    let site = site().await;
    site.publish("cha", site.root, 5).await;
    site.publish("con", site.below, 1).await;
    assert_eq!(related(&site.article(1).await.expect("published")), [2]);
}

#[tokio::test]
async fn what_stands_among_the_neighbours_is_not_shown_again() {
    let site = site().await;
    for number in 1..=40 {
        site.publish(&format!("bai-{number}"), site.below, number.min(38)).await;
    }
    let article = site.article(20).await.expect("published");
    assert_eq!(ids(&article.newer), (21..=30).collect::<Vec<_>>());
    assert_eq!(related(&article), [40, 39, 38, 37, 36, 35]);
    // The window includes the newest article: older ones follow.
    let article = site.article(38).await.expect("published");
    assert_eq!((ids(&article.newer), related(&article)), (vec![39, 40], vec![27, 26, 25, 24, 23, 22]));
    let few = super::site().await;
    few.publish("mot", few.below, 1).await;
    few.publish("hai", few.below, 2).await;
    assert!(related(&few.article(1).await.expect("published")).is_empty());
}

#[tokio::test]
async fn tags_come_after_the_category_above_then_the_series_then_the_site() {
    let site = site().await;
    let (_, series) = site.subjects().await;
    let mut tx = site.db.write().await.expect("a transaction");
    let category = NewCategory {
        slug: "khac".parse().expect("a slug"),
        name: "Khác".into(),
        description: String::new(),
        parent: None,
        position: 1,
    };
    let (elsewhere, _) = put_category(&mut tx, &category, false).await.expect("a category");
    tx.commit().await.expect("committed");

    let own =
        Manuscript { tags: tags(&["mot", "hai"]), series: Some(series), ..article("con", site.below, 5) };
    site.put(own, false).await;
    site.publish("cha", site.root, 1).await;
    site.publish("moi-nhat", elsewhere, 50).await;
    site.put(Manuscript { series: Some(series), ..article("loat", elsewhere, 20) }, false).await;
    site.put(Manuscript { tags: tags(&["hai"]), ..article("the", elsewhere, 10) }, false).await;
    site.put(Manuscript { tags: tags(&["mot", "hai"]), ..article("hai-the", site.root, 2) }, false).await;
    let article = site.article(1).await.expect("published");
    assert_eq!(related(&article), [6, 2, 5, 4, 3], "each once, where it stands first");
}

#[tokio::test]
async fn nothing_that_readers_may_not_see_is_led_to() {
    let site = site().await;
    site.publish("con", site.below, 5).await;
    site.put(Manuscript { tags: tags(&["mot"]), ..article("mai", site.root, NOW.0 + 1) }, false).await;
    site.put(Manuscript { tags: tags(&["mot"]), ..article("con", site.below, 5) }, true).await;
    assert!(related(&site.article(1).await.expect("published")).is_empty());
    for number in 3..=20 {
        site.put(
            Manuscript { tags: tags(&["mot"]), ..article(&format!("nhap-{number}"), site.root, number) },
            false,
        )
        .await;
    }
    let mut tx = site.db.write().await.expect("a transaction");
    sqlx::query("update articles set published = false where id between 5 and 20")
        .execute(&mut *tx)
        .await
        .expect("drafts");
    tx.commit().await.expect("committed");
    assert_eq!(related(&site.article(1).await.expect("published")), [4, 3], "drafts take no place");
}
