//! What answers where. What every answer carries is in `guard.rs`.

use crate::{
    access::{Access::Everybody, Entry},
    accounts, arriving,
    assets::SiteFolder,
    client_address, config, desk,
    desk::form::MAX_RECEIVED,
    guard::guard,
    live, manifest, media, pages,
    places::{Neighbourhood, Places},
    plain_page, polls,
    ready::{self, Disk},
    request_log, statistics,
};
use app::{answer::Backend, document::Assets, routes::VIEWS, signed_cookie::CookieKey};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{from_fn, from_fn_with_state, map_response_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, get_service, post},
};
use domain::{
    accounts::{Hasher, SlowDown},
    clock::{Clock, Zone},
    db::{Db, Fault},
    live::bus::Bus,
    polls::{
        booth::Booth,
        live::LivePolls,
        networks,
        store::{Keys, load_secret},
    },
    site::store::load_zone,
    statistics::counter::{self, Counter, Countries},
};
use leptos::prelude::provide_context;
use std::{future::Future, path::PathBuf, sync::Arc, time::Duration};
use tokio::{task::JoinError, time::timeout};
use tower_http::{
    CompressionLevel,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    limit::RequestBodyLimitLayer,
    services::{ServeDir, ServeFile},
    set_header::SetResponseHeaderLayer,
    timeout::{RequestBodyTimeoutLayer, TimeoutLayer},
};
use webauthn_rs::Webauthn;

/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// How long a form of the desk may take to arrive and be answered: a picture over a slow line.
const UPLOADED_WITHIN: Duration = Duration::from_secs(10 * 60);
/// How many forms are read at once that somebody has typed whose session is over.
const LOST_FORMS_AT_ONCE: usize = 4;
/// How long whoever sends a body may send nothing.
const SILENT: Duration = Duration::from_secs(10);
/// How many pages and calls are worked on at once; the next one waits. Enough to keep every core and every reader of
/// the database busy, few enough that a crowd that hangs up leaves no crowd of unfinished pages in memory.
const DRAWN_AT_ONCE: usize = 32;
/// How many long texts are cleaned at once.
const TEXTS_AT_ONCE: usize = 2;
/// How many calls that write wait for the disk at once; they hold none of the places above meanwhile.
const WRITTEN_AT_ONCE: usize = 256;
/// One network may hold one place in so many.
const SHARE: usize = 2;
/// One network may hold one stream in so many: a school has one address for all its telephones.
const SHARE_OF_STREAMS: usize = 8;
/// The largest answer of a call.
const MAX_ANSWER: usize = 16 * 1024 * 1024;
/// For files whose name changes with their content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For files that keep their name.
const FOR_A_DAY: &str = "public, max-age=86400";
/// For the answers of reading calls: long enough that a page fetched early is not fetched again.
const FOR_A_MOMENT: &str = "private, max-age=10";

/// How a site is opened.
pub struct Opening {
    /// The address people type, without a slash at the end.
    pub url: String,
    /// The data folder.
    pub data: PathBuf,
    /// How many proxies stand in front.
    pub trusted_hops: usize,
    /// How many event streams may be open.
    pub streams: usize,
    /// Whether visitors are counted.
    pub counting: bool,
    /// Whether those who are signed in are counted too.
    pub counts_editors: bool,
    /// The countries of networks, if the owner has given a file.
    pub countries: Option<Countries>,
}

/// What the answers are made from.
#[derive(Debug, Clone)]
pub struct Site {
    pub(crate) backend: Backend,
    pub(crate) bus: Bus,
    pub(crate) live_polls: LivePolls,
    pub(crate) trusted_hops: usize,
    pub(crate) counts_editors: bool,
    pub(crate) assets: Arc<Assets>,
    pub(crate) media: PathBuf,
    pub(crate) zone: Zone,
    pub(crate) hasher: Hasher,
    pub(crate) slow_down: SlowDown,
    pub(crate) passkeys: Option<Arc<Webauthn>>,
    pub(crate) lost_forms: Arc<Places>,
    pub(crate) uploads: media::Uploads,
    drawing: Arc<Places>,
    writing: Arc<Places>,
    pub(crate) streams: Arc<Places>,
    /// Long texts that are cleaned.
    pub(crate) texts: Arc<Places>,
    pub(crate) disk: Arc<Disk>,
}

impl Site {
    /// Opens the booth, the bus and the counter over a database. To be called within a Tokio runtime.
    pub async fn open(db: Db, clock: Clock, folder: &SiteFolder, opening: Opening) -> Result<Self, Fault> {
        let Opening { url, data, trusted_hops, streams, counting, counts_editors, countries } = opening;
        let address = url.clone();
        let secret = load_secret(&db).await?;
        let keys = Keys { secret: secret.clone(), networks: networks::Keys::read(&config::networks(&data)) };
        let bus = Bus::open();
        let live_polls = LivePolls::add_to(&bus, db.clone(), clock.clone(), secret.clone());
        let zone = load_zone(&db).await?.unwrap_or_default();
        let zone = Zone::named(&zone);
        let visitors =
            counter::Opening { file: config::visitors(&data), zone: zone.clone(), countries, counting };
        let counter = Counter::open(db.clone(), clock.clone(), bus.clone(), visitors).await?;
        let booth = Booth::open(db.clone(), clock.clone(), keys, bus.clone());
        Ok(Self {
            backend: Backend {
                db,
                clock,
                booth,
                counter,
                cookie_key: CookieKey::of(&secret),
                secret,
                https: url.starts_with("https://"),
                url: url.into(),
            },
            bus,
            live_polls,
            trusted_hops,
            counts_editors,
            assets: Arc::new(folder.assets().clone()),
            media: config::media(&data),
            zone,
            hasher: Hasher::default(),
            slow_down: SlowDown::new().map_err(|error| Fault::Protocol(error.to_string()))?,
            passkeys: accounts::passkeys(&address),
            lost_forms: Arc::new(Places::new(LOST_FORMS_AT_ONCE, LOST_FORMS_AT_ONCE / SHARE)),
            uploads: media::Uploads::new(),
            drawing: Arc::new(Places::new(DRAWN_AT_ONCE, DRAWN_AT_ONCE / SHARE)),
            writing: Arc::new(Places::new(WRITTEN_AT_ONCE, WRITTEN_AT_ONCE / SHARE)),
            streams: Arc::new(Places::new(streams, streams.div_ceil(SHARE_OF_STREAMS))),
            texts: Arc::new(Places::new(TEXTS_AT_ONCE, 1)),
            disk: Arc::default(),
        })
    }

    /// Ends the event streams, which would otherwise never end by themselves.
    pub fn stop(&self) {
        self.bus.stop();
    }

    /// Where visitors are counted.
    pub fn counter(&self) -> &Counter {
        &self.backend.counter
    }

    /// Answers in a task of its own that runs to its end, whether the reader waits for it or not. A reader who goes
    /// away while the task still waits for its turn costs nothing.
    pub(crate) async fn in_a_task(
        self,
        from: Neighbourhood,
        answer: impl Future<Output = Response> + Send + 'static,
    ) -> Result<Response, JoinError> {
        let turns = Arc::clone(&self.drawing);
        self.in_turn(&turns, from, answer).await
    }

    async fn in_turn(
        self,
        turns: &Places,
        from: Neighbourhood,
        answer: impl Future<Output = Response> + Send + 'static,
    ) -> Result<Response, JoinError> {
        let turn = turns.take(&from).await;
        let assets = Arc::clone(&self.assets);
        tokio::spawn(async move {
            let answer = timeout(ANSWER_WITHIN, answer).await;
            drop(turn);
            answer.unwrap_or_else(|_| {
                tracing::error!("an answer took longer than {ANSWER_WITHIN:?}");
                plain_page::unavailable(&assets)
            })
        })
        .await
    }
}

/// Every route that has an address of its own, with whom it is open to. What is not among them is a file, a server function
/// (`app`'s `calls.rs`) or a page of readers.
pub fn routes() -> Vec<Entry> {
    let mut routes = vec![
        Entry::get("/healthz", Everybody, || async { "ok" }),
        Entry::get("/readyz", Everybody, ready::answer),
        Entry::get("/live", Everybody, live::live),
        Entry::get("/binh-chon/{id}/ket-qua.csv", Everybody, polls::result),
        Entry::get("/binh-chon/{id}/theo-ngay.csv", Everybody, polls::days),
        Entry::get("/thong-ke/{period}/{file}", Everybody, statistics::file),
        Entry::post(VIEWS, Everybody, statistics::beacon),
        Entry::get("/manifest.webmanifest", Everybody, manifest::manifest),
        Entry::get("/binh-chon/{id}", Everybody, pages::page),
        Entry::post("/binh-chon/{id}", Everybody, polls::vote),
    ];
    routes.extend(desk::routes());
    routes
}

/// The whole site. To be called within a Tokio runtime.
pub fn router(site: Site, folder: &SiteFolder) -> Router {
    // The second router of a process (tests) finds the executor in place.
    let _ = any_spawner::Executor::init_tokio();

    // A page of another site cannot send a form here in a reader's name.
    let assets = Arc::clone(&site.assets);
    let csrf = CsrfLayer::new();
    // Behind a proxy the host of a request may be another one; an address without a name is nobody's origin.
    let csrf = csrf.clone().add_trusted_origin(&*site.backend.url).unwrap_or(csrf);
    let csrf = csrf.with_rejection_response(move |_| plain_page::foreign_form(&assets));

    let (desk, public): (Vec<Entry>, Vec<Entry>) = routes().into_iter().partition(Entry::is_of_the_desk);
    let (signing_in, desk): (Vec<Entry>, Vec<Entry>) =
        desk.into_iter().partition(|entry| entry.access == Everybody);
    let add = |router: Router<Site>, entry: Entry| router.route(entry.path, entry.guarded(&site));
    let routed = |entries: Vec<Entry>| entries.into_iter().fold(Router::new(), add);
    // What anybody may send is small and there before anything is done for it.
    let for_all = |router: Router<Site>| {
        router.layer(from_fn_with_state(site.clone(), arriving::first)).layer(within(ANSWER_WITHIN))
    };
    let desk = routed(desk)
        .layer(DefaultBodyLimit::max(MAX_RECEIVED))
        .layer(RequestBodyLimitLayer::new(MAX_RECEIVED))
        .layer(within(UPLOADED_WITHIN))
        .merge(for_all(routed(signing_in)))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(accounts::session_layer(&site));
    let public = for_all(routed(public).merge(files(&site, folder)).merge(drawn()));
    desk.merge(public)
        .method_not_allowed_fallback(|State(site): State<Site>| async move {
            plain_page::wrong_method(&site.assets)
        })
        .layer(RequestBodyTimeoutLayer::new(SILENT))
        .layer(from_fn_with_state(site.clone(), client_address::note))
        .layer(csrf)
        .layer(map_response_with_state(site.clone(), guard))
        .layer(from_fn(request_log::log))
        .with_state(site)
}

fn within(limit: Duration) -> TimeoutLayer {
    TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, limit)
}

/// Server functions, and pages of readers for whatever else is asked.
fn drawn() -> Router<Site> {
    let calls = leptos::server_fn::axum::server_fn_paths()
        .fold(Router::new(), |calls, (path, method)| calls.route(path, call_route(&method)));
    let small = CompressionLayer::new().quality(CompressionLevel::Fastest);
    calls.fallback(get(pages::page).fallback(wrong_method)).layer(small)
}

/// Files that are served as they lie there.
fn files(site: &Site, folder: &SiteFolder) -> Router<Site> {
    let package = ServeDir::new(folder.package()).precompressed_br().precompressed_gzip();
    let kept_files =
        |folder: ServeDir| get_service(folder.not_found_service(missing(site))).layer(cache(FOR_EVER));
    let files = Router::new()
        .nest_service("/pkg", kept_files(package))
        .nest_service("/fonts", kept_files(ServeDir::new(folder.fonts())))
        .nest_service("/media", kept_files(ServeDir::new(&site.media)).layer(from_fn(media::media_headers)));
    folder.public_files().into_iter().fold(files, |files, (name, path)| {
        files.route_service(&format!("/{name}"), get_service(ServeFile::new(path)).layer(cache(FOR_A_DAY)))
    })
}

/// Lets a file be kept that is there; an answer that there is none is not kept.
fn cache(value: &'static str) -> SetResponseHeaderLayer<impl Fn(&Response) -> Option<HeaderValue> + Clone> {
    SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, move |response: &Response| {
        let there = response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED;
        there.then(|| HeaderValue::from_static(value))
    })
}

/// The page for a file that is not there.
fn missing(site: &Site) -> MethodRouter {
    let assets = Arc::clone(&site.assets);
    get(move || async move { plain_page::missing_file(&assets) })
}

async fn wrong_method(State(site): State<Site>) -> Response {
    plain_page::wrong_method(&site.assets)
}

/// A server function, answered as a page is: in a task of its own, from the bytes.
fn call_route(method: &Method) -> MethodRouter<Site> {
    // Also where it is asked by HEAD.
    let reads = *method == Method::GET;
    let answer = move |State(site): State<Site>, request: Request| async move {
        let turns = Arc::clone(if reads { &site.drawing } else { &site.writing });
        let from = Neighbourhood::of_request(request.extensions());
        match site.clone().in_turn(&turns, from, call(site, request)).await {
            Ok(mut response) if reads && response.status().is_success() => {
                response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(FOR_A_MOMENT));
                response
            }
            Ok(response) => response,
            Err(error) => {
                tracing::error!("a call failed: {error}");
                StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    };
    if reads { get(answer) } else { post(answer) }
}

async fn call(site: Site, mut request: Request) -> Response {
    let backend = site.backend;
    // The body of the answer to HEAD is dropped on its way out.
    if request.method() == Method::HEAD {
        *request.method_mut() = Method::GET;
    }
    // server_fn sends whoever asks for HTML back to where a form came from; our forms have addresses of their own.
    request.headers_mut().remove(header::REFERER);
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let context = move || provide_context(backend.clone());
    let answer = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let (parts, body) = answer.into_parts();
    match to_bytes(body, MAX_ANSWER).await {
        Ok(bytes) => Response::from_parts(parts, Body::from(bytes)),
        Err(error) => {
            tracing::error!("a call's answer could not be collected: {error}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
