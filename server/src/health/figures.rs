//! Reads the figures of the page: a few files of the system, counters in memory, and four short statements.

use crate::{backups::folder::space, config, state::AppState};
use app::health::health_page::{Health, LastBackup};
use domain::{
    audit::{Filter, store::load_log},
    backups::store::load_backups,
    db::DbError,
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};
use tokio::{task::spawn_blocking, time::timeout};

/// The longest wait for the disk of the backups.
const LOOKED_WITHIN: Duration = Duration::from_secs(2);

pub(super) async fn load(state: &AppState) -> Result<Health, DbError> {
    let (db, now) = (&state.services.db, state.services.clock.now());
    let backups = load_backups(db).await?;
    let versions = db.versions().await?;
    let newest = load_log(db, &Filter::default(), None, 1).await?.entries.into_iter().next();
    let database = config::database(&state.data);
    let mut log = database.clone().into_os_string();
    log.push("-wal");
    let moment = |at| state.zone.moment(at);
    let disk = space(&state.data);
    let last = backups.state.last.as_ref();
    let is_there = match last {
        Some(last) => is_there(PathBuf::from(&last.file)).await,
        None => false,
    };
    Ok(Health {
        database: size(&database).saturating_add(size(Path::new(&log))),
        disk: disk.map(|(free, all)| (number(free), number(all))),
        backup: LastBackup {
            is_on: backups.schedule.is_on,
            made: last.map(|last| (moment(last.at), now.0.saturating_sub(last.at.0))),
            is_there,
            failure: backups.state.failed_at.map(|at| (moment(at), backups.state.failure.clone())),
        },
        votes: number(state.services.vote_queue.waiting() as u64),
        streams: (number(state.streams.taken() as u64), number(state.streams.size() as u64)),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        engine: versions.engine,
        schema: versions.schema,
        now: moment(now),
        zone: state.zone.name().to_owned(),
        clock_is_back: newest.filter(|entry| entry.at.0 > now.0).map(|entry| moment(entry.at)),
        memory: memory().map(number),
        since: moment(state.started),
        takes_writes: state.disk.takes_writes(db, now).await,
    })
}

/// Whether a file is there. A disk that does not answer in time has none.
async fn is_there(file: PathBuf) -> bool {
    let looked = spawn_blocking(move || file.is_file());
    matches!(timeout(LOOKED_WITHIN, looked).await, Ok(Ok(true)))
}

fn size(file: &Path) -> i64 {
    fs::metadata(file).map_or(0, |found| number(found.len()))
}

fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The resident memory of this process in bytes; `None` where the system does not tell.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kilobytes.checked_mul(1024)
}
