//! Articles as headlines: neighbours of an article, those of its series, and any by id.

use super::{ArticleRow, readable};
use crate::{
    clock::{Moment, Timestamp},
    db::{Db, DbError, QueryBuilder, boxed},
    id::{ArticleId, SeriesId},
    news::{Headline, NEIGHBOURS, Named, PageKey, SeriesPlace},
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;

#[derive(FromRow)]
pub(super) struct HeadlineRow {
    id: ArticleId,
    slug: Slug,
    category: Slug,
    title: String,
    published_at: Timestamp,
    /// The date shown on it, if that is another one.
    written_at: Option<Timestamp>,
}

impl HeadlineRow {
    pub(super) fn key(&self) -> PageKey {
        PageKey { time: self.published_at, id: self.id }
    }

    pub(super) fn headline(self, zone: &str) -> Headline {
        Headline {
            id: self.id,
            slug: self.slug,
            category: self.category,
            title: self.title,
            published: Moment::at(self.written_at.unwrap_or(self.published_at), zone),
        }
    }
}

pub(super) fn headlines(rows: Vec<HeadlineRow>, zone: &str) -> Vec<Headline> {
    rows.into_iter().map(|row| row.headline(zone)).collect()
}

/// The headlines of those of these articles that readers may see now, in no order.
#[boxed]
pub async fn load_headlines(reading: &Reading, ids: &[ArticleId]) -> Result<Vec<Headline>, DbError> {
    let db = &reading.db;
    let zone: Option<String> =
        sqlx::query_scalar("select time_zone from site where id = 1").fetch_optional(db.read()).await?;
    let mut rows = Vec::new();
    // Far below the limit on values in a statement.
    for ids in ids.chunks(500) {
        let mut query = QueryBuilder::new(concat!(
            "select article.id, article.slug, category.slug as category, article.title, article.published_at, article.written_at
             from articles article
             join categories category on category.id = article.category_id
             where ",
            readable!("article", "")
        ));
        query.push_bind(reading.now).push(" and article.id in (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(") limit 500");
        let found: Vec<HeadlineRow> = query.build_query_as().fetch_all(db.read()).await?;
        rows.extend(found);
    }
    Ok(headlines(rows, zone.as_deref().unwrap_or_default()))
}

pub(super) async fn load_newer(
    db: &Db,
    id: ArticleId,
    of: &ArticleRow,
    now: Timestamp,
) -> Result<Vec<HeadlineRow>, DbError> {
    sqlx::query_as(concat!(
        "select article.id, article.slug, $6 as category, article.title, article.published_at, article.written_at
         from articles article
         where article.category_id = $1 and (article.published_at, article.id) > ($2, $3) and ",
        readable!("article", "$4"),
        " order by article.published_at, article.id
         limit $5"
    ))
    .bind(of.manuscript.category_id)
    .bind(of.published_at)
    .bind(id)
    .bind(now)
    .bind(NEIGHBOURS)
    .bind(&of.category_slug)
    .fetch_all(db.read())
    .await
}

/// Below the key of the article itself.
pub(super) async fn load_older(db: &Db, id: ArticleId, of: &ArticleRow) -> Result<Vec<HeadlineRow>, DbError> {
    sqlx::query_as(
        "select id, slug, $5 as category, title, published_at, written_at
         from articles
         where published = true and category_id = $1 and (published_at, id) < ($2, $3)
         order by published_at desc, id desc
         limit $4",
    )
    .bind(of.manuscript.category_id)
    .bind(of.published_at)
    .bind(id)
    .bind(NEIGHBOURS)
    .bind(&of.category_slug)
    .fetch_all(db.read())
    .await
}

/// The articles before and after this one in its series.
pub(super) async fn load_series_place(
    db: &Db,
    id: ArticleId,
    series_id: SeriesId,
    series: Named,
    of: &ArticleRow,
    now: Timestamp,
) -> Result<SeriesPlace, DbError> {
    let rows: Vec<HeadlineRow> = sqlx::query_as(concat!(
        "select article.id, article.slug, category.slug as category, article.title, article.published_at, article.written_at
         from articles article
         join categories category on category.id = article.category_id
         where article.id = (
            select listed.article_id
            from series_articles listed
            join articles sibling on sibling.id = listed.article_id
            where listed.series_id = $1 and (listed.published_at, listed.article_id) < ($2, $3) and ",
        readable!("sibling", "$4"),
        "   order by listed.published_at desc, listed.article_id desc
            limit 1
         ) or article.id = (
            select listed.article_id
            from series_articles listed
            join articles sibling on sibling.id = listed.article_id
            where listed.series_id = $1 and (listed.published_at, listed.article_id) > ($2, $3) and ",
        readable!("sibling", "$4"),
        "   order by listed.published_at, listed.article_id
            limit 1
         )
         order by article.published_at, article.id
         limit 2"
    ))
    .bind(series_id)
    .bind(of.published_at)
    .bind(id)
    .bind(now)
    .fetch_all(db.read())
    .await?;
    let (mut before, mut after) = (None, None);
    for row in rows {
        let place = if (row.published_at, row.id) < (of.published_at, id) { &mut before } else { &mut after };
        *place = Some(row.headline(&of.time_zone));
    }
    Ok(SeriesPlace { series, before, after })
}
