//! The SQL of shared pictures.

use super::Card;
use crate::{
    clock::{Moment, Timestamp},
    db::{DbError, boxed},
    id::ArticleId,
    media::store::{PictureColumns, picture_columns},
    news::store::readable,
    scope::Reading,
};
use sqlx::FromRow;

#[derive(FromRow)]
struct CardRow {
    title: String,
    category: String,
    published_at: Timestamp,
    written_at: Option<Timestamp>,
    picture_focus: String,
    #[sqlx(flatten)]
    picture: PictureColumns,
    site: String,
    time_zone: String,
}

/// The card of an article that readers may see now, and the name of the site. It equals [`Card::of`] the same
/// article.
#[boxed]
pub async fn load_card(reading: &Reading, id: ArticleId) -> Result<Option<(Card, String)>, DbError> {
    let row: Option<CardRow> = sqlx::query_as(concat!(
        "select coalesce(nullif(article.search_title, ''), article.title) as title, category.name as category,
            article.published_at, article.written_at, article.picture_focus, site.name as site, site.time_zone, ",
        picture_columns!(),
        " from articles article
         join categories category on category.id = article.category_id
         join site on site.id = 1
         left join media on media.id = article.picture_id
         where article.id = $1 and ",
        readable!("article", "$2")
    ))
    .bind(id)
    .bind(reading.now)
    .fetch_optional(reading.db.read())
    .await?;
    Ok(row.map(|row| {
        let published = Moment::at(row.written_at.unwrap_or(row.published_at), &row.time_zone);
        let picture = row.picture.picture(String::new());
        (Card::new(&row.title, &row.category, &published, picture, &row.picture_focus), row.site)
    }))
}
