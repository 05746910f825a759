//! A ballot, and what it proves. ARCHITECTURE.md states the form byte by byte.

use crate::{
    chain::{self, Hash},
    clock::Timestamp,
    id::{OptionId, PollId},
    polls::voter::VoterHash,
    secret::Secret,
};
use data_encoding::BASE32_NOPAD;

/// A ballot as it lies in the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// The poll it was cast in.
    pub poll: PollId,
    /// Its number in the poll, from 1.
    pub sequence: i64,
    /// The options it names, the lowest id first.
    pub options: Vec<OptionId>,
    /// When it was cast; never before the ballot before it.
    pub cast_at: Timestamp,
    /// Who cast it.
    pub voter: VoterHash,
    /// The hash of the ballot before it.
    pub previous: Hash,
}

impl Ballot {
    /// Its hash.
    pub fn hash(&self) -> Hash {
        chain::link(
            "ballot",
            &[
                ("poll", &self.poll.to_string()),
                ("sequence", &self.sequence.to_string()),
                ("options", &self.written_options()),
                ("time", &self.cast_at.0.to_string()),
                ("voter", &chain::hexadecimal(&self.voter.0)),
            ],
            &self.previous,
        )
    }

    /// The ids of its options, with commas between them: so they are stored and hashed.
    pub fn written_options(&self) -> String {
        let ids: Vec<String> = self.options.iter().map(ToString::to_string).collect();
        ids.join(",")
    }
}

/// The options of a ballot as they are stored; `None` when they are not what [`Ballot::written_options`] writes.
pub(crate) fn read_options(written: &str) -> Option<Vec<OptionId>> {
    written.split(',').map(|id| id.parse().ok()).collect()
}

/// A code that finds a ballot and shows whether it is the one that was cast: its number, and a keyed hash of its hash.
/// Keyed, since the last hash of a poll stands on its page and must not be the receipt of whoever cast that ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The number of the ballot.
    pub sequence: i64,
    code: String,
}

/// How many letters of base 32 a receipt has: 60 bits.
const LETTERS: usize = 12;

impl Receipt {
    /// The receipt of a ballot.
    pub fn of(sequence: i64, hash: &Hash, secret: &Secret) -> Self {
        let mut code = BASE32_NOPAD.encode(&secret.keyed("receipt", &[hash]));
        code.truncate(LETTERS);
        Self { sequence, code }
    }

    /// Reads a receipt however it was copied: small letters, spaces, missing hyphens.
    pub fn read(text: &str) -> Option<Self> {
        let (sequence, code) = text.trim().split_once('-')?;
        let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
        (code.len() == LETTERS)
            .then(|| {
                Some(Self {
                    sequence: crate::id::positive(sequence.trim_end())?,
                    code: code.to_ascii_uppercase(),
                })
            })
            .flatten()
    }

    /// The receipt as people copy it: `17-ABCD-EFGH-IJKL`.
    pub fn written(&self) -> String {
        let groups: Vec<&str> =
            [0..4, 4..8, 8..12].into_iter().filter_map(|group| self.code.get(group)).collect();
        format!("{}-{}", self.sequence, groups.join("-"))
    }
}
