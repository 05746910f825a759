//! Accounts: the people who work on the site, what they may do, and how they sign in.
//!
//! `rights.rs` is the only table of rights. Passwords, second factors and the rate limit for guessing need no
//! database and have files of their own; the SQL is in `store.rs`.

mod email;
#[cfg(feature = "store")]
pub mod form;
#[cfg(feature = "store")]
mod hashing;
#[cfg(feature = "store")]
mod password;
#[cfg(feature = "store")]
mod recovery;
mod rights;
#[cfg(feature = "store")]
mod second_factor;
#[cfg(feature = "store")]
mod sign_in_limiter;
#[cfg(feature = "store")]
pub mod store;
#[cfg(feature = "store")]
mod token;

#[cfg(feature = "store")]
use crate::audit::Actor;
use crate::{
    clock::Timestamp,
    id::{AccountId, CategoryId, SessionId},
};
use std::collections::BTreeSet;

pub use email::{Email, NotAnEmail, fold};
#[cfg(feature = "store")]
pub use hashing::{Hasher, NotHashed, Verdict};
#[cfg(feature = "store")]
pub use password::{LEAST_CHARACTERS, MOST_BYTES, WeakPassword, check_password};
#[cfg(feature = "store")]
pub use recovery::RecoveryCode;
pub use rights::{Right, Role};
#[cfg(feature = "store")]
pub use second_factor::TotpSecret;
#[cfg(feature = "store")]
pub use sign_in_limiter::{Attempt, SignInLimiter, WaitUntil};
#[cfg(feature = "store")]
pub use token::{NotAToken, Token};

/// How long a session lasts without a request, in milliseconds: seven days.
pub const IDLE_LIMIT: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long a session lasts in any case, in milliseconds: thirty days.
pub const ABSOLUTE_LIMIT: i64 = 30 * 24 * 60 * 60 * 1000;
/// How long the second step of signing in may take after the password, in milliseconds: ten minutes.
pub const SIGN_IN_LIMIT: i64 = 10 * 60 * 1000;
/// How long a password reset link is valid, in milliseconds: one day.
pub const RESET_LIMIT: i64 = 24 * 60 * 60 * 1000;
/// The longest name of a person, in characters.
pub const MAX_NAME: usize = 100;

/// Somebody who is signed in, as loaded for one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub id: AccountId,
    /// The display name.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// The role.
    pub role: Role,
    /// The categories that an editor is limited to, with their subcategories; `None` means no limit.
    pub categories: Option<BTreeSet<CategoryId>>,
    /// The session of the request.
    pub session: SessionId,
}

/// The facts that decide who may change an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Authorship {
    /// The account that created it; `None` for an article of a content pack.
    pub created_by: Option<AccountId>,
    /// The main category.
    pub category: CategoryId,
    /// Whether it is published or scheduled to be.
    pub published: bool,
}

impl Person {
    /// Whether this person has the right.
    pub fn may(&self, right: Right) -> bool {
        self.role.may(right)
    }

    /// This person as an actor of the log.
    #[cfg(feature = "store")]
    pub fn actor(&self) -> Actor {
        Actor { account: Some(self.id), session: Some(self.session) }
    }

    /// Whether this person may work in the category.
    pub fn works_in(&self, category: CategoryId) -> bool {
        self.categories.as_ref().is_none_or(|categories| categories.contains(&category))
    }

    /// Whether this person may edit, trash or restore an article: authors their own drafts, editors
    /// everything in their categories.
    pub fn may_edit(&self, article: &Authorship) -> bool {
        let own_draft = article.created_by == Some(self.id) && !article.published;
        (self.may(Right::WriteArticles) && own_draft) || self.may_publish(article)
    }

    /// Whether this person may publish or withdraw an article.
    pub fn may_publish(&self, article: &Authorship) -> bool {
        self.may(Right::PublishArticles) && self.works_in(article.category)
    }
}

/// An account as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// The address its owner signs in with.
    pub email: String,
    /// The display name of its owner.
    pub name: String,
    /// The role.
    pub role: Role,
    /// The categories that an editor is limited to; empty means no limit.
    pub categories: Vec<CategoryId>,
    /// When it was disabled, if it is.
    pub disabled_at: Option<Timestamp>,
    /// When it was created.
    pub created_at: Timestamp,
    /// Whether a TOTP code is asked for.
    pub has_second_factor: bool,
    /// How many passkeys it has.
    pub passkeys: u32,
    /// When its owner was last seen.
    pub seen_at: Option<Timestamp>,
}

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Its id.
    pub id: SessionId,
    /// The browser and system it began in: `Firefox, Windows`.
    pub browser: String,
    /// The IP address it began from.
    pub address: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, within a minute.
    pub seen_at: Timestamp,
}

/// A passkey as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedPasskey {
    /// Its id.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: Timestamp,
    /// When somebody last signed in with it.
    pub used_at: Option<Timestamp>,
}
