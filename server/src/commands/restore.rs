//! `trangnhat restore FILE`: a data folder as it was backed up, or none.

use super::{
    Failure,
    progress::{Progress, count},
    say,
};
use crate::{
    archive::{self, Contents, PartFolder, sync_folder},
    config,
};
use domain::{
    accounts::store::end_all_sessions,
    db::{Db, Missing, OpenError, explain},
};
use std::{
    fs, io,
    path::{self, Path, PathBuf},
};
use tokio::task::spawn_blocking;

pub(super) async fn restore(file: &Path, data: &Path) -> Result<(), Failure> {
    let place = place(data)?;
    let part = PartFolder::beside(&place).map_err(|error| unwritable(data, &error))?;
    let Contents { files, bytes } = extract(file, data, part.path()).await?;
    check(file, part.path()).await?;
    // A rename replaces an empty folder, and no other.
    fs::rename(part.path(), &place).map_err(|error| match error.kind() {
        io::ErrorKind::DirectoryNotEmpty | io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            occupied(data)
        }
        _ => unwritable(data, &error),
    })?;
    sync_folder(place.parent().unwrap_or(&place)).map_err(|error| unwritable(data, &error))?;
    say(&format!(
        "Đã khôi phục {} tệp, {} byte vào {}. Mọi người phải đăng nhập lại.",
        count(files),
        count(bytes),
        data.display()
    ));
    Ok(())
}

/// Where the folder will be; nothing is there, or an empty folder.
fn place(data: &Path) -> Result<PathBuf, Failure> {
    let failed = |error: io::Error| unwritable(data, &error);
    match fs::read_dir(data).map(|mut entries| entries.next().is_none()) {
        Ok(true) => data.canonicalize().map_err(failed),
        Ok(false) => Err(occupied(data)),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Err(occupied(data)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => path::absolute(data).map_err(failed),
        Err(error) => Err(failed(error)),
    }
}

fn occupied(data: &Path) -> Failure {
    format!("{} đã có dữ liệu: hãy khôi phục vào một thư mục mới hoặc thư mục trống.", data.display()).into()
}

fn unwritable(data: &Path, error: &io::Error) -> Failure {
    format!("Không ghi được vào thư mục {}: {error}.", data.display()).into()
}

async fn extract(file: &Path, data: &Path, part: &Path) -> Result<Contents, Failure> {
    let mut progress = Progress::new("Đang khôi phục");
    let (backup, folder) = (file.to_owned(), part.to_owned());
    let extracted =
        spawn_blocking(move || archive::extract(&backup, &folder, |done, all| progress.say(done, all)));
    extracted.await?.map_err(|reason| reason.sentence(file, data).into())
}

/// Brings the tables of an older backup up to date, and reads the database through.
async fn check(file: &Path, part: &Path) -> Result<(), Failure> {
    say("Đang kiểm tra cơ sở dữ liệu…");
    let database = config::database(part);
    // Its place is one that nobody will see again.
    let db = Db::open(&database, Missing::Refuse).await.map_err(|error| match error {
        OpenError::Newer(_) => OpenError::Newer(file.to_owned()),
        OpenError::NotADatabase(_) => OpenError::NotADatabase(file.to_owned()),
        error => error,
    })?;
    let damage = db.find_damage().await.map_err(|fault| explain(file, fault))?;
    if damage.is_none() {
        // A session that has ended since the backup would go on.
        end_all_sessions(&db).await.map_err(|fault| explain(file, fault))?;
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
