//! Ballots and receipts. ARCHITECTURE.md defines the format byte by byte.

use crate::{
    chain::{self, Hash},
    clock::Timestamp,
    id::{OptionId, PollId},
    polls::voter::VoterHash,
    secret::Secret,
};
use data_encoding::BASE32_NOPAD;

/// A ballot as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// The poll it was cast in.
    pub poll: PollId,
    /// Its number in the poll, from 1.
    pub sequence: i64,
    /// The chosen options, ascending by id.
    pub options: Vec<OptionId>,
    /// When it was cast; never before the time of the previous ballot.
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

    /// The ids of its options, separated by commas, as stored and hashed.
    pub fn written_options(&self) -> String {
        let ids: Vec<String> = self.options.iter().map(ToString::to_string).collect();
        ids.join(",")
    }
}

/// Parses stored options; `None` if the text is not in the form of [`Ballot::written_options`].
pub(crate) fn read_options(written: &str) -> Option<Vec<OptionId>> {
    written.split(',').map(|id| id.parse().ok()).collect()
}

/// A code with which a voter can find a ballot and check that it is unchanged: its number, and a keyed hash
/// of its hash. Keyed, since the last hash of a poll is published on its page and must not be the receipt of
/// that ballot's voter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The number of the ballot.
    pub sequence: i64,
    code: String,
}

/// The length of the code in base 32 characters: 60 bits.
const LETTERS: usize = 12;

impl Receipt {
    /// The receipt of a ballot.
    pub fn of(sequence: i64, hash: &Hash, secret: &Secret) -> Self {
        let mut code = BASE32_NOPAD.encode(&secret.keyed("receipt", &[hash]));
        code.truncate(LETTERS);
        Self { sequence, code }
    }

    /// Parses a receipt as typed: lower case, spaces, missing hyphens.
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

    /// The receipt as displayed: `17-ABCD-EFGH-IJKL`.
    pub fn written(&self) -> String {
        let groups: Vec<&str> =
            [0..4, 4..8, 8..12].into_iter().filter_map(|group| self.code.get(group)).collect();
        format!("{}-{}", self.sequence, groups.join("-"))
    }
}
