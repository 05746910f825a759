//! Search engines are told of articles that are new, changed or withdrawn, if an administrator wants it.

use crate::{
    desk::{Browser, hire, tick},
    support::{TestOptions, TestSite, archive, between},
};
use axum::{Router, extract::State, http::StatusCode, routing::post};
use domain::accounts::Role;
use serde_json::Value;
use std::{
    future::pending,
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
    time::Duration,
};
use tokio::{
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    time::timeout,
};

const ADMIN: &str = "an@site.test";
const NEW: &str = "/ban-bien-tap/bai-viet/moi";
/// An endpoint that never answers.
const NEVER: u16 = 0;

/// A search engine on this machine.
struct Engine {
    address: String,
    status: Arc<AtomicU16>,
    heard: UnboundedReceiver<Value>,
}

type Hearing = (Arc<AtomicU16>, UnboundedSender<Value>);

async fn hear(State((status, hearing)): State<Hearing>, body: String) -> StatusCode {
    // The test may have ended.
    let _ = hearing.send(serde_json::from_str(&body).expect("JSON"));
    match status.load(Ordering::SeqCst) {
        NEVER => pending().await,
        status => StatusCode::from_u16(status).expect("a status"),
    }
}

impl Engine {
    /// Listens, and answers with this status.
    async fn answering(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}/indexnow", listener.local_addr().expect("an address"));
        let (hearing, heard) = unbounded_channel();
        let status = Arc::new(AtomicU16::new(status));
        let router = Router::new().route("/indexnow", post(hear)).with_state((Arc::clone(&status), hearing));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, status, heard }
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    /// What it hears next.
    async fn hears(&mut self) -> Value {
        timeout(Duration::from_secs(20), self.heard.recv()).await.expect("it is told").expect("it listens")
    }

    /// The paths it hears next.
    async fn paths(&mut self) -> Vec<String> {
        let heard = self.hears().await;
        let list = heard["urlList"].as_array().expect("a list").iter().filter_map(Value::as_str);
        list.map(|url| url.strip_prefix("http://site.test").expect("this site").to_owned()).collect()
    }
}

async fn site(engine: &Engine) -> TestSite {
    let pack = archive(1);
    let options = TestOptions { indexnow: &engine.address, ..TestOptions::default() };
    let site = TestSite::open(&[pack.path()], options).await;
    hire(&site, ADMIN, Role::Administrator, &[]).await;
    site
}

/// Saves an article; returns its address at the desk.
async fn save(admin: &mut Browser<'_>, address: &str, fields: &[(&str, &str)]) -> String {
    let version = if address == NEW { "0".to_owned() } else { version(admin, address).await };
    let usual =
        [("tieu-de", "Gặt"), ("chuyen-muc", "2"), ("noi-dung", "<p>Gió.</p>"), ("phien-ban", &*version)];
    let usual = usual.into_iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let all: Vec<(&str, &str)> = usual.chain(fields.iter().copied()).collect();
    let saved = admin.post(address, &all).await;
    assert_eq!(saved.status, 303, "{}", saved.text);
    saved.header("location").split('?').next().expect("an address").to_owned()
}

async fn version(admin: &mut Browser<'_>, address: &str) -> String {
    let page = admin.get(address).await.text;
    let field = page.split("<input").find(|field| field.contains("name=\"phien-ban\"")).expect("a version");
    between(field, "value=\"", "\"").to_owned()
}

async fn step(admin: &mut Browser<'_>, address: &str, step: &str) {
    let version = version(admin, address).await;
    assert_eq!(admin.post(&format!("{address}/{step}"), &[("phien-ban", &version)]).await.status, 303);
}

fn path(desk: &str, slug: &str) -> String {
    format!("/tin/kho/{slug}-{}", desk.rsplit('/').next().expect("an id"))
}

const PUBLISH: (&str, &str) = ("luu-dang", "1");

#[tokio::test]
async fn what_readers_see_is_told_once_and_nothing_else() {
    let mut engine = Engine::answering(202).await;
    let site = site(&engine).await;
    let mut admin = Browser::signed_in(&site, ADMIN).await;
    // Nobody has asked for it yet.
    save(&mut admin, NEW, &[PUBLISH]).await;
    tick(&mut admin, &["bao-may-tim-kiem"]).await;
    let draft = save(&mut admin, NEW, &[("tieu-de", "Nháp")]).await;
    let desk = save(&mut admin, NEW, &[PUBLISH]).await;
    let heard = engine.hears().await;
    assert_eq!(heard["urlList"], serde_json::json!([format!("http://site.test{}", path(&desk, "gat"))]));
    assert_eq!(heard["host"], "site.test");
    let key = heard["key"].as_str().expect("a key").to_owned();
    let file = format!("/{key}.txt");
    assert_eq!(heard["keyLocation"], format!("http://site.test{file}"));
    let answer = site.get(&file).await;
    assert_eq!((answer.status, &*answer.text), (StatusCode::OK, &*key));
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    assert_eq!(site.get(&format!("/{}.txt", "0".repeat(32))).await.status, 404);

    // Saved as it is, with another text, and with another title for search engines only.
    site.set_clock("2026-11-25T10:00:00+07:00");
    save(&mut admin, &desk, &[]).await;
    save(&mut admin, &desk, &[("tieu-de-chia-se", "Gặt 2026")]).await;
    save(&mut admin, &draft, &[("tieu-de", "Nháp khác")]).await;
    site.set_clock("2026-11-25T11:00:00+07:00");
    save(&mut admin, &desk, &[("noi-dung", "<p>Mưa.</p>")]).await;
    assert_eq!(engine.paths().await, [path(&desk, "gat")]);
    step(&mut admin, &desk, "go").await;
    assert_eq!(engine.paths().await, [path(&desk, "gat")]);
    step(&mut admin, &draft, "dang").await;
    assert_eq!(engine.paths().await, [path(&draft, "nhap-khac")], "the withdrawn one is told once");

    // Switched off, the key is nobody's any more.
    tick(&mut admin, &[]).await;
    assert_eq!(site.get(&file).await.status, 404);
    step(&mut admin, &desk, "dang").await;
    tick(&mut admin, &["bao-may-tim-kiem"]).await;
    let other = save(&mut admin, NEW, &[PUBLISH, ("tieu-de", "Cấy")]).await;
    let heard = engine.hears().await;
    assert_eq!(heard["urlList"], serde_json::json!([format!("http://site.test{}", path(&other, "cay"))]));
    assert_ne!(heard["key"], key);
}

#[tokio::test]
async fn a_scheduled_article_is_told_when_it_comes_out() {
    let mut engine = Engine::answering(200).await;
    let site = site(&engine).await;
    let mut admin = Browser::signed_in(&site, ADMIN).await;
    tick(&mut admin, &["bao-may-tim-kiem"]).await;
    let time = ("gio-dang", "2026-11-26T08:00");
    let later = save(&mut admin, NEW, &[PUBLISH, ("tieu-de", "Mai"), time]).await;
    let never = save(&mut admin, NEW, &[PUBLISH, ("tieu-de", "Thôi"), time]).await;
    step(&mut admin, &never, "go").await;
    let now = save(&mut admin, NEW, &[PUBLISH, ("tieu-de", "Nay")]).await;
    assert_eq!(engine.paths().await, [path(&now, "nay")]);
    site.set_clock("2026-11-26T08:00:00+07:00");
    assert_eq!(engine.paths().await, [path(&later, "mai")]);
}

#[tokio::test]
async fn an_endpoint_that_fails_or_never_answers_delays_nobody_and_is_told_later() {
    let mut engine = Engine::answering(NEVER).await;
    let site = site(&engine).await;
    let mut admin = Browser::signed_in(&site, ADMIN).await;
    tick(&mut admin, &["bao-may-tim-kiem"]).await;
    let first = save(&mut admin, NEW, &[PUBLISH]).await;
    assert_eq!(engine.paths().await, [path(&first, "gat")]);
    // While the request hangs.
    let second = save(&mut admin, NEW, &[PUBLISH, ("tieu-de", "Cấy")]).await;
    let both = [path(&first, "gat"), path(&second, "cay")];
    for status in [429, 500, 200] {
        engine.answers(status);
        // What was on its way when the status changed may still hang, and be heard once more.
        while engine.paths().await != both {}
    }
    let third = save(&mut admin, NEW, &[PUBLISH, ("tieu-de", "Ươm")]).await;
    let mut heard = engine.paths().await;
    while heard == both {
        heard = engine.paths().await;
    }
    assert_eq!(heard, [path(&third, "uom")]);
}

#[tokio::test]
async fn an_article_is_left_out_after_ten_failures() {
    let mut engine = Engine::answering(422).await;
    let site = site(&engine).await;
    let mut admin = Browser::signed_in(&site, ADMIN).await;
    tick(&mut admin, &["bao-may-tim-kiem"]).await;
    let first = save(&mut admin, NEW, &[PUBLISH]).await;
    for _ in 0..10 {
        assert_eq!(engine.paths().await, [path(&first, "gat")]);
    }
    // The last answer may be on its way: the next article is told alone only after it was counted.
    let second = save(&mut admin, NEW, &[PUBLISH, ("tieu-de", "Cấy")]).await;
    engine.answers(200);
    assert_eq!(engine.paths().await, [path(&second, "cay")]);
}
