//! The cost of each page stays within a budget: database statements and bytes of HTML. A process of its own,
//! since the statements of the whole process are counted.
#![expect(clippy::expect_used, reason = "a test stops where it stands, its helpers too")]

#[path = "../site/support.rs"]
#[expect(dead_code, reason = "half of it serves the other tests")]
mod support;

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
const BUDGET: [(&str, usize, usize); 15] = [
    ("/", 7, 31_000),
    ("/tin/van-hoa-doc", 8, 20_000),
    ("/tin/van-hoa-doc/thang/2026-09", 8, 18_500),
    ("/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-21", 10, 29_500),
    // An article in a series takes one more, and so does each poll in its body.
    ("/tin/van-hoa-doc/chuyen-xe-sach-di-doc-trien-de-12", 11, 27_000),
    ("/tin/lop-hoc-cong-dong/lich-lop-hoc-cong-dong-ba-thang-cuoi-nam-16", 11, 32_000),
    ("/chuyen-de", 5, 15_000),
    ("/chuyen-de/moi-xom-mot-tu-sach", 7, 20_000),
    ("/the/doc-sach", 6, 22_000),
    ("/tac-gia/le-thi-sen", 6, 17_500),
    ("/trang/gioi-thieu", 5, 15_000),
    ("/binh-chon", 6, 14_000),
    ("/binh-chon/1", 6, 19_500),
    // Its tables are cached; the first request takes nine more.
    ("/thong-ke", 10, 15_000),
    ("/thong-ke/cach-dem", 4, 17_500),
];

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
        // The timetable of polls is loaded in the background, but not during both of two requests.
        for _ in 0..2 {
            STATEMENTS.store(0, Ordering::SeqCst);
            page = site.get(address).await.text;
            used = used.min(STATEMENTS.load(Ordering::SeqCst));
        }
        println!("{address}: {used} statements, {} bytes", page.len());
        assert!(used <= statements, "{address}: {used} statements");
        assert!(page.len() <= bytes, "{address}: {} bytes", page.len());
    }
}
