//! The forms of a link and of a list, as typed, and their checks.

use super::{DeskList, MAX_DEPTH, Wanted};
use crate::{
    form::{self, Problems},
    id::LinkId,
    site::is_safe_address,
    tree,
};

/// The longest text of a link and the longest heading, in characters.
const MAX_LABEL: usize = 120;
/// The longest address, in bytes.
const MAX_ADDRESS: usize = 2_000;

/// A field of a link; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkField {
    /// Its text.
    Label,
    /// The address it leads to.
    Address,
    /// The link above it.
    Parent,
}

impl LinkField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Label => "chu",
            Self::Address => "dich",
            Self::Parent => "duoi",
        }
    }
}

/// A field of a list; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ListField {
    /// Its heading.
    Name,
}

impl ListField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        "ten"
    }
}

/// What is wrong with a link.
pub type Problem = form::Problem<LinkField>;

/// The form of a link, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LinkForm {
    /// Its text; if empty, the name of what it leads to.
    pub label: String,
    /// Where it leads, as an address; empty for plain text.
    pub address: String,
    /// The id of the link above it.
    pub parent: String,
}

/// The form of a list, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListForm {
    /// Its heading.
    pub name: String,
}

impl ListForm {
    pub(super) fn check(&self) -> Result<String, Vec<form::Problem<ListField>>> {
        let mut problems = Problems::none();
        let name = problems.line(ListField::Name, &self.name, MAX_LABEL);
        if name.is_empty() {
            problems.add(ListField::Name, "Xin ghi tiêu đề.");
        }
        problems.done(name)
    }
}

/// The form of a link, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Checked {
    /// May be empty.
    pub(super) label: String,
    pub(super) parent: Option<LinkId>,
}

impl LinkForm {
    /// Checks the text and the place of the link `id`, or of a new one, in its list, and the address if it is one outside.
    pub(super) fn check(
        &self,
        list: &DeskList,
        id: Option<LinkId>,
        wanted: &Wanted,
    ) -> Result<Checked, Vec<Problem>> {
        let mut problems = Problems::none();
        let label = problems.line(LinkField::Label, &self.label, MAX_LABEL);
        let has_name = matches!(wanted, Wanted::Inside(_));
        if label.is_empty() && !has_name {
            problems.add(LinkField::Label, "Xin ghi chữ của liên kết.");
        }
        if let Wanted::Address(address) = wanted
            && (address.len() > MAX_ADDRESS || !is_safe_address(address))
        {
            let sentence =
                "Xin ghi một địa chỉ bắt đầu bằng https://, http://, mailto:, tel: hoặc / (trang của mình).";
            problems.add(LinkField::Address, sentence);
        }
        let parent = self.check_parent(&mut problems, list, id);
        problems.done(Checked { label, parent })
    }

    fn check_parent(
        &self,
        problems: &mut Problems<LinkField>,
        list: &DeskList,
        id: Option<LinkId>,
    ) -> Option<LinkId> {
        if self.parent.is_empty() {
            return None;
        }
        let Some(parent) = self.parent.parse().ok().and_then(|parent| list.get(parent)) else {
            problems.add(LinkField::Parent, "Liên kết này không còn nữa. Xin chọn lại.");
            return None;
        };
        let branch = id.map(|id| list.branch(id)).unwrap_or_default();
        if branch.iter().any(|link| link.id == parent.id) {
            let sentence = "Một liên kết không thể nằm dưới chính nó hoặc dưới liên kết con của nó.";
            problems.add(LinkField::Parent, sentence);
        }
        let levels = id.map_or(1, |id| tree::levels(&list.links, id).max(1));
        let stays = id.and_then(|id| list.get(id)).is_some_and(|link| link.parent == Some(parent.id));
        let most = if list.place.is_a_tree() { MAX_DEPTH } else { 1 };
        if !stays && parent.depth + 1 + levels > most {
            problems.add(LinkField::Parent, format!("Ở đây có tối đa {most} cấp."));
        }
        Some(parent.id)
    }
}
