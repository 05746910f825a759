//! The event stream of the open tab: one, about what stands on the page, while somebody looks at it.
//!
//! A hidden tab closes it, a changed page opens it anew, and a broken one comes back by itself: browsers would come back
//! too, but all at the same moment. Features say what their news are ([`Live::hear`]) and which topics stand on the page
//! ([`Live::watch`]).

use crate::{
    routes,
    ui::{arrival::Arrivals, dom::on_document},
};
use domain::live::Topic;
use futures_util::StreamExt;
use gloo_net::eventsource::futures::{EventSource, EventSourceSubscription};
use leptos::{ev, leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use web_sys::VisibilityState;

/// Events of the connection itself. gloo-net says nothing of them, and of a break only when the browser has given up; but it
/// passes on any event that is asked for by its name.
const OPENED: &str = "open";
const BROKEN: &str = "error";
/// How long the first pause after a break is, in milliseconds; each further one is twice as long.
const PAUSE: u32 = 1_000;
/// The longest pause, in milliseconds.
const LONGEST_PAUSE: u32 = 30_000;

/// Whether what stands on the page moves by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    /// Nobody has asked for it yet.
    Off,
    /// Changes arrive at once.
    On,
    /// It broke, and is being mended.
    Broken,
}

/// What takes the news of a feature's topics; `false` where they cannot be read.
type Take = Arc<dyn Fn(i64, &str) -> bool + Send + Sync>;

/// The stream of this tab.
#[derive(Debug, Clone, Copy)]
pub struct Live {
    connection: RwSignal<Connection>,
    /// What takes the news, by the kind of their topics.
    features: StoredValue<Vec<(&'static str, Take)>>,
    /// How many parts of the page show each topic.
    topics: StoredValue<BTreeMap<Topic, u32>>,
    /// Made in the browser alone: what belongs to one thread must not be dropped by the server's others.
    stream: StoredValue<Option<StoredValue<Stream, LocalStorage>>>,
    /// How many streams have been left: what comes from one of them is not taken.
    left: StoredValue<u32>,
    /// How often it broke in a row.
    breaks: StoredValue<u32>,
    retry: StoredValue<Option<TimeoutHandle>>,
    /// None where pages do not follow one another: in a frame.
    arrivals: Option<Arrivals>,
}

/// An open stream. It is closed when it is dropped.
#[derive(Debug)]
struct Stream {
    _source: EventSource,
    address: String,
}

impl Live {
    /// Provides the stream to the whole site.
    pub(crate) fn provide() -> Self {
        let live = Self {
            connection: RwSignal::new(Connection::Off),
            features: StoredValue::new(Vec::new()),
            topics: StoredValue::new(BTreeMap::new()),
            stream: StoredValue::new(None),
            left: StoredValue::new(0),
            breaks: StoredValue::new(0),
            retry: StoredValue::new(None),
            arrivals: use_context::<Arrivals>(),
        };
        provide_context(live);
        // An effect runs in the browser alone, and this one once.
        Effect::new(move |_| {
            on_document("visibilitychange", move |_| live.settle());
            window_event_listener(ev::online, move |_| {
                if live.connection.get_untracked() == Connection::Broken {
                    live.reopen();
                }
                live.back();
            });
        });
        live
    }

    /// From now on `take` is given the news of the topics of a kind, each with the topic's number.
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

    /// Keeps a topic current for as long as the part of the page that calls this stands. `anew` is whether its reader may see
    /// more of it than the open stream tells.
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

    /// Opens the stream anew: it broke, or a voter may see more than before.
    pub(crate) fn reopen(self) {
        self.close();
        self.settle();
    }

    /// The site can be reached again.
    fn back(self) {
        if let Some(arrivals) = self.arrivals {
            arrivals.retry();
        }
    }

    /// When the page under way stands: on a move parts go and come one by one.
    fn settle_soon(self) {
        set_timeout(move || self.settle(), Duration::ZERO);
    }

    /// Opens, closes or leaves the stream, whatever fits the page and whether somebody looks at it.
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

    /// Ends the stream, if there is one.
    fn leave(self) {
        if let Some(Some(stream)) = self.stream.try_update_value(Option::take) {
            self.left.update_value(|left| *left += 1);
            stream.dispose();
        }
    }

    fn open(self, address: String, topics: &[Topic]) {
        // Without the constructor the browser has no event streams: the page stays as it is.
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

    /// Takes the events of one name until the stream ends, or is left for another one.
    async fn take(self, mut events: EventSourceSubscription, topic: Option<Topic>, left: u32) {
        while let Some(Ok((name, event))) = events.next().await {
            if self.left.try_get_value() != Some(left) {
                return;
            }
            match topic {
                Some(topic) if self.tell(topic, &event.data().as_string().unwrap_or_default()) => {}
                // The server has a newer version than this page: the next full load brings it.
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

    /// Gives news to their feature; `false` where they cannot be read.
    fn tell(self, topic: Topic, news: &str) -> bool {
        let take = self.features.with_value(|features| {
            features.iter().find(|(kind, _)| *kind == topic.kind).map(|(_, take)| Arc::clone(take))
        });
        take.is_some_and(|take| take(topic.id, news))
    }

    /// Tries again after a pause that is not the same in all browsers.
    fn mend(self) {
        let breaks = self.breaks.get_value().min(5);
        self.breaks.set_value(breaks + 1);
        let pause = (PAUSE << breaks).min(LONGEST_PAUSE);
        let pause = pause / 2 + (js_sys::Math::random() * f64::from(pause)) as u32;
        self.end();
        let again = set_timeout_with_handle(move || self.reopen(), Duration::from_millis(pause.into()));
        self.retry.set_value(again.ok());
    }

    /// Ends the stream; the page shows that.
    fn end(self) {
        self.leave();
        self.connection.set(Connection::Broken);
    }
}
