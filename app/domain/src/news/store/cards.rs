//! An article as a card, from the columns that every list of cards selects.

use super::readable;
use crate::{
    clock::{Moment, Timestamp},
    db::{DbError, QueryBuilder},
    id::ArticleId,
    media::{Focus, store::PictureColumns},
    news::{CARD_LEAD, Card, Named, PageKey},
    scope::Reading,
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

/// The cards of those of these articles, a few, that readers may see now, in no order.
pub(crate) async fn load_cards(reading: &Reading, ids: &[ArticleId]) -> Result<Vec<Card>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::new(concat!(
        "select ",
        card_columns!(),
        " from articles article ",
        card_joins!(),
        " where ",
        readable!("article", "")
    ));
    query.push_bind(reading.now).push(" and article.id in (");
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(id);
    }
    query.push(") limit ").push_bind(100_i64);
    let rows: Vec<CardRow> = query.build_query_as().fetch_all(reading.db.read()).await?;
    Ok(rows.into_iter().map(CardRow::card).collect())
}
