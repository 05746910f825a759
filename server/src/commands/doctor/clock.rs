//! The clock of the machine.

use super::finding::Finding;
use crate::config;
use domain::{
    audit::{Filter, store::load_log},
    clock::Timestamp,
    db::Db,
};
use std::{fs, path::Path, time::SystemTime};

const SUBJECT: &str = "Đồng hồ";
/// Clocks of a file server may differ that much, in milliseconds.
const TOLERANCE: i64 = 60_000;
/// When the program was built, in seconds since 1970.
const BUILT: &str = env!("TRANGNHAT_BUILT");

/// Whether the clock is after the build of the program and after everything that was written.
pub(super) async fn check(data: &Path, db: Option<&Db>) -> Vec<Finding> {
    let built = BUILT.parse::<i64>().map_or(0, |seconds| seconds.saturating_mul(1_000));
    let written = fs::metadata(config::database(data)).and_then(|file| file.modified()).ok();
    let written = written.and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
    let written = written.and_then(|since| i64::try_from(since.as_millis()).ok());
    let mut newest = Vec::new();
    if let Some(db) = db
        && let Ok(page) = load_log(db, &Filter::default(), None, 1).await
    {
        newest.extend(page.entries.first().map(|entry| entry.at.0));
    }
    vec![judge(Timestamp::now().0, built, newest.into_iter().chain(written).max())]
}

/// The finding, from times in milliseconds since 1970.
fn judge(now: i64, built: i64, newest: Option<i64>) -> Finding {
    if now < built {
        let sentence = "Đồng hồ chạy chậm hơn cả ngày dựng chương trình. Xin chỉnh giờ, tốt nhất là bật NTP.";
        return Finding::bad(SUBJECT, sentence);
    }
    if newest.is_some_and(|newest| newest.saturating_sub(TOLERANCE) > now) {
        let sentence = "Trong trang có dữ liệu ghi ở thời điểm còn chưa tới: đồng hồ đã bị chỉnh lùi. Xin chỉnh giờ, tốt nhất là bật NTP.";
        return Finding::bad(SUBJECT, sentence);
    }
    Finding::good(SUBJECT, "Giờ của máy hợp lý.")
}

#[cfg(test)]
mod tests {
    use super::{super::finding::Verdict, *};

    #[test]
    fn a_clock_is_neither_before_the_program_nor_before_what_was_written() {
        let verdict = |now, newest| judge(now, 1_000, newest).is(Verdict::Good);
        assert!(verdict(1_000, None) && verdict(2_000, Some(2_000)));
        assert!(verdict(2_000, Some(2_000 + TOLERANCE)), "within the tolerance");
        assert!(!verdict(999, None) && !verdict(2_000, Some(2_001 + TOLERANCE)));
    }
}
