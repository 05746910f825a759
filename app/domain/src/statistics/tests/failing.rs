//! Database failures: nothing is lost, and nothing is counted twice.

use super::*;

/// Counts before, during and after a failure. The SQL `broken` makes writes fail until `whole` is run.
async fn assert_nothing_lost(broken: &str, whole: &str) {
    let crawler = Visitor::new(IpAddr::from([192, 0, 2, 1]), CRAWLER, b"");
    let site = Site::at("2026-11-25T23:30:00+07:00").await;
    site.counter.count(&article(1, person(1)));
    site.write().await;
    site.place.tamper(broken).await;
    for number in 1..=3 {
        site.counter.count(&article(1, person(number)));
    }
    site.counter.count(&view(crawler.clone()));
    // While a batch is being written, others read on.
    let (failed, ()) = tokio::join!(biased; site.counter.write(), async {
        site.counter.count(&article(1, person(4)));
        site.counter.count(&view(crawler.clone()));
    });
    failed.expect_err("a failure");
    assert_eq!(site.place.stored().await, sums(1, 1), "all or nothing");
    site.counter.count(&article(1, person(4)));
    site.counter.write().await.expect_err("still a failure");
    site.pass(HOUR);
    site.counter.count(&article(2, person(1)));
    site.counter.settle().await.expect_err("still a failure");
    assert_eq!(site.figures(), [1, 5, 5], "the figures go on");
    site.place.tamper(whole).await;
    site.write().await;
    assert_whole(&site).await;
    site.write().await;
    let site = site.restarted().await;
    assert_whole(&site).await;
}

async fn assert_whole(site: &Site) {
    assert_eq!(site.figures(), [1, 5, 5]);
    assert_eq!(site.place.stored().await, Sums { views: 7, visits: 5, crawlers: 2 });
    let last_hour = Sums { views: 6, visits: 4, crawlers: 2 };
    assert_eq!(site.report("2026-11-25").await.bars[23].sums, last_hour);
    assert_eq!(site.report("2026-11-26").await.bars[0].sums, sums(1, 1));
    let expected = [("1".to_owned(), count(6, 4)), ("2".to_owned(), count(1, 1))];
    assert_eq!(site.values("2026-11", Dimension::Article).await, expected);
    assert_eq!(site.values("2026-11-25", Dimension::Kind).await, [("article".to_owned(), count(6, 4))]);
    assert_eq!(site.values("2026-11", Dimension::Language).await, [("vi".to_owned(), count(7, 5))]);
    let read: Vec<(i64, i64)> = sqlx::query_as(
        "select article_id, sum(views) from statistics_article_hours group by article_id order by article_id",
    )
    .fetch_all(site.place.db.read())
    .await
    .expect("rows");
    assert_eq!(read, [(1, 6), (2, 1)]);
}

#[tokio::test]
async fn hours_that_fail_are_written_later() {
    assert_nothing_lost(
        "create trigger no_hours before insert on statistics_hours
         begin select raise(abort, 'as if the disk had failed'); end;",
        "drop trigger no_hours;",
    )
    .await;
}

#[tokio::test]
async fn without_a_table_nothing_is_lost() {
    assert_nothing_lost(
        "alter table statistics_values rename to gone",
        "alter table gone rename to statistics_values",
    )
    .await;
}

#[tokio::test]
async fn values_that_fail_leave_no_hours_behind() {
    assert_nothing_lost(
        "create trigger no_values before insert on statistics_values
         begin select raise(abort, 'as if the disk had failed'); end;",
        "drop trigger no_values;",
    )
    .await;
}

#[tokio::test]
async fn a_transaction_that_the_engine_ends_by_itself_is_written_again() {
    assert_nothing_lost(
        "create trigger no_articles before insert on statistics_article_hours
         begin select raise(rollback, 'as if the disk were full'); end;",
        "drop trigger no_articles;",
    )
    .await;
}

#[tokio::test]
async fn a_statement_that_fails_half_way_leaves_nothing_behind() {
    assert_nothing_lost(
        "create trigger no_articles before insert on statistics_article_hours
         begin select raise(fail, 'as if the disk had failed'); end;",
        "drop trigger no_articles;",
    )
    .await;
}

#[tokio::test]
async fn while_another_program_holds_the_database_nothing_is_lost() {
    let site = Site::at(MORNING).await;
    site.show(1..=3);
    let mut other = site.place.behind().await;
    run(&mut other, "begin exclusive").await;
    site.counter.write().await.expect_err("it is held");
    site.show(2..=5);
    site.counter.write().await.expect_err("it is held");
    assert_eq!(site.figures(), [5, 5, 5]);
    run(&mut other, "commit").await;
    for _ in 0..2 {
        site.write().await;
        assert_eq!(site.place.stored().await, sums(7, 5));
    }
}

/// Limits the size of the file, in pages.
async fn limit_pages(site: &Site, pages: i64) {
    let mut tx = site.place.db.write().await.expect("a transaction");
    run(&mut tx, &format!("pragma max_page_count = {pages}")).await;
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_full_disk_is_overcome() {
    let site = Site::at(MORNING).await;
    site.show([0]);
    site.write().await;
    let pages: i64 =
        sqlx::query_scalar("pragma page_count").fetch_one(site.place.db.read()).await.expect("pages");
    limit_pages(&site, pages + 1).await;
    for number in 1..=400 {
        let host = format!("https://trang-{number}-{}.example/", "x".repeat(40));
        site.counter.count(&led_from(&host, person(number)));
    }
    site.counter.write().await.expect_err("it is full");
    assert_eq!(site.place.stored().await, sums(1, 1));
    limit_pages(&site, 1_000_000).await;
    for _ in 0..2 {
        site.write().await;
        assert_eq!(site.place.stored().await, sums(401, 401));
    }
    let values = site.values("2026-11-25", Dimension::Referrer).await;
    assert!(values.len() == 400 && values.iter().all(|(_, told)| *told == count(1, 1)));
}

#[tokio::test]
async fn writers_beside_each_other_write_everything_once() {
    let site = Site::at(MORNING).await;
    for round in 0..10 {
        site.show(round * 10..round * 10 + 10);
        let (one, two, three) = tokio::join!(
            site.counter.write(),
            async {
                site.show(round * 10..round * 10 + 10);
                site.counter.write().await
            },
            site.counter.settle()
        );
        one.and(two).and(three).expect("written");
    }
    assert_eq!(site.place.stored().await, sums(200, 100));
}

#[tokio::test]
async fn a_write_that_is_given_up_loses_nothing() {
    let site = Site::at(MORNING).await;
    site.show(1..=3);
    let mut held = site.place.db.write().await.expect("a transaction");
    sqlx::query("select 1").execute(&mut *held).await.expect("held");
    tokio::time::timeout(std::time::Duration::from_millis(100), site.counter.write())
        .await
        .expect_err("waits");
    drop(held);
    site.write().await;
    assert_eq!(site.place.stored().await, sums(3, 3));
}
