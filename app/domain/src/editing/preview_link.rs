//! Secret links to an article as it is being written, for people without an account.

use crate::{
    clock::Timestamp,
    id::{AccountId, ArticleId, PreviewLinkId},
    secret::Secret,
};
use data_encoding::HEXLOWER;

/// For how many days a link can be made; the first is offered.
pub const PREVIEW_DAYS: [i64; 3] = [7, 1, 30];
/// The most links of one article that are valid at the same time.
pub const MOST_PREVIEW_LINKS: usize = 10;

/// A link that is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewLink {
    /// Its id.
    pub id: PreviewLinkId,
    /// The article.
    pub article: ArticleId,
    /// Who made it: it shows the article as long as this person may see it.
    pub by: AccountId,
    /// The name of that person.
    pub by_name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl PreviewLink {
    /// The end of its address: its id, and 128 bits that only the site can derive from the row.
    pub fn token(&self, secret: &Secret) -> String {
        let (PreviewLinkId(id), ArticleId(article), Timestamp(made)) =
            (self.id, self.article, self.created_at);
        let parts = [id, article, made].map(i64::to_be_bytes);
        let hash = secret.keyed("preview link", &parts.each_ref().map(|part| &part[..]));
        format!("{id}-{}", HEXLOWER.encode(&hash[..16]))
    }

    /// The id in the end of an address.
    pub fn id_of(token: &str) -> Option<PreviewLinkId> {
        token.split_once('-')?.0.parse().ok()
    }
}
