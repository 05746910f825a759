//! The main menu, the blocks of links and the footer, as administrators arrange them: lists of links, each a tree. Readers
//! see them in the frame of every page ([`crate::site::Frame`]).

mod form;
pub mod store;
#[cfg(test)]
mod tests;

pub use form::{LinkField, LinkForm, ListField, ListForm, Problem};

use crate::{
    editing::Linked,
    form as forms,
    id::{LinkId, LinkListId},
    site::Target,
    tree::{self, Node},
};

/// The most levels of a list. Deeper ones, from a content pack, stay as they are.
pub const MAX_DEPTH: usize = 5;
/// The most links of the site, in all lists.
pub const MAX_LINKS: i64 = 1_000;
/// The most lists of one place.
pub const MAX_LISTS: usize = 20;
/// How long a removed link can be brought back, in milliseconds: a week.
pub(crate) const KEPT: i64 = 7 * 24 * 60 * 60 * 1000;

/// Where a list of links stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A menu below the site's name.
    Menu,
    /// A block of the side column.
    Links,
    /// The footer.
    Footer,
}

impl Place {
    /// All places, as they stand on a page.
    pub const ALL: [Self; 3] = [Self::Menu, Self::Links, Self::Footer];

    /// The name it is stored under, also in addresses and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Menu => "menu",
            Self::Links => "links",
            Self::Footer => "footer",
        }
    }

    /// Reads a stored name.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.as_str() == name)
    }

    /// Whether its lists have more than one level.
    pub fn is_a_tree(self) -> bool {
        self != Self::Footer
    }
}

/// What a link is to lead to, before it is looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// Nowhere: it is plain text.
    Nowhere,
    /// An address that [`crate::site::is_safe_address`] allows.
    Address(String),
    /// A thing of this site.
    Inside(Linked),
}

/// What has become of the thing that a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Readers can open it, or it is an address or plain text.
    There,
    /// Readers do not see it yet, or not any more: an article that is not published.
    Hidden,
    /// It is gone.
    Gone,
}

/// A link in its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkNode {
    /// The link.
    pub id: LinkId,
    /// The link above it.
    pub parent: Option<LinkId>,
    /// Its text.
    pub label: String,
    /// Where it leads; [`Target::Nowhere`] if that is gone.
    pub target: Target,
    /// What has become of that.
    pub state: State,
    /// Its depth in the tree; 0 for the first level.
    pub depth: usize,
    /// Whether it is the first of its siblings.
    pub first: bool,
    /// Whether it is the last of its siblings.
    pub last: bool,
    /// Counts the saves.
    pub version: i64,
}

impl Node for LinkNode {
    type Id = LinkId;

    fn id(&self) -> LinkId {
        self.id
    }

    fn parent(&self) -> Option<LinkId> {
        self.parent
    }

    fn depth(&self) -> usize {
        self.depth
    }
}

/// A list of links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskList {
    /// The list.
    pub id: LinkListId,
    /// Where it stands.
    pub place: Place,
    /// Its heading; empty in the footer.
    pub name: String,
    /// Whether it is the first list of its place.
    pub first: bool,
    /// Whether it is the last list of its place.
    pub last: bool,
    /// Its links, each before those below it.
    pub links: Vec<LinkNode>,
}

impl DeskList {
    /// A link.
    pub fn get(&self, id: LinkId) -> Option<&LinkNode> {
        tree::find(&self.links, id)
    }

    /// A link and those below it.
    pub fn branch(&self, id: LinkId) -> &[LinkNode] {
        tree::branch(&self.links, id)
    }

    /// The siblings below a link, or the first level, in their order.
    pub fn below(&self, parent: Option<LinkId>) -> Vec<LinkId> {
        tree::below(&self.links, parent)
    }
}

/// Why a change was refused that no field explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChanged {
    /// The list still has links.
    InUse,
    /// Somebody else has moved or removed one of the two.
    Moved,
}

/// Why nothing of a link was stored.
pub type Refusal = forms::Refusal<LinkField, NotChanged>;
/// Why nothing of a list was stored.
pub type ListRefusal = forms::Refusal<ListField, NotChanged>;
