//! Who is online: everybody seen in the last [`ONLINE_FOR`], with a limit per network of about a school's
//! computer room.

use super::ONLINE_FOR;
use crate::clock::Timestamp;
use std::collections::{BTreeMap, HashMap};

/// The most people of one network who are shown as online.
const MOST_OF_ONE: i64 = 50;
const SECOND: i64 = 1_000;
/// [`ONLINE_FOR`] in seconds.
const WINDOW: i64 = ONLINE_FOR / SECOND;

/// The hash of a network; `None` for people who were loaded from the file after a restart.
pub(super) type Network = Option<u64>;

/// The number of people online. It is updated with each view, so reading it costs nothing.
#[derive(Debug, Default)]
pub(super) struct Online {
    /// For each second and network, how many people were last seen then.
    seconds: BTreeMap<i64, HashMap<Network, i64>>,
    /// The people of each network who are online at `until`.
    networks: HashMap<Network, i64>,
    /// How many of them are shown.
    shown: i64,
    /// The last second that has been processed.
    until: i64,
}

impl Online {
    /// Adds somebody who was seen before a restart; `before` is an earlier record of the same person. To be
    /// called before anything is read.
    pub(super) fn restore(&mut self, before: Option<Timestamp>, seen: Timestamp) {
        if let Some(before) = before {
            self.put(before.0.div_euclid(SECOND), None, -1);
        }
        self.put(seen.0.div_euclid(SECOND), None, 1);
    }

    /// Records a view; `before` is the previous view of this person, if there is one.
    pub(super) fn see(&mut self, network: Network, before: Option<(Timestamp, Network)>, now: Timestamp) {
        self.advance_to(now);
        if let Some((before, network)) = before {
            self.put(before.0.div_euclid(SECOND), network, -1);
        }
        self.put(now.0.div_euclid(SECOND), network, 1);
    }

    /// How many people are shown as online.
    pub(super) fn people(&mut self, now: Timestamp) -> i64 {
        self.advance_to(now);
        self.shown
    }

    fn put(&mut self, second: i64, network: Network, people: i64) {
        // People who are no longer in the table were removed already.
        if people > 0 {
            *self.seconds.entry(second).or_default().entry(network).or_default() += people;
        } else if let Some(known) = self.seconds.get_mut(&second).and_then(|known| known.get_mut(&network)) {
            *known += people;
        } else {
            return;
        }
        if (self.until - WINDOW + 1..=self.until).contains(&second) {
            self.count(network, people);
        }
    }

    fn count(&mut self, network: Network, people: i64) {
        let known = self.networks.entry(network).or_default();
        let shown = |people: i64| if network.is_some() { people.min(MOST_OF_ONE) } else { people };
        self.shown += shown(*known + people) - shown(*known);
        *known += people;
        if *known == 0 {
            self.networks.remove(&network);
        }
    }

    /// Advances to the present, or goes back if the clock was set back.
    fn advance_to(&mut self, now: Timestamp) {
        let (last, now) = (self.until, now.0.div_euclid(SECOND));
        if last == now {
            return;
        }
        self.until = now;
        if now < last || now - last > WINDOW {
            (self.networks, self.shown) = (HashMap::new(), 0);
            self.count_seconds(now - WINDOW + 1, now, 1);
        } else {
            self.count_seconds(last + 1, now, 1);
            self.count_seconds(last - WINDOW + 1, now - WINDOW, -1);
        }
        // More than the window is kept: after the clock is set back they count again.
        while self.seconds.first_key_value().is_some_and(|(second, _)| *second < now - 2 * WINDOW) {
            self.seconds.pop_first();
        }
    }

    fn count_seconds(&mut self, from: i64, to: i64, sign: i64) {
        let found = self.seconds.range(from..=to).flat_map(|(_, networks)| networks);
        let found: Vec<(Network, i64)> = found.map(|(network, people)| (*network, sign * people)).collect();
        for (network, people) in found {
            self.count(network, people);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_one_network_no_more_are_shown_than_sit_in_a_room() {
        let mut online = Online::default();
        for _ in 0..600 {
            online.see(Some(1), None, Timestamp(0));
        }
        assert_eq!(online.people(Timestamp(0)), MOST_OF_ONE);
        online.see(Some(2), None, Timestamp(1_000));
        assert_eq!(online.people(Timestamp(1_000)), MOST_OF_ONE + 1);
        assert_eq!(online.people(Timestamp(ONLINE_FOR)), 1, "the 600 were seen five minutes ago");
        for _ in 0..600 {
            online.see(None, None, Timestamp(ONLINE_FOR));
        }
        assert_eq!(online.people(Timestamp(ONLINE_FOR)), 601, "of whom nothing is known, everybody");
    }

    #[test]
    fn a_hundred_thousand_people_leave_nothing_behind() {
        let mut online = Online::default();
        for number in 0..100_000 {
            online.see(Some(number / 3), None, Timestamp(number.cast_signed()));
        }
        assert_eq!(online.people(Timestamp(100_000)), 100_000);
        assert_eq!(online.people(Timestamp(100_000 + 3 * ONLINE_FOR)), 0);
        assert!(online.seconds.is_empty() && online.networks.is_empty());
    }

    proptest! {
        #[test]
        fn it_is_what_a_plain_count_says(steps in prop::collection::vec((0_usize..20, 0_u64..3, 0_i64..400_000), 1..60)) {
            let mut online = Online::default();
            let mut people: HashMap<usize, (Timestamp, Network)> = HashMap::new();
            for (person, network, time) in steps {
                let now = Timestamp(time);
                let before = people.insert(person, (now, Some(network)));
                online.see(Some(network), before, now);
                let second = time / SECOND;
                let here = |(seen, _): &&(Timestamp, Network)| {
                    (second - WINDOW + 1..=second).contains(&(seen.0 / SECOND))
                };
                prop_assert_eq!(online.people(now), people.values().filter(here).count() as i64);
            }
        }
    }
}
