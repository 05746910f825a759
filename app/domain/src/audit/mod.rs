//! The log ("nhật ký"): who did what to what, when, and from which session. It is append-only and a hash
//! chain, like the ballots of a poll; ARCHITECTURE.md defines the format byte by byte. It contains nothing
//! about readers.
//!
//! An entry is written in the transaction of the action it records ([`store::note`]): both are stored, or
//! neither.

mod entry;
mod name;
pub mod store;

#[cfg(test)]
mod tests;

pub use name::{Action, SubjectKind};

use crate::{
    clock::{Moment, Timestamp},
    id::{
        AccountId, ArticleId, CategoryId, LinkId, LinkListId, MediaId, PageId, PollId, RedirectId, SessionId,
    },
};
use std::collections::BTreeMap;

/// Who did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Actor {
    /// The account; with neither account nor session it was a command on the server.
    pub account: Option<AccountId>,
    /// The session it was done from.
    pub session: Option<SessionId>,
}

impl Actor {
    /// A command on the server.
    pub const COMMAND: Self = Self { account: None, session: None };

    /// The name for people of an actor without an account.
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
    /// A list of links.
    LinkList(LinkListId),
    /// A link of such a list.
    Link(LinkId),
    /// A poll.
    Poll(PollId),
    /// A picture.
    Media(MediaId),
    /// A redirect.
    Redirect(RedirectId),
    /// The site itself.
    Site,
    /// A content pack.
    Pack,
}

impl Subject {
    /// Its kind.
    pub fn kind(self) -> SubjectKind {
        self.stored().0
    }

    /// Its id, if the kind has ids.
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
            Self::LinkList(LinkListId(id)) => (SubjectKind::LinkList, Some(id)),
            Self::Link(LinkId(id)) => (SubjectKind::Link, Some(id)),
            Self::Poll(PollId(id)) => (SubjectKind::Poll, Some(id)),
            Self::Media(MediaId(id)) => (SubjectKind::Media, Some(id)),
            Self::Redirect(RedirectId(id)) => (SubjectKind::Redirect, Some(id)),
            Self::Site => (SubjectKind::Site, None),
            Self::Pack => (SubjectKind::Pack, None),
        }
    }

    /// The subject of this kind and id; `None` if the id is missing, or the kind has none.
    pub fn of(kind: SubjectKind, id: Option<i64>) -> Option<Self> {
        Some(match (kind, id) {
            (SubjectKind::Account, Some(id)) => Self::Account(AccountId(id)),
            (SubjectKind::Session, Some(id)) => Self::Session(SessionId(id)),
            (SubjectKind::Article, Some(id)) => Self::Article(ArticleId(id)),
            (SubjectKind::Category, Some(id)) => Self::Category(CategoryId(id)),
            (SubjectKind::Page, Some(id)) => Self::Page(PageId(id)),
            (SubjectKind::LinkList, Some(id)) => Self::LinkList(LinkListId(id)),
            (SubjectKind::Link, Some(id)) => Self::Link(LinkId(id)),
            (SubjectKind::Poll, Some(id)) => Self::Poll(PollId(id)),
            (SubjectKind::Media, Some(id)) => Self::Media(MediaId(id)),
            (SubjectKind::Redirect, Some(id)) => Self::Redirect(RedirectId(id)),
            (SubjectKind::Site, None) => Self::Site,
            (SubjectKind::Pack, None) => Self::Pack,
            _ => return None,
        })
    }
}

/// An account under its current name, which may have changed since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

/// An entry of the log, for display.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its number, from 1, without gaps.
    pub sequence: i64,
    /// When it was written; never before the entry before it.
    pub at: Timestamp,
    /// The same in the site's time zone.
    pub moment: Moment,
    /// Who did it.
    pub actor: Actor,
    /// The current name of the account; `None` if there is no account, or it is gone.
    pub who: Option<Who>,
    /// What was done; an action that this version does not know is kept as stored.
    pub action: Result<Action, String>,
    /// What it was done to; a kind that this version does not know is kept as stored.
    pub subject: Result<Subject, String>,
    /// Further details, by name. Each value has at most [`MOST_CHARACTERS`].
    pub detail: BTreeMap<String, String>,
}

/// The most characters of a value of [`Entry::detail`]; longer ones are truncated and end in `…`.
pub const MOST_CHARACTERS: usize = 300;

/// A filter of entries; all conditions that are set must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Done by this account.
    pub account: Option<AccountId>,
    /// This was done.
    pub action: Option<Action>,
    /// The subject is of this kind.
    pub subject: Option<SubjectKind>,
    /// Written at or after this instant (the start of a day).
    pub from: Option<Timestamp>,
    /// Written before this instant (the end of a day).
    pub until: Option<Timestamp>,
}

/// A page of the log, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogPage {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// The key of the next, older page, if there is one: the number of the last entry on this page.
    pub next: Option<i64>,
}

/// The end of the log. Whoever keeps a copy of both values can check later that the log up to there is
/// unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogHead {
    /// How many entries there are.
    pub entries: i64,
    /// The hash of the last one.
    pub hash: crate::chain::Hash,
}
