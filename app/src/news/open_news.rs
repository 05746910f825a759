//! The news on the current page, and newer versions announced by the event stream.

use crate::{
    error::AppError, event_stream::EventStream, renewal::Renewal, ui::announcer::Announcer, ui::dom,
};
use domain::{
    live::Topic,
    news::{Shown, Since, Version},
};
use leptos::{prelude::*, task::spawn_local};

/// The state of one of them.
#[derive(Debug, Clone)]
pub(crate) struct NewsState {
    /// What is shown.
    pub(crate) shown: Shown,
    /// Which version of it.
    version: Version,
    /// The newest version that was announced.
    newest: Option<Version>,
    /// What has changed since.
    pub(crate) since: Option<Since>,
    /// The state of loading it.
    pub(crate) wish: Wish,
}

impl NewsState {
    /// Compares what is shown with what was announced; returns what has changed since.
    fn compare(&mut self) -> Option<Since> {
        self.since = self.newest.as_ref().and_then(|newest| self.version.until(newest));
        self.since
    }
}

/// The state of loading the new version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// Not requested.
    None,
    /// It is being loaded.
    Loading,
    /// It could not be loaded.
    Failed,
    /// It is in the page.
    Done,
}

/// What became of loading the page again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Renewed {
    /// What is new is in the page.
    Here,
    /// The page has another address or another structure now.
    At(String),
}

/// All news of the current page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenNews {
    states: StoredValue<Vec<(Topic, RwSignal<NewsState>)>>,
    events: EventStream,
    renewal: Renewal,
}

impl OpenNews {
    /// Provides the news as context. [`Announcer`] must be provided before.
    pub(crate) fn provide(events: EventStream, renewal: Renewal) {
        let news = Self { states: StoredValue::new(Vec::new()), events, renewal };
        let announcer = expect_context::<Announcer>();
        for kind in Shown::KINDS {
            events.hear(kind, move |id, newest: Version| {
                let topic = Topic { kind, id };
                let Some(state) = news.state(topic) else { return };
                state.try_update(|state| {
                    state.newest = Some(newest);
                    if let Some(since) = state.compare() {
                        state.wish = Wish::None;
                        announcer.say(topic, told(state.shown, since));
                    }
                });
            });
        }
        provide_context(news);
    }

    fn state(self, topic: Topic) -> Option<RwSignal<NewsState>> {
        self.states.with_value(|states| states.iter().find(|(of, _)| *of == topic).map(|(_, state)| *state))
    }

    /// Registers what the page shows from now on.
    pub(crate) fn shows(self, shown: Shown, version: Version) -> RwSignal<NewsState> {
        let state = RwSignal::new(NewsState { shown, version, newest: None, since: None, wish: Wish::None });
        let topic = shown.topic();
        self.states.update_value(|states| {
            states.retain(|(of, _)| *of != topic);
            states.push((topic, state));
        });
        self.events.watch(topic, false);
        state
    }

    /// Loads the new version.
    pub(crate) fn bring(self, asked: RwSignal<NewsState>) {
        asked.update(|state| (state.wish, state.newest) = (Wish::Loading, None));
        let here = dom::here();
        spawn_local(async move {
            let renewed = self.renew(&here).await;
            if here != dom::here() {
                return;
            }
            match renewed {
                Ok(Renewed::Here) => {
                    asked.try_update(|state| {
                        state.wish = if state.since.is_none() { Wish::Done } else { Wish::None };
                    });
                }
                Ok(Renewed::At(address)) => dom::go(&address),
                Err(_) => {
                    asked.try_update(|state| state.wish = Wish::Failed);
                }
            }
        });
    }

    /// Loads the current page again, and puts what is new into it if it is still the current one then.
    pub(crate) async fn renew(self, here: &str) -> Result<Renewed, AppError> {
        // A response in the browser's cache may be older than the announced version.
        let anew = (js_sys::Math::random() * 1e9) as u64;
        let page = self.renewal.load(here, anew).await?;
        if here != dom::here() {
            return Ok(Renewed::Here);
        }
        let address = page.address.clone();
        let Some(versions) = self.renewal.take(page) else { return Ok(Renewed::At(address)) };
        for (shown, version) in versions {
            if let Some(state) = self.state(shown.topic()) {
                state.try_update(|state| {
                    state.version = version;
                    // Something may have been announced while this was loading.
                    state.compare();
                });
            }
        }
        Ok(Renewed::Here)
    }
}

/// The text of the announcement.
pub(super) fn told(shown: Shown, since: Since) -> String {
    match (shown, since) {
        (_, Since::Articles(many)) => return format!("{many} tin mới."),
        (_, Since::Withdrawn) => "Bài viết này vừa được gỡ xuống.",
        (Shown::Article(_), Since::Change) => "Bài viết này vừa được sửa.",
        (Shown::MostRead, Since::Change) => "Danh sách này vừa thay đổi.",
        (_, Since::Change) => "Trang này vừa thay đổi.",
    }
    .to_owned()
}
