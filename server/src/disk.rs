//! Whether the disk accepts writes.

use domain::{clock::Timestamp, db::Db};
use tokio::sync::Mutex;

/// How long a result is cached, in milliseconds: everybody may ask, and each check is a write.
const ASKED_AGAIN_AFTER: i64 = 5_000;

/// The time and the result of the last check.
#[derive(Debug, Default)]
pub(crate) struct Disk(Mutex<Option<(Timestamp, bool)>>);

impl Disk {
    /// Whether the disk accepts writes; the cached result, if it is recent.
    pub(crate) async fn takes_writes(&self, db: &Db, now: Timestamp) -> bool {
        // Concurrent callers wait for the same result.
        let mut known = self.0.lock().await;
        if let Some((asked, takes)) = *known
            && (0..ASKED_AGAIN_AFTER).contains(&(now.0 - asked.0))
        {
            return takes;
        }
        let written = db.try_to_write().await;
        if let Err(fault) = &written {
            tracing::error!("nothing can be written: {fault}");
        }
        *known = Some((now, written.is_ok()));
        written.is_ok()
    }
}
