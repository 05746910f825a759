//! Writing categories and articles, as content packs do. A thing is known by its slug.

use super::write_json;
use crate::{
    clock::Timestamp,
    db::{Change, Fault, Write},
    id::{ArticleId, CategoryId, MediaId},
    news::{Block, Byline},
    text::Slug,
};

/// A category to be written.
#[derive(Debug)]
pub struct NewCategory {
    /// Its slug.
    pub slug: Slug,
    /// Its name.
    pub name: String,
    /// A sentence about it; may be empty.
    pub description: String,
    /// The category above it.
    pub parent: Option<CategoryId>,
    /// Its place among its siblings.
    pub position: i64,
}

/// Writes a category. With `replace` one of the same slug is overwritten, else it stays.
pub async fn put_category(
    tx: &mut Write<'_>,
    new: &NewCategory,
    replace: bool,
) -> Result<(CategoryId, Change), Fault> {
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

/// An article to be written, published at once or at its time.
#[derive(Debug)]
pub struct NewArticle {
    /// Its slug.
    pub slug: Slug,
    /// Its main category.
    pub category: CategoryId,
    /// Its title.
    pub title: String,
    /// Its lead paragraph.
    pub lead: String,
    /// What it says.
    pub body: Vec<Block>,
    /// Who wrote it.
    pub byline: Byline,
    /// Its lead picture.
    pub figure: Option<PlacedFigure>,
    /// When it is published.
    pub published_at: Timestamp,
}

/// A picture of the store at its place in an article.
#[derive(Debug)]
pub struct PlacedFigure {
    /// The picture.
    pub picture: MediaId,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// The line under it.
    pub caption: String,
}

/// Writes an article and lists it. With `replace` one of the same slug is overwritten, else it stays.
pub async fn put_article(tx: &mut Write<'_>, new: &NewArticle, replace: bool) -> Result<Change, Fault> {
    let known: Option<ArticleId> =
        sqlx::query_scalar("select id from articles where slug = $1 order by id limit 1")
            .bind(&new.slug)
            .fetch_optional(&mut **tx)
            .await?;
    if known.is_some() && !replace {
        return Ok(Change::Kept);
    }
    let empty = PlacedFigure { picture: MediaId(0), alt: String::new(), caption: String::new() };
    let figure = new.figure.as_ref().unwrap_or(&empty);
    let id: ArticleId = sqlx::query_scalar(
        "insert into articles (id, slug, category_id, title, lead, body, role, author, organisation, picture_id,
            picture_alt, picture_caption, state, published_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'published', $13, $13)
         on conflict (id) do update set category_id = excluded.category_id, title = excluded.title,
            lead = excluded.lead, body = excluded.body, role = excluded.role, author = excluded.author,
            organisation = excluded.organisation, picture_id = excluded.picture_id,
            picture_alt = excluded.picture_alt, picture_caption = excluded.picture_caption,
            state = excluded.state, published_at = excluded.published_at, updated_at = excluded.updated_at
         returning id",
    )
    .bind(known)
    .bind(&new.slug)
    .bind(new.category)
    .bind(&new.title)
    .bind(&new.lead)
    .bind(write_json(&new.body)?)
    .bind(&new.byline.role)
    .bind(&new.byline.author)
    .bind(&new.byline.organisation)
    .bind(new.figure.as_ref().map(|figure| figure.picture))
    .bind(&figure.alt)
    .bind(&figure.caption)
    .bind(new.published_at)
    .fetch_one(&mut **tx)
    .await?;
    relist(tx, id).await?;
    Ok(if known.is_some() { Change::Replaced } else { Change::Added })
}

/// The statement that lists articles in their category and in all those above it; the condition says which.
macro_rules! list_articles {
    ($articles:literal) => {
        concat!(
            "insert into article_categories (category_id, published_at, article_id)
             with recursive listed (category_id, published_at, article_id) as (
                select category_id, published_at, id
                from articles
                where state = 'published'",
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

/// Lists every article anew, after the tree of categories has changed.
pub async fn relist_articles(tx: &mut Write<'_>) -> Result<(), Fault> {
    sqlx::query("delete from article_categories").execute(&mut **tx).await?;
    sqlx::query(list_articles!("")).execute(&mut **tx).await?;
    Ok(())
}

async fn relist(tx: &mut Write<'_>, article: ArticleId) -> Result<(), Fault> {
    sqlx::query("delete from article_categories where article_id = $1")
        .bind(article)
        .execute(&mut **tx)
        .await?;
    sqlx::query(list_articles!(" and id = $1")).bind(article).execute(&mut **tx).await?;
    Ok(())
}
