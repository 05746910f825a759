//! The wire form of a value whose text already stands in the served page.

use domain::{
    news::{Article, Block},
    site::Page,
};
use serde::{Deserialize, Serialize, Serializer};

/// A thing with a body.
pub trait HasBody {
    /// The body.
    fn body_mut(&mut self) -> &mut Vec<Block>;
}

impl HasBody for Article {
    fn body_mut(&mut self) -> &mut Vec<Block> {
        &mut self.body
    }
}

impl HasBody for Page {
    fn body_mut(&mut self) -> &mut Vec<Block> {
        &mut self.body
    }
}

/// Serialises without the text of its body, so that an article crosses the wire once. Hydration leaves the
/// `inner_html` of served elements alone (tachys `inner_html.rs`); moves inside the site load the whole value.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Drawn<T>(pub T);

impl<T: HasBody + Clone + Serialize> Serialize for Drawn<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut hollow = self.0.clone();
        let body = hollow.body_mut();
        *body = body.iter().map(Block::hollow).collect();
        hollow.serialize(serializer)
    }
}
