//! The commands on a database without content.

use super::*;
use crate::commands::{Cli, Command, run};
use clap::Parser;
use domain::{
    accounts::store::{load_account, redeem_reset_link, set_disabled},
    audit::{Filter, store::load_log},
};
use std::path::Path;
use tempfile::TempDir;

/// A data folder with a database.
async fn folder() -> TempDir {
    let data = tempfile::tempdir().expect("a folder");
    let db = Db::open(&config::database(data.path()), Missing::Create).await.expect("a database");
    db.close().await;
    data
}

async fn open(data: &Path) -> Db {
    Db::open(&config::database(data), Missing::Refuse).await.expect("a database")
}

fn read(data: &Path, words: &[&str]) -> Cli {
    let data = data.to_str().expect("a path");
    Cli::try_parse_from([&["trangnhat", "user"], words, &["--data", data]].concat()).expect("a command")
}

/// Runs a command that does not ask for a password.
async fn refusal(data: &Path, words: &[&str]) -> String {
    run(read(data, words)).await.expect_err("a refusal").to_string()
}

/// Runs `add` with this password typed.
async fn add_lan(data: &Path, password: &str) -> Result<(), String> {
    let words = ["add", "Lan@Hoi.vn", "--name", " Trần  Lan ", "--role", "admin"];
    let Some(Command::User(UserCommand::Add(flags))) = read(data, &words).command else {
        panic!("another command")
    };
    let typed = password.to_owned();
    add(flags, || Ok(typed)).await.map_err(|reason| reason.to_string())
}

async fn link_for(data: &Path, email: &str) -> Result<String, String> {
    let words = ["reset", email, "--url", "https://hoi.example/"];
    let Some(Command::User(UserCommand::Reset(flags))) = read(data, &words).command else {
        panic!("another command")
    };
    make_link(flags).await.map_err(|reason| reason.to_string())
}

#[tokio::test]
async fn what_is_written_wrong_is_refused_in_a_sentence() {
    let data = folder().await;
    let refused = refusal(data.path(), &["add", "lan", "--name", "Lan", "--role", "admin"]).await;
    assert_eq!(refused, "“lan” không phải là một địa chỉ e-mail.");
    let refused = refusal(data.path(), &["add", "lan@hoi.vn", "--name", "Lan", "--role", "root"]).await;
    assert_eq!(refused, "Không có vai trò “root”: hãy viết admin, editor hoặc author.");
    let refused = refusal(data.path(), &["add", "lan@hoi.vn", "--name", " ", "--role", "admin"]).await;
    assert_eq!(refused, "Tên cần có từ 1 đến 100 ký tự.");
}

#[tokio::test]
async fn without_a_database_every_command_says_so() {
    let data = tempfile::tempdir().expect("a folder");
    for words in [
        &["add", "lan@hoi.vn", "--name", "Lan", "--role", "admin"][..],
        &["reset", "lan@hoi.vn", "--url", "https://hoi.example"],
        &["list"],
    ] {
        let refused = refusal(data.path(), words).await;
        assert!(refused.starts_with("Chưa có cơ sở dữ liệu "), "{words:?}: {refused}");
        assert!(!config::database(data.path()).exists(), "{words:?}");
    }
}

#[tokio::test]
async fn an_account_is_made_once_and_not_with_a_weak_password() {
    let data = folder().await;
    let refused = add_lan(data.path(), "ngắn").await.expect_err("a weak password");
    assert!(refused.starts_with("Mật khẩu cần ít nhất 12 ký tự."), "{refused}");
    assert_eq!(add_lan(data.path(), "bốn con mèo ngủ say").await, Ok(()));
    let refused = add_lan(data.path(), "năm con mèo ngủ say").await;
    assert_eq!(refused, Err("Đã có tài khoản dùng địa chỉ lan@hoi.vn.".to_owned()));

    let db = open(data.path()).await;
    let accounts = load_accounts(&db).await.expect("accounts");
    let made = accounts.first().expect("an account");
    assert_eq!((accounts.len(), made.name.as_str(), made.role), (1, "Trần Lan", Role::Administrator));
    let log = load_log(&db, &Filter::default(), None, 10).await.expect("a log").entries;
    assert_eq!(log.len(), 1, "what was refused left no trace");
    assert_eq!((log[0].action.clone(), log[0].actor), (Ok(Action::AccountCreated), Actor::COMMAND));
    let line = line(made, &Zone::named("UTC"));
    assert_eq!(line, "lan@hoi.vn | Trần Lan | Quản trị viên | chỉ mật khẩu | không có phiên nào");
}

#[tokio::test]
async fn a_link_is_an_address_of_the_site_and_is_good_once() {
    let data = folder().await;
    add_lan(data.path(), "bốn con mèo ngủ say").await.expect("an account");
    let earlier = link_for(data.path(), "lan@hoi.vn").await.expect("a link");
    let link = link_for(data.path(), " LAN@hoi.vn").await.expect("a link");
    let token = |link: &str| -> Token {
        let token = link.strip_prefix("https://hoi.example/dat-mat-khau/").expect("an address of the site");
        token.parse().expect("a token")
    };
    let db = open(data.path()).await;
    let redeem = async |link: &str| {
        let redeemed = redeem_reset_link(&db, &token(link).hash(), "hash", Timestamp::now()).await;
        redeemed.expect("an answer").is_some()
    };
    assert!(!redeem(&earlier).await, "an earlier link is no longer good");
    assert!(redeem(&link).await);
    assert!(!redeem(&link).await);
}

#[tokio::test]
async fn a_link_needs_an_address_and_somebody_to_use_it() {
    let data = folder().await;
    add_lan(data.path(), "bốn con mèo ngủ say").await.expect("an account");
    let refused = refusal(data.path(), &["reset", "lan@hoi.vn"]).await;
    assert!(refused.contains("--url https://ten-mien"), "{refused}");
    let refused = refusal(data.path(), &["reset", "lan@hoi.vn", "--url", "hoi.example"]).await;
    assert!(refused.starts_with("Địa chỉ hoi.example không dùng được"), "{refused}");
    let unknown = link_for(data.path(), "minh@hoi.vn").await.expect_err("nobody");
    assert_eq!(unknown, "Không có tài khoản nào dùng địa chỉ minh@hoi.vn, hoặc tài khoản đó đã ngừng.");

    std::fs::write(data.path().join("trangnhat.toml"), "url = 'https://tep.example'").expect("written");
    run(read(data.path(), &["reset", "lan@hoi.vn"])).await.expect("the file says the address");

    let db = open(data.path()).await;
    let id = load_accounts(&db).await.expect("accounts")[0].id;
    let mut tx = db.write().await.expect("a transaction");
    set_disabled(&mut tx, id, Some(Timestamp(1))).await.expect("disabled");
    tx.commit().await.expect("committed");
    link_for(data.path(), "lan@hoi.vn").await.expect_err("a disabled account");
    assert!(load_account(&db, id).await.expect("an answer").is_some());
}
