//! Refusals: with one sentence, and without any remaining files.

use super::{backup, folder, names, restore, small};
use server::config;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A folder with `site.tar`, a backup of a site with one picture.
async fn kept() -> (TempDir, PathBuf) {
    let (data, kept) = (small().await, folder());
    fs::write(config::media(data.path()).join("0123456789abcdef.webp"), [7; 3000]).expect("written");
    let file = kept.path().join("site.tar");
    backup(&file, data.path()).await.expect("a backup");
    (kept, file)
}

fn one_sentence(reason: &str) {
    assert!(reason.ends_with('.') && !reason.contains('\n'), "{reason}");
}

#[tokio::test]
async fn a_backup_never_overwrites_a_file() {
    let (data, kept) = (small().await, folder());
    let file = kept.path().join("site.tar");
    fs::write(&file, "what was there").expect("written");
    let reason = backup(&file, data.path()).await.expect_err("taken");
    assert_eq!(reason, format!("Đã có {}: hãy chọn tên tệp khác.", file.display()));
    assert_eq!(fs::read_to_string(&file).expect("read"), "what was there");
    let reason = backup(kept.path(), data.path()).await.expect_err("a folder");
    one_sentence(&reason);
    assert_eq!(names(kept.path()), ["site.tar"]);
}

#[tokio::test]
async fn a_place_where_nothing_can_be_written_is_named() {
    let (data, kept) = (small().await, folder());
    fs::write(kept.path().join("letter"), "x").expect("written");
    for place in ["none/site.tar", "letter/site.tar"] {
        let file = kept.path().join(place);
        let reason = backup(&file, data.path()).await.expect_err(place);
        assert!(reason.starts_with(&format!("Không sao lưu được vào {}: ", file.display())), "{reason}");
        one_sentence(&reason);
    }
    // A folder that is publicly served.
    let public = config::media(data.path()).join("site.tar");
    one_sentence(&backup(&public, data.path()).await.expect_err("public"));
    assert_eq!(names(kept.path()), ["letter"]);
    assert!(names(&config::media(data.path())).is_empty());
}

#[tokio::test]
async fn without_a_whole_database_there_is_no_backup() {
    let (data, kept) = (folder(), folder());
    let file = kept.path().join("site.tar");
    let reason = backup(&file, data.path()).await.expect_err("nothing there");
    assert!(reason.starts_with("Chưa có cơ sở dữ liệu"), "{reason}");
    assert!(names(data.path()).is_empty(), "and none is made");

    let data = small().await;
    let database = config::database(data.path());
    let mut bytes = fs::read(&database).expect("read");
    // More than the pages that may be free.
    let (middle, quarter) = (bytes.len() / 2, bytes.len() / 4);
    bytes[middle..middle + quarter].fill(0xa5);
    fs::write(&database, bytes).expect("written");
    let reason = backup(&file, data.path()).await.expect_err("damaged");
    assert!(reason.contains("đã bị hỏng"), "{reason}");
    one_sentence(&reason);
    assert!(names(kept.path()).is_empty(), "{:?}", names(kept.path()));
}

#[tokio::test]
async fn a_folder_with_something_in_it_is_left_alone() {
    let (kept, file) = kept().await;
    let data = kept.path().join("data");
    fs::create_dir(&data).expect("a folder");
    fs::write(data.join("letter"), "x").expect("written");
    for place in [&data, &data.join("letter"), &file] {
        let reason = restore(&file, place).await.expect_err("taken");
        let right = "đã có dữ liệu: hãy khôi phục vào một thư mục mới hoặc thư mục trống.";
        assert_eq!(reason, format!("{} {right}", place.display()));
    }
    // Nor does the remainder of a killed restore make the folder usable.
    fs::create_dir(data.join(".restore.part")).expect("a folder");
    restore(&file, &data).await.expect_err("taken");
    assert_eq!(names(&data), [".restore.part", "letter"]);
    fs::remove_dir(data.join(".restore.part")).expect("removed");
    let nowhere = kept.path().join("none/data");
    one_sentence(&restore(&file, &nowhere).await.expect_err("no folder to make it in"));
    assert_eq!(names(kept.path()), ["data", "site.tar"]);
    assert_eq!(names(&data), ["letter"]);
}

/// Restores a backup that is refused, into a missing folder and into an empty one; returns the reason.
async fn refusal(kept: &Path, file: &Path) -> String {
    let before = names(kept);
    let (none, empty) = (kept.join("none"), kept.join("empty"));
    fs::create_dir(&empty).expect("a folder");
    let reason = restore(file, &none).await.expect_err("refused");
    assert_eq!(restore(file, &empty).await.expect_err("refused"), reason.replace("/none", "/empty"));
    fs::remove_dir(&empty).expect("still empty");
    assert_eq!(names(kept), before, "nothing is left");
    one_sentence(&reason);
    reason
}

#[tokio::test]
async fn a_backup_that_was_cut_or_changed_leaves_nothing() {
    let (kept, file) = kept().await;
    let whole = fs::read(&file).expect("read");
    let find =
        |bytes: &[u8]| whole.windows(bytes.len()).position(|window| window == bytes).expect("is in it");
    let (picture, database) = (find(&[7; 3000]), find(b"SQLite format 3\0"));
    let broken = kept.path().join("broken.tar");
    for (what, cut) in [
        ("nothing", 0),
        ("in the first head", 300),
        ("in the list", 600),
        ("in the head of the picture", picture - 200),
        ("in the picture", picture + 1500),
        ("after the picture", picture + 3000),
        ("in the head of the database", database - 1),
        ("in the database", database + 10_000),
        ("before the end", whole.len() - 1024),
        ("in the end", whole.len() - 1),
    ] {
        fs::write(&broken, &whole[..cut]).expect("written");
        let reason = refusal(kept.path(), &broken).await;
        let right = if cut < 512 { "không phải là bản sao lưu" } else { "bị thiếu phần cuối" };
        assert!(reason.contains(right), "{what}: {reason}");
    }
    for (what, place) in [
        (" trangnhat-backup.txt", 700),
        (" media/0123456789abcdef.webp", picture - 400),
        (" media/0123456789abcdef.webp", picture + 2999),
        (" trangnhat.db", database + 20_000),
        (" trangnhat-backup.txt", whole.len() - 1),
    ] {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(&broken, bytes).expect("written");
        let reason = refusal(kept.path(), &broken).await;
        assert!(reason.ends_with(&format!("đã bị hỏng hoặc bị sửa ở tệp{what}.")), "{what}: {reason}");
    }
    fs::write(&broken, "Kính gửi ban biên tập. ".repeat(400)).expect("written");
    let reason = refusal(kept.path(), &broken).await;
    assert_eq!(reason, format!("Tệp {} không phải là bản sao lưu của Trang Nhất.", broken.display()));
}

#[tokio::test]
async fn a_backup_of_a_newer_version_is_left_to_that_version() {
    let (data, kept) = (small().await, folder());
    let options = SqliteConnectOptions::new().filename(config::database(data.path()));
    let mut database = options.connect().await.expect("the file");
    sqlx::raw_sql(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
         values (9999, 'the future', 1, x'00', 0)",
    )
    .execute(&mut database)
    .await
    .expect("a migration of the future");
    database.close().await.expect("closed");
    let file = kept.path().join("site.tar");
    backup(&file, data.path()).await.expect("a copy is a copy");
    assert_eq!(
        refusal(kept.path(), &file).await,
        format!(
            "Cơ sở dữ liệu {} do một phiên bản Trang Nhất mới hơn tạo ra: hãy dùng phiên bản đó.",
            file.display()
        )
    );
}

#[tokio::test]
async fn a_backup_that_is_not_there_is_named() {
    let kept = folder();
    let file = kept.path().join("site.tar");
    let reason = refusal(kept.path(), &file).await;
    assert!(reason.starts_with(&format!("Không đọc được tệp {}: ", file.display())), "{reason}");
    File::create(&file).expect("an empty file");
    assert!(refusal(kept.path(), &file).await.contains("không phải là bản sao lưu"));
}
