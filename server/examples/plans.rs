//! Checks the query plan of every statement that the tests have recorded (`app/domain/src/db/recorder.rs`).
//! It fails if a statement scans a whole table or sorts rows after reading them, which takes longer with
//! every article, or if no test has run a statement of the store.
//!
//! Usage: `plans STATEMENTS SOURCES`: the folder of the records, and the sources of the crate with the SQL.
#![expect(clippy::expect_used, reason = "a tool of the tests stops where it stands")]
#![expect(clippy::print_stdout, reason = "what is wrong goes there")]

use domain::db::{Db, Missing};
use sqlx::{AssertSqlSafe, ConnectOptions, Row, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    process::ExitCode,
};

/// Tables that stay small, since people create their rows one by one.
const SMALL: [&str; 18] = [
    "_sqlx_migrations",
    "account_categories",
    "accounts",
    "audit_head",
    "authors",
    "categories",
    "link_lists",
    "links",
    "opening_balances",
    "pages",
    "passkeys",
    "poll_options",
    "polls",
    "recovery_codes",
    "reset_links",
    "secrets",
    "series",
    "site",
];

/// Beginnings of statements that may scan or sort, with the reason.
const MAY: &[(&str, &str)] = &[
    (
        "insert into article_categories (category_id, published_at, article_id) with recursive listed (category_id, \
         published_at, article_id) as ( select category_id, published_at, id from articles where published = true union",
        "all articles, once, when a pack is loaded with --replace",
    ),
    (
        "select 'author' as kind, author.slug as key,",
        "what one article names: its authors, tags, files and series, at most 200",
    ),
    ("select 0 as subject_id,", "the thirty articles of a feed, in their order"),
    (
        "select account.id, account.email, account.name, account.role, account.disabled_at,",
        "the accounts, which people make one by one, each with a look into two indexes",
    ),
    (
        "select article.id, article.slug, category.slug as category, article.title, article.published_at, \
         article.written_at from articles article join categories category on category.id = article.category_id where \
         article.id = (",
        "two articles: the one before and the one after in a series",
    ),
    (
        "with recursive above (id, parent_id, height) as ( select category.id, category.parent_id, 0 from categories",
        "at most six articles for each category above, each tag and each series of one article, and six of the site",
    ),
    (
        "select article_id from statistics_article_hours",
        "two days of articles, of which 500 are counted a day; looked at every half minute",
    ),
    (
        "select cast(value as bigint) as article from statistics_values",
        "30 days of articles, of which 500 are counted a day; looked at every half minute",
    ),
    (
        "select day, cast(sum(visits) as bigint) from statistics_hours group by day",
        "all hours, once, at the start, in the order of the table: 88,000 in ten years, of which each day is kept in memory",
    ),
    (
        "select hour, cast(sum(views) as bigint), cast(sum(visits) as bigint), cast(sum(crawlers) as bigint) from \
         statistics_hours",
        "24 groups of the hours of a period, 88,000 in ten years; a table is made once in a quarter of an hour",
    ),
    (
        "select sequence, at from audit_entries order by sequence desc limit 1",
        "one row: the table lies in this order",
    ),
    (
        "select series.slug as series_slug,",
        "the series, which people make one by one, each with its newest article",
    ),
    (
        "select strip.slug as strip_slug,",
        "the categories of the first level, which people make one by one, each with its newest articles",
    ),
    (
        "select value, cast(sum(views) as bigint) as views, cast(sum(visits) as bigint) from statistics_values",
        "500 values a day or, of longer periods, 500 for each of its days at most; a table is made once in a quarter of an hour",
    ),
    ("select article_id from unindexed_articles", "fifty rows, in the order of the table"),
    ("select article_id, version from unrelated_articles", "twenty rows, in the order of the table"),
    (
        "with recursive around (id, parent_id) as ( select id, parent_id from categories where slug = $1",
        "the links of all menus, at most 1,000, each with the one thing that it leads to",
    ),
    (
        "with parts (id, weight) as (select * from",
        "what a question finds by its rarest words, and what is related to an article: at most 30 times 500 articles",
    ),
    ("select subject.id as subject_id,", "the thirty articles of a feed, in their order"),
    ("with bounds (number, start, finish) as ( values", "twelve months of a year, and the ones around it"),
];

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [statements, sources] = &words[..] else { panic!("usage: plans STATEMENTS SOURCES") };
    let begins = begins(Path::new(sources));
    let mut statements = noted(Path::new(statements));
    // Without the statements that are written in tests.
    statements.retain(|text| begins.iter().any(|begin| text.starts_with(begin)));

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("site.db");
    Db::open(&path, Missing::Create).await.expect("a database").close().await;
    let mut database = SqliteConnectOptions::new().filename(&path).connect().await.expect("the database");

    let mut wrong = BTreeMap::new();
    for statement in &statements {
        let found = look(&mut database, statement).await;
        if !found.is_empty() && !MAY.iter().any(|(begin, _)| statement.starts_with(begin)) {
            wrong.insert(statement, found);
        }
    }
    for (statement, found) in &wrong {
        println!("{}\n{statement}\n", found.join("\n"));
    }
    let not_run: Vec<_> =
        begins.iter().filter(|begin| !statements.iter().any(|text| text.starts_with(*begin))).collect();
    for begin in &not_run {
        println!("run by no test: {begin}\n");
    }
    let unused: Vec<_> =
        MAY.iter().filter(|(begin, _)| !statements.iter().any(|text| text.starts_with(begin))).collect();
    for (begin, _) in &unused {
        println!("allowed, and not there any more: {begin}\n");
    }
    println!(
        "{} statements, {} that read or sort a table, {} not run",
        statements.len(),
        wrong.len(),
        not_run.len()
    );
    if wrong.is_empty() && not_run.is_empty() && unused.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// The recorded statements, deduplicated, each on one line.
fn noted(folder: &Path) -> BTreeSet<String> {
    let files =
        fs::read_dir(folder).expect("the notes of the tests").map(|file| file.expect("a file").path());
    let texts = files.map(|path| fs::read_to_string(path).expect("a file of statements"));
    let lines = texts.flat_map(|text| text.lines().map(ToOwned::to_owned).collect::<Vec<_>>());
    let statements = lines.map(|line| flat(&serde_json::from_str::<String>(&line).expect("a statement")));
    statements.collect()
}

/// What is wrong with the plan of a statement; empty if nothing is.
async fn look(database: &mut SqliteConnection, statement: &str) -> Vec<String> {
    let rows =
        sqlx::query(AssertSqlSafe(format!("explain query plan {statement}"))).fetch_all(&mut *database).await;
    let rows = match rows {
        Ok(rows) => rows,
        Err(fault) => return vec![format!("has no plan: {fault}")],
    };
    let mut names = names(statement);
    // Common table expressions have their own lines in the plan.
    let own = own_names(statement);
    names.retain(|name, table| !own.contains(name.as_str()) && !own.contains(table.as_str()));
    let details: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
    let is_small = |name: &str| {
        let table = names.get(name).map_or(name, String::as_str);
        SMALL.contains(&table)
    };
    let grows = names.values().any(|table| !SMALL.contains(&table.as_str()));
    let bad = details.iter().filter(|detail| {
        if let Some(rest) = detail.strip_prefix("SCAN ") {
            let name = rest.split(' ').next().unwrap_or_default();
            let known = names.contains_key(name) || names.values().any(|table| table == name);
            let in_order = rest.contains("USING") && statement.contains(" limit ");
            // In plans of FTS5, M stands for a word lookup, and = for a lookup of an id.
            let is_lookup =
                rest.contains("VIRTUAL TABLE INDEX") && (rest.contains(":M") || rest.ends_with(":="));
            return known && !is_small(name) && !in_order && !is_lookup;
        }
        detail.contains("TEMP B-TREE") && grows
    });
    bad.cloned().collect()
}

/// The tables of a statement, by their aliases.
fn names(statement: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> = statement.split([' ', '(', ')', ',']).filter(|word| !word.is_empty()).collect();
    let mut names = BTreeMap::new();
    for (at, word) in words.iter().enumerate() {
        let table = match *word {
            "from" | "join" | "into" | "update" => words.get(at + 1),
            _ => None,
        };
        let Some(table) = table.filter(|table| **table != "select" && **table != "set") else { continue };
        names.insert((*table).to_owned(), (*table).to_owned());
        if let Some(alias) = words.get(at + 2) {
            names.insert((*alias).to_owned(), (*table).to_owned());
        }
    }
    names
}

/// The names of common table expressions: `with NAME (…) as (…)`.
fn own_names(statement: &str) -> BTreeSet<&str> {
    let mut words = statement.split([' ', '(', ')', ',']).filter(|word| !word.is_empty());
    let mut names = BTreeSet::new();
    while let Some(word) = words.next() {
        if word == "with" {
            names.extend(words.find(|word| *word != "recursive"));
        }
    }
    names
}

/// The beginnings of all statements in the sources.
fn begins(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("a file").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            if name != "tests" {
                found.extend(begins(&path));
            }
        } else if name.ends_with(".rs") && name != "tests.rs" {
            let source = fs::read_to_string(&path).expect("a source");
            found.extend(literals(&source).into_iter().filter(|text| is_statement(text)));
        }
    }
    found
}

/// The string literals of a source file, each on one line.
fn literals(source: &str) -> Vec<String> {
    let source = source.replace("\\\"", "").replace("'\"'", "");
    source.split('"').skip(1).step_by(2).map(flat).collect()
}

fn is_statement(text: &str) -> bool {
    ["select", "insert", "update", "delete", "with"].contains(&first_word(text))
        && text.split(' ').count() > 3
}

fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

/// The text with single spaces.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
