//! An article as a card, from the columns that every list of cards selects.

use crate::{
    clock::{Moment, Timestamp},
    id::ArticleId,
    media::{Focus, store::PictureColumns},
    news::{CARD_LEAD, Card, Named, PageKey},
    text::{Slug, excerpt, is_shouted},
};
use sqlx::FromRow;

/// The columns of a [`CardRow`], from the tables of [`card_joins`].
macro_rules! card_columns {
    () => {
        concat!(
            "article.id, article.slug, article.title, article.kicker, article.lead, article.published_at, article.written_at,
             article.picture_alt, article.picture_focus, category.slug as category_slug, category.name as category_name, site.time_zone, ",
            $crate::media::store::picture_columns!()
        )
    };
}

/// The tables for [`card_columns`], starting with `articles article`; the picture is an outer join.
macro_rules! card_joins {
    () => {
        "join categories category on category.id = article.category_id
         join site on site.id = 1
         left join media on media.id = article.picture_id"
    };
}

pub(super) use {card_columns, card_joins};

#[derive(FromRow)]
pub(super) struct CardRow {
    pub(super) id: ArticleId,
    slug: Slug,
    title: String,
    kicker: String,
    lead: String,
    published_at: Timestamp,
    /// The date shown on it, if that is another one.
    written_at: Option<Timestamp>,
    picture_alt: String,
    picture_focus: String,
    category_slug: Slug,
    category_name: String,
    #[sqlx(flatten)]
    picture: PictureColumns,
    time_zone: String,
}

impl CardRow {
    pub(super) fn key(&self) -> PageKey {
        PageKey { time: self.published_at, id: self.id }
    }

    pub(super) fn card(self) -> Card {
        Card {
            id: self.id,
            slug: self.slug,
            category: Named { slug: self.category_slug, name: self.category_name },
            kicker: self.kicker,
            shouted: is_shouted(&self.title),
            title: self.title,
            lead: excerpt(&self.lead, CARD_LEAD),
            picture: self.picture.picture(self.picture_alt),
            focus: Focus::read(&self.picture_focus),
            published: Moment::at(self.written_at.unwrap_or(self.published_at), &self.time_zone),
        }
    }
}
