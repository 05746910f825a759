//! The set-up of a site by the program itself.

use super::form;
use crate::{
    data_folder::{PROGRAM, installed, refusal},
    support::verify,
};
use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};
use tempfile::TempDir;
use ureq::Agent;

/// A running program, which is killed at the end.
struct Running {
    program: Child,
    /// The line that it has printed first.
    said: String,
}

impl Running {
    fn start(installed: &TempDir, data: &Path) -> Self {
        let mut command = Command::new(installed.path().join("trangnhat"));
        command.args(["--listen", "127.0.0.1:0", "--data"]).arg(data).env("TRANGNHAT_LOG", "info");
        let mut program = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let out = program.stdout.take().expect("its words");
        let said = BufReader::new(out).lines().next().expect("it says something").expect("text");
        Self { program, said }
    }

    /// The address that it has printed.
    fn address(&self) -> &str {
        self.said.rsplit(' ').next().expect("an address")
    }

    /// Kills it, and returns its log.
    fn kill(mut self) -> String {
        self.program.kill().expect("killed");
        let mut log = String::new();
        self.program.stderr.take().expect("a log").read_to_string(&mut log).expect("text");
        log
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may be dead already.
        let _ = self.program.kill();
        self.program.wait().expect("ended");
    }
}

fn browser() -> Agent {
    Agent::config_builder().max_redirects(0).http_status_as_error(false).build().into()
}

fn status(browser: &Agent, address: &str) -> u16 {
    browser.get(address).call().expect("an answer").status().as_u16()
}

fn send(address: &str, contents: &str) -> Result<u16, ureq::Error> {
    let form = form(contents);
    let fields = form.iter().map(|(name, value)| (*name, value.as_str()));
    Ok(browser().post(address).send_form(fields)?.status().as_u16())
}

#[tokio::test]
async fn a_bare_program_in_an_empty_folder_serves_at_once() {
    let (program, kept) = (installed(), tempfile::tempdir().expect("a folder"));
    // It is made by the program.
    let data = kept.path().join("data");
    let running = Running::start(&program, &data);
    let address = running.address().to_owned();
    let (root, token) = address.split_once("/thiet-lap/").expect("an address of the set-up");
    assert!(
        running.said.starts_with("Chưa có trang web. Xin mở địa chỉ dùng một lần này "),
        "{}",
        running.said
    );
    assert_eq!(token.len(), 64);
    let browser = browser();
    assert_eq!(status(&browser, root), 503);
    assert_eq!(status(&browser, &address), 200);
    assert_eq!(send(&address, "trong").expect("an answer"), 303);
    assert_eq!(status(&browser, root), 200, "the same connection, the same process");
    assert_eq!(status(&browser, &format!("{root}/readyz")), 200);
    let log = running.kill();
    assert!(log.contains("/thiet-lap/…") && !log.contains(token), "the address is in the log: {log}");

    // The finished site, not the set-up.
    let running = Running::start(&program, &data);
    assert!(running.said.starts_with("Trang web đã mở tại http://127.0.0.1:"), "{}", running.said);
    drop(running);
    assert_eq!(verify(&data).await, Ok(()));
}

#[tokio::test]
async fn a_set_up_that_was_killed_begins_again() {
    let (program, kept) = (installed(), tempfile::tempdir().expect("a folder"));
    let data = kept.path().join("data");
    let running = Running::start(&program, &data);
    let first = running.address().to_owned();
    let sent = thread::spawn({
        let address = first.clone();
        move || send(&address, "mau")
    });
    // Its pictures are being written.
    while !fs::read_dir(data.join("media")).is_ok_and(|mut files| files.next().is_some()) {
        thread::sleep(Duration::from_millis(1));
    }
    running.kill();
    let answered = sent.join().expect("no panic");
    assert!(answered.is_err(), "it was not done yet: {answered:?}");

    let running = Running::start(&program, &data);
    let second = running.address().to_owned();
    assert!(running.said.starts_with("Chưa có trang web."), "{}", running.said);
    assert_ne!(first.rsplit('/').next(), second.rsplit('/').next(), "each start has another address");
    assert!(!data.join(".setup.part").exists(), "what was unpacked is swept away");
    assert_eq!(send(&second, "mau").expect("an answer"), 303);
    drop(running);
    assert_eq!(verify(&data).await, Ok(()));
}

#[test]
fn a_folder_with_other_files_is_not_taken() {
    let data = tempfile::tempdir().expect("a folder");
    fs::write(data.path().join("thu.odt"), "Kính gửi").expect("written");
    let reason = refusal(data.path());
    assert!(reason.starts_with("Chưa có cơ sở dữ liệu "), "{reason}");
    assert_eq!(fs::read_dir(data.path()).expect("a folder").count(), 1);
}

#[test]
fn before_the_form_is_sent_a_backup_can_still_be_restored() {
    let (program, kept) = (installed(), tempfile::tempdir().expect("a folder"));
    let (donor, data) = (kept.path().join("donor"), kept.path().join("data"));
    let running = Running::start(&program, &donor);
    assert_eq!(send(running.address(), "trong").expect("an answer"), 303);
    drop(running);
    drop(Running::start(&program, &data));
    let file = kept.path().join("site.tar");
    for (word, folder) in [("backup", &donor), ("restore", &data)] {
        let done = Command::new(PROGRAM).arg(word).arg(&file).arg("--data").arg(folder).output();
        let done = done.expect("the program");
        assert!(done.status.success(), "{word}: {}", String::from_utf8_lossy(&done.stderr));
    }
    let running = Running::start(&program, &data);
    assert!(running.said.starts_with("Trang web đã mở"), "{}", running.said);
}
