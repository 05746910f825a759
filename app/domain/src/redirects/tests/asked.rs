//! Addresses that were asked for in vain, and the uses of redirects.

use super::*;
use crate::redirects::{MISSING_KEPT, MISSING_SHOWN};

fn asked(text: &str) -> Source {
    let (path, query) = text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)));
    Source::of_request(path, query).expect("an address")
}

async fn store(site: &Site, counts: &Counts, now: i64) {
    store::store_counts(&site.db, counts, Timestamp(now)).await.expect("stored");
}

/// The listed addresses, with both counts.
async fn listed(site: &Site) -> Vec<(String, i64, i64)> {
    let rows = store::load_missing(&site.db).await.expect("rows");
    rows.into_iter().map(|row| (row.address.to_string(), row.times, row.crawler_times)).collect()
}

#[tokio::test]
async fn what_readers_miss_stands_first_and_crawlers_are_counted_apart() {
    let site = Site::open().await;
    let counts = Counts::default();
    let from = Source::of_link("https://khuyenhoc.example/tin/a/b-1?q=an#x", OWN);
    assert_eq!(from.as_ref().map(Source::as_str), Some("/tin/a/b-1"));
    for _ in 0..3 {
        counts.missing.note(&asked("/robot"), None, true);
    }
    counts.missing.note(&asked("/mot"), from.clone(), false);
    counts.missing.note(&asked("/hai?ten=nguyen"), None, false);
    counts.missing.note(&asked("/hai"), None, false);
    counts.missing.note(&asked("/cu/doc.php?id=3"), None, false);
    store(&site, &counts, 10).await;
    // A pointer rests on a link, and then it is clicked.
    counts.missing.note_link(&asked("/mot"), None);
    counts.missing.note_link(&asked("/mot"), None);
    store(&site, &counts, 20).await;
    let row = |address: &str, times, crawlers| (address.to_owned(), times, crawlers);
    assert_eq!(
        listed(&site).await,
        [row("/mot", 2, 0), row("/hai", 2, 0), row("/cu/doc.php?id=3", 1, 0), row("/robot", 0, 3)]
    );
    let rows = store::load_missing(&site.db).await.expect("rows");
    assert_eq!((rows[0].linked_from.clone(), rows[0].last_at), (from, Timestamp(20)));
}

#[test]
fn a_link_of_another_site_or_with_a_secret_is_not_noted() {
    for referrer in [
        "https://bao.example/tin/a",
        "https://khuyenhoc.example.evil.example/a",
        "https://khuyenhoc.example/xem-truoc/0123",
        "https://khuyenhoc.example/dat-mat-khau/0123",
        "https://khuyenhoc.example/ban-bien-tap/bai-viet/3",
        "không",
    ] {
        assert_eq!(Source::of_link(referrer, OWN), None, "{referrer}");
    }
}

#[tokio::test]
async fn attacks_secrets_and_people_are_not_noted() {
    let site = Site::open().await;
    let counts = Counts::default();
    for address in [
        "/wp-login.php",
        "/.env",
        "/.git/config",
        "/a/.aws/credentials",
        "/shell.php",
        "/wp-content/plugins/x",
        "/backup.sql",
        "/a?x=<script>",
        "/a.php?x=../../etc/passwd",
        "/ban-bien-tap/cu",
        "/dat-mat-khau/a/b",
        "/huy-dang-ky/lan@hoi.vn",
    ] {
        counts.missing.note(&asked(address), None, false);
    }
    for address in
        ["/index.php?nv=laws&op=x", "/Default.aspx?id=1", "/index.php/vi/laws", "/.well-known/security.txt"]
    {
        counts.missing.note(&asked(address), None, false);
    }
    store(&site, &counts, 10).await;
    let mut kept: Vec<String> = listed(&site).await.into_iter().map(|row| row.0).collect();
    kept.sort();
    // A query without a program before it may hold what somebody typed.
    assert_eq!(
        kept,
        ["/.well-known/security.txt", "/Default.aspx?id=1", "/index.php/vi/laws", "/index.php?nv=laws&op=x"]
    );
}

#[tokio::test]
async fn a_flood_of_addresses_takes_little_memory_and_few_rows_and_buries_nothing() {
    let site = Site::open().await;
    let counts = Counts::default();
    for _ in 0..2 {
        counts.missing.note(&asked("/that"), None, false);
    }
    store(&site, &counts, 1).await;
    for round in 0..3 {
        for number in 0..2_000 {
            counts.missing.note(&asked(&format!("/rac-{round}-{number}")), None, false);
        }
        store(&site, &counts, 10 + round).await;
    }
    let rows = listed(&site).await;
    assert_eq!(rows.len(), usize::try_from(MISSING_SHOWN).expect("few"));
    assert_eq!(rows[0], ("/that".to_owned(), 2, 0));
    assert!(rows[1].0.starts_with("/rac-2-"), "of equal ones the newest stay: {}", rows[1].0);
    let kept: i64 = sqlx::query_scalar("select count(*) from missing_addresses")
        .fetch_one(site.db.read())
        .await
        .expect("a number");
    assert_eq!(kept, MISSING_KEPT);
    // Nobody asks for them any more.
    counts.missing.note(&asked("/moi"), None, false);
    store(&site, &counts, 91 * 24 * 60 * 60 * 1000).await;
    assert_eq!(listed(&site).await, [("/moi".to_owned(), 1, 0)]);
}

#[tokio::test]
async fn what_could_not_be_stored_waits() {
    let site = Site::open().await;
    let id = site.add("/a", "/trang/a").await;
    let counts = Counts::default();
    counts.hits.note(id, Timestamp(7));
    counts.missing.note(&asked("/b"), None, false);
    let closed = site.db.clone();
    let again = Db::open(&site._folder.path().join("site.db"), Missing::Refuse).await.expect("a database");
    closed.close().await;
    store::store_counts(&closed, &counts, Timestamp(9)).await.expect_err("a closed database");
    let site = Site { db: again, ..site };
    store(&site, &counts, 9).await;
    let used = store::load_redirect(&site.db, id).await.expect("a store").expect("a redirect");
    assert_eq!((used.hits, used.last_hit_at), (1, Some(Timestamp(7))));
    assert_eq!(listed(&site).await, [("/b".to_owned(), 1, 0)]);
    // A redirect that was removed meanwhile counts no more.
    counts.hits.note(RedirectId(99), Timestamp(7));
    store(&site, &counts, 9).await;
}
