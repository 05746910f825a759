//! `trangnhat seed PACK`: reads a content pack and stores it in one transaction.

use super::{data_folder, say};
use crate::{command_error::CommandError, config, pack};
use domain::db::{self, Db, Missing};
use std::{fs, io, path::Path};
use tokio::task::spawn_blocking;

/// After how many pictures a progress message is printed.
const SAY_EVERY: usize = 50;

pub(super) async fn seed(folder: &Path, data: &Path, replace: bool) -> Result<(), CommandError> {
    if !folder.is_dir() {
        return Err(format!("Không có thư mục {}.", folder.display()).into());
    }
    say(&format!("Đang đọc gói {}…", folder.display()));
    let folder = folder.to_owned();
    let pack = spawn_blocking(move || pack::read(&folder)).await??;
    say(&format!(
        "Gói có {} bài, {} trang, {} hình. Đang nạp…",
        pack.articles.len(),
        pack.pages.len(),
        pack.pictures.len()
    ));
    let media = config::media(data);
    let unmade = |folder: &Path, error| format!("Không tạo được thư mục {}: {error}.", folder.display());
    config::make_data_folder(data).map_err(|error: io::Error| unmade(data, error))?;
    let _held = data_folder::open(data)?;
    fs::create_dir_all(&media).map_err(|error| unmade(&media, error))?;
    let database = config::database(data);
    let db = Db::open(&database, Missing::Create).await?;
    // Before the transaction: pictures take long, and would block all other writers.
    let folder = media.clone();
    let pack = spawn_blocking(move || {
        let written = pack::write_media(&pack, &media, |begun| {
            if begun.is_multiple_of(SAY_EVERY) {
                say(&format!("Đang chuẩn bị hình: {begun}/{}…", pack.pictures.len()));
            }
        });
        written
            .map(|()| pack)
            .map_err(|error| format!("Không ghi được vào thư mục {}: {error}.", media.display()))
    })
    .await??;
    let mut tx = db.write().await.map_err(|fault| db::explain(&database, fault))?;
    let report = pack::store(&mut tx, pack, &folder, replace).await?;
    tx.commit().await?;
    pack::finish(&db).await?;
    db.close().await;
    say(&report.to_string());
    Ok(())
}
