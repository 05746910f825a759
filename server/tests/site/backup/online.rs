//! A backup while people vote and editors write.

use super::{backup, folder, restore, verify, whole::votes};
use crate::support::TestSite;
use domain::{
    db::{Db, Missing},
    media::store::put_file,
    news::store::{NewAuthor, put_author},
};
use server::{config, media::read_attachment};
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    fs,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU32, Ordering::SeqCst},
    },
};
use tokio::{runtime::Handle, task::JoinSet};

/// The number of concurrent voters.
const VOTERS: u32 = 4;
const BACKUPS: usize = 4;

/// The name of file number `number`, derived from its content.
fn name(number: u32) -> String {
    let file = read_attachment("don.pdf", format!("%PDF-1.7 {number}").as_bytes());
    file.expect("a file").name
}

/// Writes a file, then in one transaction its row and an author, like editors; counts how many.
async fn write(data: &Path, stop: &AtomicBool, written: &AtomicU32) {
    let db = Db::open(&config::database(data), Missing::Refuse).await.expect("a database");
    while !stop.load(SeqCst) {
        let number = written.load(SeqCst);
        let name = name(number);
        let place = config::media(data).join(&name);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::write(&place, format!("%PDF-1.7 {number}")).expect("written");
        let author = NewAuthor {
            slug: format!("nguoi-viet-{number}").parse().expect("a slug"),
            name: format!("Người viết {number}"),
            description: "Viết về sách. ".repeat(40),
            picture: None,
        };
        let mut tx = db.write().await.expect("a transaction");
        put_file(&mut tx, &name, 10).await.expect("a file");
        put_author(&mut tx, &author, false).await.expect("an author");
        tx.commit().await.expect("on the disk");
        written.fetch_add(1, SeqCst);
    }
    db.close().await;
}

async fn count(file: &mut SqliteConnection, sql: &'static str) -> u32 {
    sqlx::query_scalar(sql).fetch_one(file).await.expect("a number")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_is_the_site_of_one_moment_while_everybody_writes() {
    let site = Arc::new(TestSite::starter().await);
    let stop = Arc::new(AtomicBool::new(false));
    let (cast, written) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let mut writers = JoinSet::new();
    for voter in 0..VOTERS {
        let (site, stop, cast) = (Arc::clone(&site), Arc::clone(&stop), Arc::clone(&cast));
        writers.spawn(async move {
            for number in 0.. {
                if stop.load(SeqCst) {
                    return;
                }
                let poll = 1 + number % 2;
                votes(
                    &site,
                    voter << 16 | number,
                    poll,
                    if poll == 1 { 1 + number % 4 } else { 5 + number % 6 },
                )
                .await;
                cast.fetch_add(1, SeqCst);
            }
        });
    }
    let (data, stopped, done) = (site.data().to_owned(), Arc::clone(&stop), Arc::clone(&written));
    let editor = move || Handle::current().block_on(write(&data, &stopped, &done));
    writers.spawn_blocking(editor);

    let kept = folder();
    let mut moments = Vec::new();
    for number in 0..BACKUPS {
        // Until everybody has written since the last backup.
        let (ballots, rows) = (cast.load(SeqCst), written.load(SeqCst));
        while cast.load(SeqCst) < ballots + VOTERS || written.load(SeqCst) < rows + 2 {
            tokio::task::yield_now().await;
        }
        let before = (cast.load(SeqCst), written.load(SeqCst));
        let file = kept.path().join(format!("{number}.tar"));
        backup(&file, site.data()).await.expect("a backup");
        moments.push((file, before, (cast.load(SeqCst), written.load(SeqCst))));
    }
    stop.store(true, SeqCst);
    while let Some(ended) = writers.join_next().await {
        ended.expect("everybody could write");
    }

    let mut grown = 0;
    for (number, (file, before, after)) in moments.into_iter().enumerate() {
        let again = kept.path().join(format!("again-{number}"));
        restore(&file, &again).await.expect("restored");
        assert_eq!(verify(&again).await, Ok(()));
        let database = SqliteConnectOptions::new().filename(config::database(&again));
        let mut rows = database.connect().await.expect("the file");
        // Each writer may have stored one more than it has reported.
        let ballots = count(&mut rows, "select count(*) from ballots").await;
        assert!((before.0..=after.0 + VOTERS).contains(&ballots), "{before:?} {ballots} {after:?}");
        let files = count(&mut rows, "select count(*) from files where bytes = 10").await;
        assert!((before.1..=after.1 + 1).contains(&files), "{before:?} {files} {after:?}");
        let authors = count(&mut rows, "select count(*) from authors where slug like 'nguoi-viet-%'").await;
        assert_eq!(files, authors, "a transaction is in a backup as a whole");
        for number in 0..files {
            let file = config::media(&again).join(name(number));
            assert_eq!(fs::read_to_string(file).expect("what a row names"), format!("%PDF-1.7 {number}"));
        }
        assert!(ballots > grown, "each backup is of a later moment");
        grown = ballots;
        println!(
            "backup {number}: {ballots} ballots, {files} files; while it was made {before:?} grew to {after:?}"
        );
    }
}
