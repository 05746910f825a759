//! Visitor statistics over HTTP: what is counted, what is shown, and that no personal data is stored.

mod agents;
mod beacon;
mod clocks;
mod countries;
mod day_file;
mod figures;
mod most_read;
mod networks;
mod pages;
mod privacy;
mod reader;
mod referrers;
mod streams;
mod tables;
mod views;
mod visits;

use crate::support::{Answer, TestOptions, TestSite, archive};
use axum::http::StatusCode;
use server::config;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::{fs, path::Path};
use tempfile::TempDir;

/// The day of [`crate::support::NOW`].
const TODAY: &str = "2026-11-25";

/// The articles of every pack; a fifth one is published next year.
const ARTICLES: [&str; 4] =
    ["/tin/kho/bai-01-1", "/tin/kho/bai-02-2", "/tin/kho/bai-03-3", "/tin/kho/bai-04-4"];

/// A pack with five articles and a poll, with these lines about the counts of the previous site.
fn pack(statistics: &str) -> TempDir {
    let pack = archive(4);
    let file = pack.path().join("site.toml");
    let site = fs::read_to_string(&file).expect("a file");
    let poll =
        "[[poll]]\nquestion = 'Câu hỏi?'\noptions = ['Cam', 'Quýt']\nmax_choices = 1\nresults = 'always'\n";
    fs::write(&file, format!("{site}{poll}[statistics]\n{statistics}")).expect("written");
    let future = "+++\ntitle = 'Bài 05'\nslug = 'bai-05'\ncategory = 'kho'\n\
        published_at = '2027-01-01T08:00:00+07:00'\n+++\n<p>Nội dung.</p>";
    fs::write(pack.path().join("articles/bai-05.html"), future).expect("written");
    pack
}

/// A site without visitors so far.
async fn site() -> TestSite {
    open("", TestOptions::default()).await
}

/// A site that replaces one with counts.
async fn open(statistics: &str, options: TestOptions<'_>) -> TestSite {
    let pack = pack(statistics);
    TestSite::open(&[pack.path()], options).await
}

/// Visits, views of people, and views of crawlers.
type Counts = (i64, i64, i64);

/// The counts of a period, from its file.
async fn counts(site: &TestSite, period: &str) -> Counts {
    let mut sums = (0, 0, 0);
    for row in table(site, period, "luot-truy-cap").await {
        let number = |column: usize| row[column].parse::<i64>().expect("a number");
        sums = (sums.0 + number(1), sums.1 + number(3), sums.2 + number(4));
    }
    sums
}

/// A file of a period without its header, after everything has been written.
async fn table(site: &TestSite, period: &str, name: &str) -> Vec<Vec<String>> {
    site.counted().await;
    let answer = site.get(&format!("/thong-ke/{period}/{name}.csv")).await;
    assert_eq!(answer.status, StatusCode::OK, "{period} {name}");
    rows(&answer)
}

/// The rows of a file, without its header.
fn rows(answer: &Answer) -> Vec<Vec<String>> {
    let text = answer.text.strip_prefix('\u{feff}').expect("a mark at its start");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    rows.deserialize().map(|row| row.expect("a row")).collect()
}

/// The figures beside a page: people online, visits today, this month and in total.
fn figures(page: &Answer) -> [&str; 4] {
    let block = page.text.split("<dl class=\"statistics__figures\">").nth(1).expect("figures");
    let block = block.split("</dl>").next().unwrap_or_default();
    let figures = block.split("<dd>").skip(1).filter_map(|rest| rest.split("</dd>").next());
    figures.collect::<Vec<_>>().try_into().expect("four figures")
}

/// The text of a page, without tags.
fn words(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

/// Changes the database without the program.
async fn alter(data: &Path, sql: &'static str) {
    let file = SqliteConnectOptions::new().filename(config::database(data));
    let mut file = file.connect().await.expect("the file");
    sqlx::raw_sql(sql).execute(&mut file).await.expect("changed");
    file.close().await.expect("closed");
}
