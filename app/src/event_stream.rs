//! The event stream of the tab: one stream with the topics of the current page, open while the tab is
//! visible.
//!
//! It is closed in a hidden tab, reopened when the topics change, and reconnects after errors with backoff
//! and jitter; browsers reconnect too, but all at the same moment. Features register a handler for their
//! messages ([`EventStream::hear`]) and watch the topics on the page ([`EventStream::watch`]).

use crate::{
    routes,
    ui::{dom::on_document, navigation::Navigation},
};
use domain::live::Topic;
use futures_util::StreamExt;
use gloo_net::eventsource::futures::{EventSource, EventSourceSubscription};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use web_sys::VisibilityState;

/// Events of the connection itself. gloo-net does not report `open`, and an error only after the browser has
/// given up; but it passes on any event that is subscribed to by name.
const OPENED: &str = "open";
const BROKEN: &str = "error";
/// The first pause after an error, in milliseconds; each further one is twice as long.
const PAUSE: u32 = 1_000;
/// The longest pause, in milliseconds.
const LONGEST_PAUSE: u32 = 30_000;

/// Whether the page receives changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// No topics yet.
    Off,
    /// Changes arrive.
    On,
    /// Disconnected; it will reconnect.
    Broken,
}

/// The handler of a feature's messages; returns `false` if a message cannot be parsed.
type Take = Arc<dyn Fn(i64, &str) -> bool + Send + Sync>;

/// The event stream of this tab.
#[derive(Debug, Clone, Copy)]
pub struct EventStream {
    connection: RwSignal<Connection>,
    /// The handlers, by kind of topic.
    features: StoredValue<Vec<(&'static str, Take)>>,
    /// How many components watch each topic.
    topics: StoredValue<BTreeMap<Topic, u32>>,
    /// Created in the browser only: thread-local values must not be dropped by another thread of the server.
    stream: StoredValue<Option<StoredValue<Stream, LocalStorage>>>,
    /// How many streams have been closed: messages of older streams are ignored.
    left: StoredValue<u32>,
    /// The number of consecutive errors.
    breaks: StoredValue<u32>,
    retry: StoredValue<Option<TimeoutHandle>>,
    /// `None` if there is no client-side routing: in an embedded poll.
    navigation: Option<Navigation>,
}

/// An open stream. It is closed when dropped.
#[derive(Debug)]
struct Stream {
    _source: EventSource,
    address: String,
}

impl EventStream {
    /// Provides the event stream to the whole site.
    pub(crate) fn provide() -> Self {
        let events = Self {
            connection: RwSignal::new(Connection::Off),
            features: StoredValue::new(Vec::new()),
            topics: StoredValue::new(BTreeMap::new()),
            stream: StoredValue::new(None),
            left: StoredValue::new(0),
            breaks: StoredValue::new(0),
            retry: StoredValue::new(None),
            navigation: use_context::<Navigation>(),
        };
        provide_context(events);
        // Effects run in the browser only; this one runs once.
        Effect::new(move |_| {
            on_document("visibilitychange", move |_| events.settle());
            window_event_listener(ev::online, move |_| {
                if events.connection.get_untracked() == Connection::Broken {
                    events.reopen();
                }
                events.back();
            });
        });
        events
    }

    /// Registers `take` for the messages of a kind of topics; it gets the id of the topic too.
    pub(crate) fn hear<T: DeserializeOwned>(
        self,
        kind: &'static str,
        take: impl Fn(i64, T) + Send + Sync + 'static,
    ) {
        let take: Take =
            Arc::new(move |id, text| serde_json::from_str(text).map(|news| take(id, news)).is_ok());
        self.features.update_value(|features| features.push((kind, take)));
    }

    /// Whether changes arrive.
    pub(crate) fn connection(self) -> Connection {
        self.connection.get()
    }

    /// Watches a topic until the calling component is removed. With `anew` the stream is reopened, since its
    /// reader may see more than before.
    pub(crate) fn watch(self, topic: Topic, anew: bool) {
        Effect::new(move |_| {
            self.begin_watching(topic);
            if anew {
                self.reopen();
            }
        });
    }

    fn begin_watching(self, topic: Topic) {
        self.topics.update_value(|topics| *topics.entry(topic).or_default() += 1);
        self.settle_soon();
        on_cleanup(move || {
            self.topics.try_update_value(|topics| {
                if let Some(watchers) = topics.get_mut(&topic) {
                    *watchers -= 1;
                }
                topics.retain(|_, watchers| *watchers > 0);
            });
            self.settle_soon();
        });
    }

    /// Reopens the stream: after an error, or when a voter may see more than before.
    pub(crate) fn reopen(self) {
        self.close();
        self.settle();
    }

    /// The server can be reached again.
    fn back(self) {
        if let Some(navigation) = self.navigation {
            navigation.retry();
        }
    }

    /// After the current page is complete: during navigation, components are removed and added one by one.
    fn settle_soon(self) {
        set_timeout(move || self.settle(), Duration::ZERO);
    }

    /// Opens, closes or replaces the stream, depending on the topics and the visibility of the tab.
    fn settle(self) {
        let Some(topics) = self.topics.try_with_value(|topics| topics.keys().copied().collect::<Vec<_>>())
        else {
            return;
        };
        if topics.is_empty() || document().visibility_state() == VisibilityState::Hidden {
            return self.close();
        }
        let address = routes::live(&topics);
        let fits = |stream: &Stream| stream.address == address;
        if !self.stream.get_value().is_some_and(|stream| stream.with_value(fits)) {
            self.close();
            self.open(address, &topics);
        }
    }

    fn close(self) {
        if let Some(Some(retry)) = self.retry.try_update_value(Option::take) {
            retry.clear();
        }
        self.leave();
    }

    /// Closes the stream, if there is one.
    fn leave(self) {
        if let Some(Some(stream)) = self.stream.try_update_value(Option::take) {
            self.left.update_value(|left| *left += 1);
            stream.dispose();
        }
    }

    fn open(self, address: String, topics: &[Topic]) {
        // If this fails, the browser has no event streams: the page is not updated.
        let Ok(mut source) = EventSource::new(&address) else { return };
        let left = self.left.get_value();
        let topics = topics.iter().map(|topic| (topic.to_string(), Some(*topic)));
        let connection = [OPENED, BROKEN].map(|name| (name.to_owned(), None));
        for (name, topic) in connection.into_iter().chain(topics) {
            if let Ok(events) = source.subscribe(name) {
                spawn_local(self.take(events, topic, left));
            }
        }
        self.stream.set_value(Some(StoredValue::new_local(Stream { _source: source, address })));
    }

    /// Handles the events of one name until the stream ends or is replaced.
    async fn take(self, mut events: EventSourceSubscription, topic: Option<Topic>, left: u32) {
        while let Some(Ok((name, event))) = events.next().await {
            if self.left.try_get_value() != Some(left) {
                return;
            }
            match topic {
                Some(topic) if self.tell(topic, &event.data().as_string().unwrap_or_default()) => {}
                // The server has a newer version than this page; it is loaded with the next full page load.
                Some(_) => return self.end(),
                None if name == BROKEN => return self.mend(),
                None => {
                    self.breaks.set_value(0);
                    self.connection.set(Connection::On);
                    self.back();
                }
            }
        }
    }

    /// Passes a message to the feature's handler; `false` if it cannot be parsed.
    fn tell(self, topic: Topic, news: &str) -> bool {
        let take = self.features.with_value(|features| {
            features.iter().find(|(kind, _)| *kind == topic.kind).map(|(_, take)| Arc::clone(take))
        });
        take.is_some_and(|take| take(topic.id, news))
    }

    /// Reconnects after a pause with jitter.
    fn mend(self) {
        let breaks = self.breaks.get_value().min(5);
        self.breaks.set_value(breaks + 1);
        let pause = (PAUSE << breaks).min(LONGEST_PAUSE);
        let pause = pause / 2 + (js_sys::Math::random() * f64::from(pause)) as u32;
        self.end();
        let again = set_timeout_with_handle(move || self.reopen(), Duration::from_millis(pause.into()));
        self.retry.set_value(again.ok());
    }

    /// Closes the stream, and marks the page as disconnected.
    fn end(self) {
        self.leave();
        self.connection.set(Connection::Broken);
    }
}
