//! The visitors of the current day, as keyed hashes with a salt of that day, and the one file that keeps both
//! over a restart. At midnight salt and hashes are deleted, so that nobody can be tracked from one day to the
//! next.

use super::{VISIT_GAP, online::Online, visitor::Visitor};
use crate::{
    clock::{Date, Timestamp},
    id::ArticleId,
    private_file,
    secret::Secret,
};
use std::{
    collections::{HashMap, HashSet},
    fs::{self, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// The most people per day; views of further people are counted without a visit.
const MOST_PEOPLE: usize = 500_000;
/// The most people behind one network per day: enough for a school, a limit for a single reader who pretends
/// to be many.
const MOST_PER_NETWORK: u16 = 2_000;
/// The most views from one network per minute, of people and crawlers together: enough for a school, a limit
/// for scripts.
const MOST_PER_MINUTE: u16 = 600;
/// The most networks per minute that are distinguished.
const MOST_NETWORKS: usize = 100_000;
/// The most views of an article from one network per day that count for the most-read lists.
const MOST_OF_AN_ARTICLE: u16 = 50;
/// The most pairs of network and article per day that are distinguished.
const MOST_PAIRS: usize = 200_000;
const MINUTE: i64 = 60_000;

/// The first bytes of the file; the salt and the records follow.
const MAGIC: &[u8; 8] = b"tnday\0\0\x01";
const DAY: usize = 10;
const SALT: usize = 32;
const HEAD: usize = MAGIC.len() + DAY + SALT;
/// The length of a record: the hash of a person, and an instant.
const RECORD: usize = 16;
/// How many records per person the file may have before it is rewritten.
const RECORDS_PER_PERSON: usize = 8;
/// A file with fewer records is not rewritten.
const FEW_RECORDS: usize = 10_000;

type Hash = u64;

/// If this is the salt, nothing is written to the file.
const NO_SALT: Secret = Secret([0; 32]);

/// The network of a visitor, hashed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Network(Hash);

/// The record of a person.
#[derive(Debug, Clone, Copy)]
struct VisitorRecord {
    last_seen: Timestamp,
    /// `None` for people who were loaded from the file.
    network: Option<Hash>,
}

/// What a view means for visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    /// The first view of a visit.
    Arrived,
    /// A further view of the same visit.
    Stays,
    /// Beyond the limit of people.
    TooMany,
}

/// The visitors of a day.
#[derive(Debug)]
pub(super) struct People {
    pub(super) day: Date,
    salt: Secret,
    network_key: Secret,
    people: HashMap<Hash, VisitorRecord>,
    /// How many people came from each network since the program started.
    networks: HashMap<Hash, u16>,
    /// The current minute, and the views from each network in it.
    minute: i64,
    views: HashMap<Hash, u16>,
    /// The views of each article from each network.
    articles: HashMap<(Hash, ArticleId), u16>,
    online: Online,
    /// People seen since the file was last written.
    seen: HashSet<Hash>,
    /// How many records the file has; `None` before it is written.
    records: Option<usize>,
}

/// A pending write to the file.
#[derive(Debug)]
pub(super) enum PendingWrite {
    /// Records to append.
    More(Vec<u8>),
    /// The whole file, to be replaced.
    Whole(Vec<u8>),
}

impl People {
    /// An empty day with a new salt.
    pub(super) fn of(day: Date) -> Self {
        let random = || {
            Secret::random().unwrap_or_else(|error| {
                tracing::error!("the system gives no random bytes for the salt of the day: {error}");
                NO_SALT
            })
        };
        Self {
            day,
            salt: random(),
            network_key: random(),
            people: HashMap::new(),
            networks: HashMap::new(),
            minute: 0,
            views: HashMap::new(),
            articles: HashMap::new(),
            online: Online::default(),
            seen: HashSet::new(),
            records: None,
        }
    }

    /// Loads the people from a file, if it is of this day. An incomplete record is skipped.
    pub(super) fn read(file: &Path, day: Date) -> Self {
        let bytes = match fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Self::of(day),
            Err(error) => {
                tracing::warn!("the visitors of the day could not be read, and are counted anew: {error}");
                return Self::of(day);
            }
        };
        let head = bytes.get(..HEAD).filter(|head| head.starts_with(MAGIC));
        let Some((head, records)) = head.zip(bytes.get(HEAD..)) else {
            tracing::warn!("the file of the day's visitors is damaged; they are counted anew");
            return Self::of(day);
        };
        let (written, salt) = head[MAGIC.len()..].split_at(DAY);
        let mut people = Self::of(day);
        let (Ok(salt), true) = (salt.try_into(), written == day.to_string().as_bytes()) else {
            return people;
        };
        people.salt = Secret(salt);
        for record in records.chunks_exact(RECORD) {
            let (hash, last_seen) = record.split_at(RECORD / 2);
            // Both halves have eight bytes.
            let number = |bytes: &[u8]| bytes.try_into().map_or(0, u64::from_be_bytes);
            people.restore(number(hash), Timestamp(number(last_seen).cast_signed()));
        }
        people
    }

    /// An empty day if counting is off: files of an earlier run are deleted.
    pub(super) fn nobody(file: &Path, day: Date) -> Self {
        for file in [file, &file.with_extension("new")] {
            match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    tracing::error!("the visitors of a day could not be removed: {error}");
                }
                _ => {}
            }
        }
        Self::of(day)
    }

    fn restore(&mut self, hash: Hash, last_seen: Timestamp) {
        let before = self.people.insert(hash, VisitorRecord { last_seen, network: None });
        self.online.restore(before.map(|person| person.last_seen), last_seen);
    }

    /// Whether the limit per minute of the network admits a view.
    pub(super) fn admit(&mut self, visitor: &Visitor, now: Timestamp) -> bool {
        let minute = now.0.div_euclid(MINUTE);
        if self.minute != minute {
            (self.minute, self.views) = (minute, HashMap::new());
        }
        let Network(network) = self.network(visitor);
        if self.views.len() >= MOST_NETWORKS && !self.views.contains_key(&network) {
            return true;
        }
        let views = self.views.entry(network).or_default();
        let admitted = *views < MOST_PER_MINUTE;
        *views += u16::from(admitted);
        admitted
    }

    /// Records a view by a person.
    pub(super) fn see(&mut self, visitor: &Visitor, network: Network, now: Timestamp) -> Seen {
        let parts = [&visitor.household()[..], visitor.agent.as_bytes(), visitor.languages.as_bytes()];
        let hash = short(self.salt.keyed("visitor", &parts));
        let before = self.people.get(&hash).copied();
        if before.is_none() {
            if self.people.len() >= MOST_PEOPLE {
                return Seen::Stays;
            }
            if !self.has_room(network) {
                return Seen::TooMany;
            }
        }
        let network = Some(network.0);
        self.people.insert(hash, VisitorRecord { last_seen: now, network });
        self.seen.insert(hash);
        self.online.see(network, before.map(|person| (person.last_seen, person.network)), now);
        // A clock that was set back is no pause.
        match before {
            Some(person) if now.0.saturating_sub(person.last_seen.0) < VISIT_GAP => Seen::Stays,
            _ => Seen::Arrived,
        }
    }

    /// Adds one more person to a network, if its limit allows it.
    fn has_room(&mut self, network: Network) -> bool {
        let known = self.networks.entry(network.0).or_default();
        let room = *known < MOST_PER_NETWORK;
        *known += u16::from(room);
        room
    }

    /// Whether a view counts for the most-read lists, so that a single network cannot decide them.
    pub(super) fn ranks(&mut self, network: Network, article: ArticleId) -> bool {
        let pair = (network.0, article);
        if self.articles.len() >= MOST_PAIRS && !self.articles.contains_key(&pair) {
            return true;
        }
        let views = self.articles.entry(pair).or_default();
        let counts = *views < MOST_OF_AN_ARTICLE;
        *views += u16::from(counts);
        counts
    }

    /// Hashes a network with a key that is never stored: with the key, anybody could try all addresses.
    pub(super) fn network(&self, visitor: &Visitor) -> Network {
        Network(short(self.network_key.keyed("network", &[&visitor.network()])))
    }

    /// How many people are online.
    pub(super) fn online(&mut self, now: Timestamp) -> i64 {
        self.online.people(now)
    }

    /// The changes that the file does not have yet; `None` if it is up to date.
    pub(super) fn page(&mut self) -> Option<PendingWrite> {
        if self.salt.0 == NO_SALT.0 {
            return None;
        }
        let all = RECORDS_PER_PERSON * self.people.len() + FEW_RECORDS;
        let seen = std::mem::take(&mut self.seen);
        match self.records {
            Some(records) if records + seen.len() <= all => {
                self.records = Some(records + seen.len());
                let mut page = Vec::with_capacity(RECORD * seen.len());
                for hash in seen {
                    self.write_record(&mut page, hash);
                }
                (!page.is_empty()).then_some(PendingWrite::More(page))
            }
            _ => {
                self.records = Some(self.people.len());
                let mut page = Vec::with_capacity(HEAD + RECORD * self.people.len());
                page.extend([MAGIC.as_slice(), self.day.to_string().as_bytes(), &self.salt.0].concat());
                for hash in self.people.keys() {
                    self.write_record(&mut page, *hash);
                }
                Some(PendingWrite::Whole(page))
            }
        }
    }

    /// A write has failed: the file must be written completely.
    pub(super) fn page_lost(&mut self) {
        self.records = None;
    }

    fn write_record(&self, page: &mut Vec<u8>, hash: Hash) {
        let last_seen = self.people.get(&hash).map_or(0, |person| person.last_seen.0);
        page.extend(hash.to_be_bytes());
        page.extend(last_seen.to_be_bytes());
    }
}

impl PendingWrite {
    /// Writes to the file. The whole file is replaced atomically.
    pub(super) fn write(self, file: &Path) -> io::Result<()> {
        match self {
            Self::More(records) => {
                let mut file = OpenOptions::new().append(true).open(file)?;
                file.write_all(&records)?;
                // The counts of these people will be committed next: the file must not be behind them.
                file.sync_data()
            }
            Self::Whole(bytes) => private_file::replace(file, &bytes),
        }
    }
}

fn short(hash: [u8; 32]) -> Hash {
    let (first, _) = hash.split_at(8);
    first.try_into().map_or(0, u64::from_be_bytes)
}
