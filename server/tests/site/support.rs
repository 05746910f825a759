//! A site on fresh data, and a reader who asks it.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use clap::Parser;
use domain::db::{Db, Missing};
use server::{
    assets::SiteFolder,
    commands::{Cli, run},
    config,
    router::{Site, router},
};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use tower::ServiceExt;

/// The project's own content pack.
pub(crate) fn starter() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("starter")
}

/// A site that answers, on data of its own.
pub(crate) struct TestSite {
    router: Router,
    _data: TempDir,
}

/// What the site answered.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    /// A header's value, or nothing.
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
        Self::on(data, "http://site.test").await
    }

    /// With these packs, at this address.
    pub(crate) async fn with(packs: &[&Path], url: &str) -> Self {
        let data = tempfile::tempdir().expect("a folder");
        for pack in packs {
            seed(pack, data.path(), &[]).await.expect("a pack without mistakes");
        }
        Self::on(data, url).await
    }

    async fn on(data: TempDir, url: &str) -> Self {
        let db = Db::open(&config::database(data.path()), Missing::Refuse).await.expect("a database");
        let folder = SiteFolder::unbuilt(data.path());
        let site = Site::new(db, &folder, config::media(data.path()), url.to_owned());
        Self { router: router(site, &folder), _data: data }
    }

    /// Around a router made elsewhere.
    pub(crate) fn around(router: Router, data: TempDir) -> Self {
        Self { router, _data: data }
    }

    /// A browser's GET.
    pub(crate) async fn get(&self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[("accept", "text/html")]).await
    }

    /// Any request.
    pub(crate) async fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::builder().method(method).uri(address);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::empty()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }
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

/// A pack of one category, `kho`, below `goc`, with this many articles, one a day; the last three at one time.
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

/// The texts of the links to articles within a part of a page, in order.
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
