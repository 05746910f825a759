//! From which networks ballots came within the last hour. Keyed hashes are stored; the keys are in a separate
//! file, so that counting continues after a restart and neither the database nor a backup reveals networks.

use crate::{clock::Timestamp, network::network, private_file, secret::Secret};
use data_encoding::HEXLOWER;
use std::{
    collections::BTreeMap,
    fmt::Write,
    fs, io,
    net::IpAddr,
    path::{Path, PathBuf},
};

/// Ballots are counted per span of this length, in milliseconds.
const SPAN: i64 = 10 * 60 * 1000;
/// How many full spans before the current one count: together always at least an hour.
const SPANS: i64 = 6;
/// A key is used for this many spans, an hour.
const SPANS_OF_A_KEY: i64 = 6;
/// The limit of an IPv6 /48, as a multiple of the limit of one network. A whole town of mobile phones may
/// share a /48, as it may share an IPv4 address; but one customer may also have a /48, with its 65,536
/// networks.
const TOGETHER: u32 = 4;

/// The number of the span of an instant.
pub(crate) fn span(now: Timestamp) -> i64 {
    now.0.div_euclid(SPAN)
}

/// The first span that counts at an instant.
pub(crate) fn first_span(now: Timestamp) -> i64 {
    span(now) - SPANS
}

/// When a span stops counting.
pub(crate) fn forgotten_at(span: i64) -> Timestamp {
    Timestamp((span + SPANS + 1) * SPAN)
}

/// A counted address range: an IPv4 address, an IPv6 /64 or an IPv6 /48.
pub(crate) type Area = Vec<u8>;

/// The areas of an address, each with its limit; the first one has the limit of the poll. A limit of 0 means
/// no limit.
pub(crate) fn areas(address: IpAddr, limit: u32) -> Vec<(Area, u32)> {
    let mut areas = vec![(network(address, 8), limit)];
    if address.to_canonical().is_ipv6() {
        areas.push((network(address, 6), limit.saturating_mul(TOGETHER)));
    }
    areas
}

/// The hashes of an area with the keys of this hour and the last.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hashed {
    /// The hash under which ballots of this hour are stored.
    pub(crate) now: [u8; 32],
    /// The hash for ballots of the hour before.
    pub(crate) before: [u8; 32],
}

/// The keys of this hour and the last, generated when first needed.
#[derive(Debug)]
pub struct NetworkKeys {
    file: Option<PathBuf>,
    keys: BTreeMap<i64, Secret>,
    present: i64,
}

impl NetworkKeys {
    /// Reads the keys from a file, which is rewritten whenever there is a new key.
    pub fn read(file: &Path) -> Self {
        let text = match fs::read_to_string(file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                tracing::warn!("the networks of the last hour are counted anew: {error}");
                String::new()
            }
        };
        let key = |line: &str| {
            let (hour, key) = line.split_once(' ')?;
            Some((hour.parse().ok()?, Secret(HEXLOWER.decode(key.as_bytes()).ok()?.try_into().ok()?)))
        };
        Self { file: Some(file.to_owned()), keys: text.lines().filter_map(key).collect(), present: i64::MIN }
    }

    /// Generates the keys that are needed at an instant, and removes older ones.
    pub(crate) fn turn_to(&mut self, now: Timestamp) {
        let hour = span(now).div_euclid(SPANS_OF_A_KEY);
        if self.present == hour {
            return;
        }
        self.present = hour;
        self.keys.retain(|key, _| *key >= hour - 1);
        for hour in [hour - 1, hour] {
            self.keys.entry(hour).or_insert_with(|| {
                Secret::random().unwrap_or_else(|error| {
                    // Voting must go on.
                    tracing::error!(
                        "the networks of this hour are hashed under a key that everybody knows: {error}"
                    );
                    Secret([0; 32])
                })
            });
        }
        if let Some(file) = &self.file
            && let Err(error) = private_file::replace(file, self.written().as_bytes())
        {
            tracing::error!("a restart will count the networks of this hour anew: {error}");
        }
    }

    /// An area, hashed with the keys of the instant last given to `turn_to`.
    pub(crate) fn hash(&self, area: &[u8]) -> Hashed {
        let hash = |hour| self.keys.get(&hour).map_or([0; 32], |key: &Secret| key.keyed("network", &[area]));
        Hashed { now: hash(self.present), before: hash(self.present - 1) }
    }

    fn written(&self) -> String {
        self.keys.iter().fold(String::new(), |mut text, (hour, key)| {
            // Writing to a `String` cannot fail.
            let _ = writeln!(text, "{hour} {}", HEXLOWER.encode(&key.0));
            text
        })
    }
}

impl Default for NetworkKeys {
    /// NetworkKeys that are not saved in a file.
    fn default() -> Self {
        Self { file: None, keys: BTreeMap::new(), present: i64::MIN }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 6 * SPAN;

    fn area(address: &str) -> Area {
        areas(address.parse().expect("an address"), 1).swap_remove(0).0
    }

    #[test]
    fn a_network_is_a_whole_household_and_many_of_them_have_a_limit_together() {
        assert_eq!(area("2001:db8:1:2::1"), area("2001:db8:1:2:3::9"));
        assert_ne!(area("2001:db8:1:2::1"), area("2001:db8:1:3::1"));
        assert_eq!(area("::ffff:192.0.2.1"), area("192.0.2.1"));
        assert_ne!(area("192.0.2.1"), area("192.0.2.2"));
        let both = areas("2001:db8:1:2::1".parse().expect("an address"), 500);
        assert_eq!(
            both.iter().map(|(area, limit)| (area.len(), *limit)).collect::<Vec<_>>(),
            [(8, 500), (6, 2_000)]
        );
        assert_eq!(areas("127.0.0.1".parse().expect("an address"), 500).len(), 1);
    }

    #[test]
    fn nobody_is_followed_for_longer_than_two_hours() {
        let mut keys = NetworkKeys::default();
        let mut hashed = |now| {
            keys.turn_to(Timestamp(now));
            keys.hash(b"area")
        };
        let (first, same, next, later) = (hashed(0), hashed(HOUR - 1), hashed(HOUR), hashed(2 * HOUR));
        assert_eq!(first.now, same.now);
        assert_eq!(first.now, next.before);
        assert_ne!(next.now, next.before);
        assert!(![later.now, later.before].contains(&first.now));
        assert_ne!(hashed(0).now, first.now, "the key is gone");
        assert_eq!(keys.keys.len(), 4);
        keys.turn_to(Timestamp(10 * HOUR));
        assert_eq!(keys.keys.len(), 2, "what is not needed is not kept");
    }

    #[test]
    fn a_restart_goes_on_with_the_same_keys_which_nobody_else_may_read() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("networks.hour");
        let mut keys = NetworkKeys::read(&file);
        keys.turn_to(Timestamp(HOUR));
        let before = keys.hash(b"area");
        let mut again = NetworkKeys::read(&file);
        again.turn_to(Timestamp(2 * HOUR - 1));
        assert_eq!(again.hash(b"area").now, before.now);
        assert_eq!(again.hash(b"area").before, before.before);
        let mode = fs::metadata(&file).expect("the file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        fs::write(&file, "rubbish\n1 zz\n").expect("written");
        let mut anew = NetworkKeys::read(&file);
        anew.turn_to(Timestamp(HOUR));
        assert_ne!(anew.hash(b"area").now, before.now);
    }
}
