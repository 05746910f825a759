//! Categories at the desk: a tree, in an order that administrators arrange. Readers see them in [`crate::news`].

mod form;
pub mod store;
#[cfg(test)]
mod tests;

pub use form::{CategoryField, CategoryForm, Problem};

use crate::{
    clock::Timestamp,
    form as forms,
    id::{CategoryId, MediaId},
    media::Picture,
    text::Slug,
    tree::{self, Node},
};

/// The most levels of the tree. Deeper ones, from a content pack, stay as they are.
pub const MAX_DEPTH: usize = 10;
/// The most categories.
pub const MAX_CATEGORIES: usize = 1_000;

/// A category in its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryNode {
    /// The category.
    pub id: CategoryId,
    /// The one above it.
    pub parent: Option<CategoryId>,
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// Its depth in the tree; 0 for a root.
    pub depth: usize,
    /// Whether it is the first of its siblings.
    pub first: bool,
    /// Whether it is the last of its siblings.
    pub last: bool,
}

impl Node for CategoryNode {
    type Id = CategoryId;

    fn id(&self) -> CategoryId {
        self.id
    }

    fn parent(&self) -> Option<CategoryId> {
        self.parent
    }

    fn depth(&self) -> usize {
        self.depth
    }
}

/// All categories, each before those below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree(pub Vec<CategoryNode>);

impl Tree {
    /// A category.
    pub fn get(&self, id: CategoryId) -> Option<&CategoryNode> {
        tree::find(&self.0, id)
    }

    /// A category and those below it.
    pub fn branch(&self, id: CategoryId) -> &[CategoryNode] {
        tree::branch(&self.0, id)
    }

    /// How many levels a category and those below it have.
    pub fn levels(&self, id: CategoryId) -> usize {
        tree::levels(&self.0, id)
    }

    /// A category and those above it, from the root on.
    pub fn path(&self, id: Option<CategoryId>) -> Vec<&CategoryNode> {
        let mut path = Vec::new();
        let mut next = id;
        // A node is behind the one above it, so this ends.
        for node in self.0.iter().rev() {
            if Some(node.id) == next {
                path.push(node);
                next = node.parent;
            }
        }
        path.reverse();
        path
    }

    /// The siblings below a category, or the roots, in their order.
    pub fn below(&self, parent: Option<CategoryId>) -> Vec<CategoryId> {
        tree::below(&self.0, parent)
    }
}

/// A category as an administrator changes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskCategory {
    /// The category.
    pub id: CategoryId,
    /// Counts the saves.
    pub version: i64,
    /// The form with its stored values.
    pub form: CategoryForm,
    /// Its slug.
    pub slug: Slug,
    /// Its picture.
    pub picture: Option<(MediaId, Picture)>,
    /// What stands in it.
    pub content: Content,
    /// Who changed it last.
    pub updated_by: Option<String>,
    /// When.
    pub updated_at: Option<Timestamp>,
}

/// What stands in a category and would be lost with it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Content {
    /// Articles, also drafts and those in the trash.
    pub articles: bool,
    /// Categories below it.
    pub categories: bool,
    /// Links of a menu.
    pub links: bool,
    /// Editors who work in it only.
    pub editors: bool,
}

impl Content {
    /// Whether nothing stands in it.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// What stands in it, in words; empty if nothing does.
    pub fn words(self) -> String {
        let words = [
            (self.articles, "bài viết (kể cả bản nháp và bài trong thùng rác)"),
            (self.categories, "chuyên mục con"),
            (self.links, "liên kết trong menu"),
            (self.editors, "biên tập viên phụ trách"),
        ];
        let words: Vec<&str> =
            words.into_iter().filter_map(|(is_there, word)| is_there.then_some(word)).collect();
        words.join(", ")
    }
}

/// Why a change was refused that no field explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChanged {
    /// Something stands in the category.
    InUse(Content),
    /// The category cannot be merged into this one: it does not exist, or it is the same one or below it.
    NoTarget,
    /// What is below it would be too deep there.
    TooDeep,
    /// Somebody else has moved or removed one of the two.
    Moved,
}

/// Why nothing was stored.
pub type Refusal = forms::Refusal<CategoryField, NotChanged>;
