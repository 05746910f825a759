//! The rate limit for sign-in attempts, in memory. Before a password is verified (and argon2 runs), an
//! attempt is admitted or told until when to wait. Failures are counted by these keys:
//!
//! | key | free | then between two attempts | forgotten after quiet |
//! |---|---|---|---|
//! | network | 20 | 1 s, doubling to 15 min | 1 h |
//! | name and network, or name and known device | 5 | 1 s, doubling to 15 min | 1 h |
//! | name, from everywhere but known devices | 50 | 1 s, doubling to 60 s | 1 day |
//! | network, passkeys that are asked for | 30 | 1 s, doubling to 60 s | 10 min |
//!
//! A known device is a browser that has signed in to this account before. Only the second row applies to it,
//! under a key of its own: no stranger can lock somebody out of a browser they use. It makes no difference
//! whether an account with that name exists, so the answers reveal nothing.
//!
//! What remains for an attacker: 1,494 guesses at one name in any 24 hours from all networks together, the
//! first 50 of them at once; from one network at most 306, and as many from a stolen device
//! (`tests/figures.rs`). The cost: during an attack, the owner of the name waits up to a minute on a browser
//! that is not known yet.
//!
//! Keys are hashed with a secret of this process, so memory does not reveal who tried to sign in from where.
//! A restart forgets all counters.

use crate::{clock::Timestamp, id::DeviceId, lock::lock_ignoring_poison, network::network, secret::Secret};
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
const ORIGIN: Rule = Rule { free: 5, longest_wait: 15 * MINUTE, forgotten_after: HOUR };
/// Each ceremony takes a row in the table of sessions, even for strangers.
const CEREMONY: Rule = Rule { free: 30, longest_wait: MINUTE, forgotten_after: 10 * MINUTE };
const NAME: Rule = Rule { free: 50, longest_wait: MINUTE, forgotten_after: 24 * HOUR };

/// The first bytes of an IPv6 address that count as one network: the size of a customer's prefix (/48).
const NETWORK_BYTES: usize = 6;

/// Counts sign-in failures. Clones share the counters.
#[derive(Debug, Clone)]
pub struct SignInLimiter {
    key: Secret,
    counters: Arc<Mutex<Counters>>,
}

#[derive(Debug)]
struct Counters {
    /// By network.
    networks: Counter,
    /// By name and network, or name and known device.
    origins: Counter,
    /// By name.
    names: Counter,
    /// By network: passkey ceremonies.
    ceremonies: Counter,
}

/// The attempt is refused until this instant. A refused attempt is not counted and does not extend the wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitUntil(pub Timestamp);

/// An attempt that was admitted. It counts as a failure from the start, so that many concurrent attempts
/// cannot pass the limit; it remains one unless it [succeeded](Attempt::succeeded).
#[derive(Debug)]
#[must_use = "an attempt that is dropped is a failure"]
pub struct Attempt {
    counters: Arc<Mutex<Counters>>,
    origin: Key,
    /// For an unknown device: what was counted for its network and for the name.
    others: Option<(Taken, Taken)>,
}

impl SignInLimiter {
    /// Empty counters.
    ///
    /// # Errors
    /// The system's random number generator failed.
    pub fn new() -> Result<Self, getrandom::Error> {
        let counters = Counters {
            networks: Counter::of(NETWORK),
            origins: Counter::of(ORIGIN),
            names: Counter::of(NAME),
            ceremonies: Counter::of(CEREMONY),
        };
        Ok(Self { key: Secret::random()?, counters: Arc::new(Mutex::new(counters)) })
    }

    /// Admits an attempt, or says until when to wait. `name` is the name as typed, whether such an account
    /// exists or not; `device` is a browser that has signed in to the account of this name before.
    ///
    /// # Errors
    /// The instant from which the next attempt can be admitted.
    pub fn begin(
        &self,
        name: &str,
        device: Option<DeviceId>,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<Attempt, WaitUntil> {
        let name = super::email::fold(name);
        let network = network(address, NETWORK_BYTES);
        let origin = match device {
            Some(device) => self.hash("sign in from device", &[name.as_bytes(), &device.0.to_be_bytes()]),
            None => self.hash("sign in from network", &[name.as_bytes(), &network]),
        };
        let by_network = self.hash("network", &[&network]);
        let by_name = self.hash("name", &[name.as_bytes()]);

        let mut counters = lock_ignoring_poison(&self.counters);
        let mut wait = counters.origins.wait(origin, now);
        if device.is_none() {
            wait = wait.max(counters.networks.wait(by_network, now)).max(counters.names.wait(by_name, now));
        }
        if let Some(until) = wait {
            return Err(WaitUntil(until));
        }
        counters.origins.take(origin, now);
        let others = device.is_none().then(|| {
            let network = counters.networks.take(by_network, now);
            (network, counters.names.take(by_name, now))
        });
        Ok(Attempt { counters: self.counters.clone(), origin, others })
    }

    /// Admits a passkey ceremony, or says until when to wait. Every ceremony counts, since it takes a row in
    /// the store.
    ///
    /// # Errors
    /// The instant from which the next one is admitted.
    pub fn begin_ceremony(&self, address: IpAddr, now: Timestamp) -> Result<(), WaitUntil> {
        let network = self.hash("ceremonies of network", &[&network(address, NETWORK_BYTES)]);
        let mut counters = lock_ignoring_poison(&self.counters);
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
    /// The attempt has signed in: the failures of this name from this network or device are forgotten. For
    /// the network and for the name only this attempt is taken back; otherwise an attacker could reset them
    /// with an account of their own.
    pub fn succeeded(self) {
        let mut counters = lock_ignoring_poison(&self.counters);
        counters.origins.forget(self.origin);
        if let Some((network, name)) = self.others {
            counters.networks.give_back(network);
            counters.names.give_back(name);
        }
    }
}
