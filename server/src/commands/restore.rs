//! `trangnhat restore FILE`: restores a data folder completely, or not at all.
//!
//! The backup is extracted and checked in a hidden folder within the data folder, which may be a newly
//! mounted disk. Then the files are moved into place, the database last, since a folder with a database
//! counts as a site.

use super::{
    data_folder::{Held, hold, unwritable},
    progress::{Progress, count},
    say,
};
use crate::{
    archive::{self, Contents, sync_folder},
    command_error::CommandError,
    config,
};
use domain::{
    accounts::store::end_all_sessions,
    backups::store::forget_run,
    db::{Db, Missing, OpenError, explain},
};
use std::{
    ffi::{OsStr, OsString},
    fs, io,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};
use tokio::task::spawn_blocking;

/// The hidden folder in the data folder into which the backup is extracted.
const PART: &str = ".restore.part";
/// Its name after the check, while its files are moved into place.
const WHOLE: &str = ".restored.part";

pub(super) async fn restore(file: &Path, data: &Path) -> Result<(), CommandError> {
    let target = Target::begin(data)?;
    let part = target.place.join(PART);
    let Contents { files, bytes } = extract(file, data, &part).await?;
    check(file, &part).await?;
    // If somebody has put files there meanwhile, they are kept.
    leftovers(&target.place)?.ok_or_else(|| occupied(data))?;
    target.put_in_place().map_err(|error| unwritable(data, &error))?;
    say(&format!(
        "Đã khôi phục {} tệp, {} byte vào {}. Mọi người phải đăng nhập lại.",
        count(files),
        count(bytes),
        data.display()
    ));
    Ok(())
}

/// Whether the program was stopped while it restored a backup to this folder.
pub(super) fn was_cut_off(data: &Path) -> bool {
    [PART, WHOLE].iter().any(|name| data.join(name).is_dir()) && !config::database(data).exists()
}

/// The sentence for that.
pub(super) fn cut_off(data: &Path) -> CommandError {
    format!(
        "Lần khôi phục trang web vào thư mục {} đã bị dừng giữa chừng: hãy chạy lại lệnh `trangnhat restore TỆP`.",
        data.display()
    )
    .into()
}

/// The folder to restore to. If it is dropped before the site is complete, it is left as it was.
struct Target {
    place: PathBuf,
    /// Whether it did not exist before.
    made: bool,
    _held: Held,
}

impl Target {
    /// Takes a folder that does not exist or is empty, and removes what an interrupted attempt has left in
    /// it.
    fn begin(data: &Path) -> Result<Self, CommandError> {
        let failed = |error: io::Error| unwritable(data, &error);
        let folder = |path: &Path| fs::DirBuilder::new().mode(0o700).create(path);
        let made = match folder(data) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
            made => made.map(|()| true).map_err(failed)?,
        };
        if !data.is_dir() {
            return Err(occupied(data));
        }
        let held = hold(data)?;
        let place = data.canonicalize().map_err(failed)?;
        let found = leftovers(&place)?.ok_or_else(|| occupied(data))?;
        let target = Self { place, made, _held: held };
        remove(&target.place, &found).map_err(failed)?;
        folder(&target.place.join(PART)).map_err(failed)?;
        Ok(target)
    }

    /// Moves the extracted and checked files to their places.
    fn put_in_place(&self) -> io::Result<()> {
        let place = &self.place;
        let whole = place.join(WHOLE);
        fs::rename(place.join(PART), &whole)?;
        sync_folder(place)?;
        let database = config::database(Path::new(""));
        let names = fs::read_dir(&whole)?.map(|entry| Ok(entry?.file_name()));
        let names = names.collect::<io::Result<Vec<_>>>()?;
        let (last, first): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| *name == *database.as_os_str());
        for names in [first, last] {
            for name in names {
                fs::rename(whole.join(&name), place.join(&name))?;
            }
            sync_folder(place)?;
        }
        fs::remove_dir(whole)?;
        // For a new folder, its parent must be synced too.
        place.parent().filter(|_| self.made).map_or(Ok(()), sync_folder)
    }
}

impl Drop for Target {
    fn drop(&mut self) {
        // Errors cannot be reported here.
        if let Ok(Some(found)) = leftovers(&self.place) {
            let _ = remove(&self.place, &found);
        }
        if self.made {
            let _ = fs::remove_dir(&self.place);
        }
    }
}

/// The remains of an interrupted restore, in the order in which they may be removed; `None` if the folder
/// contains anything else, such as a site.
fn leftovers(place: &Path) -> Result<Option<Vec<OsString>>, CommandError> {
    let names = fs::read_dir(place).and_then(|entries| entries.map(|entry| Ok(entry?.file_name())).collect());
    let mut names: Vec<OsString> = names.map_err(|error: io::Error| unwritable(place, &error))?;
    names.retain(|name| name != config::LOST_AND_FOUND);
    let moving = names.iter().any(|name| name == WHOLE);
    let (media, settings) = (config::media(Path::new("")), config::settings(Path::new("")));
    let is_ours = |name: &OsStr| {
        name == PART
            || name == WHOLE
            || moving && [&media, &settings].iter().any(|ours| ours.as_os_str() == name)
    };
    if !names.iter().all(|name| is_ours(name.as_os_str())) {
        return Ok(None);
    }
    // Last, since it identifies the others as remains.
    names.sort_by_key(|name| name == WHOLE);
    Ok(Some(names))
}

fn remove(place: &Path, names: &[OsString]) -> io::Result<()> {
    names.iter().map(|name| place.join(name)).try_for_each(|path| match path.is_dir() && !path.is_symlink() {
        true => fs::remove_dir_all(path),
        false => fs::remove_file(path),
    })
}

fn occupied(data: &Path) -> CommandError {
    format!("{} đã có dữ liệu: hãy khôi phục vào một thư mục mới hoặc thư mục trống.", data.display()).into()
}

async fn extract(file: &Path, data: &Path, part: &Path) -> Result<Contents, CommandError> {
    let mut progress = Progress::new("Đang khôi phục");
    let (backup, folder) = (file.to_owned(), part.to_owned());
    let extracted =
        spawn_blocking(move || archive::extract(&backup, &folder, |done, all| progress.say(done, all)));
    extracted.await?.map_err(|reason| reason.sentence(file, data).into())
}

/// Migrates the database of an older backup, and checks its integrity.
async fn check(file: &Path, part: &Path) -> Result<(), CommandError> {
    say("Đang kiểm tra cơ sở dữ liệu…");
    let database = config::database(part);
    // Messages name the backup, since the extracted file will be gone.
    let db = Db::open(&database, Missing::Refuse).await.map_err(|error| match error {
        OpenError::Newer(_) => OpenError::Newer(file.to_owned()),
        OpenError::NotADatabase(_) => OpenError::NotADatabase(file.to_owned()),
        error => error,
    })?;
    let damage = db.find_damage().await.map_err(|fault| explain(file, fault))?;
    if damage.is_none() {
        // Otherwise sessions that have ended since the backup would be valid again.
        end_all_sessions(&db).await.map_err(|fault| explain(file, fault))?;
        // The backup was being made when its database was copied.
        forget_run(&db).await.map_err(|fault| explain(file, fault))?;
    }
    db.close().await;
    match damage {
        Some(damage) => Err(format!("Cơ sở dữ liệu trong {} bị hỏng: {damage}.", file.display()).into()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use archive::{Source, write};
    use domain::clock::Timestamp;

    #[tokio::test]
    async fn a_backup_whose_database_is_none_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let (letter, file) = (folder.path().join("letter"), folder.path().join("backup.tar"));
        let text = "Kính gửi ban biên tập. ".repeat(400);
        fs::write(&letter, &text).expect("written");
        let source = Source { name: "trangnhat.db".into(), path: letter.clone(), size: text.len() as u64 };
        let archive = fs::File::create(&file).expect("a file");
        write(&archive, vec![source], Timestamp::now(), |_, _| ()).expect("a backup");
        let reason = restore(&file, &folder.path().join("data")).await.expect_err("a letter is no database");
        assert_eq!(
            reason.to_string(),
            format!("Tệp {} không phải là cơ sở dữ liệu của Trang Nhất, hoặc đã bị hỏng.", file.display())
        );
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 2, "nothing is left");
    }
}
