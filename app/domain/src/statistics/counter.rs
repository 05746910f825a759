//! Where visitors are counted: in memory, and once a second in one transaction. What the block shows is kept beside it,
//! so that no page waits for it.

use super::{
    Dimension, Figures, MostRead, VALUES_PER_DAY,
    agent::{self, Agent},
    batch::Batch,
    openings::Openings,
    people::{Page, People, Sight},
    store,
    visitor::{Referrer, Visitor},
};
use crate::{
    clock::{Clock, Date, LocalHour, Month, Timestamp, Zone},
    db::{Db, Fault},
    id::ArticleId,
    live::bus::Bus,
    news::{Headline, store::load_headlines},
    scope::Scope,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt, io,
    net::IpAddr,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::{
    task::spawn_blocking,
    time::{self, Instant, MissedTickBehavior},
};

/// How often what was counted is written.
const PACE: Duration = Duration::from_secs(1);
/// The least time between two messages to open screens.
const TOLD_EVERY: Duration = Duration::from_secs(5);
/// How many times [`PACE`] lie between two looks at what is read most, and at the opening balances.
const RANKED_EVERY: u32 = 30;
/// How many articles are known of those read most: some may be withdrawn before they are ranked again.
const RANKED: usize = 40;
/// How many are shown.
const SHOWN: usize = 5;
/// Of how many days the values are known, today aside.
const DAYS_KNOWN: usize = 3;
/// Of how many hours the visits are known.
const HOURS_KNOWN: usize = 96;
/// How many headers are remembered with what they say.
const AGENTS: usize = 1_024;
const HOUR: i64 = 60 * 60 * 1000;
/// The hours of the sparkline.
const SPARK: i64 = 24;

/// What a reader was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject {
    /// The kind of page, as it is stored: `article`.
    pub kind: &'static str,
    /// The article, if it was one.
    pub article: Option<ArticleId>,
}

/// A page that was shown.
#[derive(Debug, Clone)]
pub struct View {
    /// What it was.
    pub subject: Subject,
    /// To whom.
    pub visitor: Visitor,
    /// Which site led there.
    pub referrer: Option<Referrer>,
}

/// Tells the country of a network, as two letters.
pub type Countries = Arc<dyn Fn(IpAddr) -> Option<String> + Send + Sync>;

/// How to open a [`Counter`].
pub struct Opening {
    /// Where the day's visitors are kept.
    pub file: PathBuf,
    /// The zone of the site.
    pub zone: Zone,
    /// The countries of networks, if the owner has given a file.
    pub countries: Option<Countries>,
    /// Whether anybody is counted.
    pub counting: bool,
}

/// Counts. Clones share it.
#[derive(Clone)]
pub struct Counter(Arc<Inner>);

struct Inner {
    db: Db,
    clock: Clock,
    zone: Zone,
    file: PathBuf,
    countries: Option<Countries>,
    counting: bool,
    bus: Bus,
    state: Mutex<State>,
    agents: Mutex<HashMap<String, Agent>>,
    most_read: Mutex<Arc<MostRead>>,
    ranked: Mutex<[Vec<ArticleId>; 3]>,
    /// One transaction at a time, and what it holds is either counted or in the store.
    writing: tokio::sync::Mutex<Told>,
}

/// What the task has told.
#[derive(Default)]
struct Told {
    at: Option<Instant>,
    /// Whether the last write failed: a fault is logged when it begins.
    failing: bool,
}

impl fmt::Debug for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counter")
    }
}

struct State {
    people: People,
    /// Whether somebody was left out today.
    full: bool,
    batch: Batch,
    /// What is counted of the dimensions of the last days, articles aside.
    values: BTreeMap<Date, BTreeSet<(Dimension, String)>>,
    /// The days of which it is known what the store has.
    known: BTreeSet<Date>,
    /// Visits of each day, in the store or not.
    days: BTreeMap<Date, i64>,
    /// Visits of the last hours.
    hours: BTreeMap<LocalHour, i64>,
    total: i64,
    openings: Openings,
    /// The hour of the last look, as it begins, and the hours of the sparkline.
    hour: Option<(i64, Vec<LocalHour>)>,
}

impl Counter {
    /// Opens the counter with what has been counted before, and writes from now on. To be called within a Tokio runtime.
    pub async fn open(db: Db, clock: Clock, bus: Bus, opening: Opening) -> Result<Self, Fault> {
        let Opening { file, zone, countries, counting } = opening;
        let now = zone.hour(clock.now());
        let history = store::load_history(&db, now.day).await?;
        let state = State {
            people: if counting { People::read(&file, now.day) } else { People::nobody(&file, now.day) },
            full: false,
            batch: Batch::default(),
            values: BTreeMap::new(),
            known: BTreeSet::new(),
            total: history.days.values().sum(),
            days: history.days,
            hours: history.hours,
            openings: store::load_openings(&db).await?,
            hour: None,
        };
        let counter = Self(Arc::new(Inner {
            db,
            clock,
            zone,
            file,
            countries,
            counting,
            bus,
            state: Mutex::new(state),
            agents: Mutex::default(),
            most_read: Mutex::default(),
            ranked: Mutex::default(),
            writing: tokio::sync::Mutex::default(),
        }));
        counter.know_values().await?;
        counter.rank().await?;
        counter.tell(&mut *counter.0.writing.lock().await);
        spawn_blocking(agent::prepare);
        tokio::spawn(counter.clone().keep_writing());
        Ok(counter)
    }

    /// Counts a page that was shown.
    pub fn count(&self, view: &View) {
        if !self.0.counting {
            return;
        }
        let agent = self.agent(&view.visitor);
        let country = self.0.countries.as_ref().and_then(|find| find(view.visitor.address()));
        let mut state = self.state();
        // Once it is this view's turn: at midnight nobody comes back from the day before.
        let now = self.0.clock.now();
        let hour = state.turn(now, &self.0.zone);
        match agent {
            Agent::Crawler(name) => state.count_crawler(hour, name),
            Agent::Person { browser, system, device } => {
                let values = [
                    (Dimension::Browser, Some(browser)),
                    (Dimension::System, Some(system.to_owned())),
                    (Dimension::Device, Some(device.to_owned())),
                    (Dimension::Language, view.visitor.language()),
                    (Dimension::Country, country),
                ];
                state.count_person(hour, now, view, values);
            }
        }
    }

    /// What the block shows.
    pub fn figures(&self) -> Figures {
        let mut state = self.state();
        let now = self.0.clock.now();
        let LocalHour { day, .. } = state.turn(now, &self.0.zone);
        let month = Month::of(day).to_string();
        let this_month: i64 =
            state.days.range(day.first_of_month()..=day.last_of_month()).map(|(_, visits)| visits).sum();
        let hours = state.hour.iter().flat_map(|(_, hours)| hours);
        Figures {
            online: state.people.online(now),
            today: state.days.get(&day).copied().unwrap_or(0) + state.openings.of(&day.to_string()),
            month: this_month + state.openings.of(&month),
            total: state.total + state.openings.of(""),
            hours: hours.map(|hour| state.hours.get(hour).copied().unwrap_or(0)).collect(),
        }
    }

    /// What is read most.
    pub fn most_read(&self) -> Arc<MostRead> {
        Arc::clone(&lock(&self.0.most_read))
    }

    /// The zone in which days begin.
    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    /// The opening balances.
    pub fn openings(&self) -> Openings {
        self.state().openings.clone()
    }

    /// Writes what was counted, and looks again at everything that is kept beside it.
    pub async fn settle(&self) -> Result<(), Fault> {
        self.write().await?;
        self.rank().await
    }

    /// Writes what was counted. What cannot be written is kept for the next time.
    pub async fn write(&self) -> Result<(), Fault> {
        let counter = self.clone();
        // In a task of its own: whoever gives up waiting does not take the batch along.
        let written = tokio::spawn(async move { counter.write_and_tell().await }).await;
        written.unwrap_or_else(|panic| Err(Fault::Protocol(panic.to_string())))
    }

    async fn write_and_tell(&self) -> Result<(), Fault> {
        let mut told = self.0.writing.lock().await;
        let result = self.write_batch().await;
        match &result {
            Err(fault) if !told.failing => tracing::error!("what was counted waits in memory: {fault}"),
            _ => {}
        }
        told.failing = result.is_err();
        self.tell(&mut told);
        result
    }

    async fn write_batch(&self) -> Result<(), Fault> {
        self.know_values().await?;
        let (batch, page) = {
            let mut state = self.state();
            state.turn(self.0.clock.now(), &self.0.zone);
            let page = if self.0.counting { state.people.page() } else { None };
            (std::mem::take(&mut state.batch), page)
        };
        // First who was seen: nobody is counted twice after a fall in between.
        if let Some(page) = page {
            self.write_people(page).await;
        }
        if batch.is_empty() {
            return Ok(());
        }
        let result = store::write(&self.0.db, &batch).await;
        if result.is_err() {
            self.state().batch.absorb(batch);
        }
        result
    }

    /// Loads what is counted of a day that has just begun, or come back with a clock set back.
    async fn know_values(&self) -> Result<(), Fault> {
        let day = self.0.zone.hour(self.0.clock.now()).day;
        if self.state().known.contains(&day) {
            return Ok(());
        }
        let values = store::load_values_of(&self.0.db, day).await?;
        let mut state = self.state();
        state.values.entry(day).or_default().extend(values);
        state.known.insert(day);
        Ok(())
    }

    async fn write_people(&self, page: Page) {
        let file = self.0.file.clone();
        let written = spawn_blocking(move || page.write(&file)).await;
        if let Err(error) = written.unwrap_or_else(|panic| Err(io::Error::other(panic))) {
            tracing::error!("the file of the day's visitors could not be written: {error}");
            self.state().people.page_lost();
        }
    }

    /// Tells open screens how the figures stand; each of them is sent what it has not seen.
    fn tell(&self, told: &mut Told) {
        if told.at.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
            self.0.bus.tell_figures(self.figures());
            told.at = Some(Instant::now());
        }
    }

    async fn keep_writing(self) {
        let mut ticks = time::interval(PACE);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut turns = 0_u32;
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = self.0.bus.closed() => return,
            }
            turns = turns.wrapping_add(1);
            let ranked = if turns.is_multiple_of(RANKED_EVERY) {
                self.rank().await
            } else {
                self.name_most_read().await
            };
            if let Err(fault) = ranked {
                tracing::error!("what is read most could not be loaded: {fault}");
            }
            // Logged where it fails.
            let _ = self.write().await;
        }
    }

    /// Looks anew at what is read most, and at the opening balances.
    async fn rank(&self) -> Result<(), Fault> {
        let now = self.0.clock.now();
        let openings = store::load_openings(&self.0.db).await?;
        self.state().openings = openings;
        let since = self.0.zone.hour(Timestamp(now.0 - (SPARK - 1) * HOUR));
        let ranked = store::load_ranks(&self.0.db, since, self.0.zone.hour(now).day, RANKED).await?;
        *lock(&self.0.ranked) = ranked;
        self.name_most_read().await
    }

    /// Loads the titles of what is read most; what was withdrawn is gone.
    async fn name_most_read(&self) -> Result<(), Fault> {
        let ranked = lock(&self.0.ranked).clone();
        let ids: BTreeSet<ArticleId> = ranked.iter().flatten().copied().collect();
        if ids.is_empty() {
            *lock(&self.0.most_read) = Arc::default();
            return Ok(());
        }
        let ids: Vec<ArticleId> = ids.into_iter().collect();
        let known = load_headlines(&self.0.db, Scope::Visitor, &ids, self.0.clock.now()).await?;
        let known: HashMap<ArticleId, Headline> =
            known.into_iter().map(|headline| (headline.id, headline)).collect();
        let [day, week, month] =
            ranked.map(|ids| ids.iter().filter_map(|id| known.get(id).cloned()).take(SHOWN).collect());
        *lock(&self.0.most_read) = Arc::new(MostRead { day, week, month });
        Ok(())
    }

    fn agent(&self, visitor: &Visitor) -> Agent {
        if let Some(agent) = lock(&self.0.agents).get(&visitor.agent) {
            return agent.clone();
        }
        let agent = visitor.read_agent();
        let mut agents = lock(&self.0.agents);
        if agents.len() >= AGENTS {
            agents.clear();
        }
        agents.insert(visitor.agent.clone(), agent.clone());
        agent
    }

    fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.0.state)
    }
}

impl State {
    /// Comes to the present: at midnight nobody is known any more. Gives the hour under way.
    fn turn(&mut self, now: Timestamp, zone: &Zone) -> LocalHour {
        // Zones differ from each other by quarters of an hour at least.
        let quarter = now.0.div_euclid(HOUR / 4);
        if self.hour.as_ref().is_none_or(|(last, _)| *last != quarter) {
            let hours: Vec<LocalHour> =
                (0..SPARK).rev().map(|ago| zone.hour(Timestamp(now.0 - ago * HOUR))).collect();
            // More than are shown: with a clock set back they are shown again.
            while self.hours.len() > HOURS_KNOWN {
                self.hours.pop_first();
            }
            self.hour = Some((quarter, hours));
        }
        let hour =
            self.hour.as_ref().and_then(|(_, hours)| hours.last().copied()).unwrap_or_else(|| zone.hour(now));
        if self.people.day != hour.day {
            self.people = People::of(hour.day);
            // With a clock set back the day before goes on.
            while self.values.len() > DAYS_KNOWN {
                let oldest = self.values.pop_first();
                self.known.retain(|day| oldest.as_ref().is_none_or(|(oldest, _)| day != oldest));
            }
            self.full = false;
        }
        hour
    }

    fn count_crawler(&mut self, hour: LocalHour, name: String) {
        self.batch.hours.entry(hour).or_default().crawlers += 1;
        self.add(Dimension::Crawler, hour.day, name, false);
    }

    fn count_person(
        &mut self,
        hour: LocalHour,
        now: Timestamp,
        view: &View,
        values: [(Dimension, Option<String>); 5],
    ) {
        let arrived = match self.people.see(&view.visitor, now) {
            Sight::Arrived => true,
            Sight::Stays => false,
            Sight::TooMany => {
                if !self.full {
                    tracing::warn!("more views arrive than a person or a network has; they are not counted");
                }
                self.full = true;
                return;
            }
        };
        let visits = i64::from(arrived);
        let here = &mut self.batch.hours.entry(hour).or_default().people;
        here.views += 1;
        here.visits += visits;
        *self.days.entry(hour.day).or_default() += visits;
        *self.hours.entry(hour).or_default() += visits;
        self.total += visits;
        for (dimension, value) in values {
            if let Some(value) = value {
                self.add(dimension, hour.day, value, arrived);
            }
        }
        if let Some(Referrer(host)) = &view.referrer {
            self.add(Dimension::Referrer, hour.day, host.clone(), arrived);
        }
        self.add(Dimension::Kind, hour.day, view.subject.kind.to_owned(), arrived);
        if let Some(article) = view.subject.article {
            self.add(Dimension::Article, hour.day, article.to_string(), arrived);
            *self.batch.articles.entry((hour, article)).or_default() += 1;
        }
    }

    fn add(&mut self, dimension: Dimension, day: Date, value: String, arrived: bool) {
        // There are no more articles than there are.
        let kept = dimension == Dimension::Article || self.keeps(day, dimension, &value);
        let value = if kept { value } else { String::new() };
        let count = self.batch.values.entry((dimension, day, value)).or_default();
        count.views += 1;
        count.visits += i64::from(arrived);
    }

    /// Whether a value is counted on its own that day.
    fn keeps(&mut self, day: Date, dimension: Dimension, value: &str) -> bool {
        let values = self.values.entry(day).or_default();
        let value = (dimension, value.to_owned());
        if values.contains(&value) {
            return true;
        }
        let first = (dimension, String::new());
        let known = values.range(first..).take_while(|(of, _)| *of == dimension).count();
        let room = known < VALUES_PER_DAY;
        if room {
            values.insert(value);
        }
        room
    }
}

/// What a panic left behind is whole enough to count on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
