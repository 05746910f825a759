//! Who a voter is: the bearer of a random key that the site has handed out. Neither the key nor an address is stored,
//! only hashes under a secret of the site.

use crate::{clock::Timestamp, id::PollId, network::network, secret::Secret};
use data_encoding::HEXLOWER;
use std::net::IpAddr;

/// How long ballots of one network are counted together, in milliseconds.
const HOUR: i64 = 60 * 60 * 1000;

/// The key of a voter: 128 random bits in a signed cookie.
#[derive(Clone, PartialEq, Eq)]
pub struct VoterKey(pub [u8; 16]);

impl std::fmt::Debug for VoterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VoterKey")
    }
}

impl VoterKey {
    /// A new one.
    ///
    /// # Errors
    /// The system has no random bytes to give.
    pub fn random() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)?;
        Ok(Self(bytes))
    }

    /// Reads what [`VoterKey::written`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let bytes = HEXLOWER.decode(text.as_bytes()).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// As it stands in the cookie.
    pub fn written(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// What is stored of it: in each poll something else, so that nobody who reads the store can follow a voter from one
    /// poll to the next.
    pub fn hash(&self, poll: PollId, secret: &Secret) -> VoterHash {
        VoterHash(secret.keyed("voter", &[&poll.0.to_be_bytes(), &self.0]))
    }
}

/// What is stored of a voter in one poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct VoterHash(pub [u8; 32]);

/// A network within an hour: an IPv4 address or the first half of an IPv6 address, hashed so that neither the address
/// nor the same network an hour later can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Network(pub [u8; 32]);

impl Network {
    /// The network of an address, in the hour of an instant. The key is one that is never stored: with it, everybody could
    /// try all addresses.
    pub fn of(address: IpAddr, now: Timestamp, secret: &Secret) -> Self {
        Self(secret.keyed("network", &[&hour(now).to_be_bytes(), &network(address, 8)]))
    }
}

/// The number of an hour.
pub(crate) fn hour(now: Timestamp) -> i64 {
    now.0.div_euclid(HOUR)
}

/// When the hour of an instant ends.
pub(crate) fn next_hour(now: Timestamp) -> Timestamp {
    Timestamp((hour(now) + 1) * HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let key = VoterKey::random().expect("random bytes");
        assert_eq!(VoterKey::read(&key.written()), Some(key));
        for wrong in ["", "00", &"0".repeat(33), &"G".repeat(32)] {
            assert_eq!(VoterKey::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_network_is_a_whole_household_and_only_for_an_hour() {
        let secret = Secret([7; 32]);
        let network =
            |address: &str, now| Network::of(address.parse().expect("an address"), Timestamp(now), &secret);
        assert_eq!(network("2001:db8:1:2::1", 0), network("2001:db8:1:2:3::9", HOUR - 1));
        assert_ne!(network("2001:db8:1:2::1", 0), network("2001:db8:1:3::1", 0));
        assert_eq!(network("::ffff:192.0.2.1", 0), network("192.0.2.1", 0));
        assert_ne!(network("192.0.2.1", 0), network("192.0.2.2", 0));
        assert_ne!(network("192.0.2.1", 0), network("192.0.2.1", HOUR));
    }
}
