//! `trangnhat user`: accounts from the command line, of which the first is made here.

use super::{Failure, say};
use crate::config;
use clap::{Args, Subcommand};
use domain::{
    accounts::{
        Email, Hasher, Role, check_password,
        store::{NewAccount, create_account},
    },
    audit::{Action, Actor, Subject, store::note},
    clock::Timestamp,
    db::{Db, Missing, explain},
    site::store::load_about,
};
use std::io::{self, IsTerminal};

#[derive(Debug, Subcommand)]
pub(super) enum UserCommand {
    #[command(about = "Tạo một tài khoản; mật khẩu đọc từ bàn phím hoặc từ đầu vào chuẩn")]
    Add(AddFlags),
}

#[derive(Debug, Args)]
pub(super) struct AddFlags {
    #[arg(value_name = "E-MAIL", help = "Địa chỉ dùng để đăng nhập")]
    email: String,
    #[arg(long, value_name = "TÊN", help = "Tên mà người khác thấy")]
    name: String,
    #[arg(long, value_name = "VAI_TRÒ", help = "admin, editor hoặc author")]
    role: String,
    #[command(flatten)]
    data: super::DataFlag,
}

pub(super) async fn user(command: UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::Add(flags) => add(flags).await,
    }
}

async fn add(flags: AddFlags) -> Result<(), Failure> {
    let email: Email =
        flags.email.parse().map_err(|_| format!("“{}” không phải là một địa chỉ e-mail.", flags.email))?;
    let role = Role::read(&flags.role)
        .ok_or_else(|| format!("Không có vai trò “{}”: hãy viết admin, editor hoặc author.", flags.role))?;
    let name = flags.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > domain::accounts::MAX_NAME {
        return Err(format!("Tên cần có từ 1 đến {} ký tự.", domain::accounts::MAX_NAME).into());
    }
    let file = config::database(&flags.data.data);
    let db = Db::open(&file, Missing::Refuse).await?;
    let fault = |fault| Failure::from(explain(&file, fault));
    let site = load_about(&db, "").await.map_err(fault)?.map(|about| about.name).unwrap_or_default();
    let password = read_password()?;
    check_password(&password, &[&site, &name, email.local()]).map_err(|weak| weak.to_string())?;
    let hash = Hasher::default().hash(&password).await?;
    let new = NewAccount {
        email: email.as_str().to_owned(),
        name,
        role,
        categories: Vec::new(),
        password: Some(hash),
    };
    let now = Timestamp::now();
    let mut tx = db.write().await.map_err(fault)?;
    let made = create_account(&mut tx, &new, now).await.map_err(fault)?;
    let id = made.map_err(|_| format!("Đã có tài khoản dùng địa chỉ {email}."))?;
    let detail = [("email", new.email.as_str()), ("role", role.as_str())];
    note(&mut tx, now, Actor::COMMAND, Action::AccountCreated, Subject::Account(id), &detail)
        .await
        .map_err(fault)?;
    tx.commit().await.map_err(fault)?;
    db.close().await;
    say(&format!("Đã tạo tài khoản {email} ({}).", role.name().to_lowercase()));
    Ok(())
}

/// From the keyboard, unseen and twice; or the first line of standard input.
pub(super) fn read_password() -> Result<String, Failure> {
    if !io::stdin().is_terminal() {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        return Ok(line.trim_end_matches(['\r', '\n']).to_owned());
    }
    let password = rpassword::prompt_password("Mật khẩu: ")?;
    if rpassword::prompt_password("Nhập lại mật khẩu: ")? != password {
        return Err("Hai lần nhập mật khẩu không giống nhau.".into());
    }
    Ok(password)
}
