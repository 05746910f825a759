//! The SQL of the news: what readers load, and how content packs are written.

mod lists;
mod write;

use super::{Article, Byline, CategoryName, Headline, NEIGHBOURS};
use crate::{
    clock::{Moment, Timestamp},
    db::{Db, Fault},
    id::{ArticleId, CategoryId},
    media::{Figure, Picture},
    scope::Scope,
    text::{Slug, is_shouted},
};
use sqlx::FromRow;

pub use lists::{load_category_page, load_front_page};
pub use write::{NewArticle, NewCategory, PlacedFigure, put_article, put_category, relist_articles};

#[derive(FromRow)]
struct ArticleRow {
    category_id: CategoryId,
    slug: Slug,
    title: String,
    lead: String,
    body: String,
    role: String,
    author: String,
    organisation: String,
    picture_alt: String,
    picture_caption: String,
    picture_name: Option<String>,
    picture_width: Option<u32>,
    picture_height: Option<u32>,
    published_at: Timestamp,
    time_zone: String,
}

/// An article that may be read now, with its neighbours.
pub async fn load_article(
    db: &Db,
    _scope: Scope,
    id: ArticleId,
    now: Timestamp,
) -> Result<Option<Article>, Fault> {
    let row: Option<ArticleRow> = sqlx::query_as(
        "select article.category_id, article.slug, article.title, article.lead, article.body, article.role,
            article.author, article.organisation, article.picture_alt, article.picture_caption,
            media.name as picture_name, media.width as picture_width, media.height as picture_height,
            article.published_at, site.time_zone
         from articles article
         join site on site.id = 1
         left join media on media.id = article.picture_id
         where article.id = $1 and article.state = 'published' and article.published_at <= $2",
    )
    .bind(id)
    .bind(now)
    .fetch_optional(db.read())
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let zone = &row.time_zone;
    let path = load_path(db, row.category_id).await?;
    let newer = load_newer(db, id, &row, now).await?;
    let older = load_older(db, id, &row).await?;
    let picture = picture(row.picture_name, row.picture_width, row.picture_height, row.picture_alt);
    Ok(Some(Article {
        id,
        slug: row.slug,
        shouted: is_shouted(&row.title),
        title: row.title,
        lead: row.lead,
        path,
        published: Moment::at(row.published_at, zone),
        figure: picture.map(|picture| Figure { picture, caption: row.picture_caption }),
        body: read_json(&row.body)?,
        byline: Byline { role: row.role, author: row.author, organisation: row.organisation },
        newer,
        older,
    }))
}

/// From the root of the tree down to a category.
async fn load_path(db: &Db, category: CategoryId) -> Result<Vec<CategoryName>, Fault> {
    let rows: Vec<(Slug, String)> = sqlx::query_as(
        "with recursive above (id, parent_id, slug, name, height) as (
            select id, parent_id, slug, name, 0
            from categories
            where id = $1
            union all
            select category.id, category.parent_id, category.slug, category.name, above.height + 1
            from categories category
            join above on above.parent_id = category.id
            where above.height < 30
         )
         select slug, name
         from above
         order by height desc
         limit 31",
    )
    .bind(category)
    .fetch_all(db.read())
    .await?;
    Ok(rows.into_iter().map(|(slug, name)| CategoryName { slug, name }).collect())
}

type HeadlineRow = (ArticleId, Slug, String, Timestamp);

fn headlines(rows: Vec<HeadlineRow>, zone: &str) -> Vec<Headline> {
    rows.into_iter()
        .map(|(id, slug, title, published)| Headline {
            id,
            slug,
            title,
            published: Moment::at(published, zone),
        })
        .collect()
}

async fn load_newer(db: &Db, id: ArticleId, of: &ArticleRow, now: Timestamp) -> Result<Vec<Headline>, Fault> {
    let rows: Vec<HeadlineRow> = sqlx::query_as(
        "select id, slug, title, published_at
         from articles
         where state = 'published' and category_id = $1 and (published_at, id) > ($2, $3) and published_at <= $4
         order by published_at, id
         limit $5",
    )
    .bind(of.category_id)
    .bind(of.published_at)
    .bind(id)
    .bind(now)
    .bind(NEIGHBOURS)
    .fetch_all(db.read())
    .await?;
    Ok(headlines(rows, &of.time_zone))
}

async fn load_older(db: &Db, id: ArticleId, of: &ArticleRow) -> Result<Vec<Headline>, Fault> {
    let rows: Vec<HeadlineRow> = sqlx::query_as(
        "select id, slug, title, published_at
         from articles
         where state = 'published' and category_id = $1 and (published_at, id) < ($2, $3)
         order by published_at desc, id desc
         limit $4",
    )
    .bind(of.category_id)
    .bind(of.published_at)
    .bind(id)
    .bind(NEIGHBOURS)
    .fetch_all(db.read())
    .await?;
    Ok(headlines(rows, &of.time_zone))
}

/// A picture from the columns of an outer join: there, or not.
fn picture(name: Option<String>, width: Option<u32>, height: Option<u32>, alt: String) -> Option<Picture> {
    Some(Picture { name: name?, width: width?, height: height?, alt })
}

/// Reads a body that this program wrote; one that it cannot read is a fault of the store.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, Fault> {
    serde_json::from_str(json).map_err(|error| Fault::Decode(error.into()))
}

/// Writes a value for a JSON column.
pub(crate) fn write_json<T: serde::Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|error| Fault::Encode(error.into()))
}
