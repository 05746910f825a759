//! The form of a page, as typed, and its check.

use super::{MAX_DEPTH, Pages};
use crate::{
    editing::body::Body,
    form::{self, Problems},
    id::PageId,
    text::Slug,
    tree,
};

/// The longest title, in characters.
const MAX_TITLE: usize = 200;

/// A field of the form; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PageField {
    /// Its title.
    Title,
    /// Its slug; if empty, it is made from the title.
    Slug,
    /// The page above it; empty for none.
    Parent,
    /// The text, as HTML.
    Body,
}

impl PageField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "tieu-de",
            Self::Slug => "duong-dan",
            Self::Parent => "thuoc",
            Self::Body => "noi-dung",
        }
    }
}

/// What is wrong with the form.
pub type Problem = form::Problem<PageField>;

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PageForm {
    /// Its title.
    pub title: String,
    /// Its slug.
    pub slug: String,
    /// The id of the page above it.
    pub parent: String,
    /// The text, as HTML.
    pub body: String,
}

/// The form, checked.
pub(super) struct Checked {
    pub(super) title: String,
    pub(super) slug: Slug,
    pub(super) parent: Option<PageId>,
    pub(super) body: Body,
}

impl PageForm {
    /// Checks the page `id`, or a new one, in this tree; `body` has been read by [`crate::editing::body::read`]. Whether
    /// the slug is free is checked by the store.
    pub(super) fn check(
        &self,
        pages: &Pages,
        id: Option<PageId>,
        body: Result<Body, String>,
    ) -> Result<Checked, Vec<Problem>> {
        let mut problems = Problems::none();
        let title = problems.line(PageField::Title, &self.title, MAX_TITLE);
        if title.is_empty() {
            problems.add(PageField::Title, "Trang cần có tiêu đề.");
        }
        let slug = match self.slug.trim() {
            "" => Slug::of_title(&title),
            typed => Slug::loosely(typed),
        };
        if slug.is_none() && !title.is_empty() {
            problems.add(PageField::Slug, "Đường dẫn cần có chữ cái hoặc chữ số, tối đa 200 ký tự.");
        }
        let parent = self.check_parent(&mut problems, pages, id);
        let body = body.map_err(|sentence| problems.add(PageField::Body, sentence));
        match (slug, body) {
            (Some(slug), Ok(body)) => problems.done(Checked { title, slug, parent, body }),
            _ => Err(problems.all()),
        }
    }

    fn check_parent(
        &self,
        problems: &mut Problems<PageField>,
        pages: &Pages,
        id: Option<PageId>,
    ) -> Option<PageId> {
        if self.parent.is_empty() {
            return None;
        }
        let Some(parent) = self.parent.parse().ok().and_then(|parent| pages.get(parent)) else {
            problems.add(PageField::Parent, "Trang này không còn nữa. Xin chọn lại.");
            return None;
        };
        let branch = id.map(|id| pages.branch(id)).unwrap_or_default();
        if branch.iter().any(|node| node.id == parent.id) {
            problems
                .add(PageField::Parent, "Một trang không thể nằm dưới chính nó hoặc dưới trang con của nó.");
        }
        let levels = id.map_or(1, |id| tree::levels(&pages.tree, id).max(1));
        if parent.depth + 1 + levels > MAX_DEPTH {
            problems.add(PageField::Parent, format!("Cây trang có tối đa {MAX_DEPTH} cấp."));
        }
        Some(parent.id)
    }
}
