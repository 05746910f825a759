//! Whether the disk of the site takes what is written.

use domain::{clock::Timestamp, db::Db};
use tokio::sync::Mutex;

/// How long it is taken for granted that the disk is as it was, in milliseconds: everybody may ask, and each answer is a write.
const ASKED_AGAIN_AFTER: i64 = 5_000;

/// When the disk was last written to, and whether it took that.
#[derive(Debug, Default)]
pub(crate) struct Disk(Mutex<Option<(Timestamp, bool)>>);

impl Disk {
    /// Whether the disk takes writes, as far as that was asked lately.
    pub(crate) async fn takes_writes(&self, db: &Db, now: Timestamp) -> bool {
        // Whoever asks meanwhile waits for the same answer.
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
