//! Counts failures by key and computes the wait that follows.

use super::SECOND;
use crate::clock::Timestamp;
use std::collections::HashMap;

/// The most keys in a counter: three full counters take about 7 MB.
pub(super) const MOST_KEYS: usize = 50_000;
/// How many keys are removed when it is full.
const GO_AT_ONCE: usize = MOST_KEYS / 10;

/// A hash of the counted key.
pub(super) type Key = [u8; 16];

/// The limits of a counter. Times in milliseconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    /// How many failures cause no wait.
    pub(super) free: u32,
    /// The longest wait; waits begin at one second and double.
    pub(super) longest_wait: i64,
    /// After which time without a failure a key is forgotten.
    pub(super) forgotten_after: i64,
}

#[derive(Debug, Clone, Copy)]
struct Failures {
    count: u32,
    last: Timestamp,
}

/// A failure that can be taken back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    key: Key,
    at: Timestamp,
    /// When the failure before this one was.
    before: Option<Timestamp>,
}

/// The failures of many keys under one rule.
#[derive(Debug)]
pub(super) struct Counter {
    rule: Rule,
    keys: HashMap<Key, Failures>,
}

impl Rule {
    /// The wait after this many failures.
    fn wait(self, count: u32) -> i64 {
        let Some(beyond) = count.checked_sub(self.free) else { return 0 };
        // 2^20 seconds are longer than any wait.
        (SECOND << beyond.min(20)).min(self.longest_wait)
    }
}

impl Counter {
    pub(super) fn of(rule: Rule) -> Self {
        Self { rule, keys: HashMap::new() }
    }

    /// Until when this key has to wait, if it has to. Old failures are forgotten. A failure with a time in
    /// the future was counted before the clock was set back; it counts as one of now, or its wait might never
    /// end.
    pub(super) fn wait(&mut self, key: Key, now: Timestamp) -> Option<Timestamp> {
        let failures = self.keys.get_mut(&key)?;
        failures.last = failures.last.min(now);
        if now.0.saturating_sub(failures.last.0) >= self.rule.forgotten_after {
            self.keys.remove(&key);
            return None;
        }
        let until = failures.last.0.saturating_add(self.rule.wait(failures.count));
        (until > now.0).then_some(Timestamp(until))
    }

    /// Counts a failure.
    pub(super) fn take(&mut self, key: Key, now: Timestamp) -> Taken {
        if self.keys.len() >= MOST_KEYS && !self.keys.contains_key(&key) {
            self.make_room();
        }
        let before = self.keys.get(&key).map(|failures| failures.last);
        let failures = self.keys.entry(key).or_insert(Failures { count: 0, last: now });
        failures.count = failures.count.saturating_add(1);
        failures.last = now;
        Taken { key, at: now, before }
    }

    /// Takes back a failure that turned out to be none.
    pub(super) fn give_back(&mut self, taken: Taken) {
        let Some(failures) = self.keys.get_mut(&taken.key) else { return };
        failures.count = failures.count.saturating_sub(1);
        if failures.count == 0 {
            self.keys.remove(&taken.key);
        } else if failures.last == taken.at
            && let Some(before) = taken.before
        {
            // No failure has followed it.
            failures.last = before;
        }
    }

    /// Forgets a key.
    pub(super) fn forget(&mut self, key: Key) {
        self.keys.remove(&key);
    }

    /// Removes a tenth of the keys: first the oldest of those without a wait, then of those with one.
    /// Otherwise an attacker could fill the memory with other names to reset the counter of the name under
    /// attack.
    fn make_room(&mut self) {
        let rank = |failures: &Failures| (self.rule.wait(failures.count) > 0, failures.last);
        let mut ranks: Vec<_> = self.keys.iter().map(|(key, failures)| (rank(failures), *key)).collect();
        ranks.sort_unstable();
        for (_, key) in ranks.iter().take(GO_AT_ONCE) {
            self.keys.remove(key);
        }
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.keys.len()
    }
}
