//! Makes backups when they are due, one at a time.

use super::run::{in_a_thread, run};
use domain::{
    backups::store::{load_backups, note_failed, note_made},
    clock::{Clock, Zone},
    db::{Db, DbError},
    live::bus::Bus,
};
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    time::{sleep, timeout},
};

/// How often it looks whether one is due, besides when it is told.
const READ_AGAIN: Duration = Duration::from_secs(30);

/// The longest wait for the disk of backups at the start.
const CLEANED_WITHIN: Duration = Duration::from_secs(5);

/// What it takes to make backups.
#[derive(Debug)]
pub(crate) struct Keeper {
    pub(crate) db: Db,
    pub(crate) clock: Clock,
    pub(crate) zone: Zone,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// Wakes it after a change of the schedule.
    pub(crate) changed: Arc<Notify>,
    /// How many backups were tried since the start.
    pub(crate) tried: watch::Sender<u64>,
}

/// Makes backups until the site stops, after [`clean_up`].
pub(crate) async fn keep_backups(keeper: Keeper, bus: Bus) {
    loop {
        let due = next(&keeper).await;
        let reached = async {
            match due {
                Some(due) => keeper.clock.reached(due).await,
                None => std::future::pending().await,
            }
        };
        let is_due = tokio::select! {
            waited = timeout(READ_AGAIN, reached) => waited.is_ok(),
            // The schedule is read again.
            () = keeper.changed.notified() => false,
            () = bus.closed() => return,
        };
        if is_due {
            let pause = tokio::select! {
                noted = make(&keeper) => noted.is_err(),
                () = bus.closed() => return,
            };
            keeper.tried.send_modify(|tried| *tried += 1);
            // What cannot be noted would be due again at once.
            if pause {
                tokio::select! {
                    () = sleep(READ_AGAIN) => {}
                    () = bus.closed() => return,
                }
            }
        }
    }
}

async fn next(keeper: &Keeper) -> Option<domain::clock::Timestamp> {
    match load_backups(&keeper.db).await {
        Ok(backups) => backups.state.due(&backups.schedule, &keeper.zone, keeper.clock.now()),
        Err(fault) => {
            tracing::error!("the schedule of backups could not be read: {fault}");
            None
        }
    }
}

/// Makes a backup, if one is still due, and notes how it went.
async fn make(keeper: &Keeper) -> Result<(), DbError> {
    let backups = load_backups(&keeper.db).await?;
    let now = keeper.clock.now();
    if backups.state.due(&backups.schedule, &keeper.zone, now).is_none_or(|due| due > now) {
        return Ok(());
    }
    match run(keeper, &backups.schedule).await {
        Ok(made) => note_made(&keeper.db, &made).await,
        Err(failure) => {
            tracing::error!("no backup was made: {failure}");
            note_failed(&keeper.db, &failure, keeper.clock.now()).await
        }
    }
}

/// Notes that a backup was cut off by the end of the program, and removes what it has left.
///
/// # Errors
/// The database has failed.
pub(crate) async fn clean_up(db: &Db) -> Result<(), DbError> {
    let state = load_backups(db).await?.state;
    let Some(since) = state.running_since else { return Ok(()) };
    if let Some(part) = state.running_part.map(PathBuf::from) {
        let removed = in_a_thread(move || match is_part(&part) {
            true => fs::remove_dir_all(&part).map_err(|error| format!("{}: {error}", part.display())),
            false => Ok(()),
        });
        // A disk that does not answer keeps no site from starting.
        match timeout(CLEANED_WITHIN, removed).await {
            Ok(Ok(())) => {}
            Ok(Err(left)) => tracing::warn!("what a backup has left stays: {left}"),
            Err(_) => tracing::warn!("the folder of backups does not answer"),
        }
    }
    let failure = "Lần sao lưu trước bị dừng giữa chừng vì chương trình bị tắt. Bản dở dang đã được xóa.";
    note_failed(db, failure, since).await
}

/// Whether this is a folder that a backup writes into, and nothing else.
fn is_part(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.starts_with("trangnhat-") && name.ends_with(".part") && path.is_dir() && !path.is_symlink()
}
