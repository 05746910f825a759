//! Counts visitors in memory and writes the counts once a second, in one transaction. The figures of the
//! statistics block are kept in memory, so that no page waits for them.

use super::{
    Dimension, Figures, LIVE, MostRead,
    agent::{self, Agent},
    failure_log::FailureLog,
    live::{LiveFigures, LiveMostRead},
    most_read::Ranking,
    opening_balances::OpeningBalances,
    people::{PendingWrite, People},
    period::Period,
    report::{Report, Table},
    running::Running,
    store,
    tables::Tables,
    visitor::{Referrer, Visitor},
};
use crate::{
    clock::{Clock, Zone},
    db::{Db, DbError, boxed},
    id::ArticleId,
    live::bus::Bus,
    lock::lock_ignoring_poison,
    news::Shown,
    scope::{Reading, Scope},
};
use std::{
    collections::HashMap,
    fmt, io,
    net::IpAddr,
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use tokio::{
    task::spawn_blocking,
    time::{self, Instant, MissedTickBehavior},
};

/// How often counts are written.
const PACE: Duration = Duration::from_secs(1);
/// The least time between two messages to open pages.
const TOLD_EVERY: Duration = Duration::from_secs(5);
/// After how many periods of [`PACE`] the most-read lists and the opening balances are reloaded.
const RANKED_EVERY: u32 = 30;
/// How many rows of a table a page shows.
const TOP: usize = 10;
/// How many parsed `User-Agent` headers are cached.
const AGENTS: usize = 1_024;

/// What was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewedPage {
    /// The kind of page, under its stored name: `article`.
    pub kind: &'static str,
    /// The article, if it was one.
    pub article: Option<ArticleId>,
}

/// A page view.
#[derive(Debug, Clone)]
pub struct View {
    /// The page.
    pub page: ViewedPage,
    /// The visitor.
    pub visitor: Visitor,
    /// The site that linked to the page.
    pub referrer: Option<Referrer>,
}

/// Looks up the country of a network, as a two-letter code.
pub type Countries = Arc<dyn Fn(IpAddr) -> Option<String> + Send + Sync>;

/// The options of [`Counter::open`].
pub struct CounterOptions {
    /// The file with the day's visitors.
    pub file: PathBuf,
    /// The time zone of the site.
    pub zone: Zone,
    /// The country lookup, if the owner has provided a file.
    pub countries: Option<Countries>,
    /// Whether visitors are counted.
    pub counting: bool,
}

/// The counter. Clones share its state.
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
    running: Mutex<Running>,
    agents: Mutex<HashMap<String, Agent>>,
    ranking: Ranking,
    tables: Tables,
    writing_trouble: FailureLog,
    people_trouble: FailureLog,
    /// Held during a write: one transaction at a time, and each batch is either in memory or in the store.
    /// Contains the time of the last message to open pages.
    writing: tokio::sync::Mutex<Option<Instant>>,
}

impl fmt::Debug for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counter")
    }
}

impl Counter {
    /// Opens the counter with the stored counts, and starts writing. To be called within a Tokio runtime.
    #[boxed]
    pub async fn open(db: Db, clock: Clock, bus: Bus, options: CounterOptions) -> Result<Self, DbError> {
        let CounterOptions { file, zone, countries, counting } = options;
        let now = zone.hour(clock.now());
        let history = store::load_history(&db, now.day).await?;
        let people = if counting { People::read(&file, now.day) } else { People::nobody(&file, now.day) };
        let running = Running::new(people, history, store::load_opening_balances(&db).await?);
        let counter = Self(Arc::new(Inner {
            db,
            clock,
            zone,
            file,
            countries,
            counting,
            bus,
            running: Mutex::new(running),
            agents: Mutex::default(),
            ranking: Ranking::default(),
            tables: Tables::default(),
            writing_trouble: FailureLog::default(),
            people_trouble: FailureLog::default(),
            writing: tokio::sync::Mutex::default(),
        }));
        // Weak, since the bus is part of the counter: no reference cycle.
        let counting = Arc::downgrade(&counter.0);
        let open = move || counting.upgrade().map(Self);
        counter.0.bus.add(Arc::new(LiveFigures(open.clone())));
        counter.0.bus.add(Arc::new(LiveMostRead(open)));
        counter.know_values().await?;
        counter.rank().await?;
        counter.tell(&mut *counter.0.writing.lock().await);
        spawn_blocking(agent::prepare);
        tokio::spawn(counter.clone().keep_writing());
        Ok(counter)
    }

    /// Counts a page view.
    pub fn count(&self, view: &View) {
        if !self.0.counting {
            return;
        }
        let agent = self.agent(&view.visitor);
        let country = self.0.countries.as_ref().and_then(|find| find(view.visitor.address()));
        let mut running = self.running();
        // Read after the lock is taken, so that the time never goes back over midnight.
        let now = self.0.clock.now();
        let hour = running.advance_to(now, &self.0.zone);
        if !running.people.admit(&view.visitor, now) {
            return running.refuse();
        }
        match agent {
            Agent::Crawler(name) => running.count_crawler(hour, name),
            Agent::Person { browser, system, device } => {
                let values = [
                    (Dimension::Browser, Some(browser)),
                    (Dimension::System, Some(system.to_owned())),
                    (Dimension::Device, Some(device.to_owned())),
                    (Dimension::Language, view.visitor.language()),
                    (Dimension::Country, country),
                ];
                running.count_person(hour, now, view, values);
            }
        }
    }

    /// The figures of the statistics block.
    pub fn figures(&self) -> Figures {
        let mut running = self.running();
        running.figures(self.0.clock.now(), &self.0.zone)
    }

    /// The most-read articles.
    pub fn most_read(&self) -> Arc<MostRead> {
        self.0.ranking.shown()
    }

    /// The report of a period without its tables; `None` before the first or after the last day.
    #[boxed]
    pub async fn course(&self, scope: Scope, period: Period) -> Result<Option<Report>, DbError> {
        store::load_report(&self.reading(scope), period, &self.opening_balances(), &self.0.zone).await
    }

    /// The report of a period, as its page shows it; `None` before the first or after the last day.
    #[boxed]
    pub async fn report(&self, scope: Scope, period: Period) -> Result<Option<Report>, DbError> {
        let Some(mut report) = self.course(scope, period).await? else { return Ok(None) };
        let reading = self.reading(scope);
        let mut oldest = reading.now;
        for dimension in Dimension::ALL {
            let (table, at) = self.0.tables.table(&reading, period, dimension, TOP).await?;
            if !table.rows.is_empty() {
                report.tables.push(table);
                oldest = oldest.min(at);
            }
        }
        let may_lack = !report.tables.is_empty() && period.days().contains(&self.0.zone.hour(oldest).day);
        report.tables_as_of = may_lack.then(|| self.0.zone.moment(oldest));
        Ok(Some(report))
    }

    /// All rows of a dimension in a period.
    #[boxed]
    pub async fn table(
        &self,
        scope: Scope,
        period: Period,
        dimension: Dimension,
    ) -> Result<Option<Table>, DbError> {
        let reading = self.reading(scope);
        if !store::is_known(&reading, period, &self.opening_balances(), &self.0.zone).await? {
            return Ok(None);
        }
        let (table, _) = self.0.tables.table(&reading, period, dimension, usize::MAX).await?;
        Ok(Some(table))
    }

    fn reading(&self, scope: Scope) -> Reading {
        Reading { db: self.0.db.clone(), scope, now: self.0.clock.now() }
    }

    /// The time zone that defines days.
    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    /// The opening balances.
    pub fn opening_balances(&self) -> OpeningBalances {
        self.running().opening_balances.clone()
    }

    /// Writes all counts, and reloads everything that is kept in memory.
    #[boxed]
    pub async fn settle(&self) -> Result<(), DbError> {
        self.write().await?;
        self.0.tables.forget();
        self.rank().await
    }

    /// Writes all counts. Counts that cannot be written are kept for the next time.
    #[boxed]
    pub async fn write(&self) -> Result<(), DbError> {
        let counter = self.clone();
        // In a separate task: if the caller is cancelled, the batch is not lost.
        let written = tokio::spawn(async move { counter.write_and_tell().await }).await;
        written.unwrap_or_else(|panic| Err(DbError::Protocol(panic.to_string())))
    }

    async fn write_and_tell(&self) -> Result<(), DbError> {
        let mut told = self.0.writing.lock().await;
        let result = self.write_batch().await;
        self.0.writing_trouble.note("what was counted waits in memory", &result);
        self.tell(&mut told);
        result
    }

    async fn write_batch(&self) -> Result<(), DbError> {
        self.know_values().await?;
        let (batch, page) = {
            let mut running = self.running();
            running.advance_to(self.0.clock.now(), &self.0.zone);
            let page = if self.0.counting { running.people.page() } else { None };
            (std::mem::take(&mut running.batch), page)
        };
        // The visitors first: after a crash in between, nobody is counted twice.
        if let Some(page) = page {
            let written = self.write_people(page).await;
            self.0.people_trouble.note("the file of the day's visitors cannot be written", &written);
        }
        if batch.is_empty() {
            return Ok(());
        }
        let result = store::write(&self.0.db, &batch).await;
        if result.is_err() {
            self.running().batch.absorb(batch);
        }
        result
    }

    /// Loads the counted values of a day that has just begun, or that is current again after the clock was
    /// set back.
    async fn know_values(&self) -> Result<(), DbError> {
        let day = self.0.zone.hour(self.0.clock.now()).day;
        if self.running().knows(day) {
            return Ok(());
        }
        let values = store::load_values_of(&self.0.db, day).await?;
        self.running().learn(day, values);
        Ok(())
    }

    async fn write_people(&self, page: PendingWrite) -> io::Result<()> {
        let file = self.0.file.clone();
        let written = spawn_blocking(move || page.write(&file)).await;
        let written = written.unwrap_or_else(|panic| Err(io::Error::other(panic)));
        if written.is_err() {
            self.running().people.page_lost();
        }
        written
    }

    /// Announces the figures to open pages; each subscriber gets what is new to it.
    fn tell(&self, told: &mut Option<Instant>) {
        if told.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
            self.0.bus.changed([LIVE]);
            *told = Some(Instant::now());
        }
    }

    async fn keep_writing(self) {
        let mut ticks = time::interval(PACE);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut rounds, ranking) = (0_u32, FailureLog::default());
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = self.0.bus.closed() => return,
            }
            rounds = rounds.wrapping_add(1);
            // `write` logs its errors.
            let _ = self.write().await;
            let ranked = if rounds.is_multiple_of(RANKED_EVERY) {
                self.rank().await
            } else {
                self.name_ranked().await
            };
            ranking.note("what is read most could not be loaded", &ranked);
        }
    }

    /// Reloads the most-read lists and the opening balances.
    async fn rank(&self) -> Result<(), DbError> {
        let opening_balances = store::load_opening_balances(&self.0.db).await?;
        self.running().opening_balances = opening_balances;
        let changed = self.0.ranking.rank(&self.0.db, &self.0.zone, self.0.clock.now()).await?;
        self.tell_most_read(changed);
        Ok(())
    }

    /// Reloads the titles of the most-read articles.
    async fn name_ranked(&self) -> Result<(), DbError> {
        let changed = self.0.ranking.name(&self.0.db, self.0.clock.now()).await?;
        self.tell_most_read(changed);
        Ok(())
    }

    fn tell_most_read(&self, changed: bool) {
        if changed {
            self.0.bus.changed([Shown::MostRead.topic()]);
        }
    }

    fn agent(&self, visitor: &Visitor) -> Agent {
        if let Some(agent) = lock_ignoring_poison(&self.0.agents).get(&visitor.agent) {
            return agent.clone();
        }
        let agent = visitor.read_agent();
        let mut agents = lock_ignoring_poison(&self.0.agents);
        if agents.len() >= AGENTS {
            agents.clear();
        }
        agents.insert(visitor.agent.clone(), agent.clone());
        agent
    }

    fn running(&self) -> MutexGuard<'_, Running> {
        lock_ignoring_poison(&self.0.running)
    }
}
