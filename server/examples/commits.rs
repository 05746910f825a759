//! How many consecutive transactions per second this disk takes: the cost of votes without group commit.
//!
//! Usage: `commits DATABASE SECONDS`; prints the rate. The database is new, and opened as the site opens its
//! own.
#![expect(clippy::expect_used, reason = "a benchmark that cannot go on stops where it stands")]
#![expect(clippy::print_stdout, reason = "the figure goes there")]

use domain::db::{Db, Missing};
use std::{
    env,
    path::Path,
    time::{Duration, Instant},
};

#[tokio::main]
async fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [database, seconds] = <[String; 2]>::try_from(words).expect("two words");
    let db = Db::open(Path::new(&database), Missing::Create).await.expect("a database");
    let time = Duration::from_secs(seconds.parse().expect("a number"));
    let started = Instant::now();
    let mut commits = 0_u32;
    while started.elapsed() < time {
        let mut tx = db.write().await.expect("a transaction");
        domain::media::store::put_file(&mut tx, &format!("tệp {commits}"), 1).await.expect("a row");
        tx.commit().await.expect("on the disk");
        commits += 1;
    }
    println!("{:.1}", f64::from(commits) / started.elapsed().as_secs_f64());
}
