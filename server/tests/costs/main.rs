//! What a page costs, held by a budget: statements of the database and bytes of HTML. A process of its own, since
//! the statements of the whole process are counted.
#![expect(clippy::expect_used, reason = "a test stops where it stands, its helpers too")]

#[path = "../site/support.rs"]
#[expect(dead_code, reason = "half of it serves the other tests")]
mod support;

use std::sync::atomic::{AtomicUsize, Ordering};
use support::TestSite;
use tracing::{Event, Level, Subscriber, subscriber::set_global_default};
use tracing_subscriber::{
    Registry,
    filter::{LevelFilter, Targets},
    layer::{Context, Layer, SubscriberExt},
};

static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// sqlx tells of each statement it runs.
struct Counter;

impl<S: Subscriber> Layer<S> for Counter {
    fn on_event(&self, _event: &Event<'_>, _context: Context<'_, S>) {
        STATEMENTS.fetch_add(1, Ordering::SeqCst);
    }
}

/// Page, most statements, most bytes of HTML without compression. The frame around every page takes five.
const BUDGET: [(&str, usize, usize); 4] = [
    ("/", 7, 40_000),
    ("/tin/van-hoa-doc", 9, 26_000),
    ("/tin/tin-co-so/giu-nep-hoc-tu-moi-xom-nho-o-xa-yen-mach-8", 9, 26_000),
    ("/trang/gioi-thieu", 6, 20_000),
];

#[tokio::test]
async fn a_page_keeps_to_its_budget() {
    let only_sqlx = Targets::new().with_default(LevelFilter::OFF).with_target("sqlx::query", Level::DEBUG);
    set_global_default(Registry::default().with(Counter.with_filter(only_sqlx)))
        .expect("the first subscriber");
    let site = TestSite::starter().await;
    assert!(STATEMENTS.load(Ordering::SeqCst) > 0, "loading a pack is counted, so the counter counts");
    for (address, statements, bytes) in BUDGET {
        // Once before: a connection that is opened now would be counted.
        site.get(address).await;
        STATEMENTS.store(0, Ordering::SeqCst);
        let page = site.get(address).await;
        let used = STATEMENTS.load(Ordering::SeqCst);
        println!("{address}: {used} statements, {} bytes", page.text.len());
        assert!(used <= statements, "{address}: {used} statements");
        assert!(page.text.len() <= bytes, "{address}: {} bytes", page.text.len());
    }
}
