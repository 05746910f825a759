//! The SQL of backups: one row with the schedule and the state.

use super::{
    Kept, Made, Schedule, State,
    form::{BackupForm, BackupRule, Refusal},
};
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    clock::Timestamp,
    db::{Connection, Db, DbError, boxed},
    form::Refusal as Refused,
    scope::Editing,
};
use sqlx::FromRow;

#[derive(FromRow)]
struct Row {
    is_on: bool,
    hour: i64,
    folder: String,
    days: i64,
    weeks: i64,
    months: i64,
    version: i64,
    on_since: Option<Timestamp>,
    asked_at: Option<Timestamp>,
    running_since: Option<Timestamp>,
    running_part: Option<String>,
    failed_at: Option<Timestamp>,
    failure: String,
    last_at: Option<Timestamp>,
    last_file: String,
    last_bytes: i64,
    last_files: i64,
}

/// The schedule and the state, as stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Backups {
    /// When, where, and how long they are kept.
    pub schedule: Schedule,
    /// The version of the schedule.
    pub version: i64,
    /// How the last ones went.
    pub state: State,
}

impl From<Row> for Backups {
    fn from(row: Row) -> Self {
        // The table limits all of them.
        let number = |number: i64| u32::try_from(number).unwrap_or_default();
        let kept = Kept { days: number(row.days), weeks: number(row.weeks), months: number(row.months) };
        let (file, bytes, files) = (row.last_file, row.last_bytes, row.last_files);
        Self {
            schedule: Schedule {
                is_on: row.is_on,
                hour: u8::try_from(row.hour).unwrap_or_default(),
                folder: row.folder,
                kept,
            },
            version: row.version,
            state: State {
                on_since: row.on_since,
                asked_at: row.asked_at,
                running_since: row.running_since,
                running_part: row.running_part,
                failed_at: row.failed_at,
                failure: row.failure,
                last: row.last_at.map(|at| Made { at, file, bytes, files }),
            },
        }
    }
}

async fn load(on: &mut Connection) -> Result<Backups, DbError> {
    let row: Option<Row> = sqlx::query_as(
        "select is_on, hour, folder, days, weeks, months, version, on_since, asked_at, running_since, running_part,
            failed_at, failure, last_at, last_file, last_bytes, last_files
         from backups
         where id = 1",
    )
    .fetch_optional(on)
    .await?;
    // The migration has made the row.
    Ok(row.map(Backups::from).unwrap_or_default())
}

/// The schedule and the state.
#[boxed]
pub async fn load_backups(db: &Db) -> Result<Backups, DbError> {
    let mut on = db.read().acquire().await?;
    load(&mut on).await
}

/// Saves the schedule if it still has this version. `folder` is what is wrong with the folder on this machine.
#[boxed]
pub async fn save_schedule(
    editing: &Editing,
    form: &BackupForm,
    version: i64,
    folder: Option<&str>,
) -> Result<Result<(), Refusal>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Err(Refused::NotAllowed));
    }
    let schedule = match form.check(folder) {
        Ok(schedule) => schedule,
        Err(problems) => return Ok(Err(Refused::Problems(problems))),
    };
    let mut tx = editing.db.write().await?;
    let before = load(&mut tx).await?;
    if before.version != version {
        return Ok(Err(Refused::Own(BackupRule::ChangedMeanwhile)));
    }
    if before.schedule == schedule {
        return Ok(Ok(()));
    }
    // The first one is due at the next such hour.
    let on_since = if schedule.is_on { before.state.on_since.or(Some(editing.now)) } else { None };
    sqlx::query(
        "update backups
         set is_on = $1, hour = $2, folder = $3, days = $4, weeks = $5, months = $6, on_since = $7,
             version = version + 1
         where id = 1",
    )
    .bind(schedule.is_on)
    .bind(i64::from(schedule.hour))
    .bind(&schedule.folder)
    .bind(i64::from(schedule.kept.days))
    .bind(i64::from(schedule.kept.weeks))
    .bind(i64::from(schedule.kept.months))
    .bind(on_since)
    .execute(&mut *tx)
    .await?;
    let (was, is) = (words(&before.schedule), words(&schedule));
    let detail: Vec<(&str, &str)> = was
        .iter()
        .zip(&is)
        .filter(|(was, is)| was != is)
        .flat_map(|((before, was), (after, is))| [(before.0, was.as_str()), (after.1, is.as_str())])
        .collect();
    note(&mut tx, editing.now, editing.person.actor(), Action::BackupsScheduled, Subject::Site, &detail)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Names in the log, and values.
fn words(schedule: &Schedule) -> [((&'static str, &'static str), String); 4] {
    let Schedule { is_on, hour, folder, kept: Kept { days, weeks, months } } = schedule;
    [
        (("backups_before", "backups_after"), if *is_on { "có" } else { "không" }.to_owned()),
        (("hour_before", "hour_after"), format!("{hour:02}:00")),
        (("folder_before", "folder_after"), folder.clone()),
        (("kept_before", "kept_after"), format!("{days} ngày, {weeks} tuần, {months} tháng")),
    ]
}

/// Asks for a backup at once, unless one is being made.
#[boxed]
pub async fn ask_for_backup(editing: &Editing) -> Result<Result<(), Refusal>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Err(Refused::NotAllowed));
    }
    let mut tx = editing.db.write().await?;
    let asked = sqlx::query(
        "update backups set asked_at = $1 where id = 1 and asked_at is null and running_since is null",
    )
    .bind(editing.now)
    .execute(&mut *tx)
    .await?;
    if asked.rows_affected() == 0 {
        return Ok(Err(Refused::Own(BackupRule::Running)));
    }
    note(&mut tx, editing.now, editing.person.actor(), Action::BackupAsked, Subject::Site, &[]).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Notes in the log that a backup is downloaded: it contains everything, password hashes too.
#[boxed]
pub async fn note_download(editing: &Editing, file: &str) -> Result<Result<(), Refusal>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Err(Refused::NotAllowed));
    }
    let (actor, detail) = (editing.person.actor(), [("file", file)]);
    let mut tx = editing.db.write().await?;
    note(&mut tx, editing.now, actor, Action::BackupDownloaded, Subject::Site, &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Notes that a backup begins, and where it is written.
#[boxed]
pub async fn note_begun(db: &Db, part: &str, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    sqlx::query("update backups set asked_at = null, running_since = $1, running_part = $2 where id = 1")
        .bind(now)
        .bind(part)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Notes a backup that was made and checked.
#[boxed]
pub async fn note_made(db: &Db, made: &Made) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    sqlx::query(
        "update backups
         set running_since = null, running_part = null, failed_at = null, failure = '', last_at = $1,
             last_file = $2, last_bytes = $3, last_files = $4
         where id = 1",
    )
    .bind(made.at)
    .bind(&made.file)
    .bind(made.bytes)
    .bind(made.files)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Notes that no backup was made, and why.
#[boxed]
pub async fn note_failed(db: &Db, failure: &str, now: Timestamp) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    sqlx::query(
        "update backups
         set asked_at = null, running_since = null, running_part = null, failed_at = $1, failure = $2
         where id = 1",
    )
    .bind(now)
    .bind(failure)
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// Forgets the backup that was being made, in a database that was restored from it.
#[boxed]
pub async fn forget_run(db: &Db) -> Result<(), DbError> {
    let mut tx = db.write().await?;
    sqlx::query("update backups set asked_at = null, running_since = null, running_part = null where id = 1")
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}
