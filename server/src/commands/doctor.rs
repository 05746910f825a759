//! `trangnhat doctor`: checks a data folder, its configuration and the running server, and says what to do. It runs beside
//! the server and writes nothing.

mod clock;
mod configuration;
mod database;
mod finding;
mod folder;
mod media;
mod server;

use super::say;
use crate::{
    command_error::CommandError,
    config::{self, Config, ServeFlags},
};
use finding::{Finding, Verdict};

/// Runs all checks, and prints a line for each.
///
/// # Errors
/// How many things are bad.
pub(super) async fn doctor(flags: ServeFlags) -> Result<(), CommandError> {
    let bad = check(flags).await.iter().filter(|finding| finding.is(Verdict::Bad)).count();
    if bad == 0 { Ok(()) } else { Err(format!("Có {bad} mục hỏng cần xử lý.").into()) }
}

/// All findings, each printed as soon as it is there.
async fn check(flags: ServeFlags) -> Vec<Finding> {
    let data = flags.data.clone();
    let mut all = Vec::new();
    let mut tell = |found: Vec<Finding>| {
        found.iter().for_each(|finding| say(&finding.to_string()));
        all.extend(found);
    };
    tell(folder::check(&data));
    if !data.is_dir() {
        return all;
    }
    tell(folder::check_disk(&data));
    let (found, db) = database::check(&config::database(&data)).await;
    tell(found);
    tell(clock::check(&data, db.as_ref()).await);
    if let Some(db) = &db {
        tell(media::check(db, &config::media(&data)).await);
        db.close().await;
    }
    match Config::read(flags) {
        Ok(config) => {
            tell(configuration::check(&config));
            tell(server::check(config, db.is_some()).await);
        }
        Err(reason) => tell(vec![Finding::bad("Cấu hình", reason.to_string())]),
    }
    all
}
