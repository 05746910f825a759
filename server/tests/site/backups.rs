//! Scheduled backups and the page about the state of the program.

use crate::{
    desk::{Browser, PASSWORD, hire, store},
    support::{Answer, TestOptions, TestSite, archive, between, leads_to},
};
use axum::http::StatusCode;
use clap::Parser;
use domain::{
    accounts::Role,
    audit::{Action, Filter, store::load_log},
    backups::store::{load_backups, note_begun},
    clock::Timestamp,
};
use server::commands::{Cli, run};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

const HEALTH: &str = "/ban-bien-tap/suc-khoe";
const BACKUPS: &str = "/ban-bien-tap/suc-khoe/sao-luu";
const NOW: &str = "/ban-bien-tap/suc-khoe/sao-luu/ngay";
const DOWNLOAD: &str = "/ban-bien-tap/suc-khoe/sao-luu/tai";

async fn site() -> TestSite {
    let pack = archive(3);
    let site = TestSite::with(&[pack.path()], "http://site.test").await;
    hire(&site, "q@site.test", Role::Administrator, &[]).await;
    site
}

async fn admin(site: &TestSite) -> Browser<'_> {
    Browser::signed_in(site, "q@site.test").await
}

/// Saves the schedule: every night at three into this folder.
async fn schedule(admin: &mut Browser<'_>, folder: &str, [days, weeks, months]: [&str; 3]) -> Answer {
    let page = admin.get(BACKUPS).await.text;
    let version = between(&page, "name=\"phien-ban\" value=\"", "\"").to_owned();
    let typed = [
        ("tu-dong", "1"),
        ("gio", "3"),
        ("thu-muc", folder),
        ("ngay", days),
        ("tuan", weeks),
        ("thang", months),
        ("phien-ban", &version),
    ];
    admin.post(BACKUPS, &typed).await
}

async fn switch_on(admin: &mut Browser<'_>, folder: &str) {
    let saved = schedule(admin, folder, ["2", "0", "0"]).await;
    assert_eq!(saved.header("location"), "/ban-bien-tap/suc-khoe/sao-luu?da=luu", "{}", saved.text);
}

/// Sets the clock, and waits until so many backups were tried since the start.
async fn passes(site: &TestSite, now: &str, tried: u64) {
    site.set_clock(now);
    site.tried_backups(tried).await;
}

/// The names of the files in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

async fn restore(file: &Path, data: &Path) {
    let words =
        ["trangnhat".as_ref(), "restore".as_ref(), file.as_os_str(), "--data".as_ref(), data.as_os_str()];
    run(Cli::try_parse_from(words).expect("a command")).await.expect("a good backup");
}

fn text(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

#[tokio::test]
async fn a_backup_is_made_every_night_and_older_ones_are_removed() {
    let site = site().await;
    let elsewhere = tempfile::tempdir().expect("a folder");
    fs::write(elsewhere.path().join("thu.txt"), "của tôi").expect("written");
    let mut admin = admin(&site).await;
    switch_on(&mut admin, text(elsewhere.path())).await;
    assert!(admin.get(BACKUPS).await.text.contains("Lần tới: Thứ năm, 26/11/2026 03:00"));
    for (tried, day) in (1..).zip(["2026-11-26", "2026-11-27", "2026-11-28"]) {
        passes(&site, &format!("{day}T03:00:00+07:00"), tried).await;
    }
    let kept = ["thu.txt", "trangnhat-2026-11-27-030000.tar", "trangnhat-2026-11-28-030000.tar"];
    assert_eq!(names(elsewhere.path()), kept, "two days, and what is not ours");
    let file = elsewhere.path().join(kept[2]);
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o777, 0o600);
    let page = admin.get(BACKUPS).await.text;
    assert!(page.contains("Bản gần nhất: Thứ bảy, 28/11/2026 03:00") && page.contains(kept[2]), "{page}");
    let health = admin.get(HEALTH).await.text;
    assert!(health.contains("bản gần nhất Thứ bảy, 28/11/2026 03:00"), "{health}");

    let restored = tempfile::tempdir().expect("a folder");
    restore(&file, restored.path()).await;
    let again = TestSite::on(restored, TestOptions::default()).await;
    assert_eq!(again.get("/tin/kho").await.status, StatusCode::OK);
    let state = load_backups(&store(&again).await).await.expect("a state").state;
    assert!(
        state.running_since.is_none() && state.failed_at.is_none(),
        "it was running when it was copied: {state:?}"
    );
}

#[tokio::test]
async fn a_folder_that_is_gone_is_told_and_tried_again_an_hour_later() {
    let site = site().await;
    let disk = tempfile::tempdir().expect("a folder");
    let folder = disk.path().join("sao-luu");
    fs::create_dir(&folder).expect("a folder");
    let mut admin = admin(&site).await;
    switch_on(&mut admin, text(&folder)).await;
    passes(&site, "2026-11-26T03:00:00+07:00", 1).await;
    // The disk is pulled out, and something else is in its place.
    let away = disk.path().join("away");
    fs::rename(&folder, &away).expect("renamed");
    passes(&site, "2026-11-27T03:00:00+07:00", 2).await;
    for page in [HEALTH, BACKUPS] {
        let page = admin.get(page).await.text;
        assert!(page.contains("Lần sao lưu lúc 27/11/2026 03:00 không thành. Không có thư mục"), "{page}");
        assert!(page.contains("cắm lại ổ đĩa") && page.contains("26/11/2026 03:00"), "{page}");
    }
    assert_eq!(names(&away), ["trangnhat-2026-11-26-030000.tar"], "nothing is removed");
    assert!(!folder.exists(), "no folder is made in the place of a disk");
    fs::rename(&away, &folder).expect("renamed");
    passes(&site, "2026-11-27T04:00:00+07:00", 3).await;
    assert_eq!(names(&folder).last().map(String::as_str), Some("trangnhat-2026-11-27-040000.tar"));
    let page = admin.get(HEALTH).await.text;
    assert!(!page.contains("không thành"), "{page}");
}

#[tokio::test]
async fn one_is_made_at_once_and_downloaded_with_the_password() {
    let site = site().await;
    let mut admin = admin(&site).await;
    let none = admin.get(BACKUPS).await.text;
    assert!(none.contains("Chưa có bản sao lưu nào") && !none.contains("Tải về"), "{none}");
    assert!(admin.get(HEALTH).await.text.contains("Sao lưu tự động đang tắt"));
    assert_eq!(admin.post(DOWNLOAD, &[("mat-khau", PASSWORD)]).await.status, StatusCode::NOT_FOUND);
    let asked = admin.post(NOW, &[]).await;
    assert_eq!(asked.header("location"), "/ban-bien-tap/suc-khoe/sao-luu?da=sao-luu");
    site.tried_backups(1).await;
    let folder = site.data().join("backups");
    assert_eq!(fs::metadata(&folder).expect("a folder").permissions().mode() & 0o777, 0o700);
    let made = names(&folder);
    assert_eq!(made, ["trangnhat-2026-11-25-090000.tar"]);

    for wrong in ["", "sai mật khẩu"] {
        let refused = admin.post(DOWNLOAD, &[("mat-khau", wrong)]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        leads_to(&refused.text, "mat-khau");
    }
    let kind = [("content-type", "application/x-www-form-urlencoded"), ("accept-encoding", "gzip, br")];
    let body = crate::support::encoded(&[("mat-khau", PASSWORD)]);
    let answer = admin.begin(axum::http::Method::POST, DOWNLOAD, &kind, body).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name: &str| {
        answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    assert_eq!(header("content-disposition"), format!("attachment; filename=\"{}\"", made[0]));
    assert_eq!(
        (header("cache-control").as_str(), header("content-type").as_str()),
        ("no-store", "application/x-tar")
    );
    let sent = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("a body");
    assert!(sent == fs::read(folder.join(&made[0])).expect("a file"), "the file as it is");

    let log = load_log(&store(&site).await, &Filter::default(), None, 9).await.expect("a log").entries;
    let actions: Vec<_> = log.iter().filter_map(|entry| entry.action.clone().ok()).collect();
    assert_eq!(actions[..2], [Action::BackupDownloaded, Action::BackupAsked]);
    assert_eq!(log[0].detail["file"], made[0]);
    // A file that is gone is no failure of the program.
    fs::remove_file(folder.join(&made[0])).expect("removed");
    let gone = admin.post(DOWNLOAD, &[("mat-khau", PASSWORD)]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert!(gone.text.contains("tệp không còn trong thư mục"), "{}", gone.text);
}

#[tokio::test]
async fn one_that_was_cut_off_is_cleaned_up_and_told() {
    let mut site = site().await;
    let folder = tempfile::tempdir().expect("a folder");
    let part = folder.path().join("trangnhat-2026-11-25-030000.tar.0a1b2c3d.part");
    let other = folder.path().join("cua-toi.part");
    for path in [&part, &other] {
        fs::create_dir(path).expect("a folder");
        fs::write(path.join("backup.tar"), "một nửa").expect("written");
    }
    let db = store(&site).await;
    let began = Timestamp::parse("2026-11-25T03:00:00+07:00").expect("a time");
    note_begun(&db, text(&part), began).await.expect("noted");
    assert!(admin(&site).await.get(BACKUPS).await.text.contains("Đang sao lưu, từ 25/11/2026 03:00"));
    let asked = admin(&site).await.post(NOW, &[]).await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "one at a time");
    site.restart(TestOptions::default()).await;
    assert_eq!(names(folder.path()), ["cua-toi.part"], "nothing else is removed");
    let page = admin(&site).await.get(HEALTH).await.text;
    assert!(
        page.contains("Lần sao lưu lúc 25/11/2026 03:00 không thành") && page.contains("bị dừng giữa chừng"),
        "{page}"
    );

    // Whatever the database says, only such a folder is removed.
    note_begun(&db, text(&other), began).await.expect("noted");
    site.restart(TestOptions::default()).await;
    assert_eq!(names(folder.path()), ["cua-toi.part"]);
    assert_eq!(admin(&site).await.post(NOW, &[]).await.status, StatusCode::SEE_OTHER);
    site.tried_backups(1).await;
    assert!(!admin(&site).await.get(HEALTH).await.text.contains("không thành"));
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_is_told_beside_its_field() {
    let site = site().await;
    let mut admin = admin(&site).await;
    // Nobody can create files there, not even root.
    for (folder, says) in [
        ("/sys", "Không ghi được vào thư mục /sys"),
        ("/khong/co", "Không có thư mục /khong/co"),
        ("sao-luu", "phải bắt đầu bằng dấu gạch chéo"),
        (text(&site.data().join("media")), "ai cũng tải được tệp"),
    ] {
        fs::create_dir_all(site.data().join("media")).expect("a folder");
        let refused = schedule(&mut admin, folder, ["7", "4", "6"]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{folder}");
        leads_to(&refused.text, "thu-muc");
        assert!(refused.text.contains(says), "{folder}: {}", refused.text);
        assert!(refused.text.contains(&format!("value=\"{folder}\"")), "what was typed is kept");
    }
    for (kept, field) in [(["0", "4", "6"], "ngay"), (["7", "x", "6"], "tuan"), (["7", "4", "401"], "thang")]
    {
        let refused = schedule(&mut admin, "", kept).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        leads_to(&refused.text, field);
    }
    assert!(!load_backups(&store(&site).await).await.expect("a state").schedule.is_on);
}

#[tokio::test]
async fn nobody_overwrites_a_schedule_they_have_not_seen() {
    let site = site().await;
    let mut admin = admin(&site).await;
    switch_on(&mut admin, "").await;
    let typed = [("gio", "5"), ("ngay", "9"), ("tuan", "0"), ("thang", "0"), ("phien-ban", "1")];
    let refused = admin.post(BACKUPS, &typed).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("value=\"9\"") && refused.text.contains("name=\"phien-ban\" value=\"2\""));
    let log = admin.get("/ban-bien-tap/nhat-ky?viec=backups_scheduled").await.text;
    assert!(log.contains("tự sao lưu: từ “không” thành “có”"), "{log}");
    assert!(log.contains("giữ lại: từ “7 ngày, 4 tuần, 6 tháng” thành “2 ngày, 0 tuần, 0 tháng”"), "{log}");
}

#[tokio::test]
async fn the_page_says_what_needs_attention() {
    let site = site().await;
    let mut admin = admin(&site).await;
    let page = admin.get(HEALTH).await.text;
    for words in
        ["Asia/Ho_Chi_Minh", "SQLite 3.", "cấu trúc ", "Thứ tư, 25/11/2026 09:00", "0 trong tối đa 32", " MB"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("Sao lưu tự động đang tắt") && page.contains("việc cần quý vị xem"), "{page}");
    let unused: PathBuf = site.data().join("backups");
    assert!(!unused.exists(), "looking makes nothing");
}
