//! The rights of each role: one table, used by pages, calls and menus.

use serde::{Deserialize, Serialize};

/// The role of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes drafts of their own.
    Author,
    /// Works on all articles and publishes them, perhaps limited to some categories.
    Editor,
    /// An editor who also administers the whole site.
    Administrator,
}

/// A right that only some roles have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Open the desk, write drafts and manage one's own account.
    WriteArticles,
    /// Change everybody's articles, publish and withdraw them.
    PublishArticles,
    /// Create and close polls.
    ManagePolls,
    /// Change the settings of the site.
    ManageSite,
    /// Create, change and disable accounts.
    ManageAccounts,
    /// Read the log.
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
    /// All roles, the one with the fewest rights first.
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

    /// Reads a stored name; `admin` is accepted too, for commands.
    pub fn read(name: &str) -> Option<Self> {
        let name = if name == "admin" { "administrator" } else { name };
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// The name for people, in Vietnamese.
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
