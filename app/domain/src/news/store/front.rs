//! The front page.

use super::{
    cards::{CardRow, card_columns, card_joins},
    readable,
};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, boxed},
    news::{Card, FrontPage, LATEST, Named, PageKey, STRIP, Strip, Version},
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;

/// The front page: the newest articles, then a strip of older ones for each root category.
#[boxed]
pub async fn load_front_page(reading: &Reading) -> Result<FrontPage, DbError> {
    let (db, now) = (&reading.db, reading.now);
    let latest: Vec<CardRow> = sqlx::query_as(concat!(
        "select ",
        card_columns!(),
        " from articles article ",
        card_joins!(),
        " where ",
        readable!("article", "$1"),
        " order by article.published_at desc, article.id desc
         limit $2"
    ))
    .bind(now)
    .bind(LATEST)
    .fetch_all(db.read())
    .await?;
    // If there are fewer, these are all articles.
    let strips = match latest.last() {
        Some(last) if latest.len() as i64 == LATEST => load_strips(db, last.key(), now).await?,
        _ => Vec::new(),
    };
    let keys = latest.iter().map(CardRow::key).collect();
    let latest: Vec<Card> = latest.into_iter().map(CardRow::card).collect();
    let site: Option<String> =
        sqlx::query_scalar("select name from site where id = 1").fetch_optional(db.read()).await?;
    let version = Version::of(&(&latest, &strips), keys);
    Ok(FrontPage { site: site.unwrap_or_default(), latest, strips, version })
}

#[derive(FromRow)]
struct StripRow {
    strip_slug: Slug,
    strip_name: String,
    #[sqlx(flatten)]
    card: CardRow,
}

/// The strips: articles older than this key.
async fn load_strips(db: &Db, above: PageKey, now: Timestamp) -> Result<Vec<Strip>, DbError> {
    let rows: Vec<StripRow> = sqlx::query_as(concat!(
        "select strip.slug as strip_slug, strip.name as strip_name, ",
        card_columns!(),
        " from categories strip
         join articles article on article.id in (
            select listed.article_id
            from article_categories listed
            where listed.category_id = strip.id and (listed.published_at, listed.article_id) < ($1, $2)
            order by listed.published_at desc, listed.article_id desc
            limit $3
         ) ",
        card_joins!(),
        " where strip.parent_id is null and ",
        readable!("article", "$4"),
        " order by strip.position, strip.id, article.published_at desc, article.id desc
         limit 500"
    ))
    .bind(above.time)
    .bind(above.id)
    .bind(STRIP)
    .bind(now)
    .fetch_all(db.read())
    .await?;

    let mut strips: Vec<Strip> = Vec::new();
    for row in rows {
        if strips.last().is_none_or(|strip| strip.category.slug != row.strip_slug) {
            let category = Named { slug: row.strip_slug, name: row.strip_name };
            strips.push(Strip { category, cards: Vec::new() });
        }
        if let Some(strip) = strips.last_mut() {
            strip.cards.push(row.card.card());
        }
    }
    Ok(strips)
}
