//! Static pages at the desk: a tree, in an order. Readers see them in [`crate::site`].

mod form;
pub mod store;
#[cfg(test)]
mod tests;

pub use form::{PageField, PageForm, Problem};

use crate::{
    clock::Timestamp,
    form as forms,
    id::PageId,
    text::Slug,
    tree::{self, Node},
};

/// The most levels of the tree.
pub const MAX_DEPTH: usize = 5;
/// The most pages, with those in the trash.
pub const MAX_PAGES: usize = 1_000;

/// A page in its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageNode {
    /// The page.
    pub id: PageId,
    /// The page above it.
    pub parent: Option<PageId>,
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Whether readers see it.
    pub published: bool,
    /// Whether the side column introduces the site with it.
    pub introduces: bool,
    /// Its depth in the tree; 0 for the first level.
    pub depth: usize,
    /// Whether it is the first of its siblings.
    pub first: bool,
    /// Whether it is the last of its siblings.
    pub last: bool,
}

impl Node for PageNode {
    type Id = PageId;

    fn id(&self) -> PageId {
        self.id
    }

    fn parent(&self) -> Option<PageId> {
        self.parent
    }

    fn depth(&self) -> usize {
        self.depth
    }
}

/// All pages: the tree, each before those below it, and the trash, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pages {
    /// The tree.
    pub tree: Vec<PageNode>,
    /// The trash.
    pub trash: Vec<(PageId, String)>,
}

impl Pages {
    /// A page of the tree.
    pub fn get(&self, id: PageId) -> Option<&PageNode> {
        tree::find(&self.tree, id)
    }

    /// A page and those below it.
    pub fn branch(&self, id: PageId) -> &[PageNode] {
        tree::branch(&self.tree, id)
    }

    /// The siblings below a page, or the first level, in their order.
    pub fn below(&self, parent: Option<PageId>) -> Vec<PageId> {
        tree::below(&self.tree, parent)
    }
}

/// A page as an administrator changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPage {
    /// The page.
    pub id: PageId,
    /// Counts the saves.
    pub version: i64,
    /// The form with its stored values.
    pub form: PageForm,
    /// Its slug.
    pub slug: Slug,
    /// Whether readers see it.
    pub published: bool,
    /// Whether it lies in the trash.
    pub trashed: bool,
    /// Who changed it last.
    pub updated_by: Option<String>,
    /// When.
    pub updated_at: Option<Timestamp>,
}

/// Why a change was refused that no field explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChanged {
    /// There are pages below it.
    HasPages,
    /// The side column introduces the site with it.
    Introduces,
    /// Somebody else has moved one of the two, or put it into the trash.
    Moved,
}

/// Why nothing was stored.
pub type Refusal = forms::Refusal<PageField, NotChanged>;
