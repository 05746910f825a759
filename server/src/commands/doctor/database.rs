//! The database: whole, of this version, and not growing without end.

use super::{finding::Finding, folder::size};
use domain::{
    db::{Db, OpenError, Schema, explain},
    site::store::load_about,
};
use std::{ffi::OsString, fs, path::Path};

const SUBJECT: &str = "Cơ sở dữ liệu";
const NOT_SET_UP: &str =
    "Trang web chưa được thiết lập xong. Xin chạy `trangnhat serve` rồi mở địa chỉ mà chương trình in ra.";
/// A log of changes that is longer than this was not merged for a long time, in bytes.
const LONG_LOG: u64 = 256 << 20;

/// The findings, and the database if it can be read further.
pub(super) async fn check(file: &Path) -> (Vec<Finding>, Option<Db>) {
    if !file.is_file() {
        let sentence = "Chưa có trang web. Xin chạy `trangnhat serve` rồi mở địa chỉ mà chương trình in ra.";
        return (vec![Finding::attention(SUBJECT, sentence)], None);
    }
    match examine(file).await {
        Ok(found) => found,
        Err(reason) => {
            let sentence = format!("{reason} Nếu tệp bị hỏng, xin khôi phục từ bản sao lưu gần nhất.");
            (vec![Finding::bad(SUBJECT, sentence)], None)
        }
    }
}

async fn examine(file: &Path) -> Result<(Vec<Finding>, Option<Db>), OpenError> {
    let fault = |fault| explain(file, fault);
    // A set-up was interrupted before the first table.
    if fs::metadata(file).is_ok_and(|found| found.len() == 0) {
        return Ok((vec![Finding::attention(SUBJECT, NOT_SET_UP)], None));
    }
    let db = Db::open_to_read(file).await?;
    if let Some(damage) = db.find_quick_damage().await.map_err(fault)? {
        db.close().await;
        let sentence =
            format!("Tệp {} bị hỏng: {damage}. Xin khôi phục từ bản sao lưu gần nhất.", file.display());
        return Ok((vec![Finding::bad(SUBJECT, sentence)], None));
    }
    let schema = db.schema().await.map_err(fault)?;
    let finding = match schema {
        Schema::Current => None,
        Schema::Older => Some(Finding::attention(
            SUBJECT,
            "Các bảng thuộc phiên bản cũ. Lần mở trang tới sẽ tự nâng cấp; xin sao lưu trước.",
        )),
        Schema::Newer => {
            let sentence =
                format!("{} Xin dùng bản chương trình mới hơn.", OpenError::Newer(file.to_owned()));
            Some(Finding::bad(SUBJECT, sentence))
        }
    };
    if let Some(finding) = finding {
        db.close().await;
        return Ok((vec![finding], None));
    }
    if load_about(&db, "").await.map_err(fault)?.is_none() {
        db.close().await;
        return Ok((vec![Finding::attention(SUBJECT, NOT_SET_UP)], None));
    }
    let mut log = OsString::from(file);
    log.push("-wal");
    let length = |path: &Path| fs::metadata(path).map_or(0, |found| found.len());
    let (takes, waits) = (length(file), length(Path::new(&log)));
    let finding = if waits > LONG_LOG {
        let sentence = format!("{} chờ gộp trong tệp -wal. Xin khởi động lại trang web.", size(waits));
        Finding::attention(SUBJECT, sentence)
    } else {
        Finding::good(SUBJECT, format!("Nguyên vẹn, đúng phiên bản, {}.", size(takes)))
    };
    Ok((vec![finding], Some(db)))
}
