//! The desk's side of the news: articles while they are written, by whom, and in which state.
//!
//! `form.rs` says what may be typed, and makes a [`crate::news::Manuscript`] of it; `body.rs` turns a body into blocks; the SQL is
//! in `store.rs`.

pub mod body;
mod form;
pub mod store;

use crate::{
    accounts::Authorship,
    clock::{Date, Timestamp},
    id::{AccountId, ArticleId, CategoryId},
    news::PageKey,
};

// What pages show, for those who must not touch the store.
pub use store::{CategoryChoice, Choices};

pub use form::{ArticleForm, AttachmentField, Field};

/// How many articles one page of the desk's list shows.
pub const PAGE_SIZE: i64 = 30;

/// What an article is to the people who make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Nobody but the desk sees it.
    Draft,
    /// Readers see it from a time in the future on.
    Scheduled,
    /// Readers see it.
    Published,
    /// It was put away, and can be brought back.
    Trashed,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Scheduled, Self::Published, Self::Trashed];

    /// Derived from what is stored, and the clock.
    pub fn of(published: bool, published_at: Timestamp, trashed: bool, now: Timestamp) -> Self {
        match (trashed, published) {
            (true, _) => Self::Trashed,
            (false, false) => Self::Draft,
            (false, true) if published_at > now => Self::Scheduled,
            (false, true) => Self::Published,
        }
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Bản nháp",
            Self::Scheduled => "Hẹn giờ",
            Self::Published => "Đã đăng",
            Self::Trashed => "Thùng rác",
        }
    }

    /// The name in an address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "nhap",
            Self::Scheduled => "hen-gio",
            Self::Published => "da-dang",
            Self::Trashed => "thung-rac",
        }
    }

    /// The state of a name in an address.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// Which articles of the desk are asked for. What is not asked for is not in the trash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// With this main category.
    pub category: Option<CategoryId>,
    /// Begun by this account.
    pub writer: Option<AccountId>,
    /// With these words in the title, marks or not.
    pub words: String,
    /// Saved last on this day or later.
    pub from: Option<Date>,
    /// Saved last on this day or before.
    pub until: Option<Date>,
}

/// Which page of the desk's list is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Turn {
    /// The first.
    #[default]
    First,
    /// The one with what was saved before this article; of a list with words, what was made before it.
    Older(PageKey),
    /// The one with what was saved after it; of a list with words, what was made after it.
    Newer(PageKey),
}

/// Beyond so many articles a list does not say how many there are: counting them would take as long as the site is large.
pub const COUNTED: i64 = 1_000;

/// An article in the desk's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskCard {
    /// The article.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// The name of its main category.
    pub category: String,
    /// Its state.
    pub state: State,
    /// When readers see it, or saw it; without meaning for a draft that has no date.
    pub published_at: Timestamp,
    /// Who began it; none where a content pack did.
    pub writer: Option<String>,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// One page of the desk's list, the last saved first; of a list with words, the last made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskList {
    /// At most [`PAGE_SIZE`] articles.
    pub cards: Vec<DeskCard>,
    /// Where the next page begins, if there is one.
    pub next: Option<PageKey>,
    /// Where the page before it ends, if there is one.
    pub previous: Option<PageKey>,
}

/// An article as it is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskArticle {
    /// The article.
    pub id: ArticleId,
    /// How often it was saved.
    pub version: i64,
    /// Its state.
    pub state: State,
    /// Who may change it.
    pub authorship: Authorship,
    /// What is written in it.
    pub form: ArticleForm,
    /// Its address for readers: path.
    pub slug: crate::text::Slug,
    /// The slug of its main category.
    pub category_slug: crate::text::Slug,
    /// When readers see it, or saw it.
    pub published_at: Timestamp,
    /// The time that stands on it, where it is another one.
    pub written_at: Option<Timestamp>,
    /// Who began it.
    pub writer: Option<String>,
    /// Who saved it last.
    pub updated_by: Option<String>,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// What is wrong with the form of an article.
pub type Problem = crate::form::Problem<Field>;

/// Why a change of an article was refused. Nothing was stored.
pub type Refusal = crate::form::Refusal<Field, WouldVanish>;

/// Readers see the article, and would not until this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WouldVanish(pub Timestamp);
