//! Only one program at a time uses the data folder. These tests run the program itself.

use crate::support::{archive, seed, verify};
use clap::Parser;
use server::commands::{Cli, run};
use std::{
    fs,
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};
use tempfile::TempDir;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_trangnhat");

/// Why `trangnhat serve` refuses to open this folder.
pub(crate) fn refusal(data: &Path) -> String {
    // Listening there fails, so the program ends even if the folder is not refused.
    let words = ["serve", "--listen", "192.0.2.1:9", "--data"];
    let ended = Command::new(PROGRAM).args(words).arg(data).output().expect("the program");
    assert!(!ended.status.success(), "it has ended by itself, and not well");
    let said = String::from_utf8(ended.stderr).expect("text");
    said.lines().last().expect("a sentence").to_owned()
}

/// The program with as much of the browser files as it checks at startup.
pub(crate) fn installed() -> TempDir {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    fs::hard_link(PROGRAM, folder.path().join("trangnhat")).expect("on the same disk");
    fs::create_dir_all(folder.path().join("site/pkg")).expect("a folder");
    fs::write(folder.path().join("site/hash.txt"), "trangnhat.js: a\ntrangnhat.wasm: b\ntrangnhat.css: c\n")
        .expect("written");
    folder
}

/// A running site, which is killed at the end.
struct Served(Child);

impl Served {
    /// Waits until the site is running.
    fn open(installed: &TempDir, data: &Path) -> Self {
        let mut command = Command::new(installed.path().join("trangnhat"));
        command.arg("serve").arg("--data").arg(data).args(["--listen", "127.0.0.1:0"]);
        let mut served =
            Self(command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program"));
        let said = served.0.stdout.take().expect("its words");
        let line = BufReader::new(said).lines().next().expect("it says something").expect("text");
        assert!(line.starts_with("Trang web đã mở tại http://127.0.0.1:"), "{line}");
        served
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Killed: it cannot clean up.
        self.0.kill().expect("killed");
        self.0.wait().expect("ended");
    }
}

async fn command(words: &[&str], data: &Path) -> Result<(), String> {
    let data = data.to_str().expect("a path");
    let cli = Cli::try_parse_from([&["trangnhat"], words, &["--data", data]].concat()).expect("a command");
    run(cli).await.map_err(|reason| reason.to_string())
}

#[tokio::test]
async fn an_open_site_has_its_folder_to_itself_until_it_ends_however_it_ends() {
    let (program, kept) = (installed(), tempfile::tempdir().expect("a folder"));
    let data = kept.path().join("data");
    let pack = archive(2);
    seed(pack.path(), &data, &[]).await.expect("loaded");
    let in_use = format!("Một chương trình Trang Nhất khác đang dùng thư mục {} ", data.display());

    let site = Served::open(&program, &data);
    let second = refusal(&data);
    assert!(second.starts_with(&in_use), "{second}");
    let loaded = seed(pack.path(), &data, &["--replace"]).await.expect_err("somebody reads it");
    assert!(loaded.starts_with(&in_use), "{loaded}");
    let file = kept.path().join("site.tar");
    let file = file.to_str().expect("a path");
    // What an owner does while the site is running.
    command(&["backup", file], &data).await.expect("a backup");
    assert_eq!(verify(&data).await, Ok(()));
    command(&["user", "list"], &data).await.expect("a list");
    let restored = command(&["restore", file], &data).await.expect_err("somebody reads it");
    assert!(restored.starts_with(&in_use), "{restored}");
    drop(site);

    drop(Served::open(&program, &data));
    seed(pack.path(), &data, &["--replace"]).await.expect("nobody reads it any more");
}

#[test]
fn a_folder_that_cannot_be_written_is_named_at_the_start() {
    // Nobody can create files there, not even root.
    let reason = refusal(Path::new("/sys"));
    assert!(reason.starts_with("Không ghi được vào thư mục /sys: "), "{reason}");
}
