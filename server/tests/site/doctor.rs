//! `trangnhat doctor`, run as the program.

use crate::{
    data_folder::{PROGRAM, installed},
    support::{archive, seed, starter},
};
use server::config;
use std::{
    collections::BTreeMap,
    fs::{self, File, Permissions},
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, SystemTime},
};
use tempfile::TempDir;

/// What the program says of a folder, and whether nothing is bad.
fn examine(data: &Path) -> (bool, String) {
    // Nobody listens there.
    let words = ["doctor", "--listen", "127.0.0.1:9", "--url", "http://localhost:3000", "--data"];
    let done = Command::new(PROGRAM).args(words).arg(data).output().expect("the program");
    (done.status.success(), String::from_utf8(done.stdout).expect("text"))
}

/// The lines of one kind.
fn lines<'a>(said: &'a str, word: &str) -> Vec<&'a str> {
    said.lines().filter(|line| line.starts_with(word)).collect()
}

#[track_caller]
fn is_bad(data: &Path, words: &str) {
    let (good, said) = examine(data);
    assert!(!good, "{said}");
    assert!(lines(&said, "Hỏng").iter().any(|line| line.contains(words)), "{words}: {said}");
}

#[track_caller]
fn needs_attention(data: &Path, words: &str) {
    let (good, said) = examine(data);
    assert!(good, "{said}");
    assert!(lines(&said, "Chú ý").iter().any(|line| line.contains(words)), "{words}: {said}");
}

/// A folder with a site.
async fn site() -> (TempDir, PathBuf) {
    let kept = tempfile::tempdir().expect("a folder");
    let data = kept.path().join("data");
    seed(archive(2).path(), &data, &[]).await.expect("loaded");
    (kept, data)
}

/// Names, content and time of all files.
fn files(folder: &Path) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let time = entry.metadata().and_then(|file| file.modified()).expect("a time");
            found.insert(path.clone(), (fs::read(path).expect("a file"), time));
        }
    }
    found
}

#[tokio::test]
async fn a_healthy_site_has_nothing_to_do_and_is_left_alone() {
    let kept = tempfile::tempdir().expect("a folder");
    let data = kept.path().join("data");
    seed(&starter(), &data, &[]).await.expect("loaded");
    let before = files(&data);
    let (good, said) = examine(&data);
    assert!(good && said.lines().all(|line| line.starts_with("Tốt")), "{said}");
    for subject in
        ["Thư mục dữ liệu", "Ổ đĩa", "Cơ sở dữ liệu", "Đồng hồ", "Hình và tệp", "Cấu hình", "Máy chủ"]
    {
        assert!(said.contains(&format!("| {subject}: ")), "{subject}: {said}");
    }
    assert!(said.contains("Trang web đang đóng"), "{said}");
    assert_eq!(files(&data), before, "nothing is written");
}

#[tokio::test]
async fn beside_a_running_server_its_answer_is_looked_at() {
    let (_kept, data) = site().await;
    let program = installed();
    let mut command = Command::new(program.path().join("trangnhat"));
    command.args(["--listen", "127.0.0.1:0", "--data"]).arg(&data);
    let mut server = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program");
    let out = server.stdout.take().expect("its words");
    let said = BufReader::new(out).lines().next().expect("it says something").expect("text");
    let listen = said.rsplit('/').next().expect("an address").to_owned();

    let (good, said) = examine(&data);
    let elsewhere = lines(&said, "Hỏng");
    assert!(
        !good && elsewhere.iter().any(|line| line.contains("không trả lời ở http://127.0.0.1:9")),
        "{said}"
    );
    let there = Command::new(PROGRAM).args(["doctor", "--listen", &listen, "--data"]).arg(&data).output();
    let there = there.expect("the program");
    let said = String::from_utf8(there.stdout).expect("text");
    server.kill().expect("killed");
    server.wait().expect("ended");
    assert!(
        there.status.success() && said.contains(&format!("Trang web đang mở tại http://{listen}")),
        "{said}"
    );
    assert!(lines(&said, "Chú ý").iter().any(|line| line.contains("Chưa khai báo url")), "{said}");
}

#[tokio::test]
async fn rights_that_are_too_wide_are_named() {
    let (_kept, data) = site().await;
    let allow = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).expect("changed");
    allow(&data, 0o755);
    needs_attention(&data, "chmod 700");
    allow(&data, 0o700);
    allow(&config::database(&data), 0o644);
    is_bad(&data, "chmod 600");
}

#[tokio::test]
async fn files_that_are_missing_or_foreign_are_named() {
    let kept = tempfile::tempdir().expect("a folder");
    let data = kept.path().join("data");
    seed(&starter(), &data, &[]).await.expect("loaded");
    let media = config::media(&data);
    fs::write(media.join("thu.odt"), "Kính gửi").expect("written");
    needs_attention(&data, "1 tệp mà trang không dùng đến, ví dụ thu.odt");
    let picture = fs::read_dir(&media).expect("a folder").flatten().map(|entry| entry.path());
    let picture = picture.filter(|path| path.extension().is_some_and(|ending| ending == "webp")).min();
    let picture = picture.expect("a picture");
    fs::remove_file(&picture).expect("removed");
    is_bad(&data, &format!("ví dụ {}", picture.file_name().expect("a name").to_string_lossy()));
    is_bad(&data, "Thiếu 1 tệp");
}

#[tokio::test]
async fn a_damaged_database_is_told_and_left_alone() {
    let (_kept, data) = site().await;
    let file = config::database(&data);
    let whole = fs::read(&file).expect("a file");
    let mut damaged = whole.clone();
    // Everything after the first page, which says what the file is.
    damaged[4096..].fill(0x5a);
    fs::write(&file, &damaged).expect("written");
    is_bad(&data, "khôi phục từ bản sao lưu");
    assert_eq!(fs::read(&file).expect("a file"), damaged);
    fs::write(&file, "Kính gửi ban biên tập. ".repeat(400)).expect("written");
    is_bad(&data, "không phải là cơ sở dữ liệu");
    fs::write(&file, "").expect("written");
    needs_attention(&data, "chưa được thiết lập xong");
    fs::write(&file, whole).expect("written");
    assert!(examine(&data).0);
}

#[tokio::test]
async fn a_clock_that_was_set_back_is_told() {
    let (_kept, data) = site().await;
    let file = File::options().write(true).open(config::database(&data)).expect("a file");
    file.set_modified(SystemTime::now() + Duration::from_secs(86_400)).expect("a time");
    is_bad(&data, "đồng hồ đã bị chỉnh lùi");
}

#[tokio::test]
async fn a_configuration_that_cannot_be_read_is_told() {
    let (_kept, data) = site().await;
    fs::write(config::settings(&data), "lisen = 'x'").expect("written");
    is_bad(&data, "trangnhat.toml viết sai");
}

#[test]
fn a_folder_that_is_not_there_or_empty_says_what_to_do() {
    let kept = tempfile::tempdir().expect("a folder");
    is_bad(&kept.path().join("none"), "Không có thư mục");
    needs_attention(kept.path(), "Chưa có trang web. Xin chạy `trangnhat serve`");
    assert_eq!(fs::read_dir(kept.path()).expect("a folder").count(), 0);
}
