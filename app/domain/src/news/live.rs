//! Live updates of the news: the front page, a category, an article. Messages hold the current version only;
//! a page loads what is new when its reader asks for it.

use super::{
    Shown,
    store::{load_article_version, load_category_version, load_front_page, load_next_shown, load_shown},
    version::{ARTICLE, CATEGORY, HEADLINES},
};
use crate::{
    clock::{Clock, Timestamp},
    db::Db,
    id::ArticleId,
    live::{
        Topic,
        bus::Bus,
        feature::{Answer, Feature, Snapshot, Task},
        timetable::{Timed, Timetable},
    },
    scope::Reading,
};
use std::sync::Arc;

/// The topics of the news.
#[derive(Debug)]
pub struct LiveNews {
    db: Db,
    timetable: Timetable,
}

/// The topics of one kind.
struct Topics {
    kind: &'static str,
    news: Arc<LiveNews>,
}

impl LiveNews {
    /// Adds the news to a bus. To be called within a Tokio runtime.
    pub fn add_to(bus: &Bus, db: Db, clock: Clock) -> Arc<Self> {
        let news = Arc::new(Self { db, timetable: Timetable::by(clock) });
        for kind in [HEADLINES, CATEGORY, ARTICLE] {
            bus.add(Arc::new(Topics { kind, news: Arc::clone(&news) }));
        }
        news
    }

    /// Reports that an article was published, corrected or withdrawn, or its time of publishing changed.
    pub fn changed(&self, bus: &Bus, article: ArticleId) {
        tell(bus, [article]);
        self.timetable.changed();
    }

    /// Reports that articles were listed elsewhere, such as in another category.
    pub fn arranged(&self, bus: &Bus) {
        tell(bus, []);
    }
}

/// Reports changes of articles. Their categories, now and before, are not looked up: a category with
/// subscribers is loaded once, and subscribers with the same version get no message.
fn tell(bus: &Bus, articles: impl IntoIterator<Item = ArticleId>) {
    let articles = articles.into_iter().map(Shown::Article);
    bus.changed(articles.chain([Shown::Headlines]).map(Shown::topic));
    bus.kind_changed(CATEGORY);
}

impl Timed for LiveNews {
    fn next_after(&self, instant: Timestamp) -> Answer<'_, Option<Timestamp>> {
        load_next_shown(&self.db, instant)
    }

    fn tell<'a>(&'a self, bus: &'a Bus, after: Timestamp, until: Timestamp) -> Answer<'a, ()> {
        Box::pin(async move {
            let shown = load_shown(&self.db, after, until).await?;
            if !shown.is_empty() {
                tell(bus, shown);
            }
            Ok(())
        })
    }
}

impl Feature for Topics {
    fn kind(&self) -> &'static str {
        self.kind
    }

    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>> {
        Box::pin(async move {
            let LiveNews { db, timetable } = &*self.news;
            let reading = Reading::visitor(db, timetable.now());
            let version = match Shown::of(Topic { kind: self.kind, id }) {
                Some(Shown::Headlines) => Some(load_front_page(&reading).await?.version),
                Some(Shown::Category(id)) => load_category_version(&reading, id).await?,
                // Withdrawn, unpublished and nonexistent articles look the same.
                Some(Shown::Article(id)) => Some(load_article_version(&reading, id).await?),
                Some(Shown::MostRead) | None => None,
            };
            Ok(version.as_ref().map(Snapshot::same))
        })
    }

    /// For articles that are published at a scheduled time.
    fn watch_time(self: Arc<Self>, bus: Bus) -> Option<Task> {
        // Not the time when the task starts: a stream may have started by then.
        let now = self.news.timetable.now();
        let once = self.kind == HEADLINES;
        once.then(|| -> Task {
            Box::pin(async move { self.news.timetable.keep(&*self.news, &bus, now).await })
        })
    }
}
