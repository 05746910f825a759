//! A restored site equals the original: complete, and without anything else.

use super::{backup, folder, names, restore, small, verify};
use crate::support::{TestOptions, TestSite, between};
use axum::http::StatusCode;
use domain::db::{Db, Missing};
use server::config;
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
};

async fn opened(database: &Path) -> SqliteConnection {
    SqliteConnectOptions::new().filename(database).connect().await.expect("the file")
}

/// A vote from this address, which no other voter has.
pub(super) async fn votes(site: &TestSite, from: u32, poll: u32, option: u32) {
    let [_, one, two, three] = from.to_be_bytes();
    let peer = crate::support::peer(&format!("10.{one}.{two}.{three}:5000"));
    let send = async |address: &str, cookie: &str| {
        let cookies = [("cookie", cookie)];
        let headers: &[(&str, &str)] = if cookie.is_empty() { &[] } else { &cookies };
        let mut form = crate::support::form(address, headers, format!("option={option}").as_bytes());
        form.extensions_mut().insert(axum::extract::ConnectInfo(peer));
        crate::support::Answer::of(site.send(form).await).await
    };
    let asked = send(&format!("/binh-chon/{poll}"), "").await;
    assert_eq!(asked.status, StatusCode::TEMPORARY_REDIRECT, "{}", asked.text);
    let key = asked.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let counted = send(asked.header("location"), &key).await;
    assert_eq!(counted.status, StatusCode::SEE_OTHER, "{}", counted.text);
}

#[tokio::test]
async fn a_restored_site_serves_the_same_pages() {
    // The figures on a page change only by counting.
    let quiet = || TestOptions { counting: false, ..TestOptions::default() };
    let mut site = TestSite::starter().await;
    site.restart(quiet()).await;
    for (from, option) in [(1, 1), (2, 1), (3, 4)] {
        votes(&site, from, 1, option).await;
    }
    let name = "9f86d081884c7d65/Mẫu đơn số 1.pdf";
    let file = config::media(site.data()).join(name);
    fs::create_dir(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, "%PDF-1.7").expect("written");
    let front = site.get("/").await.text;
    let article = format!("/tin/{}", between(&front, "<a href=\"/tin/", "\""));
    let picture = format!("/media/{}", between(&front, "src=\"/media/", "\""));
    let pages = ["/", &article, &picture, "/binh-chon/1", "/binh-chon/2", "/trang/gioi-thieu"];
    let pages =
        pages.into_iter().chain(["/media/9f86d081884c7d65/M%E1%BA%ABu%20%C4%91%C6%A1n%20s%E1%BB%91%201.pdf"]);

    let (kept, again) = (folder(), folder());
    let file = kept.path().join("sao lưu.tar");
    backup(&file, site.data()).await.expect("a backup");
    restore(&file, again.path()).await.expect("restored");
    assert_eq!(names(again.path()), ["media", "trangnhat.db"]);
    assert_eq!(verify(again.path()).await, Ok(()));
    let restored = TestSite::on(again, quiet()).await;
    for address in pages {
        let (before, after) = (site.get(address).await, restored.get(address).await);
        assert_eq!(before.status, StatusCode::OK, "{address}");
        assert!(before.text == after.text && !before.text.is_empty(), "{address}");
    }
    // People can continue to vote in the same chains.
    votes(&restored, 4, 1, 2).await;
    assert_eq!(verify(restored.data()).await, Ok(()));
}

#[tokio::test]
async fn settings_are_in_a_backup_and_the_visitors_of_the_day_are_not() {
    let site = TestSite::starter().await;
    site.get("/").await;
    site.counted().await;
    let settings = "# Của hội\nurl = 'https://khuyenhoc.example'\n";
    fs::write(site.data().join("trangnhat.toml"), settings).expect("written");
    let media = config::media(site.data());
    fs::write(media.join("0123456789abcdef.webp.77.part"), "half").expect("written");
    for other in ["ghi-chep.txt", "visitors.today.new", "trangnhat.db.old"] {
        fs::write(site.data().join(other), "x").expect("written");
    }
    assert!(names(site.data()).contains(&"visitors.today".to_owned()), "somebody was counted");

    let (kept, again) = (folder(), folder());
    let file = kept.path().join("site.tar");
    backup(&file, site.data()).await.expect("a backup");
    assert_eq!(names(kept.path()), ["site.tar"], "nothing is left beside it");
    restore(&file, again.path()).await.expect("restored");
    assert_eq!(names(again.path()), ["media", "trangnhat.db", "trangnhat.toml"]);
    assert_eq!(fs::read_to_string(again.path().join("trangnhat.toml")).expect("read"), settings);
    let mut all = names(&media);
    assert!(all.len() > 50, "the pack has pictures");
    all.retain(|name| !name.ends_with(".part"));
    assert_eq!(names(&config::media(again.path())), all);
    // No row and no byte of the file contains them.
    let salt = &fs::read(site.data().join("visitors.today")).expect("a file")[18..50];
    let bytes = fs::read(&file).expect("read");
    assert!(!bytes.windows(32).any(|window| window == salt));
}

#[tokio::test]
async fn a_backup_and_what_is_secret_in_it_are_for_the_owner_alone() {
    let (data, kept) = (small().await, folder());
    fs::write(data.path().join("trangnhat.toml"), "counting = false").expect("written");
    let (file, again) = (kept.path().join("site.tar"), kept.path().join("again"));
    backup(&file, data.path()).await.expect("a backup");
    restore(&file, &again).await.expect("restored");
    for private in [&file, &config::database(&again), &again.join("trangnhat.toml")] {
        let mode = fs::metadata(private).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{}", private.display());
    }
}

#[tokio::test]
async fn a_site_without_pictures_has_backups_too() {
    let (data, kept) = (small().await, folder());
    fs::remove_dir(config::media(data.path())).expect("an empty folder");
    let (file, again) = (kept.path().join("site.tar"), kept.path().join("again"));
    backup(&file, data.path()).await.expect("a backup");
    restore(&file, &again).await.expect("restored");
    assert_eq!(names(&again), ["trangnhat.db"]);
    assert_eq!(names(data.path()), ["trangnhat.db"], "a backup leaves the folder as it was");
    assert_eq!(verify(&again).await, Ok(()));
}

#[tokio::test]
async fn the_database_of_a_backup_stands_alone() {
    let (data, kept) = (small().await, folder());
    // The site is open: its last rows are in the log beside the file.
    let db = Db::open(&config::database(data.path()), Missing::Refuse).await.expect("a database");
    let mut tx = db.write().await.expect("a transaction");
    domain::media::store::put_file(&mut tx, "9f86d081884c7d65/don.pdf", 8).await.expect("a row");
    tx.commit().await.expect("on the disk");
    let file = kept.path().join("site.tar");
    backup(&file, data.path()).await.expect("a backup");
    let mut tar = tar::Archive::new(fs::File::open(&file).expect("a file"));
    tar.unpack(kept.path()).expect("any tool opens it");
    let database = kept.path().join("trangnhat.db");
    assert!(!kept.path().join("trangnhat.db-wal").exists());
    // The first page says whether a log belongs to the file.
    assert_eq!(fs::read(&database).expect("read")[18..20], [1, 1]);
    let mut copy = opened(&database).await;
    let rows: i64 =
        sqlx::query_scalar("select count(*) from files").fetch_one(&mut copy).await.expect("rows");
    assert_eq!(rows, 1);
}

/// A database of the first version of the program.
async fn first_version(data: &Path) {
    let current = folder();
    let file = config::database(current.path());
    Db::open(&file, Missing::Create).await.expect("a database").close().await;
    let mut new = opened(&config::database(data)).await;
    sqlx::raw_sql(include_str!("../../../../app/domain/migrations/sqlite/0001_site.sql"))
        .execute(&mut new)
        .await
        .expect("tables");
    let attach = format!("attach '{}' as current", file.display());
    sqlx::raw_sql(sqlx::AssertSqlSafe(attach)).execute(&mut new).await.expect("attached");
    sqlx::raw_sql(
        "create table _sqlx_migrations (version bigint primary key, description text not null,
            installed_on timestamp not null default current_timestamp, success boolean not null,
            checksum blob not null, execution_time bigint not null);
         insert into _sqlx_migrations select * from current._sqlx_migrations where version = 1;",
    )
    .execute(&mut new)
    .await
    .expect("a note");
    new.close().await.expect("closed");
}

#[tokio::test]
async fn a_backup_of_an_older_version_is_brought_up_to_date_when_it_is_restored() {
    let (data, kept) = (folder(), folder());
    fs::File::create(config::database(data.path())).expect("a file");
    first_version(data.path()).await;
    let version = async |database: &Path| -> i64 {
        let mut file = opened(database).await;
        sqlx::query_scalar("select max(version) from _sqlx_migrations")
            .fetch_one(&mut file)
            .await
            .expect("a number")
    };
    let (file, again) = (kept.path().join("site.tar"), kept.path().join("again"));
    backup(&file, data.path()).await.expect("a backup");
    assert_eq!(version(&config::database(data.path())).await, 1, "a backup changes nothing");
    restore(&file, &again).await.expect("restored");
    assert!(version(&config::database(&again)).await >= 4);
    assert_eq!(verify(&again).await, Ok(()));
}

#[tokio::test]
async fn a_site_is_restored_within_the_folder_that_is_there() {
    let (data, kept) = (small().await, folder());
    fs::write(config::media(data.path()).join("0123456789abcdef.webp"), [7; 3000]).expect("written");
    let file = kept.path().join("site.tar");
    backup(&file, data.path()).await.expect("a backup");
    // A mounted disk: the folder cannot be replaced.
    let disk = kept.path().join("disk");
    fs::create_dir_all(disk.join("lost+found")).expect("a folder");
    let before = fs::metadata(&disk).expect("a folder").ino();
    restore(&file, &disk).await.expect("restored");
    assert_eq!(fs::metadata(&disk).expect("a folder").ino(), before, "it is the same folder");
    assert_eq!(names(&disk), ["lost+found", "media", "trangnhat.db"]);
    assert_eq!(names(kept.path()), ["disk", "site.tar"]);
    assert_eq!(verify(&disk).await, Ok(()));
}

#[tokio::test]
async fn what_a_killed_restore_leaves_is_no_site_and_the_next_one_takes_it() {
    let (data, kept) = (small().await, folder());
    fs::write(data.path().join("trangnhat.toml"), "counting = false").expect("written");
    fs::write(config::media(data.path()).join("0123456789abcdef.webp"), [7; 3000]).expect("written");
    let file = kept.path().join("site.tar");
    backup(&file, data.path()).await.expect("a backup");
    let again = kept.path().join("again");
    // What is unpacked, and what has been moved into place already.
    let moments: [(&str, &[&str], &[&str]); 5] = [
        (".restore.part", &[], &[]),
        (".restore.part", &["media", "trangnhat.db"], &[]),
        (".restored.part", &["media", "trangnhat.db", "trangnhat.toml"], &[]),
        (".restored.part", &["trangnhat.db", "trangnhat.toml"], &["media"]),
        (".restored.part", &["trangnhat.db"], &["media", "trangnhat.toml"]),
    ];
    for (part, unpacked, moved) in moments {
        let half = |folder: &Path, names: &[&str]| {
            fs::create_dir(folder).expect("a folder");
            for name in names {
                match *name {
                    "media" => fs::create_dir(folder.join(name)).expect("a folder"),
                    _ => fs::write(folder.join(name), "# half").expect("written"),
                }
            }
        };
        half(&again, moved);
        half(&again.join(part), unpacked);
        let reason = crate::data_folder::refusal(&again);
        let right =
            format!("Lần khôi phục trang web vào thư mục {} đã bị dừng giữa chừng: ", again.display());
        assert!(reason.starts_with(&right), "{reason}");
        let pack = crate::support::archive(1);
        let reason = crate::support::seed(pack.path(), &again, &[]).await.expect_err("half a site");
        assert!(reason.starts_with(&right), "{reason}");
        restore(&file, &again).await.expect("restored");
        assert_eq!(names(&again), ["media", "trangnhat.db", "trangnhat.toml"], "{part} {moved:?}");
        assert_eq!(verify(&again).await, Ok(()));
        fs::remove_dir_all(&again).expect("removed");
    }
}

#[tokio::test]
async fn a_folder_that_is_a_link_stays_one() {
    let (data, kept) = (small().await, folder());
    let file = kept.path().join("site.tar");
    backup(&file, data.path()).await.expect("a backup");
    fs::create_dir(kept.path().join("disk")).expect("a folder");
    let link = kept.path().join("data");
    std::os::unix::fs::symlink("disk", &link).expect("a link");
    restore(&file, &link).await.expect("restored");
    assert!(link.is_symlink());
    assert_eq!(verify(&link).await, Ok(()));
    assert_eq!(names(kept.path()), ["data", "disk", "site.tar"]);
}
