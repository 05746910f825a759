//! Telling search engines of articles that are new, changed or withdrawn, with IndexNow
//! (<https://www.indexnow.org/documentation>), one request at a time. What is to be told is in the database, noted by
//! the saves; nobody waits for a search engine.

pub(crate) mod key_file;

use app::routes;
use domain::{
    announcing::{
        Waiting,
        store::{load_key, load_waiting, note_failed, note_told},
    },
    clock::Clock,
    db::{Db, DbError},
    live::bus::Bus,
};
use std::{thread, time::Duration};
use tokio::{sync::oneshot, time::sleep};
use ureq::Agent;

/// The endpoint that passes everything on to all search engines that take part.
const ENDPOINT: &str = "https://api.indexnow.org/indexnow";

/// How search engines are told.
#[derive(Debug, Clone)]
pub struct Announcing {
    /// Where addresses are sent.
    pub endpoint: String,
    /// The longest time for a request, with name look-up and connection.
    pub patience: Duration,
    /// How often it looks for something to tell, and the pause after the first failure; each further one doubles the
    /// pause.
    pub often: Duration,
    /// The longest pause.
    pub longest: Duration,
}

impl Default for Announcing {
    fn default() -> Self {
        Self {
            endpoint: ENDPOINT.to_owned(),
            patience: Duration::from_secs(10),
            often: Duration::from_secs(20),
            longest: Duration::from_secs(60 * 60),
        }
    }
}

/// Tells search engines until the site stops. `url` is the public address of the site.
pub(crate) async fn keep_telling(how: Announcing, db: Db, clock: Clock, url: String, bus: Bus) {
    let mut failures = 0;
    loop {
        let told = tokio::select! {
            told = tell(&how, &db, &clock, &url) => told,
            () = bus.closed() => return,
        };
        failures = if told.unwrap_or_else(|fault| {
            tracing::error!("what search engines are to be told could not be read: {fault}");
            false
        }) {
            0
        } else {
            failures + 1
        };
        // Ten failures are the most for an article (`MOST_FAILURES`).
        let doubled = how.often.saturating_mul(1 << failures.min(20));
        tokio::select! {
            () = sleep(if failures == 0 { how.often } else { doubled.min(how.longest) }) => {}
            () = bus.closed() => return,
        }
    }
}

/// Tells what waits, at most one batch; whether there was no failure.
async fn tell(how: &Announcing, db: &Db, clock: &Clock, url: &str) -> Result<bool, DbError> {
    let Some(key) = load_key(db).await? else { return Ok(true) };
    let waiting = load_waiting(db, clock.now()).await?;
    if waiting.is_empty() {
        return Ok(true);
    }
    match send(how, body(&key, &waiting, url)).await {
        Ok(()) => {
            note_told(db, &waiting).await?;
            tracing::info!("search engines were told of {} articles", waiting.len());
            Ok(true)
        }
        Err(cause) => {
            let left_out = note_failed(db, &waiting).await?;
            tracing::warn!(
                "search engines could not be told of {} articles, {left_out} of them are left out now: {cause}",
                waiting.len()
            );
            Ok(false)
        }
    }
}

fn body(key: &str, waiting: &[Waiting], url: &str) -> String {
    let address =
        |one: &Waiting| format!("{url}{}", routes::article_address(&one.category, &one.slug, one.article_id));
    let host = url.split_once("://").map_or(url, |(_, host)| host);
    serde_json::json!({
        "host": host,
        "key": key,
        "keyLocation": format!("{url}{}", routes::key_file(key)),
        "urlList": waiting.iter().map(address).collect::<Vec<_>>(),
    })
    .to_string()
}

/// Sends a request in a thread of its own, for which a stopping site does not wait. The cause of a failure is for the
/// log.
async fn send(how: &Announcing, body: String) -> Result<(), String> {
    let (answered, answer) = oneshot::channel();
    let Announcing { endpoint, patience, .. } = how.clone();
    thread::Builder::new()
        .name("announcing".to_owned())
        .spawn(move || {
            // Nobody listens if the site has stopped.
            let _ = answered.send(post(&endpoint, patience, &body));
        })
        .map_err(|error| error.to_string())?;
    answer.await.unwrap_or_else(|_| Err("the thread has ended".to_owned()))
}

fn post(endpoint: &str, patience: Duration, body: &str) -> Result<(), String> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(patience))
        .max_redirects(0)
        .http_status_as_error(false)
        .build()
        .into();
    let sent = agent.post(endpoint).header("content-type", "application/json; charset=utf-8").send(body);
    // The body of the answer is not read.
    let status = sent.map_err(|error| error.to_string())?.status();
    if status.is_success() { Ok(()) } else { Err(format!("{endpoint} answers {status}")) }
}
