//! What is shown of an article where its link is shared: the picture in chats and social networks.

pub mod store;

use crate::{
    chain::hexadecimal,
    clock::Moment,
    media::{Focus, Picture},
    news::Article,
    site::About,
};
use sha2::{Digest, Sha256};

/// Raised whenever the pictures are drawn differently: chats keep a picture by its address.
const DRAWING: &str = "1";
/// How many bytes of the hash are in an address.
const VERSION: usize = 6;
/// The least width and height of a lead picture that is enlarged to the size of these pictures, in pixels.
const LEAST: (u32, u32) = (600, 315);

/// What a picture is made from. It shows the lead picture or, without one that is large enough, the texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The title.
    pub title: String,
    /// Category and date; of the site's own card, what the site is about.
    pub note: String,
    /// The lead picture, with its main point.
    pub picture: Option<(Picture, Focus)>,
}

impl Card {
    /// The card of an article.
    pub fn of(article: &Article) -> Self {
        let category = article.category().map_or("", |category| &category.name);
        let picture = article.figure.as_ref().map(|figure| figure.picture.clone());
        Self::new(
            article.content.title_elsewhere(),
            category,
            &article.published,
            picture,
            &article.content.picture_focus,
        )
    }

    /// The card of the site, for pages that are no articles.
    pub fn of_site(about: &About) -> Self {
        Self { title: about.name.clone(), note: about.description.clone(), picture: None }
    }

    fn new(title: &str, category: &str, published: &Moment, picture: Option<Picture>, focus: &str) -> Self {
        let large = |picture: &Picture| {
            picture.tone.is_some() && picture.width >= LEAST.0 && picture.height >= LEAST.1
        };
        Self {
            title: title.to_owned(),
            note: format!("{category} · {}", published.day()),
            picture: picture.filter(large).map(|picture| (picture, Focus::read(focus))),
        }
    }

    /// The version in the picture's address: different for everything that is drawn differently. `site` is
    /// the name of the site.
    pub fn version(&self, site: &str) -> String {
        let (picture, focus) = self
            .picture
            .as_ref()
            .map_or(("", String::new()), |(picture, focus)| (&picture.name, focus.text()));
        let mut hash = Sha256::new();
        for part in [DRAWING, site, &self.title, &self.note, picture, &focus] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        hexadecimal(&hash.finalize()[..VERSION])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::media::Tone;

    fn card(title: &str, width: u32, focus: &str) -> Card {
        let picture = Picture {
            name: "0123456789abcdef.jpg".into(),
            width,
            height: 400,
            alt: String::new(),
            tone: Some(Tone::PAPER),
        };
        let published = Moment { machine: String::new(), words: "Chủ nhật, 24/03/2024 21:06".into() };
        Card::new(title, "Tin tức", &published, Some(picture), focus)
    }

    #[test]
    fn whatever_is_drawn_differently_has_another_version() {
        let first = card("Bài", 600, "");
        assert_eq!(first.note, "Tin tức · 24/03/2024");
        assert_eq!(first.version("Báo"), card("Bài", 600, "").version("Báo"));
        assert_eq!(first.version("Báo").len(), 2 * VERSION);
        let others = [
            first.version("Báo khác"),
            card("Bài khác", 600, "").version("Báo"),
            card("Bài", 600, "00").version("Báo"),
            card("Bài", 599, "").version("Báo"),
        ];
        for other in &others {
            assert_ne!(*other, first.version("Báo"));
        }
    }

    #[test]
    fn a_small_picture_is_not_enlarged() {
        assert!(card("Bài", 600, "").picture.is_some());
        assert!(card("Bài", 599, "").picture.is_none());
    }
}
