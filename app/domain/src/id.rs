//! Ids: one type for each kind, so that they cannot be mixed up.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "store", derive(sqlx::Type), sqlx(transparent))]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                positive(text).map(Self).ok_or(NotAnId)
            }
        }
    )*};
}

ids! {
    /// An article; the id is at the end of the article's address.
    ArticleId,
    /// A category of the news.
    CategoryId,
    /// A series of articles.
    SeriesId,
    /// A tag.
    TagId,
    /// An author with a page.
    AuthorId,
    /// A picture of the media folder.
    MediaId,
    /// A file of the media folder that readers download.
    FileId,
    /// A static page.
    PageId,
    /// A list of links: a menu, a block of links, or the footer.
    LinkListId,
    /// A link of such a list.
    LinkId,
    /// A poll.
    PollId,
    /// One answer of a poll.
    OptionId,
    /// A browser that has signed in to an account.
    DeviceId,
    /// An account of somebody who works here.
    AccountId,
    /// A session of an account.
    SessionId,
    /// A secret link to an article as it is being written.
    PreviewLinkId,
    /// A redirect from an address without a page.
    RedirectId,
}

/// The text is not an integer from 1 to 2⁶³−1 in plain digits.
#[derive(Debug, PartialEq, Eq)]
pub struct NotAnId;

/// Parses an integer from 1 in ASCII digits without sign or leading zero: each id has one spelling in
/// addresses.
pub(crate) fn positive(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && !text.starts_with('0');
    plain.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        assert_eq!("12".parse(), Ok(ArticleId(12)));
        for wrong in ["", "0", "01", "+1", "-1", "1 ", "x", "9223372036854775808"] {
            assert_eq!(wrong.parse::<ArticleId>(), Err(NotAnId), "{wrong}");
        }
    }
}
