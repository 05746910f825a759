//! The cost of each page stays within a budget: database statements and bytes of HTML. A process of its own,
//! since the statements of the whole process are counted.
#![expect(clippy::expect_used, reason = "a test stops where it stands, its helpers too")]

#[path = "../site/support.rs"]
#[expect(dead_code, reason = "half of it serves the other tests")]
mod support;

use axum::http::{Method, StatusCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use support::TestSite;
use tracing::{
    Event, Level, Subscriber,
    field::{Field, Visit},
    subscriber::set_global_default,
};
use tracing_subscriber::{
    Registry,
    filter::{LevelFilter, Targets},
    layer::{Context, Layer, SubscriberExt},
};

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// sqlx reports each statement it runs.
struct Counter;

impl<S: Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        let mut statement = Statement::default();
        event.record(&mut statement);
        // A pool may open connections at any time.
        if !statement.0.starts_with("PRAGMA") {
            STATEMENTS.fetch_add(1, Ordering::SeqCst);
        }
    }
}

/// The beginning of a statement, as reported by sqlx.
#[derive(Default)]
struct Statement(String);

impl Visit for Statement {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "summary" {
            self.0 = value.trim().to_uppercase();
        }
    }

    fn record_debug(&mut self, _field: &Field, _value: &dyn std::fmt::Debug) {}
}

/// Page, most statements, most bytes of uncompressed HTML. The frame around every page takes four statements.
const BUDGET: [(&str, usize, usize); 17] = [
    ("/", 7, 32_500),
    ("/tin/van-hoa-doc", 8, 21_500),
    ("/tin/van-hoa-doc/thang/2026-09", 8, 19_500),
    ("/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21", 10, 32_500),
    // An article in a series takes one more, and so does each poll in its body.
    ("/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12", 11, 30_500),
    ("/tin/lop-hoc-cong-dong/lich-lop-hoc-cong-dong-ba-thang-cuoi-nam-16", 11, 34_500),
    ("/chuyen-de", 5, 15_500),
    ("/chuyen-de/moi-xom-mot-tu-sach", 7, 21_000),
    ("/the/doc-sach", 6, 23_500),
    ("/tac-gia/le-thi-sen", 6, 18_500),
    ("/trang/gioi-thieu", 5, 16_500),
    ("/binh-chon", 6, 15_000),
    ("/binh-chon/1", 6, 21_000),
    // Its tables are cached; the first request takes nine more.
    ("/thong-ke", 10, 16_000),
    ("/thong-ke/cach-dem", 4, 18_500),
    ("/doc-sau", 4, 15_000),
    // Twelve of the search: its filters, spellings, counts, candidates and texts, and the eight other things it names.
    ("/tim-kiem?q=sach", 24, 40_000),
];

/// A request that is no view: what is read most would be listed after half a minute, and a slow machine takes longer.
const UNCOUNTED: [(&str, &str); 2] = [("accept", "text/html"), ("sec-purpose", "prefetch")];

#[tokio::test]
async fn a_page_keeps_to_its_budget() {
    let only_sqlx = Targets::new().with_default(LevelFilter::OFF).with_target("sqlx::query", Level::DEBUG);
    set_global_default(Registry::default().with(Counter.with_filter(only_sqlx)))
        .expect("the first subscriber");
    let site = TestSite::starter().await;
    assert!(STATEMENTS.load(Ordering::SeqCst) > 0, "loading a pack is counted, so the counter counts");
    for (address, statements, bytes) in BUDGET {
        let mut used = usize::MAX;
        let mut page = String::new();
        // The timetable of polls is loaded and the search index looked after in the background, but not during all of
        // these requests.
        for _ in 0..4 {
            STATEMENTS.store(0, Ordering::SeqCst);
            page = site.ask(Method::GET, address, &UNCOUNTED).await.text;
            used = used.min(STATEMENTS.load(Ordering::SeqCst));
        }
        println!("{address}: {used} statements, {} bytes", page.len());
        assert!(used <= statements, "{address}: {used} statements");
        assert!(page.len() <= bytes, "{address}: {} bytes", page.len());
    }
    for address in ["/rss.xml", "/tin/van-hoa-doc/atom.xml", "/the/doc-sach/feed.json"] {
        let tag = site.get(address).await.header("etag").to_owned();
        let mut used = usize::MAX;
        for _ in 0..2 {
            STATEMENTS.store(0, Ordering::SeqCst);
            let again = site.ask(Method::GET, address, &[("if-none-match", &tag)]).await;
            assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{address}");
            used = used.min(STATEMENTS.load(Ordering::SeqCst));
        }
        assert_eq!(used, 1, "{address}: a program that has the feed costs one statement");
    }
}
