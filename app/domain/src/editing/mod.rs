//! Articles at the desk: drafts, who wrote them, and their state.
//!
//! `form.rs` defines the form and makes a [`crate::news::Manuscript`] of it, `draft.rs` a draft; `body.rs`
//! turns a body into blocks; the SQL is in `store.rs`.

pub mod body;
pub mod checks;
mod draft;
mod form;
mod preview_link;
pub mod store;

use crate::{
    accounts::Authorship,
    clock::{Date, Timestamp},
    drafting::merge::Question,
    id::{AccountId, ArticleId, CategoryId},
    news::PageKey,
};

// What pages show; they must not use the store.
pub use store::{CategoryChoice, Choices, DraftTarget, Linked};

pub use draft::AUTHORS;
pub use form::{ArticleField, ArticleForm, AttachmentField, MAX_BODY};
pub use preview_link::{MOST_PREVIEW_LINKS, PREVIEW_DAYS, PreviewLink};

/// How many articles a page of the desk's list shows.
pub const PAGE_SIZE: i64 = 30;

/// The state of an article at the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// Only the desk sees it.
    Draft,
    /// Readers will see it from a time in the future.
    Scheduled,
    /// Readers see it.
    Published,
    /// Deleted, but can be restored.
    Trashed,
}

impl State {
    /// All states.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Scheduled, Self::Published, Self::Trashed];

    /// Derived from stored values and the present.
    pub fn of(published: bool, published_at: Timestamp, trashed: bool, now: Timestamp) -> Self {
        match (trashed, published) {
            (true, _) => Self::Trashed,
            (false, false) => Self::Draft,
            (false, true) if published_at > now => Self::Scheduled,
            (false, true) => Self::Published,
        }
    }

    /// The name on pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Bản nháp",
            Self::Scheduled => "Hẹn giờ",
            Self::Published => "Đã đăng",
            Self::Trashed => "Thùng rác",
        }
    }

    /// The name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "nhap",
            Self::Scheduled => "hen-gio",
            Self::Published => "da-dang",
            Self::Trashed => "thung-rac",
        }
    }

    /// Parses a name in an address.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

/// A filter of the desk's list. Unless asked for, articles in the trash are left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In this state.
    pub state: Option<State>,
    /// With this main category.
    pub category: Option<CategoryId>,
    /// Created by this account.
    pub writer: Option<AccountId>,
    /// With these words in the title; diacritics are ignored.
    pub words: String,
    /// Last saved on this day or later.
    pub from: Option<Date>,
    /// Last saved on this day or earlier.
    pub until: Option<Date>,
}

/// A page of the desk's list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PagePosition {
    /// The first.
    #[default]
    First,
    /// Articles saved before this one; in a search, created before it.
    Older(PageKey),
    /// Articles saved after this one; in a search, created after it.
    Newer(PageKey),
}

/// A list counts only up to this number of articles: counting all would take longer as the site grows.
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
    /// From when readers see it; meaningless for a draft without a date.
    pub published_at: Timestamp,
    /// Who created it; none if it came from a content pack.
    pub writer: Option<String>,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// One page of the desk's list, last saved first; in a search, last created first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DeskList {
    /// At most [`PAGE_SIZE`] articles.
    pub cards: Vec<DeskCard>,
    /// The key of the next page, if there is one.
    pub next: Option<PageKey>,
    /// The key of the previous page, if there is one.
    pub previous: Option<PageKey>,
}

/// An article in the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskArticle {
    /// The article.
    pub id: ArticleId,
    /// Its version: how often it was saved.
    pub version: i64,
    /// The version at which its content became what it is; later ones changed its state only.
    pub content_version: i64,
    /// Its state.
    pub state: State,
    /// Who may change it.
    pub authorship: Authorship,
    /// Its content.
    pub form: ArticleForm,
    /// Its slug.
    pub slug: crate::text::Slug,
    /// The slug of its main category.
    pub category_slug: crate::text::Slug,
    /// From when readers see it.
    pub published_at: Timestamp,
    /// The date shown on it, if that is another one.
    pub written_at: Option<Timestamp>,
    /// Who created it.
    pub writer: Option<String>,
    /// Who saved it last.
    pub updated_by: Option<String>,
    /// When it was last saved.
    pub updated_at: Timestamp,
}

/// What an article's draft has and the article does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PendingDraft {
    /// The version of the draft.
    pub version: i64,
    /// The form with all that is pending.
    pub form: ArticleForm,
    /// When it was last kept.
    pub kept_at: Timestamp,
    /// By whom.
    pub kept_by: String,
}

/// Something written that was never saved to an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsavedDraft {
    /// Where it belongs.
    pub target: DraftTarget,
    /// Its title as typed; may be empty.
    pub title: String,
    /// When it was last kept.
    pub kept_at: Timestamp,
}

/// A problem in the form of an article.
pub type Problem = crate::form::Problem<ArticleField>;

/// Why a change was refused. Nothing was stored.
pub type Refusal = crate::form::Refusal<ArticleField, NotSaved>;

/// Reasons that only articles have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotSaved {
    /// Readers see the article now, and the change would hide it until this time.
    WouldVanish(Timestamp),
    /// Somebody else has saved it meanwhile, and a person must look at both changes.
    BothChanged(Box<BothChanged>),
}

/// A form and what somebody else has saved since it was loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BothChanged {
    /// The form with both changes; where both changed the same, with that of the form.
    pub form: ArticleForm,
    /// The stored version that it includes.
    pub version: i64,
    /// Where both changed the same.
    pub questions: Vec<Question>,
    /// Who saved it, if known.
    pub by: Option<String>,
    /// When.
    pub at: Timestamp,
}
