//! Polls over HTTP: who may vote, what is counted, and what is shown to whom.

mod crowds;
mod framed;
mod hours;
mod keys;
mod origins;
mod packs;
mod recounting;
mod refused;
mod results;
pub(crate) mod screen;
mod streams;
pub(crate) mod voter;
mod voting;

use crate::support::{Answer, TestOptions, TestSite, between};
use domain::{
    db::{Db, Missing},
    polls::store::verify,
};
use server::config;
use std::{fmt::Write, fs, path::Path};
use tempfile::TempDir;

/// A pack with these polls, each given by lines of TOML, and an article with the first one. Unless a line
/// says otherwise, a poll is always open, has the options Cam, Quýt and Bưởi, allows one choice, and shows
/// its result to everybody. So the options of the first poll are 1, 2 and 3, those of the second 4, 5 and 6.
fn pack(polls: &[&str]) -> TempDir {
    let pack = tempfile::tempdir().expect("a folder");
    fs::create_dir(pack.path().join("articles")).expect("a folder");
    let mut site = "name = 'Kho'\nlanguage = 'vi'\ntime_zone = 'Asia/Ho_Chi_Minh'\n\
        [[category]]\nslug = 'kho'\nname = 'Kho'\n"
        .to_owned();
    for (number, lines) in (1..).zip(polls) {
        write!(site, "[[poll]]\nkey = 'cuoc-{number}'\nquestion = 'Câu hỏi {number}?'\n{lines}\n")
            .expect("text");
        for (key, usual) in
            [("options", "['Cam', 'Quýt', 'Bưởi']"), ("max_choices", "1"), ("results", "'always'")]
        {
            if !lines.contains(&format!("{key} =")) {
                writeln!(site, "{key} = {usual}").expect("text");
            }
        }
    }
    fs::write(pack.path().join("site.toml"), site).expect("written");
    let article = "+++\ntitle = 'Bài'\nslug = 'bai'\ncategory = 'kho'\n\
        published_at = '2026-01-01T08:00:00+07:00'\n+++\n<p>Trước.</p>\n<p data-poll='cuoc-1'></p>\n<p>Sau.</p>";
    fs::write(pack.path().join("articles/bai.html"), article).expect("written");
    pack
}

/// The article of every pack.
const ARTICLE: &str = "/tin/kho/bai-1";

/// A site with these polls.
pub(crate) async fn site(polls: &[&str]) -> TestSite {
    open(polls, TestOptions::default()).await
}

async fn open(polls: &[&str], options: TestOptions<'_>) -> TestSite {
    let pack = pack(polls);
    TestSite::open(&[pack.path()], options).await
}

/// The number of stored ballots, all of them recounted.
pub(crate) async fn ballots(site: &TestSite) -> i64 {
    ballots_in(site.data()).await
}

async fn ballots_in(data: &Path) -> i64 {
    let db = Db::open(&config::database(data), Missing::Refuse).await.expect("a database");
    let verified = verify(&db).await.expect("an answer").expect("chains that are whole");
    db.close().await;
    verified.ballots
}

/// The block of a poll on its own page.
pub(crate) fn block(page: &Answer) -> &str {
    let sections = page.text.split("<section ").skip(1).filter_map(|rest| rest.split("</section>").next());
    let mut sections = sections.filter(|section| section.contains(" class=\"block poll poll--page\""));
    sections.next().unwrap_or_else(|| panic!("no poll stands on the page {}", page.text))
}

/// The options that are checked in a block.
fn ticked(block: &str) -> Vec<&str> {
    let inputs = block.split("<input ").skip(1).filter_map(|input| input.split('>').next());
    let ticked = inputs.filter(|input| input.contains(" checked"));
    ticked.map(|input| between(input, "value=\"", "\"")).collect()
}

/// The counts in a block: the votes of each option, and the sentence about the voters.
pub(crate) fn counted(block: &str) -> (Vec<&str>, &str) {
    let counts = block.split("<span class=\"poll__count\">").skip(1);
    let counts = counts.filter_map(|count| count.split(" · ").next()).collect();
    (counts, between(block, "<span class=\"poll__voters\">", "</span>"))
}
