//! The form of a category, as typed, and its check.

use super::{MAX_DEPTH, Tree};
use crate::{
    form::{self, Problems},
    id::{CategoryId, MediaId},
    text::Slug,
};

/// The longest name, in characters.
const MAX_NAME: usize = 100;
/// The longest description, in characters.
const MAX_DESCRIPTION: usize = 500;
/// The longest description of the picture, in characters.
const MAX_ALT: usize = 300;

/// A field of the form; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CategoryField {
    /// Its name.
    Name,
    /// Its slug; if empty, it is made from the name.
    Slug,
    /// The category above it; empty for none.
    Parent,
    /// A sentence about it.
    Description,
    /// Its picture.
    Picture,
    /// What the picture shows.
    Alt,
}

impl CategoryField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "ten",
            Self::Slug => "duong-dan",
            Self::Parent => "thuoc",
            Self::Description => "mo-ta",
            Self::Picture => "hinh",
            Self::Alt => "mo-ta-hinh",
        }
    }
}

/// What is wrong with the form.
pub type Problem = form::Problem<CategoryField>;

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CategoryForm {
    /// Its name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// The id of the category above it.
    pub parent: String,
    /// A sentence about it.
    pub description: String,
    /// The id of its picture; empty for none.
    pub picture: String,
    /// What the picture shows.
    pub alt: String,
}

/// The form, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Checked {
    pub(super) name: String,
    pub(super) slug: Slug,
    pub(super) parent: Option<CategoryId>,
    pub(super) description: String,
    pub(super) picture: Option<MediaId>,
    pub(super) alt: String,
}

impl CategoryForm {
    /// Checks the fields of the category `id`, or of a new one, in this tree. Whether the slug is free is checked by the
    /// store.
    pub(super) fn check(&self, tree: &Tree, id: Option<CategoryId>) -> Result<Checked, Vec<Problem>> {
        let mut problems = Problems::none();
        let name = problems.line(CategoryField::Name, &self.name, MAX_NAME);
        if name.is_empty() {
            problems.add(CategoryField::Name, "Chuyên mục cần có tên.");
        }
        let slug = match self.slug.trim() {
            "" => Slug::of_title(&name),
            typed => Slug::loosely(typed),
        };
        if slug.is_none() && !name.is_empty() {
            problems.add(CategoryField::Slug, "Đường dẫn cần có chữ cái hoặc chữ số, tối đa 200 ký tự.");
        }
        let parent = self.check_parent(&mut problems, tree, id);
        let description = problems.line(CategoryField::Description, &self.description, MAX_DESCRIPTION);
        let alt = problems.line(CategoryField::Alt, &self.alt, MAX_ALT);
        let picture = self.picture.parse().ok();
        if picture.is_none() && !self.picture.is_empty() {
            problems.add(CategoryField::Picture, "Hình này không còn nữa. Xin chọn lại.");
        }
        if picture.is_some() && alt.is_empty() {
            problems.add(CategoryField::Alt, "Xin ghi hình có gì, cho người không nhìn thấy hình.");
        }
        let Some(slug) = slug else { return Err(problems.all()) };
        problems.done(Checked { name, slug, parent, description, picture, alt })
    }

    fn check_parent(
        &self,
        problems: &mut Problems<CategoryField>,
        tree: &Tree,
        id: Option<CategoryId>,
    ) -> Option<CategoryId> {
        if self.parent.is_empty() {
            return None;
        }
        let parent = self.parent.parse().ok().and_then(|parent| tree.get(parent));
        let Some(parent) = parent else {
            problems.add(CategoryField::Parent, "Chuyên mục này không còn nữa. Xin chọn lại.");
            return None;
        };
        if id.is_some_and(|id| tree.branch(id).iter().any(|node| node.id == parent.id)) {
            let sentence = "Một chuyên mục không thể nằm trong chính nó hoặc trong chuyên mục con của nó.";
            problems.add(CategoryField::Parent, sentence);
        }
        let stays = id.and_then(|id| tree.get(id)).is_some_and(|node| node.parent == Some(parent.id));
        let levels = parent.depth + 1 + id.map_or(1, |id| tree.levels(id));
        if !stays && levels > MAX_DEPTH {
            let sentence =
                format!("Cây chuyên mục có tối đa {MAX_DEPTH} cấp; đặt ở đây thì có {levels} cấp.");
            problems.add(CategoryField::Parent, sentence);
        }
        Some(parent.id)
    }
}
