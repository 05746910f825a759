//! The bus between what changes and the open screens: the latest message of each topic, ready to be sent. The first change
//! of a topic goes out at once, later ones at most every [`PACE`].

use super::Message;
use crate::{
    clock::{Clock, Timestamp},
    db::{Db, Fault, boxed},
    id::PollId,
    lock::lock,
    polls::store::{self as polls, Standings},
    statistics::Figures,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::{
    sync::{Notify, watch},
    time,
};

/// The least time between two messages about one poll.
const PACE: Duration = Duration::from_millis(100);
/// How often the timetable of polls is read again when nobody tells that it changed: a command may have changed it.
const TIMETABLE: Duration = Duration::from_secs(30);

/// A topic's latest message, as it is sent.
#[derive(Debug, Clone)]
struct Latest {
    everyone: Arc<str>,
    voters: Arc<str>,
}

/// The bus. Clones share it.
#[derive(Debug, Clone)]
pub struct Bus(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    db: Db,
    clock: Clock,
    latest: Mutex<BTreeMap<PollId, Latest>>,
    changed: Mutex<BTreeSet<PollId>>,
    /// Held while polls are loaded, so that no older look replaces a newer one.
    loading: tokio::sync::Mutex<()>,
    wake: Notify,
    timetable: Notify,
    turn: watch::Sender<u64>,
    /// The visitor statistics, as they are sent; empty before they are known.
    figures: Mutex<Arc<str>>,
}

/// The turn after which nothing comes.
const STOPPED: u64 = u64::MAX;

impl Bus {
    /// Opens the bus and watches the timetable of polls. To be called within a Tokio runtime.
    pub fn open(db: Db, clock: Clock) -> Self {
        let bus = Self(Arc::new(Inner {
            db,
            clock,
            latest: Mutex::default(),
            changed: Mutex::default(),
            loading: tokio::sync::Mutex::default(),
            wake: Notify::new(),
            timetable: Notify::new(),
            turn: watch::Sender::new(0),
            figures: Mutex::default(),
        }));
        tokio::spawn(bus.clone().publish());
        // From now and not from whenever the task begins: a stream may have begun by then.
        tokio::spawn(bus.clone().keep_timetable(bus.0.clock.now()));
        bus
    }

    /// Notes that a poll stands otherwise than before.
    pub fn poll_changed(&self, polls: impl IntoIterator<Item = PollId>) {
        lock(&self.0.changed).extend(polls);
        self.0.wake.notify_one();
    }

    /// Notes that polls may open or close at other times than before.
    pub fn timetable_changed(&self) {
        self.0.timetable.notify_one();
    }

    /// Ends all streams and the bus itself.
    pub fn stop(&self) {
        self.0.turn.send_replace(STOPPED);
        self.0.wake.notify_one();
        self.0.timetable.notify_one();
    }

    fn stopped(&self) -> bool {
        *self.0.turn.borrow() == STOPPED
    }

    /// Waits until the bus ends.
    #[boxed]
    pub async fn closed(&self) {
        // The sender lives as long as this bus.
        let _ = self.0.turn.subscribe().wait_for(|turn| *turn == STOPPED).await;
    }

    /// Tells the screens that ask for it how the statistics stand.
    pub fn tell_figures(&self, figures: Figures) {
        *lock(&self.0.figures) = event(&Message::Statistics(figures));
        self.take_turn();
    }

    fn take_turn(&self) {
        self.0.turn.send_if_modified(|last| {
            let goes_on = *last != STOPPED;
            *last += u64::from(goes_on);
            goes_on
        });
    }

    /// A stream about these polls; those that do not exist are left out. `voted` are polls in which the reader has a
    /// ballot, and so may see what voters see. With `figures` it is about the visitors too, and begins with these.
    #[boxed]
    pub async fn stream(
        &self,
        polls: &[PollId],
        voted: &[PollId],
        figures: Option<Figures>,
    ) -> Result<Stream, Fault> {
        // Before the first look: a change in between is then seen as one.
        let turns = self.0.turn.subscribe();
        let mut topics = Vec::new();
        for poll in polls.iter().copied().collect::<BTreeSet<_>>() {
            let known = lock(&self.0.latest).contains_key(&poll);
            if known || self.watch(poll).await? {
                topics.push(Topic { poll, has_voted: voted.contains(&poll), seen: None });
            }
        }
        let figures = figures.map(|figures| Visitors {
            first: Some(event(&Message::Statistics(figures))),
            older: Arc::clone(&lock(&self.0.figures)),
            seen: Arc::default(),
        });
        Ok(Stream { bus: self.clone(), turns, topics, figures })
    }

    /// Begins to watch a poll; `false` when there is none.
    async fn watch(&self, poll: PollId) -> Result<bool, Fault> {
        let _loading = self.0.loading.lock().await;
        let known = lock(&self.0.latest).contains_key(&poll);
        Ok(known || self.refresh(poll).await?)
    }

    /// Loads how a poll stands now; `false` when there is none.
    async fn refresh(&self, poll: PollId) -> Result<bool, Fault> {
        let Some(Standings { everyone, voters }) =
            polls::load_standings(&self.0.db, poll, self.0.clock.now()).await?
        else {
            return Ok(false);
        };
        let latest =
            Latest { everyone: event(&Message::Poll(everyone)), voters: event(&Message::Poll(voters)) };
        lock(&self.0.latest).insert(poll, latest);
        Ok(true)
    }

    async fn publish(self) {
        while !self.stopped() {
            self.0.wake.notified().await;
            // A poll that somebody begins to watch just now is among the latest once this is held.
            let loading = self.0.loading.lock().await;
            let changed = std::mem::take(&mut *lock(&self.0.changed));
            // Polls that nobody looks at are loaded when somebody does.
            let watched: Vec<PollId> =
                changed.into_iter().filter(|poll| lock(&self.0.latest).contains_key(poll)).collect();
            if watched.is_empty() {
                continue;
            }
            for poll in watched {
                if let Err(fault) = self.refresh(poll).await {
                    tracing::error!("how poll {poll} stands could not be loaded: {fault}");
                    // Once more after the pause.
                    self.poll_changed([poll]);
                }
            }
            drop(loading);
            self.take_turn();
            time::sleep(PACE).await;
        }
    }

    /// Polls open and close by themselves, also on screens that are open already.
    async fn keep_timetable(self, mut seen: Timestamp) {
        while !self.stopped() {
            let due = match polls::load_next_change(&self.0.db, seen).await {
                Ok(due) => due,
                Err(fault) => {
                    tracing::error!("the timetable of polls could not be read: {fault}");
                    None
                }
            };
            let reached = async {
                match due {
                    Some(due) => self.0.clock.reached(due).await,
                    None => std::future::pending().await,
                }
            };
            // A timeout is not a failure: the timetable is then read again.
            tokio::select! {
                _ = time::timeout(TIMETABLE, reached) => {}
                () = self.0.timetable.notified() => {}
            }
            seen = self.announce(seen).await.unwrap_or(seen);
            if let Err(fault) = polls::forget_past_networks(&self.0.db, seen).await {
                tracing::error!("the networks of past hours could not be forgotten: {fault}");
            }
        }
    }

    /// Tells of every poll that opened or closed since an instant; gives the instant until which that has been told.
    async fn announce(&self, since: Timestamp) -> Option<Timestamp> {
        let now = self.0.clock.now();
        match polls::load_changed(&self.0.db, since, now).await {
            Ok(changed) => {
                self.poll_changed(changed);
                Some(now)
            }
            Err(fault) => {
                tracing::error!("the timetable of polls could not be read: {fault}");
                time::sleep(PACE).await;
                None
            }
        }
    }
}

impl Stream {
    /// Whether there is anything to tell about.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty() && self.figures.is_none()
    }
}

/// The messages for one screen.
#[derive(Debug)]
pub struct Stream {
    bus: Bus,
    turns: watch::Receiver<u64>,
    topics: Vec<Topic>,
    /// The statistics, if the screen asks for them.
    figures: Option<Visitors>,
}

#[derive(Debug)]
struct Visitors {
    /// What the stream begins with.
    first: Option<Arc<str>>,
    /// What had been told when it began, which is older.
    older: Arc<str>,
    /// What was sent last.
    seen: Arc<str>,
}

impl Visitors {
    /// What is to be sent, if anything.
    fn unseen(&mut self, told: Arc<str>) -> Option<Arc<str>> {
        let next = self.first.take().or_else(|| (!Arc::ptr_eq(&told, &self.older)).then_some(told))?;
        if next == self.seen {
            return None;
        }
        self.seen = Arc::clone(&next);
        Some(next)
    }
}

#[derive(Debug)]
struct Topic {
    poll: PollId,
    has_voted: bool,
    /// The last message that was sent; none before the snapshot. What a reader may not see changes nothing in it.
    seen: Option<Arc<str>>,
}

impl Stream {
    /// The next messages, as they are sent: first how everything stands, then what changes. `None` at the end.
    #[boxed]
    pub async fn next(&mut self) -> Option<String> {
        loop {
            if *self.turns.borrow_and_update() == STOPPED {
                return None;
            }
            let news = self.unseen();
            if !news.is_empty() {
                return Some(news);
            }
            self.turns.changed().await.ok()?;
        }
    }

    fn unseen(&mut self) -> String {
        let latest = lock(&self.bus.0.latest);
        let mut text = String::new();
        for topic in &mut self.topics {
            let Some(message) = latest.get(&topic.poll) else { continue };
            let message = if topic.has_voted { &message.voters } else { &message.everyone };
            if topic.seen.as_ref() != Some(message) {
                topic.seen = Some(Arc::clone(message));
                text.push_str(message);
            }
        }
        drop(latest);
        if let Some(visitors) = &mut self.figures {
            let told = Arc::clone(&lock(&self.bus.0.figures));
            if let Some(figures) = visitors.unseen(told) {
                text.push_str(&figures);
            }
        }
        text
    }
}

/// A message in the form of `text/event-stream`.
fn event(message: &Message) -> Arc<str> {
    // Ids, numbers and names of our own always have a JSON form, and it has no line feed.
    format!("data: {}\n\n", serde_json::to_string(message).unwrap_or_default()).into()
}
