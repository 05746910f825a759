//! When what readers see of an article has changed, for search engines and feeds.

use super::write_json;
use crate::{
    db::DbError,
    news::{Content, Manuscript},
};
use sha2::{Digest, Sha256};

/// A hash of what readers see on the page of an article: not its address, and not what is shown elsewhere
/// only. Empty texts are left out, so that a new field of [`Content`] does not change the hashes of all
/// articles.
pub(super) fn seen_digest(article: &Manuscript) -> Result<[u8; 32], DbError> {
    let content = Content {
        search_title: String::new(),
        search_description: String::new(),
        picture_focus: String::new(),
        ..article.content.clone()
    };
    let texts: Vec<(usize, &str)> = content
        .texts()
        .into_iter()
        .enumerate()
        .filter_map(|(place, text)| Some((place, text?)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let Manuscript { category, body, picture, authors, series, tags, attachments, .. } = article;
    let seen = write_json(&(category, texts, body, picture, authors, series, tags, attachments))?;
    Ok(Sha256::digest(seen).into())
}
