//! The application state, and how it is created. Handlers get it as axum's state.

use crate::{
    accounts::passkeys::passkeys,
    announcing::{Announcing, keep_telling},
    assets::SiteFiles,
    backups::keep::{Keeper, clean_up, keep_backups},
    config,
    disk::Disk,
    indexing,
    limiter::{Client, Limiter},
    media::queue::Uploads,
    plain_page,
    redirects::keep::keep_counts,
    sharing::kept::KeptPictures,
};
use app::{answer::Services, document::Assets, signed_cookie::SignedCookies};
use axum::response::Response;
use domain::{
    accounts::{Hasher, Person, SignInLimiter},
    clock::{Clock, Timestamp, Zone},
    db::{Db, DbError},
    live::bus::Bus,
    news::live::LiveNews,
    polls::{
        live::LivePolls,
        networks,
        store::{VoteKeys, load_secret},
        vote_queue::VoteQueue,
    },
    scope::Editing,
    site::store::load_zone,
    statistics::counter::{self, Counter, Countries},
};
use std::{
    future::Future,
    path::{self, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    task::JoinError,
    time::timeout,
};
use webauthn_rs::Webauthn;

/// The timeout of a response.
pub(crate) const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// How many forms are read concurrently whose session has ended.
const MAX_LOST_FORMS: usize = 4;
/// How many pages and calls are processed concurrently; further ones wait. Enough to use all cores and
/// database connections, few enough that clients who disconnect do not leave many unfinished pages in memory.
const MAX_RENDERS: usize = 32;
/// How many long texts are sanitized concurrently.
const MAX_SANITIZED: usize = 2;
/// How many writes calls wait for the disk concurrently; they take no permits of [`MAX_RENDERS`].
const MAX_WRITES: usize = 256;
/// A network may have one of this many permits.
const SHARE: usize = 2;
/// A network may have one of this many streams: a school has one address for all its telephones.
const SHARE_OF_STREAMS: usize = 8;

/// The options of [`AppState::open`].
pub struct SiteOptions {
    /// The public address of the site, without a slash at the end.
    pub url: String,
    /// The data folder.
    pub data: PathBuf,
    /// The number of trusted proxies.
    pub trusted_hops: usize,
    /// The most open event streams.
    pub streams: usize,
    /// Whether to count visitors.
    pub counting: bool,
    /// Whether to count people who are signed in.
    pub counts_editors: bool,
    /// The country lookup, if the owner has provided a file.
    pub countries: Option<Countries>,
    /// How search engines are told of changes.
    pub announcing: Announcing,
}

/// The application state.
#[derive(Debug, Clone)]
pub struct AppState {
    pub(crate) services: Services,
    pub(crate) bus: Bus,
    pub(crate) live_polls: Arc<LivePolls>,
    pub(crate) live_news: Arc<LiveNews>,
    pub(crate) trusted_hops: usize,
    pub(crate) counts_editors: bool,
    pub(crate) assets: Arc<Assets>,
    pub(crate) media: PathBuf,
    /// The data folder.
    pub(crate) data: PathBuf,
    /// When the site was opened.
    pub(crate) started: Timestamp,
    /// Wakes what makes backups.
    pub(crate) backups: Arc<Notify>,
    /// How many backups were tried since the start.
    tried_backups: watch::Receiver<u64>,
    pub(crate) zone: Zone,
    pub(crate) hasher: Hasher,
    pub(crate) sign_in_limiter: SignInLimiter,
    pub(crate) passkeys: Option<Arc<Webauthn>>,
    pub(crate) lost_forms: Arc<Limiter>,
    pub(crate) uploads: Uploads,
    pub(crate) renders: Arc<Limiter>,
    pub(crate) writes: Arc<Limiter>,
    pub(crate) streams: Arc<Limiter>,
    /// The limit for sanitizing long texts.
    pub(crate) texts: Arc<Limiter>,
    pub(crate) disk: Arc<Disk>,
    pub(crate) shared_pictures: KeptPictures,
}

impl AppState {
    /// Starts the vote queue, the event bus and the counter for a database. To be called within a Tokio
    /// runtime.
    pub async fn open(
        db: Db,
        clock: Clock,
        files: &SiteFiles,
        options: SiteOptions,
    ) -> Result<Self, DbError> {
        let SiteOptions { url, data, trusted_hops, streams, counting, counts_editors, countries, announcing } =
            options;
        let (address, https) = (url.clone(), url.starts_with("https://"));
        let secret = load_secret(&db).await?;
        let keys = VoteKeys {
            secret: secret.clone(),
            networks: networks::NetworkKeys::read(&config::networks(&data)),
        };
        let bus = Bus::open();
        let live_polls = LivePolls::add_to(&bus, db.clone(), clock.clone(), secret.clone());
        let live_news = LiveNews::add_to(&bus, db.clone(), clock.clone());
        let zone = load_zone(&db).await?.unwrap_or_default();
        let zone = Zone::named(&zone);
        let visitors = counter::CounterOptions {
            file: config::visitors(&data),
            zone: zone.clone(),
            countries,
            counting,
        };
        let counter = Counter::open(db.clone(), clock.clone(), bus.clone(), visitors).await?;
        let vain_searches = Arc::default();
        let redirects = Arc::default();
        tokio::spawn(keep_counts(db.clone(), clock.clone(), bus.clone(), Arc::clone(&redirects)));
        tokio::spawn(indexing::keep_index(
            db.clone(),
            clock.clone(),
            bus.clone(),
            Arc::clone(&vain_searches),
        ));
        tokio::spawn(keep_telling(announcing, db.clone(), clock.clone(), url.clone(), bus.clone()));
        let backups = Arc::new(Notify::new());
        let (tried, tried_backups) = watch::channel(0);
        let keeper = Keeper {
            db: db.clone(),
            clock: clock.clone(),
            zone: zone.clone(),
            data: path::absolute(&data).map_err(DbError::Io)?,
            changed: Arc::clone(&backups),
            tried,
        };
        clean_up(&db).await?;
        tokio::spawn(keep_backups(keeper, bus.clone()));
        let started = clock.now();
        let vote_queue = VoteQueue::open(db.clone(), clock.clone(), keys, bus.clone());
        Ok(Self {
            services: Services {
                db,
                clock,
                vote_queue,
                counter,
                vain_searches,
                redirects,
                cookies: SignedCookies::of(&secret, https),
                secret,
                https,
                url: url.into(),
            },
            bus,
            live_polls,
            live_news,
            trusted_hops,
            counts_editors,
            assets: Arc::new(files.assets().clone()),
            media: config::media(&data),
            data: path::absolute(&data).map_err(DbError::Io)?,
            started,
            backups,
            tried_backups,
            zone,
            hasher: Hasher::default(),
            sign_in_limiter: SignInLimiter::new().map_err(|error| DbError::Protocol(error.to_string()))?,
            passkeys: passkeys(&address),
            lost_forms: Arc::new(Limiter::new(MAX_LOST_FORMS, MAX_LOST_FORMS / SHARE)),
            uploads: Uploads::new(),
            renders: Arc::new(Limiter::new(MAX_RENDERS, MAX_RENDERS / SHARE)),
            writes: Arc::new(Limiter::new(MAX_WRITES, MAX_WRITES / SHARE)),
            streams: Arc::new(Limiter::new(streams, streams.div_ceil(SHARE_OF_STREAMS))),
            texts: Arc::new(Limiter::new(MAX_SANITIZED, 1)),
            disk: Arc::default(),
            shared_pictures: KeptPictures::of(config::shared_pictures(&data)),
        })
    }

    /// Ends the event streams, which would otherwise stay open.
    pub fn stop(&self) {
        self.bus.stop();
    }

    /// Writes what was counted, and closes the database. The last thing of a program.
    pub async fn close(&self) {
        // `write` logs its errors.
        let _ = self.services.counter.write().await;
        self.services.db.close().await;
    }

    /// The question or change of a person at the desk, with the current time.
    pub(crate) fn editing(&self, person: &Arc<Person>) -> Editing {
        let Services { db, clock, .. } = &self.services;
        Editing { db: db.clone(), person: Arc::clone(person), zone: self.zone.clone(), now: clock.now() }
    }

    /// The visitor counter.
    pub fn counter(&self) -> &Counter {
        &self.services.counter
    }

    /// How many backups were tried since the start, and their results stored.
    pub fn tried_backups(&self) -> watch::Receiver<u64> {
        self.tried_backups.clone()
    }

    /// Runs in a separate task that always completes, even if the client disconnects. A client that
    /// disconnects while waiting for the permit costs nothing.
    pub(crate) async fn in_a_task(
        self,
        from: Client,
        answer: impl Future<Output = Response> + Send + 'static,
    ) -> Result<Response, JoinError> {
        let renders = Arc::clone(&self.renders);
        self.with_permit(&renders, from, answer).await
    }

    /// Like [`AppState::in_a_task`], with a permit of `limiter`.
    pub(crate) async fn with_permit(
        self,
        limiter: &Limiter,
        from: Client,
        answer: impl Future<Output = Response> + Send + 'static,
    ) -> Result<Response, JoinError> {
        let permit = limiter.acquire(&from).await;
        let assets = Arc::clone(&self.assets);
        tokio::spawn(async move {
            let answer = timeout(ANSWER_WITHIN, answer).await;
            drop(permit);
            answer.unwrap_or_else(|_| {
                tracing::error!("an answer took longer than {ANSWER_WITHIN:?}");
                plain_page::unavailable(&assets)
            })
        })
        .await
    }
}
