//! Writing categories, authors, series, tags and articles for content packs. They are identified by their
//! slugs.

use super::{
    details::put_details,
    manuscript::{Writing, write_row},
};
use crate::{
    clock::Timestamp,
    db::{Change, DbError, WriteTx},
    id::{ArticleId, AuthorId, CategoryId, MediaId, SeriesId},
    news::Manuscript,
    search::store::index_article,
    text::Slug,
};

/// A new category.
#[derive(Debug)]
pub struct NewCategory {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// A sentence about it; may be empty.
    pub description: String,
    /// The parent category.
    pub parent: Option<CategoryId>,
    /// Its place among its siblings.
    pub position: i64,
}

/// Writes a category. With `replace`, one with the same slug is overwritten; otherwise it stays.
pub async fn put_category(
    tx: &mut WriteTx<'_>,
    new: &NewCategory,
    replace: bool,
) -> Result<(CategoryId, Change), DbError> {
    let known: Option<CategoryId> = sqlx::query_scalar("select id from categories where slug = $1")
        .bind(&new.slug)
        .fetch_optional(&mut **tx)
        .await?;
    if let Some(id) = known.filter(|_| !replace) {
        return Ok((id, Change::Kept));
    }
    let id = sqlx::query_scalar(
        "insert into categories (slug, name, description, parent_id, position)
         values ($1, $2, $3, $4, $5)
         on conflict (slug) do update set name = excluded.name, description = excluded.description,
            parent_id = excluded.parent_id, position = excluded.position
         returning id",
    )
    .bind(&new.slug)
    .bind(&new.name)
    .bind(&new.description)
    .bind(new.parent)
    .bind(new.position)
    .fetch_one(&mut **tx)
    .await?;
    Ok((id, if known.is_some() { Change::Replaced } else { Change::Added }))
}

/// A new author.
#[derive(Debug)]
pub struct NewAuthor {
    /// The author's slug.
    pub slug: Slug,
    /// The author's name.
    pub name: String,
    /// A sentence or two about the author; may be empty.
    pub description: String,
    /// A photograph.
    pub picture: Option<PlacedPicture>,
}

/// Writes an author. With `replace`, one with the same slug is overwritten; otherwise it stays.
pub async fn put_author(
    tx: &mut WriteTx<'_>,
    new: &NewAuthor,
    replace: bool,
) -> Result<(AuthorId, Change), DbError> {
    let known: Option<AuthorId> = sqlx::query_scalar("select id from authors where slug = $1")
        .bind(&new.slug)
        .fetch_optional(&mut **tx)
        .await?;
    if let Some(id) = known.filter(|_| !replace) {
        return Ok((id, Change::Kept));
    }
    let id = sqlx::query_scalar(
        "insert into authors (slug, name, description, picture_id, picture_alt)
         values ($1, $2, $3, $4, $5)
         on conflict (slug) do update set name = excluded.name, description = excluded.description,
            picture_id = excluded.picture_id, picture_alt = excluded.picture_alt
         returning id",
    )
    .bind(&new.slug)
    .bind(&new.name)
    .bind(&new.description)
    .bind(new.picture.as_ref().map(|placed| placed.picture))
    .bind(new.picture.as_ref().map_or("", |placed| &placed.alt))
    .fetch_one(&mut **tx)
    .await?;
    Ok((id, if known.is_some() { Change::Replaced } else { Change::Added }))
}

/// Writes a series. With `replace`, one with the same slug is overwritten; otherwise it stays.
pub async fn put_series(
    tx: &mut WriteTx<'_>,
    slug: &Slug,
    name: &str,
    description: &str,
    replace: bool,
) -> Result<(SeriesId, Change), DbError> {
    let known: Option<SeriesId> = sqlx::query_scalar("select id from series where slug = $1")
        .bind(slug)
        .fetch_optional(&mut **tx)
        .await?;
    if let Some(id) = known.filter(|_| !replace) {
        return Ok((id, Change::Kept));
    }
    let id = sqlx::query_scalar(
        "insert into series (slug, name, description)
         values ($1, $2, $3)
         on conflict (slug) do update set name = excluded.name, description = excluded.description
         returning id",
    )
    .bind(slug)
    .bind(name)
    .bind(description)
    .fetch_one(&mut **tx)
    .await?;
    Ok((id, if known.is_some() { Change::Replaced } else { Change::Added }))
}

/// A stored picture, with its text at one place.
#[derive(Debug, Clone)]
pub struct PlacedPicture {
    /// The picture.
    pub picture: MediaId,
    /// Its alternative text.
    pub alt: String,
}

/// Writes an article and lists it, published at its time, or now. With `replace`, one with the same slug is
/// overwritten; otherwise it stays.
pub async fn put_article(
    tx: &mut WriteTx<'_>,
    new: &Manuscript,
    now: Timestamp,
    replace: bool,
) -> Result<Change, DbError> {
    let known: Option<ArticleId> =
        sqlx::query_scalar("select id from articles where slug = $1 order by id limit 1")
            .bind(&new.slug)
            .fetch_optional(&mut **tx)
            .await?;
    if known.is_some() && !replace {
        return Ok(Change::Kept);
    }
    let published_at = new.published_at.unwrap_or(now);
    let writing = Writing {
        by: None,
        at: published_at,
        changed_at: if known.is_some() { now } else { published_at },
        publishes: true,
        published_at,
        dated: true,
        written_at: None,
    };
    let (id, _) = write_row(tx, known, new, writing).await?;
    relist(tx, id).await?;
    put_details(tx, id, new, published_at, replace).await?;
    index_article(tx, id).await?;
    Ok(if known.is_some() { Change::Replaced } else { Change::Added })
}

/// The statement that lists the articles of a condition in their category and all its ancestors.
macro_rules! list_articles {
    ($articles:literal) => {
        concat!(
            "insert into article_categories (category_id, published_at, article_id)
             with recursive listed (category_id, published_at, article_id) as (
                select category_id, published_at, id
                from articles
                where published = true",
            $articles,
            " union
                select category.parent_id, listed.published_at, listed.article_id
                from listed
                join categories category on category.id = listed.category_id
                where category.parent_id is not null
             )
             select category_id, published_at, article_id
             from listed"
        )
    };
}

/// Lists every article again, after the tree of categories has changed.
pub async fn relist_articles(tx: &mut WriteTx<'_>) -> Result<(), DbError> {
    sqlx::query("delete from article_categories").execute(&mut **tx).await?;
    sqlx::query(list_articles!("")).execute(&mut **tx).await?;
    Ok(())
}

/// Lists one article again, after its category or time has changed.
pub(crate) async fn relist(tx: &mut WriteTx<'_>, article: ArticleId) -> Result<(), DbError> {
    sqlx::query("delete from article_categories where article_id = $1")
        .bind(article)
        .execute(&mut **tx)
        .await?;
    sqlx::query(list_articles!(" and id = $1")).bind(article).execute(&mut **tx).await?;
    Ok(())
}
