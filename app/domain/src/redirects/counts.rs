//! What is counted in memory until it is stored: no answer waits for a write. The SQL is in `store/counts.rs`.

use super::Source;
use crate::{clock::Timestamp, id::RedirectId, lock::lock_ignoring_poison};
use std::{collections::HashMap, sync::Mutex};

/// The most redirects whose uses wait to be stored; those of others are not counted meanwhile.
const MOST_HITS: usize = 2_000;
/// The most addresses that wait to be stored; others are not noted meanwhile. Together at most a megabyte.
pub(super) const MOST_MISSING: usize = 500;

/// The endings of programs, whose query says which page is meant.
const PROGRAMS: [&str; 6] = [".asp", ".aspx", ".cfm", ".do", ".jsp", ".php"];

/// Both counts of a site.
#[derive(Debug, Default)]
pub struct Counts {
    /// Uses of redirects.
    pub hits: Hits,
    /// Addresses that were asked for in vain.
    pub missing: MissingAddresses,
}

/// How often each redirect was used, and when last.
#[derive(Debug, Default)]
pub struct Hits {
    waiting: Mutex<HashMap<RedirectId, (i64, Timestamp)>>,
}

impl Hits {
    /// Counts a use.
    pub fn note(&self, redirect: RedirectId, at: Timestamp) {
        self.add(redirect, 1, at);
    }

    pub(super) fn add(&self, redirect: RedirectId, times: i64, at: Timestamp) {
        let mut waiting = lock_ignoring_poison(&self.waiting);
        if waiting.len() < MOST_HITS || waiting.contains_key(&redirect) {
            let (hits, last) = waiting.entry(redirect).or_insert((0, at));
            *hits += times;
            *last = at.max(*last);
        }
    }

    /// What waits, which waits no longer.
    pub(super) fn take(&self) -> HashMap<RedirectId, (i64, Timestamp)> {
        std::mem::take(&mut *lock_ignoring_poison(&self.waiting))
    }
}

/// How often an address was asked for since the last write.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) times: i64,
    pub(super) crawler_times: i64,
    pub(super) linked_from: Option<Source>,
}

/// Who asks for an address without a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asker {
    Reader,
    Crawler,
    /// An open page of this site, which may ask ahead of the reader and then again.
    OpenPage,
}

/// Addresses that were asked for in vain, without who asked. Crawlers are counted apart: what search engines still
/// look for matters after a move, but must not bury what readers miss.
#[derive(Debug, Default)]
pub struct MissingAddresses {
    waiting: Mutex<HashMap<Source, Asked>>,
}

impl MissingAddresses {
    /// Notes a request for a page: its address, the page of this site that links there, and whether a crawler asked.
    pub fn note(&self, address: &Source, linked_from: Option<Source>, crawler: bool) {
        self.add_one(address, linked_from, if crawler { Asker::Crawler } else { Asker::Reader });
    }

    /// Notes a link that an open page has followed, at most once between two writes: it also follows links on which the
    /// pointer only rests.
    pub fn note_link(&self, address: &Source, linked_from: Option<Source>) {
        self.add_one(address, linked_from, Asker::OpenPage);
    }

    fn add_one(&self, address: &Source, linked_from: Option<Source>, asker: Asker) {
        let Some(address) = noted(address) else { return };
        let mut waiting = lock_ignoring_poison(&self.waiting);
        if waiting.len() >= MOST_MISSING && !waiting.contains_key(&address) {
            return;
        }
        let asked = waiting.entry(address).or_default();
        match asker {
            Asker::Reader => asked.times += 1,
            Asker::Crawler => asked.crawler_times += 1,
            Asker::OpenPage => asked.times = asked.times.max(1),
        }
        asked.linked_from = linked_from.or(asked.linked_from.take());
    }

    /// Puts back what could not be stored.
    pub(super) fn put_back(&self, asked: HashMap<Source, Asked>) {
        let mut waiting = lock_ignoring_poison(&self.waiting);
        for (address, asked) in asked {
            if waiting.len() < MOST_MISSING || waiting.contains_key(&address) {
                let here = waiting.entry(address).or_default();
                here.times += asked.times;
                here.crawler_times += asked.crawler_times;
                here.linked_from = here.linked_from.take().or(asked.linked_from);
            }
        }
    }

    /// What waits, which waits no longer.
    pub(super) fn take(&self) -> HashMap<Source, Asked> {
        std::mem::take(&mut *lock_ignoring_poison(&self.waiting))
    }
}

/// What is noted of an address: a query only if it names the page of a program, since it may hold what somebody typed.
/// `None` if it is not noted: it is reserved, tried by an attacker, or may name a person.
fn noted(address: &Source) -> Option<Source> {
    if address.is_reserved() || address.is_probe() {
        return None;
    }
    let path = address.path();
    let is_program = PROGRAMS.iter().any(|ending| path.as_str().to_ascii_lowercase().ends_with(ending));
    let address = if is_program { address.clone() } else { path };
    (!address.as_str().contains('@')).then_some(address)
}
