//! Fills the statistics of a data folder with several years of visits, for benchmarks and screenshots. The
//! same arguments give the same rows. It has its own SQL, since the site counts each view and never writes
//! years at once.
//!
//! Usage: `history DATA LAST_DAY DAYS VISITS`, with about VISITS visits a day. Prints the number of rows and
//! their size in bytes.
#![expect(clippy::expect_used, reason = "a tool of the benchmarks stops where it stands")]
#![expect(clippy::print_stdout, reason = "the figures go there")]

use domain::{
    clock::{Date, Month},
    db::{Db, Missing, WriteTx},
};
use std::{collections::BTreeMap, env, path::Path};

/// The distribution of a day's visits over its hours, in thousandths.
const HOURS: [i64; 24] =
    [8, 4, 2, 2, 4, 14, 32, 52, 62, 60, 54, 50, 46, 40, 44, 50, 48, 44, 52, 78, 98, 86, 50, 20];
/// Values and their shares, in thousandths.
const VALUES: [(&str, &[(&str, i64)]); 6] = [
    (
        "kind",
        &[
            ("article", 620),
            ("front", 180),
            ("category", 90),
            ("poll", 40),
            ("page", 30),
            ("statistics", 25),
            ("tag", 15),
        ],
    ),
    (
        "browser",
        &[
            ("Chrome", 430),
            ("Safari", 160),
            ("Cốc Cốc", 130),
            ("Zalo", 110),
            ("Facebook", 70),
            ("Edge", 50),
            ("Samsung Internet", 30),
            ("Firefox", 20),
        ],
    ),
    ("system", &[("Android", 480), ("Windows", 260), ("iOS", 210), ("macOS", 35), ("Linux", 15)]),
    ("device", &[("phone", 690), ("computer", 270), ("tablet", 40)]),
    ("language", &[("vi", 910), ("en", 60), ("fr", 15), ("ja", 15)]),
    (
        "crawler",
        &[
            ("Googlebot", 400),
            ("bingbot", 220),
            ("facebookexternalhit", 160),
            ("GPTBot", 120),
            ("SemrushBot", 100),
        ],
    ),
];
/// The number of referring sites; the last ones are rare.
const REFERRERS: i64 = 60;
const TRANSACTION: usize = 31;

/// A simple pseudo-random generator (Knuth's MMIX): the rows must only look realistic.
struct Chance(u64);

impl Chance {
    /// A number from 0 to below `end`.
    fn below(&mut self, end: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33).cast_signed() % end.max(1)
    }

    /// `figure`, plus or minus a third.
    fn about(&mut self, figure: i64) -> i64 {
        figure * (667 + self.below(667)) / 1000
    }
}

#[tokio::main]
async fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [data, last, days, visits] = <[String; 4]>::try_from(words).expect("four words");
    let file = Path::new(&data).join("trangnhat.db");
    let db = Db::open(&file, Missing::Refuse).await.expect("a database");
    let last: Date = last.parse().expect("a day");
    let days: usize = days.parse().expect("a number");
    let visits: i64 = visits.parse().expect("a number");
    let before = size(&file);
    let mut day = (1..days).fold(last, |day, _| day.yesterday().expect("a day"));
    let mut chance = Chance(42);
    let mut rows = 0;
    let mut articles = vec![];
    let mut tx = db.write().await.expect("a transaction");
    articles.extend(
        sqlx::query_scalar::<_, i64>(
            "select id from articles where published = true order by id desc limit 300",
        )
        .fetch_all(&mut *tx)
        .await
        .expect("articles"),
    );
    let mut month = BTreeMap::new();
    for number in 0..days {
        // Slow growth over the years, fewer visits at weekends.
        let growth =
            500 + 500 * i64::try_from(number).expect("a number") / i64::try_from(days).expect("a number");
        let weekend = if day.weekday().to_monday_zero_offset() > 4 { 700 } else { 1000 };
        let today = chance.about(visits * growth / 1000 * weekend / 1000);
        rows += write_day(&mut tx, day, today, &articles, &mut chance, &mut month).await;
        let next = day.tomorrow().expect("a day");
        if next.month() != day.month() || number + 1 == days {
            rows += write_month(&mut tx, day, std::mem::take(&mut month)).await;
        }
        if number % TRANSACTION == TRANSACTION - 1 {
            tx.commit().await.expect("written");
            tx = db.write().await.expect("a transaction");
        }
        day = next;
    }
    rows += write_article_hours(&mut tx, last, &articles).await;
    tx.commit().await.expect("written");
    db.close().await;
    println!("{{\"rows\": {rows}, \"bytes\": {}}}", size(&file) - before);
}

fn size(file: &Path) -> u64 {
    file.metadata().expect("a file").len()
}

type Sums = BTreeMap<(&'static str, String), (i64, i64)>;

async fn write_day(
    tx: &mut WriteTx<'_>,
    day: Date,
    visits: i64,
    articles: &[i64],
    chance: &mut Chance,
    month: &mut Sums,
) -> u64 {
    let mut rows = 0;
    for (hour, share) in (0_i64..).zip(HOURS) {
        let begun = chance.about(visits * share / 1000);
        let (views, crawlers) = (begun * 22 / 10, chance.about(visits / 60));
        rows += sqlx::query(
            "insert into statistics_hours (day, hour, views, visits, crawlers) values ($1, $2, $3, $4, $5)",
        )
        .bind(day.to_string())
        .bind(hour)
        .bind(views)
        .bind(begun)
        .bind(crawlers)
        .execute(&mut **tx)
        .await
        .expect("an hour")
        .rows_affected();
    }
    let mut values: Sums = BTreeMap::new();
    for (dimension, shares) in VALUES {
        for (value, share) in shares {
            let begun = chance.about(visits * share / 1000);
            let begun_here = if dimension == "crawler" { 0 } else { begun };
            values.insert((dimension, (*value).to_owned()), (begun * 22 / 10, begun_here));
        }
    }
    for number in 0..REFERRERS {
        let begun = visits / (4 * (number + 2));
        if begun > 0 || chance.below(20) == 0 {
            let host = if number == 0 { "google.com".to_owned() } else { format!("trang-{number}.example") };
            values.insert(("referrer", host), (begun.max(1), begun.max(1)));
        }
    }
    for (index, article) in (0_i64..).zip(articles) {
        let views = chance.about(visits / (index + 2));
        if views > 0 {
            values.insert(("article", article.to_string()), (views, views / 2));
        }
    }
    for ((dimension, value), (views, begun)) in values {
        rows += write_value(tx, dimension, "day", &day.to_string(), &value, (views, begun)).await;
        let sum = month.entry((dimension, value)).or_default();
        *sum = (sum.0 + views, sum.1 + begun);
    }
    rows
}

/// The views of articles in the evening of the last day, for the most-read lists: other articles than on the
/// days before.
async fn write_article_hours(tx: &mut WriteTx<'_>, day: Date, articles: &[i64]) -> u64 {
    let mut rows = 0;
    for (views, article) in (1_i64..).zip(articles.iter().skip(3)) {
        rows += sqlx::query(
            "insert into statistics_article_hours (day, hour, article_id, views) values ($1, 20, $2, $3)",
        )
        .bind(day.to_string())
        .bind(article)
        .bind(views)
        .execute(&mut **tx)
        .await
        .expect("an hour")
        .rows_affected();
    }
    rows
}

async fn write_month(tx: &mut WriteTx<'_>, day: Date, month: Sums) -> u64 {
    let name = Month::of(day).to_string();
    let mut rows = 0;
    for ((dimension, value), count) in month {
        rows += write_value(tx, dimension, "month", &name, &value, count).await;
    }
    rows
}

async fn write_value(
    tx: &mut WriteTx<'_>,
    dimension: &str,
    span: &str,
    period: &str,
    value: &str,
    (views, visits): (i64, i64),
) -> u64 {
    sqlx::query(
        "insert into statistics_values (dimension, span, period, value, views, visits) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(dimension)
    .bind(span)
    .bind(period)
    .bind(value)
    .bind(views)
    .bind(visits)
    .execute(&mut **tx)
    .await
    .expect("a value")
    .rows_affected()
}
