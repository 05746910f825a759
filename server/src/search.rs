//! What keeps the search up to date beside the saves: articles that an older version has saved are indexed, the
//! index is merged, and what was searched in vain is stored; and the desk's list of the latter.

use crate::{
    access::{Access, RouteEntry},
    desk,
    state::AppState,
};
use app::{routes::desk as addresses, search::vain_page::vain_page};
use axum::{Extension, extract::State, http::StatusCode, response::Response};
use domain::{
    accounts::{Person, Right::PublishArticles},
    clock::Clock,
    db::Db,
    live::bus::Bus,
    search::store::{VainSearches, index_waiting, load_vain_searches, merge_index},
};
use std::{sync::Arc, time::Duration};
use tokio::time::sleep;

/// How often it looks whether there is something to do.
const OFTEN: Duration = Duration::from_secs(60);
/// The pause after each transaction, so that others can write.
const PAUSE: Duration = Duration::from_millis(50);

/// The routes of the search at the desk; readers search on a page (`app/src/search`).
pub(crate) fn routes() -> Vec<RouteEntry> {
    vec![RouteEntry::get(addresses::VAIN_SEARCHES, Access::With(PublishArticles), vain_searches)]
}

async fn vain_searches(State(state): State<AppState>, Extension(person): Extension<Arc<Person>>) -> Response {
    // With what was searched within the last minute.
    store(&state.services.db, &state.services.clock, &state.services.vain_searches).await;
    match load_vain_searches(&state.services.db).await {
        Ok(searches) => {
            let dated = searches.into_iter().map(|search| {
                let last = state.zone.moment(search.last_at);
                (search, last)
            });
            let body = vain_page(dated.collect());
            desk::page(
                &state,
                StatusCode::OK,
                Some(person),
                (addresses::VAIN_SEARCHES, "Tìm không thấy"),
                body,
            )
            .await
        }
        Err(fault) => desk::failed(&state, &fault),
    }
}

/// Works until the site stops.
pub(crate) async fn keep_index(db: Db, clock: Clock, bus: Bus, vain: Arc<VainSearches>) {
    loop {
        tokio::select! {
            () = work(&db, &clock, &vain) => {}
            () = bus.closed() => break,
        }
        tokio::select! {
            () = sleep(OFTEN) => {}
            () = bus.closed() => break,
        }
    }
    store(&db, &clock, &vain).await;
}

async fn work(db: &Db, clock: &Clock, vain: &VainSearches) {
    store(db, clock, vain).await;
    for step in [Step::Index, Step::Merge] {
        loop {
            let done = match step {
                Step::Index => index_waiting(db).await,
                Step::Merge => merge_index(db).await,
            };
            match done {
                Ok(true) => sleep(PAUSE).await,
                Ok(false) => break,
                Err(fault) => {
                    tracing::error!("the search index could not be kept up to date: {fault}");
                    return;
                }
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Step {
    Index,
    Merge,
}

async fn store(db: &Db, clock: &Clock, vain: &VainSearches) {
    if let Err(fault) = vain.store(db, clock.now()).await {
        tracing::error!("what was searched in vain could not be stored: {fault}");
    }
}
