//! Who may do what: one table, used by pages, calls and menus.

use serde::{Deserialize, Serialize};

/// What somebody is here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes drafts of their own.
    Author,
    /// Works on all articles and publishes them; perhaps only in some categories.
    Editor,
    /// Also does what concerns the whole site.
    Administrator,
}

/// Something that not everybody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Open the desk, write drafts and look after one's own account.
    WriteArticles,
    /// Change everybody's articles, publish and withdraw them.
    PublishArticles,
    /// Make polls and close them.
    ManagePolls,
    /// Change what the site says of itself.
    ManageSite,
    /// Make accounts, change and disable them.
    ManageAccounts,
    /// Read who did what.
    ReadLog,
}

/// Which roles have a right.
const TABLE: [(Right, &[Role]); 6] = {
    use {Right::*, Role::*};
    [
        (WriteArticles, &[Author, Editor, Administrator]),
        (PublishArticles, &[Editor, Administrator]),
        (ManagePolls, &[Administrator]),
        (ManageSite, &[Administrator]),
        (ManageAccounts, &[Administrator]),
        (ReadLog, &[Administrator]),
    ]
};

impl Role {
    /// All of them, from the one that may least.
    pub const ALL: [Self; 3] = [Self::Author, Self::Editor, Self::Administrator];

    /// Whether the role has a right.
    pub fn may(self, right: Right) -> bool {
        TABLE.iter().any(|(known, roles)| *known == right && roles.contains(&self))
    }

    /// The name it is stored under.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Editor => "editor",
            Self::Administrator => "administrator",
        }
    }

    /// The role of a stored name; commands may say `admin`.
    pub fn read(name: &str) -> Option<Self> {
        let name = if name == "admin" { "administrator" } else { name };
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "Tác giả",
            Self::Editor => "Biên tập viên",
            Self::Administrator => "Quản trị viên",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_may_more_may_everything_below() {
        for (right, _) in TABLE {
            for pair in Role::ALL.windows(2) {
                assert!(!pair[0].may(right) || pair[1].may(right), "{right:?} {pair:?}");
            }
            assert!(Role::Administrator.may(right), "{right:?}");
        }
    }

    #[test]
    fn a_role_is_read_as_it_is_stored() {
        for role in Role::ALL {
            assert_eq!(Role::read(role.as_str()), Some(role));
        }
        assert_eq!(Role::read("admin"), Some(Role::Administrator));
        assert_eq!(Role::read("root"), None);
    }
}
