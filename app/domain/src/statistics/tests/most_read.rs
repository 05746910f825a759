//! The most-read lists.

use super::*;

impl Place {
    /// Articles 1 to 30, all published.
    async fn with_articles() -> Self {
        let place = Self::new().await;
        let mut statements =
            "insert into categories (id, slug, name, position) values (1, 'tin', 'Tin', 0);".to_owned();
        for id in 1..=30 {
            statements += &format!(
                "insert into articles (id, category_id, slug, title, lead, body, role, author, organisation, picture_alt,
                    picture_caption, published, published_at, updated_at)
                 values ({id}, 1, 'bai-{id}', 'Bài {id}', '', '', '', '', '', '', '', true, 1000, 1000);"
            );
        }
        place.tamper(&statements).await;
        place
    }
}

impl Site {
    async fn with_articles(now: &str) -> Self {
        let place = Place::with_articles().await;
        place.set_clock(at(now));
        place.open().await
    }

    /// Shows an article to this many people.
    fn show_article(&self, id: i64, people: u32) {
        (0..people).for_each(|number| self.counter.count(&article(id, person(number))));
    }

    /// The ids of the lists: 24 hours, 7 days and 30 days.
    async fn most_read(&self) -> [Vec<i64>; 3] {
        self.counter.settle().await.expect("settled");
        let MostRead { day, week, month } = (*self.counter.most_read()).clone();
        [day, week, month].map(|headlines| headlines.iter().map(|headline| headline.id.0).collect())
    }
}

fn three(ids: &[i64]) -> [Vec<i64>; 3] {
    [ids.to_vec(), ids.to_vec(), ids.to_vec()]
}

#[tokio::test]
async fn where_nothing_was_read_nothing_is_shown() {
    let site = Site::with_articles(MORNING).await;
    assert_eq!(*site.counter.most_read(), MostRead::default());
    site.show(1..=3);
    assert_eq!(site.most_read().await, three(&[]));
}

#[tokio::test]
async fn the_five_read_most_are_shown_the_most_first() {
    let site = Site::with_articles(MORNING).await;
    for (id, people) in [(3, 5), (1, 9), (7, 2), (4, 8), (2, 1), (9, 7), (12, 1)] {
        site.show_article(id, people);
    }
    let most = site.most_read().await;
    for ids in most {
        assert_eq!(ids, [1, 4, 9, 3, 7]);
    }
    let headlines = site.counter.most_read();
    assert_eq!(
        (headlines.day[0].title.as_str(), headlines.day[0].slug.to_string()),
        ("Bài 1", "bai-1".into())
    );
    let site = site.restarted().await;
    assert_eq!(site.counter.most_read(), headlines, "also right after a restart");
}

#[tokio::test]
async fn what_is_read_most_is_told_by_views_of_people() {
    let site = Site::with_articles(MORNING).await;
    // Ten views by one reader count more than three readers.
    for _ in 0..10 {
        site.counter.count(&article(1, person(1)));
    }
    site.show_article(2, 3);
    // More than a person reads in a minute.
    for _ in 0..500 {
        site.counter.count(&article(3, person(1)));
    }
    for _ in 0..40 {
        site.counter.count(&article(4, person(2)));
    }
    assert_eq!(site.most_read().await, three(&[3, 4, 1, 2]));
}

#[tokio::test]
async fn what_was_read_longer_ago_falls_out() {
    let site = Site::with_articles(MORNING).await;
    site.show_article(1, 9);
    site.pass(12 * HOUR);
    site.show_article(2, 5);
    assert_eq!(site.most_read().await, three(&[1, 2]));
    site.pass(13 * HOUR);
    assert_eq!(site.most_read().await, [vec![2], vec![1, 2], vec![1, 2]], "25 hours after the first");
    site.pass(12 * HOUR);
    assert_eq!(site.most_read().await, [vec![], vec![1, 2], vec![1, 2]], "37 hours after the first");
    site.set_clock("2026-12-01T08:00:00+07:00");
    site.show_article(3, 2);
    assert_eq!(site.most_read().await, [vec![3], vec![1, 2, 3], vec![1, 2, 3]], "on the seventh day");
    site.set_clock("2026-12-02T00:00:00+07:00");
    assert_eq!(site.most_read().await, [vec![3], vec![3], vec![1, 2, 3]], "on the eighth day");
    site.set_clock("2026-12-24T23:59:59+07:00");
    assert_eq!(site.most_read().await, [vec![], vec![], vec![1, 2, 3]], "on the thirtieth day");
    site.set_clock("2026-12-25T00:00:00+07:00");
    assert_eq!(site.most_read().await, [vec![], vec![], vec![3]], "on the thirty-first day");
    site.set_clock("2027-12-25T00:00:00+07:00");
    assert_eq!(site.most_read().await, three(&[]));
}

#[tokio::test]
async fn within_24_hours_nothing_falls_out() {
    let site = Site::with_articles("2026-11-25T08:59:59+07:00").await;
    site.show_article(1, 1);
    site.set_clock("2026-11-26T07:59:59+07:00");
    site.show_article(2, 2);
    assert_eq!(site.most_read().await[0], [2, 1]);
    let site = site.restarted().await;
    assert_eq!(site.most_read().await[0], [2, 1]);
}

#[tokio::test]
async fn the_last_days_are_added_up() {
    let site = Site::with_articles(MORNING).await;
    for _ in 0..3 {
        site.show_article(1, 2);
        site.write().await;
        site.pass(2 * DAY);
    }
    site.show_article(2, 5);
    assert_eq!(site.most_read().await, [vec![2], vec![1, 2], vec![1, 2]]);
    let report = site.report("2026-11").await;
    let table = report.tables.iter().find(|table| table.dimension == Dimension::Article).expect("a table");
    let titles: Vec<_> =
        table.rows.iter().map(|row| row.article.as_ref().expect("known").title.as_str()).collect();
    assert_eq!(titles, ["Bài 1"], "the second was read in December");
}

#[tokio::test]
async fn withdrawn_and_future_articles_are_never_shown() {
    let site = Site::with_articles(MORNING).await;
    for (id, people) in [(1, 9), (2, 8), (3, 7), (4, 6), (5, 5), (6, 4), (999, 3)] {
        site.show_article(id, people);
    }
    site.place.tamper("update articles set published = false where id = 2").await;
    let tomorrow = site.now().0 + DAY;
    site.place.tamper(&format!("update articles set published_at = {tomorrow} where id = 1")).await;
    assert_eq!(site.most_read().await, three(&[3, 4, 5, 6]));
    let report = site.report("2026-11-25").await;
    let table = report.tables.iter().find(|table| table.dimension == Dimension::Article).expect("a table");
    let known: Vec<_> = table.rows.iter().map(|row| (row.value.as_str(), row.article.is_some())).collect();
    let expected =
        [("1", false), ("2", false), ("3", true), ("4", true), ("5", true), ("6", true), ("999", false)];
    assert_eq!(known, expected);
    site.pass(DAY);
    assert_eq!(site.most_read().await[1], [1, 3, 4, 5, 6], "its time has come");
}

#[tokio::test]
async fn crawlers_read_nothing_most() {
    let site = Site::with_articles(MORNING).await;
    for _ in 0..50 {
        site.counter.count(&article(1, Visitor::new(IpAddr::from([192, 0, 2, 1]), CRAWLER, b"")));
    }
    site.show_article(2, 1);
    assert_eq!(site.most_read().await, three(&[2]));
}

#[tokio::test]
async fn what_is_kept_for_24_hours_does_not_grow() {
    let site = Site::with_articles(MORNING).await;
    for _ in 0..10 {
        site.show_article(1, 1);
        site.write().await;
        site.pass(DAY);
    }
    let days: Vec<String> =
        sqlx::query_scalar("select distinct day from statistics_article_hours order by day")
            .fetch_all(site.place.db.read())
            .await
            .expect("days");
    assert_eq!(days, ["2026-12-03", "2026-12-04"]);
}
