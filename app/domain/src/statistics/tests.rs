//! Counting on a migrated database: what is counted and when, and that every figure is the opening balance
//! plus the counted hours.

#![cfg(feature = "test-clock")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where it stands, its helpers too")]

mod damaged;
mod failing;
mod figures;
mod limits;
mod most_read;
mod reports;
mod restarting;
mod values;
mod visits;

use super::{
    counter::{Counter, CounterOptions, View, ViewedPage},
    period::Period,
    report::{Report, Sums, Table},
    store::{load_report, load_values, put_opening_balance, table_of},
    visitor::{Referrer, Visitor},
    *,
};
use crate::{
    clock::{Clock, Timestamp, Zone},
    db::{Db, Missing},
    id::ArticleId,
    live::bus::Bus,
    scope::{Reading, Scope},
};
use std::{
    net::IpAddr,
    path::{Path, PathBuf},
    sync::Arc,
};
use tempfile::TempDir;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A Wednesday.
const MORNING: &str = "2026-11-25T08:00:00+07:00";
const CHROME: &[u8] =
    b"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";
const CRAWLER: &[u8] = b"Googlebot/2.1 (+http://www.google.com/bot.html)";

/// A folder with a database and a clock, without a counter.
struct Place {
    folder: TempDir,
    db: Db,
}

/// A place with a counter.
struct Site {
    place: Place,
    clock: Clock,
    bus: Bus,
    counter: Counter,
}

/// A different reader for each number.
fn person(number: u32) -> Visitor {
    from(IpAddr::from([203, 0, (number / 250) as u8, (number % 250) as u8 + 1]))
}

fn from(address: IpAddr) -> Visitor {
    Visitor::new(address, CHROME, b"vi-VN,vi;q=0.9")
}

/// A view of the front page without a referrer.
fn view(visitor: Visitor) -> View {
    View { page: ViewedPage { kind: "home", article: None }, visitor, referrer: None }
}

fn article(id: i64, visitor: Visitor) -> View {
    View { page: ViewedPage { kind: "article", article: Some(ArticleId(id)) }, ..view(visitor) }
}

fn led_from(referrer: &str, visitor: Visitor) -> View {
    View { referrer: Referrer::read(referrer.as_bytes(), &["site.test"]), ..view(visitor) }
}

fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).expect("an instant")
}

fn count(views: i64, visits: i64) -> Count {
    Count { views, visits }
}

impl Place {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let db = Db::open(&folder.path().join("site.db"), Missing::Create).await.expect("a database");
        Self { folder, db }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The file with the people of the day.
    fn people(&self) -> PathBuf {
        self.path("people")
    }

    /// Replaces the clock file atomically, so that it is never read half written.
    fn set_clock(&self, now: Timestamp) {
        let text = jiff::Timestamp::from_millisecond(now.0).expect("an instant").to_string();
        std::fs::write(self.path("clock.new"), text).expect("written");
        std::fs::rename(self.path("clock.new"), self.path("clock")).expect("replaced");
    }

    /// Stores opening balances.
    async fn put_openings(&self, opening_balances: &[(&str, i64)]) {
        let mut tx = self.db.write().await.expect("a transaction");
        for (period, visits) in opening_balances {
            let span = match period.len() {
                0 => "total",
                4 => "year",
                7 => "month",
                _ => "day",
            };
            put_opening_balance(&mut tx, span, period, *visits, false).await.expect("put");
        }
        tx.commit().await.expect("committed");
    }

    /// A connection that bypasses the program.
    async fn behind(&self) -> sqlx::SqliteConnection {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(self.path("site.db"));
        sqlx::ConnectOptions::connect(&options).await.expect("the file")
    }

    async fn tamper(&self, statements: &str) {
        let mut connection = self.behind().await;
        run(&mut connection, statements).await;
        sqlx::Connection::close(connection).await.expect("closed");
    }

    /// The sums of everything in the store.
    async fn stored(&self) -> Sums {
        sqlx::query_as(
            "select coalesce(sum(views), 0) as views, coalesce(sum(visits), 0) as visits,
                coalesce(sum(crawlers), 0) as crawlers
             from statistics_hours",
        )
        .fetch_one(self.db.read())
        .await
        .expect("sums")
    }

    async fn open(self) -> Site {
        self.open_with(true).await
    }

    async fn open_with(self, counting: bool) -> Site {
        let clock = Clock::from_file(self.path("clock"));
        let bus = Bus::open();
        let countries = |address| {
            matches!(address, IpAddr::V4(address) if address.octets()[0] == 203).then(|| "VN".to_owned())
        };
        let options = CounterOptions {
            file: self.people(),
            zone: Zone::named("Asia/Ho_Chi_Minh"),
            countries: Some(Arc::new(countries)),
            counting,
        };
        // A runtime of its own ends the task that writes every second: writes happen only when the test asks
        // for them.
        let (db, its_clock, its_bus) = (self.db.clone(), clock.clone(), bus.clone());
        let opened = move || runtime().block_on(Counter::open(db, its_clock, its_bus, options));
        let opened = tokio::task::spawn_blocking(opened).await.expect("no panic");
        let counter = opened.expect("a counter");
        Site { place: self, clock, bus, counter }
    }
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn run(connection: &mut sqlx::SqliteConnection, statements: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements)).execute(connection).await.expect("changed");
}

impl Site {
    /// A new site that counts from this instant.
    async fn at(now: &str) -> Self {
        let place = Place::new().await;
        place.set_clock(at(now));
        place.open().await
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn set_clock(&self, now: &str) {
        self.place.set_clock(at(now));
    }

    /// Moves the clock.
    fn pass(&self, milliseconds: i64) {
        self.place.set_clock(Timestamp(self.now().0 + milliseconds));
    }

    /// Shows the front page to these people.
    fn show(&self, people: impl IntoIterator<Item = u32>) {
        people.into_iter().for_each(|number| self.counter.count(&view(person(number))));
    }

    async fn write(&self) {
        self.counter.write().await.expect("written");
    }

    /// Ends like a killed process.
    fn fall(self) -> Place {
        self.bus.stop();
        self.place
    }

    /// Shuts down like the server.
    async fn stop(self) -> Place {
        self.write().await;
        self.fall()
    }

    async fn restarted(self) -> Self {
        self.stop().await.open().await
    }

    /// Visits of today, of this month, and in total.
    fn figures(&self) -> [i64; 3] {
        let Figures { today, month, total, .. } = self.counter.figures();
        [today, month, total]
    }

    fn total(&self) -> i64 {
        self.counter.figures().total
    }

    fn online(&self) -> i64 {
        self.counter.figures().online
    }

    fn reading(&self) -> Reading {
        Reading::visitor(&self.place.db, self.now())
    }

    async fn find_report(&self, period: &str) -> Option<Report> {
        let (opening_balances, zone) = (self.counter.opening_balances(), self.counter.zone());
        let period: Period = period.parse().expect("a period");
        let report = load_report(&self.reading(), period, &opening_balances, zone).await;
        let mut report = report.expect("an answer")?;
        for dimension in Dimension::ALL {
            let table = self.find_table(period, dimension, 10).await;
            report.tables.extend(Some(table).filter(|table| !table.rows.is_empty()));
        }
        Some(report)
    }

    /// A table as it is now, bypassing the cache.
    async fn find_table(&self, period: Period, dimension: Dimension, most: usize) -> Table {
        let values = load_values(&self.place.db, period, dimension).await.expect("values");
        table_of(&self.reading(), dimension, &values, most).await.expect("a table")
    }

    async fn report(&self, period: &str) -> Report {
        self.find_report(period).await.unwrap_or_else(|| panic!("nothing is known of {period}"))
    }

    async fn table(&self, period: &str, dimension: Dimension) -> Table {
        self.find_table(period.parse().expect("a period"), dimension, usize::MAX).await
    }

    /// The values of a dimension in a period.
    async fn values(&self, period: &str, dimension: Dimension) -> Vec<(String, Count)> {
        let rows = self.table(period, dimension).await.rows;
        rows.into_iter().map(|row| (row.value, row.count)).collect()
    }
}

/// Views and visits of people, without crawlers.
fn sums(views: i64, visits: i64) -> Sums {
    Sums { views, visits, crawlers: 0 }
}

fn read(file: &Path) -> Vec<u8> {
    std::fs::read(file).expect("a file")
}
