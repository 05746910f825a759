//! How many transactions are committed to a database within some seconds, as observed by another connection.
//!
//! Usage: `writes DATABASE SECONDS`; prints the number.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops where it stands")]
#![expect(clippy::print_stdout, reason = "the figure goes there")]

use sqlx::{Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    env,
    time::{Duration, Instant},
};

/// The polling interval; two transactions within it are counted as one.
const LOOK: Duration = Duration::from_millis(2);

#[tokio::main]
async fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [database, seconds] = <[String; 2]>::try_from(words).expect("two words");
    let time = Duration::from_secs(seconds.parse().expect("a number"));
    let options = SqliteConnectOptions::new().filename(database).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.expect("a database");
    let (mut last, mut writes) = (None, 0_u32);
    let started = Instant::now();
    while started.elapsed() < time {
        // `data_version` changes with every transaction of another connection.
        let version: i64 =
            sqlx::query_scalar("pragma data_version").fetch_one(&mut connection).await.expect("a number");
        writes += u32::from(last.replace(version).is_some_and(|last| last != version));
        tokio::time::sleep(LOOK).await;
    }
    println!("{writes}");
}
