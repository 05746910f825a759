//! Guessing made slow, in memory. Before a password is looked at (and argon2 set to work) an attempt is let in or told until
//! when to wait. What is counted are failures, by three keys:
//!
//! | key | free | then between two attempts | forgotten after quiet |
//! |---|---|---|---|
//! | network | 20 | 1 s, doubling to 15 min | 1 h |
//! | name and network, or name and known device | 5 | 1 s, doubling to 15 min | 1 h |
//! | name, from everywhere but known devices | 50 | 1 s, doubling to 60 s | 1 day |
//! | network, passkeys that are asked for | 30 | 1 s, doubling to 60 s | 10 min |
//!
//! A known device, a browser that has signed in to this account before, is asked for the second alone, under its own key: no
//! stranger can lock somebody out of a browser they use. Whether an account has the name is not asked, so that the answers
//! tell nothing.
//!
//! What that leaves to whoever guesses: at one name, from all networks together, 1,494 guesses in any 24 hours, the first 50
//! of them at once; from one network alone at most 306, and as many from a stolen device (`tests/figures.rs`). The price: while
//! somebody goes on guessing, the owner of the name waits up to a minute on a browser that is not known yet.
//!
//! Keys are hashes under a key of this process, so nobody can read from memory who tried to sign in from where; a restart
//! forgets all of them.

use crate::{clock::Timestamp, id::DeviceId, lock::lock, network::network, secret::Secret};
use counter::{Counter, Key, Rule, Taken};
use std::{
    net::IpAddr,
    sync::{Arc, Mutex},
};

mod counter;
#[cfg(test)]
mod tests;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

const NETWORK: Rule = Rule { free: 20, longest_wait: 15 * MINUTE, forgotten_after: HOUR };
const PLACE: Rule = Rule { free: 5, longest_wait: 15 * MINUTE, forgotten_after: HOUR };
/// Each asks for room in the table of sessions, whoever asks.
const CEREMONY: Rule = Rule { free: 30, longest_wait: MINUTE, forgotten_after: 10 * MINUTE };
const NAME: Rule = Rule { free: 50, longest_wait: MINUTE, forgotten_after: 24 * HOUR };

/// The bytes of an IPv6 address that are one network: what a customer may be given whole.
const NETWORK_BYTES: usize = 6;

/// Counts failures to sign in. Clones count together.
#[derive(Debug, Clone)]
pub struct SlowDown {
    key: Secret,
    counters: Arc<Mutex<Counters>>,
}

#[derive(Debug)]
struct Counters {
    /// By network.
    networks: Counter,
    /// By name and network, or name and known device.
    places: Counter,
    /// By name.
    names: Counter,
    /// By network; passkeys that were asked for.
    ceremonies: Counter,
}

/// An attempt is refused until this instant. One that is refused counts nothing and prolongs nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitUntil(pub Timestamp);

/// An attempt that was let in. It is counted as a failure from the beginning, so that many at once do not slip through; it
/// stays one unless it [succeeded](Attempt::succeeded).
#[derive(Debug)]
#[must_use = "an attempt that is dropped is a failure"]
pub struct Attempt {
    counters: Arc<Mutex<Counters>>,
    place: Key,
    /// Of an unknown device, what was taken of its network and of the name.
    others: Option<(Taken, Taken)>,
}

impl SlowDown {
    /// Nothing has happened yet.
    ///
    /// # Errors
    /// The system has no random bytes to give.
    pub fn new() -> Result<Self, getrandom::Error> {
        let counters = Counters {
            networks: Counter::of(NETWORK),
            places: Counter::of(PLACE),
            names: Counter::of(NAME),
            ceremonies: Counter::of(CEREMONY),
        };
        Ok(Self { key: Secret::random()?, counters: Arc::new(Mutex::new(counters)) })
    }

    /// Lets an attempt in, or says until when to wait. `name` is what was typed, whether there is such an account or not;
    /// `device` a browser that has signed in to the account of this very name before.
    ///
    /// # Errors
    /// The instant from which an attempt has a chance.
    pub fn begin(
        &self,
        name: &str,
        device: Option<DeviceId>,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<Attempt, WaitUntil> {
        let name = super::email::fold(name);
        let network = network(address, NETWORK_BYTES);
        let place = match device {
            Some(device) => self.hash("sign in from device", &[name.as_bytes(), &device.0.to_be_bytes()]),
            None => self.hash("sign in from network", &[name.as_bytes(), &network]),
        };
        let by_network = self.hash("network", &[&network]);
        let by_name = self.hash("name", &[name.as_bytes()]);

        let mut counters = lock(&self.counters);
        let mut wait = counters.places.wait(place, now);
        if device.is_none() {
            wait = wait.max(counters.networks.wait(by_network, now)).max(counters.names.wait(by_name, now));
        }
        if let Some(until) = wait {
            return Err(WaitUntil(until));
        }
        counters.places.take(place, now);
        let others = device.is_none().then(|| {
            let network = counters.networks.take(by_network, now);
            (network, counters.names.take(by_name, now))
        });
        Ok(Attempt { counters: self.counters.clone(), place, others })
    }

    /// Lets somebody ask for a passkey, or says until when to wait. Every question counts: it takes a row of the store.
    ///
    /// # Errors
    /// The instant from which the next one is let in.
    pub fn begin_ceremony(&self, address: IpAddr, now: Timestamp) -> Result<(), WaitUntil> {
        let network = self.hash("ceremonies of network", &[&network(address, NETWORK_BYTES)]);
        let mut counters = lock(&self.counters);
        if let Some(until) = counters.ceremonies.wait(network, now) {
            return Err(WaitUntil(until));
        }
        counters.ceremonies.take(network, now);
        Ok(())
    }

    fn hash(&self, what: &str, parts: &[&[u8]]) -> Key {
        let hash = self.key.keyed(what, parts);
        let mut key = Key::default();
        key.copy_from_slice(&hash[..size_of::<Key>()]);
        key
    }
}

impl Attempt {
    /// Whoever it was has signed in: the failures of this name from this network or device are forgotten. Of network and name
    /// only this attempt is taken back, or else an account of one's own would open the way to all others.
    pub fn succeeded(self) {
        let mut counters = lock(&self.counters);
        counters.places.forget(self.place);
        if let Some((network, name)) = self.others {
            counters.networks.give_back(network);
            counters.names.give_back(name);
        }
    }
}
