//! A site with fresh data, and requests to it.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode},
    response::Response,
};
use clap::Parser;
use domain::{
    clock::Clock,
    db::{Db, Missing},
    statistics::counter::{Counter, Countries},
};
use server::{
    announcing::Announcing,
    assets::SiteFiles,
    commands::{Cli, run},
    config,
    router::router,
    state::{self, AppState},
};
use std::{
    fmt::Write,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};
use tempfile::TempDir;
use tokio::{sync::OnceCell, time::timeout};
use tower::ServiceExt;

/// The project's own content pack.
pub(crate) fn starter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("starter")
}

/// A running site with its own data.
pub(crate) struct TestSite {
    router: Router,
    site: Option<AppState>,
    data: TempDir,
}

impl Drop for TestSite {
    fn drop(&mut self) {
        // The bus would keep the database of a removed folder open.
        self.site.iter().for_each(AppState::stop);
    }
}

/// The most event streams of a site.
const STREAMS: usize = 32;
/// The most of them for one network.
pub(crate) const STREAMS_OF_ONE: usize = 4;
/// The file of the clock, in the data folder.
const CLOCK: &str = "clock";
/// The initial time: a page that shows the time has the same bytes when rendered twice.
pub(crate) const NOW: &str = "2026-11-25T09:00:00+07:00";
/// The address of requests.
pub(crate) const PEER: &str = "192.0.2.10:5000";

/// The options of a site.
pub(crate) struct TestOptions<'a> {
    /// The site's public address.
    pub(crate) url: &'a str,
    pub(crate) trusted_hops: usize,
    /// The initial time.
    pub(crate) now: &'a str,
    /// Whether visitors are counted.
    pub(crate) counting: bool,
    /// The database of countries.
    pub(crate) countries: Option<Countries>,
    /// Where search engines are told of changes.
    pub(crate) indexnow: &'a str,
}

impl Default for TestOptions<'_> {
    fn default() -> Self {
        Self {
            url: "http://site.test",
            trusted_hops: 0,
            now: NOW,
            counting: true,
            countries: None,
            indexnow: "http://127.0.0.1:9/",
        }
    }
}

/// The site's response.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Self { status: parts.status, headers: parts.headers, text }
    }

    /// A header's value, or an empty text.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl TestSite {
    /// With the starter pack. Its pictures take a while: the pack is loaded once, and copied for each site.
    pub(crate) async fn starter() -> Self {
        static LOADED: OnceCell<TempDir> = OnceCell::const_new();
        let loaded = LOADED
            .get_or_init(async || {
                let data = tempfile::tempdir().expect("a folder");
                seed(&starter(), data.path(), &[]).await.expect("a pack without mistakes");
                data
            })
            .await;
        let data = tempfile::tempdir().expect("a folder");
        copy_folder(loaded.path(), data.path());
        Self::on(data, TestOptions::default()).await
    }

    /// With these packs, at this address.
    pub(crate) async fn with(packs: &[&Path], url: &str) -> Self {
        Self::open(packs, TestOptions { url, ..TestOptions::default() }).await
    }

    /// With these packs.
    pub(crate) async fn open(packs: &[&Path], options: TestOptions<'_>) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        for pack in packs {
            seed(pack, data.path(), &[]).await.expect("a pack without mistakes");
        }
        Self::on(data, options).await
    }

    /// With existing data.
    pub(crate) async fn on(data: TempDir, options: TestOptions<'_>) -> Self {
        // Before the site opens, since it then starts to watch the timetable.
        write_clock(data.path(), options.now);
        let (router, site) = open_folder(data.path(), options).await;
        Self { router, site: Some(site), data }
    }

    /// Stops like `trangnhat serve`, and opens again with the same data folder. The clock is kept.
    pub(crate) async fn restart(&mut self, options: TestOptions<'_>) {
        let site = self.site.take().expect("a site of its own");
        site.stop();
        site.counter().write().await.expect("what was counted is written");
        let (router, site) = open_folder(self.data.path(), options).await;
        (self.router, self.site) = (router, Some(site));
    }

    /// With a router made elsewhere.
    pub(crate) fn around(router: Router, data: TempDir) -> Self {
        Self { router, site: None, data }
    }

    /// The data folder.
    pub(crate) fn data(&self) -> &Path {
        self.data.path()
    }

    /// The visitor counter.
    pub(crate) fn counter(&self) -> &Counter {
        self.site.as_ref().expect("a site of its own").counter()
    }

    /// Waits until so many scheduled backups were tried since the start.
    pub(crate) async fn tried_backups(&self, tried: u64) {
        let mut seen = self.site.as_ref().expect("a site of its own").tried_backups();
        let waited = timeout(Duration::from_secs(60), seen.wait_for(|so_far| *so_far >= tried)).await;
        waited.expect("a backup is tried").expect("a running site");
    }

    /// Writes the counts, and updates the most-read list.
    pub(crate) async fn counted(&self) {
        self.counter().settle().await.expect("what was counted is written");
    }

    /// Sets the clock of the site, which is stopped.
    pub(crate) fn set_clock(&self, now: &str) {
        write_clock(self.data.path(), now);
    }

    /// A browser's GET.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[("accept", "text/html")]).await
    }

    /// Any request without a body.
    pub(crate) async fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        Answer::of(self.send(request(method, address, headers, Body::empty())).await).await
    }

    /// A form, as sent by a browser.
    pub(crate) async fn post(&self, address: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        Answer::of(self.send(form(address, headers, body)).await).await
    }

    /// Sends a request, from [`PEER`] unless it has an address.
    pub(crate) async fn send(&self, mut request: Request<Body>) -> Response {
        if request.extensions().get::<ConnectInfo<SocketAddr>>().is_none() {
            request.extensions_mut().insert(ConnectInfo(peer(PEER)));
        }
        self.router.clone().oneshot(request).await.expect("an answer")
    }
}

async fn open_folder(data: &Path, options: TestOptions<'_>) -> (Router, AppState) {
    let TestOptions { url, trusted_hops, counting, countries, indexnow, .. } = options;
    let db = Db::open(&config::database(data), Missing::Refuse).await.expect("a database");
    let folder = SiteFiles::unbuilt(data);
    let clock = Clock::from_file(data.join(CLOCK));
    let options = state::SiteOptions {
        counting,
        countries,
        announcing: announcing(indexnow),
        ..site_options(url, trusted_hops, data)
    };
    let site = AppState::open(db, clock, &folder, options).await.expect("a site");
    (router(site.clone(), &folder), site)
}

/// The options of the router's site.
pub(crate) fn site_options(url: &str, trusted_hops: usize, data: &Path) -> state::SiteOptions {
    state::SiteOptions {
        url: url.to_owned(),
        data: data.to_owned(),
        trusted_hops,
        streams: STREAMS,
        counting: true,
        counts_editors: false,
        countries: None,
        // Nobody listens there: no test sends anything to a search engine.
        announcing: announcing("http://127.0.0.1:9/"),
    }
}

/// Tells this endpoint of changes, without long pauses.
pub(crate) fn announcing(endpoint: &str) -> Announcing {
    Announcing {
        endpoint: endpoint.to_owned(),
        patience: Duration::from_secs(2),
        often: Duration::from_millis(20),
        longest: Duration::from_millis(40),
    }
}

/// An address and port.
pub(crate) fn peer(written: &str) -> SocketAddr {
    written.parse().expect("an address and a port")
}

/// A request.
pub(crate) fn request(
    method: Method,
    address: &str,
    headers: &[(&str, &str)],
    body: impl Into<Body>,
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.body(body.into()).expect("a request")
}

/// A form, as sent by a browser.
pub(crate) fn form(address: &str, headers: &[(&str, &str)], body: &[u8]) -> Request<Body> {
    let length = body.len().to_string();
    let kind = "application/x-www-form-urlencoded";
    let own = [("accept", "text/html"), ("content-type", kind), ("content-length", &length)];
    request(Method::POST, address, &[&own, headers].concat(), body.to_vec())
}

/// The body of a plain form with these fields.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes()
}

/// Atomically, so that it is never read half written.
fn write_clock(data: &Path, now: &str) {
    let new = data.join("clock.new");
    fs::write(&new, now).expect("written");
    fs::rename(new, data.join(CLOCK)).expect("in place");
}

/// The database is copied, since a site may write to it; pictures never change and are linked.
fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (here, there) = (entry.path(), to.join(entry.file_name()));
        if here.is_dir() {
            fs::create_dir(&there).expect("a folder");
            copy_folder(&here, &there);
        } else if here.components().any(|part| part.as_os_str() == "media") {
            fs::hard_link(&here, &there).expect("a link");
        } else {
            fs::copy(&here, &there).expect("a copy");
        }
    }
}

/// Runs `trangnhat seed` as the command line does.
pub(crate) async fn seed(pack: &Path, data: &Path, flags: &[&str]) -> Result<(), String> {
    let words =
        ["trangnhat".as_ref(), "seed".as_ref(), pack.as_os_str(), "--data".as_ref(), data.as_os_str()];
    let cli =
        Cli::try_parse_from(words.into_iter().chain(flags.iter().map(AsRef::as_ref))).expect("a command");
    run(cli).await.map_err(|reason| reason.to_string())
}

/// Runs `trangnhat verify` as the command line does.
pub(crate) async fn verify(data: &Path) -> Result<(), String> {
    let words = ["trangnhat".as_ref(), "verify".as_ref(), "--data".as_ref(), data.as_os_str()];
    run(Cli::try_parse_from(words).expect("a command")).await.map_err(|reason| reason.to_string())
}

/// A pack with the category `kho`, below `goc`, with this many articles, one a day; the last three at the
/// same time.
pub(crate) fn archive(articles: usize) -> TempDir {
    let pack = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(pack.path().join("articles")).expect("a folder");
    let site = "name = 'Kho'\nlanguage = 'vi'\ntime_zone = 'Asia/Ho_Chi_Minh'\n\
        [[category]]\nslug = 'goc'\nname = 'Gốc'\n[[category]]\nslug = 'kho'\nname = 'Kho'\nparent = 'goc'\n";
    fs::write(pack.path().join("site.toml"), site).expect("written");
    for number in 1..=articles {
        let day = number.min(articles.saturating_sub(2));
        let mut text = String::new();
        writeln!(text, "+++\ntitle = 'Bài {number:02}'\nslug = 'bai-{number:02}'\ncategory = 'kho'")
            .expect("text");
        writeln!(text, "published_at = '2020-{:02}-{:02}T08:00:00+07:00'\n+++", 1 + day / 28, 1 + day % 28)
            .expect("text");
        text.push_str("<p>Nội dung.</p>");
        fs::write(pack.path().join(format!("articles/bai-{number:02}.html")), text).expect("written");
    }
    pack
}

/// The texts of the links to articles in a part of a page, in order.
pub(crate) fn titles(html: &str) -> Vec<String> {
    let links = html.split("<a href=\"/tin/").skip(1);
    let texts = links.filter_map(|link| link.split_once('>')?.1.split_once("</a>").map(|(text, _)| text));
    texts.filter(|text| text.starts_with("Bài ")).map(str::to_owned).collect()
}

/// The part of a page between two texts.
pub(crate) fn between<'a>(html: &'a str, start: &str, end: &str) -> &'a str {
    let from = html.find(start).unwrap_or_else(|| panic!("{start} is not on the page"));
    let rest = &html[from + start.len()..];
    &rest[..rest.find(end).unwrap_or(rest.len())]
}

/// The notice of a refused form comes before the form, has the focus, and links to this field, which is on
/// the page.
#[track_caller]
pub(crate) fn leads_to(html: &str, field: &str) {
    let main = html.split_once("<main").expect("the page's main part").1;
    let (before, rest) = main.split_once("role=\"alert\"").expect("a notice");
    let notice = rest.split("</div></div>").next().unwrap_or_default();
    assert!(!before.contains("<form"), "the notice is above the form");
    assert!(
        notice.contains("autofocus") && notice.contains(&format!("href=\"#{field}\"")),
        "{field}: {notice}"
    );
    assert!(rest.contains(&format!("id=\"{field}\"")), "{field} is not on the page");
}
