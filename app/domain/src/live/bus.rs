//! The bus between changes and event streams. It keeps the newest message of each topic, ready to be sent.
//! The first change of a topic is sent at once, later ones at most every [`PACE`]. A topic is kept as long as
//! it has subscribers.

use super::{
    Topic,
    feature::{Feature, Reader, Snapshot},
};
use crate::{
    db::{DbError, boxed},
    lock::lock_ignoring_poison,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    time,
};

#[cfg(test)]
mod tests;

/// The shortest time between two messages of one topic.
const PACE: Duration = Duration::from_millis(100);

/// The bus. Clones share it.
#[derive(Clone)]
pub struct Bus(Arc<Inner>);

struct Inner {
    features: Mutex<Vec<Arc<dyn Feature>>>,
    topics: Mutex<BTreeMap<Topic, Newest>>,
    changed: Mutex<BTreeSet<Topic>>,
    /// Kinds of which any topic may have changed.
    changed_kinds: Mutex<BTreeSet<&'static str>>,
    /// Held while topics are loaded, so that an older snapshot never replaces a newer one.
    loading: tokio::sync::Mutex<()>,
    wake: Notify,
    round: watch::Sender<u64>,
}

/// The newest message of a topic, for each audience.
struct Newest {
    everyone: Arc<str>,
    insiders: Arc<str>,
    /// The number of subscribed streams.
    listeners: usize,
}

/// The last round: the bus has stopped.
const STOPPED: u64 = u64::MAX;

impl fmt::Debug for Bus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bus")
    }
}

impl Bus {
    /// Starts a bus without features. To be called within a Tokio runtime.
    pub fn open() -> Self {
        let bus = Self(Arc::new(Inner {
            features: Mutex::default(),
            topics: Mutex::default(),
            changed: Mutex::default(),
            changed_kinds: Mutex::default(),
            loading: tokio::sync::Mutex::default(),
            wake: Notify::new(),
            round: watch::Sender::new(0),
        }));
        tokio::spawn(bus.clone().publish());
        bus
    }

    /// Adds a feature; its topics can be subscribed to from now on.
    pub fn add(&self, feature: Arc<dyn Feature>) {
        if let Some(task) = Arc::clone(&feature).watch_time(self.clone()) {
            tokio::spawn(task);
        }
        lock_ignoring_poison(&self.0.features).push(feature);
    }

    /// Parses a topic of one of the features.
    pub fn read_topic(&self, text: &str) -> Option<Topic> {
        let kinds: Vec<&'static str> =
            lock_ignoring_poison(&self.0.features).iter().map(|feature| feature.kind()).collect();
        Topic::read(text, &kinds)
    }

    /// Reports that topics have changed.
    pub fn changed(&self, topics: impl IntoIterator<Item = Topic>) {
        lock_ignoring_poison(&self.0.changed).extend(topics);
        self.0.wake.notify_one();
    }

    /// Reports that any topic of a kind may have changed: those with subscribers are loaded again.
    pub fn kind_changed(&self, kind: &'static str) {
        lock_ignoring_poison(&self.0.changed_kinds).insert(kind);
        self.0.wake.notify_one();
    }

    /// Ends all streams and the bus.
    pub fn stop(&self) {
        self.0.round.send_replace(STOPPED);
        self.0.wake.notify_one();
    }

    fn stopped(&self) -> bool {
        *self.0.round.borrow() == STOPPED
    }

    /// Waits until the bus has stopped.
    #[boxed]
    pub async fn closed(&self) {
        // The sender lives as long as this bus.
        let _ = self.0.round.subscribe().wait_for(|round| *round == STOPPED).await;
    }

    /// A stream of these topics; those that do not exist are left out.
    #[boxed]
    pub async fn stream(&self, topics: &[Topic], reader: &Reader) -> Result<Stream, DbError> {
        // Before the first load, so that a change in between is noticed.
        let rounds = self.0.round.subscribe();
        let mut stream = Stream { bus: self.clone(), rounds, topics: Vec::new() };
        let features = lock_ignoring_poison(&self.0.features).clone();
        for feature in features {
            let ids = topics.iter().filter(|topic| topic.kind == feature.kind()).map(|topic| topic.id);
            let ids: Vec<i64> = ids.collect::<BTreeSet<_>>().into_iter().collect();
            if ids.is_empty() {
                continue;
            }
            let inside = feature.insiders(&ids, reader).await?;
            for id in ids {
                let topic = Topic { kind: feature.kind(), id };
                if self.listen(topic, &*feature).await? {
                    stream.topics.push(Heard {
                        topic,
                        insider: inside.contains(&id),
                        first: None,
                        sent: None,
                    });
                    if feature.begins_anew() {
                        stream.begin_anew(&feature.snapshot(id).await?);
                    }
                }
            }
        }
        Ok(stream)
    }

    /// Subscribes one more stream to a topic; `false` if it does not exist.
    async fn listen(&self, topic: Topic, feature: &dyn Feature) -> Result<bool, DbError> {
        let joined = || {
            lock_ignoring_poison(&self.0.topics).get_mut(&topic).map(|newest| newest.listeners += 1).is_some()
        };
        if joined() {
            return Ok(true);
        }
        let _loading = self.0.loading.lock().await;
        // Another stream may have loaded it meanwhile.
        if joined() {
            return Ok(true);
        }
        let Some(snapshot) = feature.snapshot(topic.id).await? else { return Ok(false) };
        let (everyone, insiders) = events(topic, &snapshot);
        lock_ignoring_poison(&self.0.topics).insert(topic, Newest { everyone, insiders, listeners: 1 });
        Ok(true)
    }

    /// Loads the current snapshot of a topic.
    async fn refresh(&self, topic: Topic) -> Result<(), DbError> {
        let feature = lock_ignoring_poison(&self.0.features)
            .iter()
            .find(|feature| feature.kind() == topic.kind)
            .cloned();
        let Some(feature) = feature else { return Ok(()) };
        let Some(snapshot) = feature.snapshot(topic.id).await? else { return Ok(()) };
        let (everyone, insiders) = events(topic, &snapshot);
        // The topic may have no subscribers any more.
        if let Some(newest) = lock_ignoring_poison(&self.0.topics).get_mut(&topic) {
            (newest.everyone, newest.insiders) = (everyone, insiders);
        }
        Ok(())
    }

    async fn publish(self) {
        while !self.stopped() {
            self.0.wake.notified().await;
            // Once this is held, a topic that a stream is just subscribing to is in `topics`.
            let loading = self.0.loading.lock().await;
            let changed = std::mem::take(&mut *lock_ignoring_poison(&self.0.changed));
            let kinds = std::mem::take(&mut *lock_ignoring_poison(&self.0.changed_kinds));
            // Topics without subscribers are loaded when they get one.
            let heard: BTreeSet<Topic> = {
                let topics = lock_ignoring_poison(&self.0.topics);
                let of_kind = |kind| topics.range(Topic { kind, id: 0 }..=Topic { kind, id: i64::MAX });
                let changed = changed.into_iter().filter(|topic| topics.contains_key(topic));
                changed.chain(kinds.into_iter().flat_map(of_kind).map(|(topic, _)| *topic)).collect()
            };
            if heard.is_empty() {
                continue;
            }
            for topic in heard {
                if let Err(fault) = self.refresh(topic).await {
                    tracing::error!("how {topic} stands could not be loaded: {fault}");
                    // Try again after the pause.
                    self.changed([topic]);
                }
            }
            drop(loading);
            self.next_round();
            time::sleep(PACE).await;
        }
    }

    fn next_round(&self) {
        self.0.round.send_if_modified(|last| {
            let goes_on = *last != STOPPED;
            *last += u64::from(goes_on);
            goes_on
        });
    }
}

/// The messages of one event stream.
#[derive(Debug)]
pub struct Stream {
    bus: Bus,
    rounds: watch::Receiver<u64>,
    topics: Vec<Heard>,
}

#[derive(Debug)]
struct Heard {
    topic: Topic,
    insider: bool,
    /// The first message, if this stream has one of its own.
    first: Option<Arc<str>>,
    /// The last message sent, or one older than the first message; none before the snapshot. A change that
    /// this reader must not see leaves it the same.
    sent: Option<Arc<str>>,
}

impl Stream {
    /// Whether the stream has no topics.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }

    /// The last topic begins with this snapshot.
    fn begin_anew(&mut self, snapshot: &Option<Snapshot>) {
        let (Some(heard), Some(snapshot)) = (self.topics.last_mut(), snapshot) else { return };
        let (everyone, insiders) = events(heard.topic, snapshot);
        heard.first = Some(if heard.insider { insiders } else { everyone });
        heard.sent = lock_ignoring_poison(&self.bus.0.topics)
            .get(&heard.topic)
            .map(|newest| Arc::clone(newest.to(heard.insider)));
    }

    /// The next messages in wire format: first the current state of all topics, then changes. `None` at the
    /// end.
    #[boxed]
    pub async fn next(&mut self) -> Option<String> {
        loop {
            if *self.rounds.borrow_and_update() == STOPPED {
                return None;
            }
            let news = self.unsent();
            if !news.is_empty() {
                return Some(news);
            }
            self.rounds.changed().await.ok()?;
        }
    }

    fn unsent(&mut self) -> String {
        let topics = lock_ignoring_poison(&self.bus.0.topics);
        let mut text = String::new();
        for heard in &mut self.topics {
            if let Some(first) = heard.first.take() {
                text.push_str(&first);
                continue;
            }
            let Some(newest) = topics.get(&heard.topic).map(|newest| newest.to(heard.insider)) else {
                continue;
            };
            if heard.sent.as_ref() != Some(newest) {
                text.push_str(newest);
                heard.sent = Some(Arc::clone(newest));
            }
        }
        text
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let mut topics = lock_ignoring_poison(&self.bus.0.topics);
        for heard in &self.topics {
            if let Some(newest) = topics.get_mut(&heard.topic) {
                newest.listeners -= 1;
                if newest.listeners == 0 {
                    topics.remove(&heard.topic);
                }
            }
        }
    }
}

impl Newest {
    fn to(&self, insider: bool) -> &Arc<str> {
        if insider { &self.insiders } else { &self.everyone }
    }
}

/// The messages in the format `text/event-stream`; the event name is the topic.
fn events(topic: Topic, snapshot: &Snapshot) -> (Arc<str>, Arc<str>) {
    let event = |news: &str| format!("event: {topic}\ndata: {news}\n\n").into();
    let everyone: Arc<str> = event(&snapshot.everyone);
    let insiders = snapshot.insiders.as_deref().map_or_else(|| Arc::clone(&everyone), event);
    (everyone, insiders)
}
