//! Asks the engine how it finds the rows of every statement that the tests have noted (`app/domain/src/db/recorder.rs`), and
//! fails where one reads a table from its first row to its last or sorts what it has read: that takes longer with every
//! article. Fails too where a statement of the store was run by no test.
//!
//! Usage: `plans STATEMENTS SOURCES`; the folder of the notes and the sources of the crate that has the SQL.
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

/// Tables that stay small however long a site lives: people make them one by one.
const SMALL: [&str; 17] = [
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

/// How a statement begins that may read or sort a whole table, and why.
const MAY: &[(&str, &str)] = &[];

#[tokio::main]
async fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    let [statements, sources] = &words[..] else { panic!("usage: plans STATEMENTS SOURCES") };
    let begins = begins(Path::new(sources));
    let mut statements = noted(Path::new(statements));
    // Tests have SQL of their own.
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

/// The statements of the notes, each once, on one line.
fn noted(folder: &Path) -> BTreeSet<String> {
    let files =
        fs::read_dir(folder).expect("the notes of the tests").map(|file| file.expect("a file").path());
    let texts = files.map(|path| fs::read_to_string(path).expect("a file of statements"));
    let lines = texts.flat_map(|text| text.lines().map(ToOwned::to_owned).collect::<Vec<_>>());
    let statements = lines.map(|line| flat(&serde_json::from_str::<String>(&line).expect("a statement")));
    statements.collect()
}

/// What is wrong with the plan of a statement; empty where nothing is.
async fn look(database: &mut SqliteConnection, statement: &str) -> Vec<String> {
    let rows =
        sqlx::query(AssertSqlSafe(format!("explain query plan {statement}"))).fetch_all(&mut *database).await;
    let rows = match rows {
        Ok(rows) => rows,
        Err(fault) => return vec![format!("has no plan: {fault}")],
    };
    let names = names(statement);
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
            return known && !is_small(name) && !in_order;
        }
        detail.contains("TEMP B-TREE") && grows
    });
    bad.cloned().collect()
}

/// The tables of a statement, by the names it gives them.
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

/// How the statements begin that stand in the sources.
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

/// The texts in quotation marks of a source, each on one line.
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

/// A text with one space between its words.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
