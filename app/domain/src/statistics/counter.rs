//! Where visitors are counted: in memory, and once a second in one transaction. What the block shows is kept beside it,
//! so that no page waits for it.

use super::{
    Dimension, Figures, LIVE, MostRead,
    agent::{self, Agent},
    live::{LiveFigures, LiveMostRead},
    most_read::Ranking,
    openings::Openings,
    people::{Page, People},
    period::Period,
    report::{Report, Table},
    running::Running,
    store,
    tables::Tables,
    trouble::Trouble,
    visitor::{Referrer, Visitor},
};
use crate::{
    clock::{Clock, Zone},
    db::{Db, Fault, boxed},
    id::ArticleId,
    live::bus::Bus,
    lock::lock,
    news::Shown,
    scope::Scope,
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

/// How often what was counted is written.
const PACE: Duration = Duration::from_secs(1);
/// The least time between two messages to open screens.
const TOLD_EVERY: Duration = Duration::from_secs(5);
/// How many times [`PACE`] lie between two looks at what is read most, and at the opening balances.
const RANKED_EVERY: u32 = 30;
/// How many rows of a table a page shows.
const TOP: usize = 10;
/// How many headers are remembered with what they say.
const AGENTS: usize = 1_024;

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
    running: Mutex<Running>,
    agents: Mutex<HashMap<String, Agent>>,
    ranking: Ranking,
    tables: Tables,
    writing_trouble: Trouble,
    people_trouble: Trouble,
    /// One transaction at a time, and what it holds is either counted or in the store. Holds when screens were told last.
    writing: tokio::sync::Mutex<Option<Instant>>,
}

impl fmt::Debug for Counter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Counter")
    }
}

impl Counter {
    /// Opens the counter with what has been counted before, and writes from now on. To be called within a Tokio runtime.
    #[boxed]
    pub async fn open(db: Db, clock: Clock, bus: Bus, opening: Opening) -> Result<Self, Fault> {
        let Opening { file, zone, countries, counting } = opening;
        let now = zone.hour(clock.now());
        let history = store::load_history(&db, now.day).await?;
        let people = if counting { People::read(&file, now.day) } else { People::nobody(&file, now.day) };
        let running = Running::new(people, history, store::load_openings(&db).await?);
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
            writing_trouble: Trouble::default(),
            people_trouble: Trouble::default(),
            writing: tokio::sync::Mutex::default(),
        }));
        // Weak: the bus lies in the counter.
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

    /// Counts a page that was shown.
    pub fn count(&self, view: &View) {
        if !self.0.counting {
            return;
        }
        let agent = self.agent(&view.visitor);
        let country = self.0.countries.as_ref().and_then(|find| find(view.visitor.address()));
        let mut running = self.running();
        // Once it is this view's turn: at midnight nobody comes back from the day before.
        let now = self.0.clock.now();
        let hour = running.turn(now, &self.0.zone);
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

    /// What the block shows.
    pub fn figures(&self) -> Figures {
        let mut running = self.running();
        running.figures(self.0.clock.now(), &self.0.zone)
    }

    /// What is read most.
    pub fn most_read(&self) -> Arc<MostRead> {
        self.0.ranking.shown()
    }

    /// A period without its tables; `None` for one before the first or after the last day.
    #[boxed]
    pub async fn course(&self, scope: Scope, period: Period) -> Result<Option<Report>, Fault> {
        let now = self.0.clock.now();
        store::load_report(&self.0.db, scope, period, &self.openings(), &self.0.zone, now).await
    }

    /// A period, as its page shows it; `None` for one before the first or after the last day.
    #[boxed]
    pub async fn report(&self, scope: Scope, period: Period) -> Result<Option<Report>, Fault> {
        let Some(mut report) = self.course(scope, period).await? else { return Ok(None) };
        let (db, now) = (&self.0.db, self.0.clock.now());
        let mut oldest = now;
        for dimension in Dimension::ALL {
            let (table, at) = self.0.tables.table(db, scope, (period, dimension), TOP, now).await?;
            if !table.rows.is_empty() {
                report.tables.push(table);
                oldest = oldest.min(at);
            }
        }
        let may_lack = !report.tables.is_empty() && period.days().contains(&self.0.zone.hour(oldest).day);
        report.tables_as_of = may_lack.then(|| self.0.zone.moment(oldest));
        Ok(Some(report))
    }

    /// All of a dimension in a period.
    #[boxed]
    pub async fn table(
        &self,
        scope: Scope,
        period: Period,
        dimension: Dimension,
    ) -> Result<Option<Table>, Fault> {
        let (db, now) = (&self.0.db, self.0.clock.now());
        if !store::is_known(db, scope, period, &self.openings(), &self.0.zone, now).await? {
            return Ok(None);
        }
        let (table, _) = self.0.tables.table(db, scope, (period, dimension), usize::MAX, now).await?;
        Ok(Some(table))
    }

    /// The zone in which days begin.
    pub fn zone(&self) -> &Zone {
        &self.0.zone
    }

    /// The opening balances.
    pub fn openings(&self) -> Openings {
        self.running().openings.clone()
    }

    /// Writes what was counted, and looks again at everything that is kept beside it.
    #[boxed]
    pub async fn settle(&self) -> Result<(), Fault> {
        self.write().await?;
        self.0.tables.forget();
        self.rank().await
    }

    /// Writes what was counted. What cannot be written is kept for the next time.
    #[boxed]
    pub async fn write(&self) -> Result<(), Fault> {
        let counter = self.clone();
        // In a task of its own: whoever gives up waiting does not take the batch along.
        let written = tokio::spawn(async move { counter.write_and_tell().await }).await;
        written.unwrap_or_else(|panic| Err(Fault::Protocol(panic.to_string())))
    }

    async fn write_and_tell(&self) -> Result<(), Fault> {
        let mut told = self.0.writing.lock().await;
        let result = self.write_batch().await;
        self.0.writing_trouble.note("what was counted waits in memory", &result);
        self.tell(&mut told);
        result
    }

    async fn write_batch(&self) -> Result<(), Fault> {
        self.know_values().await?;
        let (batch, page) = {
            let mut running = self.running();
            running.turn(self.0.clock.now(), &self.0.zone);
            let page = if self.0.counting { running.people.page() } else { None };
            (std::mem::take(&mut running.batch), page)
        };
        // First who was seen: nobody is counted twice after a fall in between.
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

    /// Loads what is counted of a day that has just begun, or come back with a clock set back.
    async fn know_values(&self) -> Result<(), Fault> {
        let day = self.0.zone.hour(self.0.clock.now()).day;
        if self.running().knows(day) {
            return Ok(());
        }
        let values = store::load_values_of(&self.0.db, day).await?;
        self.running().learn(day, values);
        Ok(())
    }

    async fn write_people(&self, page: Page) -> io::Result<()> {
        let file = self.0.file.clone();
        let written = spawn_blocking(move || page.write(&file)).await;
        let written = written.unwrap_or_else(|panic| Err(io::Error::other(panic)));
        if written.is_err() {
            self.running().people.page_lost();
        }
        written
    }

    /// Tells open screens how the figures stand; each of them is sent what it has not seen.
    fn tell(&self, told: &mut Option<Instant>) {
        if told.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
            self.0.bus.changed([LIVE]);
            *told = Some(Instant::now());
        }
    }

    async fn keep_writing(self) {
        let mut ticks = time::interval(PACE);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut turns, ranking) = (0_u32, Trouble::default());
        loop {
            tokio::select! {
                _ = ticks.tick() => {}
                () = self.0.bus.closed() => return,
            }
            turns = turns.wrapping_add(1);
            // Logged where it fails.
            let _ = self.write().await;
            let ranked =
                if turns.is_multiple_of(RANKED_EVERY) { self.rank().await } else { self.name_ranked().await };
            ranking.note("what is read most could not be loaded", &ranked);
        }
    }

    /// Looks anew at what is read most, and at the opening balances.
    async fn rank(&self) -> Result<(), Fault> {
        let openings = store::load_openings(&self.0.db).await?;
        self.running().openings = openings;
        let changed = self.0.ranking.rank(&self.0.db, &self.0.zone, self.0.clock.now()).await?;
        self.tell_most_read(changed);
        Ok(())
    }

    /// Looks anew at the titles of what is read most.
    async fn name_ranked(&self) -> Result<(), Fault> {
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

    fn running(&self) -> MutexGuard<'_, Running> {
        lock(&self.0.running)
    }
}
