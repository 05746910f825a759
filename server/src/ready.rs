//! Whether the site can do all that it is there for: `/readyz`.

use crate::router::Site;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{clock::Timestamp, site::store::load_about};
use tokio::sync::Mutex;

/// How long it is taken for granted that the disk is as it was, in milliseconds: everybody may ask, and each answer is a write.
const ASKED_AGAIN_AFTER: i64 = 5_000;

/// When the disk was last written to, and whether it took that.
#[derive(Debug, Default)]
pub(crate) struct Disk(Mutex<Option<(Timestamp, bool)>>);

impl Disk {
    async fn takes_writes(&self, site: &Site) -> bool {
        let now = site.backend.clock.now();
        // Whoever asks meanwhile waits for the same answer.
        let mut known = self.0.lock().await;
        if let Some((asked, takes)) = *known
            && (0..ASKED_AGAIN_AFTER).contains(&(now.0 - asked.0))
        {
            return takes;
        }
        let written = site.backend.db.try_to_write().await;
        if let Err(fault) = &written {
            tracing::error!("nothing can be written: {fault}");
        }
        *known = Some((now, written.is_ok()));
        written.is_ok()
    }
}

pub(crate) async fn answer(State(site): State<Site>) -> Response {
    let unready = |reason: &'static str| (StatusCode::SERVICE_UNAVAILABLE, reason).into_response();
    match load_about(&site.backend.db, &site.backend.url).await {
        Ok(Some(_)) if site.disk.takes_writes(&site).await => "ready".into_response(),
        Ok(Some(_)) => unready("nothing can be written"),
        Ok(None) => unready("no content"),
        Err(fault) => {
            tracing::warn!("not ready: {fault}");
            unready("no database")
        }
    }
}
