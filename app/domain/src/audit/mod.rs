//! The log ("nhật ký"): who did what to what, when, and from which session. It is append-only, and a chain of hashes like
//! the ballots of a poll; ARCHITECTURE.md states the form byte by byte. Nothing of readers stands in it.
//!
//! An entry is written in the transaction of the action it tells of ([`store::note`]), so that both are there or neither.

mod entry;
mod name;
pub mod store;

#[cfg(test)]
mod tests;

pub use name::{Action, SubjectKind};

use crate::{
    clock::{Moment, Timestamp},
    id::{AccountId, ArticleId, CategoryId, MediaId, PageId, PollId, SessionId},
};
use std::collections::BTreeMap;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Actor {
    /// The account; without one and without a session it was a command on the machine.
    pub account: Option<AccountId>,
    /// The session it was done from.
    pub session: Option<SessionId>,
}

impl Actor {
    /// A command on the machine.
    pub const COMMAND: Self = Self { account: None, session: None };

    /// What people call an actor without an account.
    pub const COMMAND_IN_WORDS: &str = "dòng lệnh";
}

/// What something was done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// An account.
    Account(AccountId),
    /// A session.
    Session(SessionId),
    /// An article.
    Article(ArticleId),
    /// A category.
    Category(CategoryId),
    /// A static page.
    Page(PageId),
    /// A poll.
    Poll(PollId),
    /// A picture.
    Media(MediaId),
    /// The site itself.
    Site,
    /// A content pack.
    Pack,
}

impl Subject {
    /// Of which kind it is.
    pub fn kind(self) -> SubjectKind {
        self.stored().0
    }

    /// Its id, for the kinds of which there are many.
    pub fn id(self) -> Option<i64> {
        self.stored().1
    }

    fn stored(self) -> (SubjectKind, Option<i64>) {
        match self {
            Self::Account(AccountId(id)) => (SubjectKind::Account, Some(id)),
            Self::Session(SessionId(id)) => (SubjectKind::Session, Some(id)),
            Self::Article(ArticleId(id)) => (SubjectKind::Article, Some(id)),
            Self::Category(CategoryId(id)) => (SubjectKind::Category, Some(id)),
            Self::Page(PageId(id)) => (SubjectKind::Page, Some(id)),
            Self::Poll(PollId(id)) => (SubjectKind::Poll, Some(id)),
            Self::Media(MediaId(id)) => (SubjectKind::Media, Some(id)),
            Self::Site => (SubjectKind::Site, None),
            Self::Pack => (SubjectKind::Pack, None),
        }
    }

    /// The subject of this kind and id; `None` where a kind has an id that needs none, or the other way round.
    pub fn of(kind: SubjectKind, id: Option<i64>) -> Option<Self> {
        Some(match (kind, id) {
            (SubjectKind::Account, Some(id)) => Self::Account(AccountId(id)),
            (SubjectKind::Session, Some(id)) => Self::Session(SessionId(id)),
            (SubjectKind::Article, Some(id)) => Self::Article(ArticleId(id)),
            (SubjectKind::Category, Some(id)) => Self::Category(CategoryId(id)),
            (SubjectKind::Page, Some(id)) => Self::Page(PageId(id)),
            (SubjectKind::Poll, Some(id)) => Self::Poll(PollId(id)),
            (SubjectKind::Media, Some(id)) => Self::Media(MediaId(id)),
            (SubjectKind::Site, None) => Self::Site,
            (SubjectKind::Pack, None) => Self::Pack,
            _ => return None,
        })
    }
}

/// An account as it is called now, which need not be what it was called then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// An entry of the log, for people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1, without gaps.
    pub sequence: i64,
    /// When it was written; never before the entry before it.
    pub at: Timestamp,
    /// The same in the zone of the site.
    pub moment: Moment,
    /// Who did it.
    pub actor: Actor,
    /// How the account is called; `None` where there is none, or none any more.
    pub who: Option<Who>,
    /// What was done; a name that this version does not know stays as it is stored.
    pub action: Result<Action, String>,
    /// What it was done to; a kind that this version does not know stays as it is stored.
    pub subject: Result<Subject, String>,
    /// What else is worth knowing, by name. Each value has at most [`MOST_CHARACTERS`].
    pub detail: BTreeMap<String, String>,
}

/// The most characters of a value of [`Entry::detail`]; a longer one is cut and closed with `…`.
pub const MOST_CHARACTERS: usize = 300;

/// Which entries are asked for; all that is given must be true of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Done by this account.
    pub account: Option<AccountId>,
    /// This was done.
    pub action: Option<Action>,
    /// Done to a subject of this kind.
    pub subject: Option<SubjectKind>,
    /// Written at this instant or later: the beginning of a day.
    pub from: Option<Timestamp>,
    /// Written before this instant: the end of a day.
    pub until: Option<Timestamp>,
}

/// A page of the log, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Where the next, older page begins, if there is one: the number of the last entry of this one.
    pub next: Option<i64>,
}

/// Where the log ends: whoever notes both can tell later whether the log up to there is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// How many entries there are.
    pub entries: i64,
    /// The hash of the last one.
    pub hash: crate::chain::Hash,
}
