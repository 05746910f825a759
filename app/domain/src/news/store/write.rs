//! Writing categories, authors, series, tags and articles, as content packs do. A thing is known by its slug.

use super::{details::put_details, verify::digest, write_json};
use crate::{
    clock::Timestamp,
    db::{Change, Fault, Write},
    id::{AccountId, ArticleId, AuthorId, CategoryId, FileId, MediaId, SeriesId},
    news::{Block, Source},
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

/// An author to be written.
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

/// Writes an author. With `replace` one of the same slug is overwritten, else it stays.
pub async fn put_author(
    tx: &mut Write<'_>,
    new: &NewAuthor,
    replace: bool,
) -> Result<(AuthorId, Change), Fault> {
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

/// Writes a series. With `replace` one of the same slug is overwritten, else it stays.
pub async fn put_series(
    tx: &mut Write<'_>,
    slug: &Slug,
    name: &str,
    description: &str,
    replace: bool,
) -> Result<(SeriesId, Change), Fault> {
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

/// An article to be written, published at once or at its time.
#[derive(Debug)]
pub struct NewArticle {
    /// Its slug.
    pub slug: Slug,
    /// Its main category.
    pub category: CategoryId,
    /// Its title.
    pub title: String,
    /// A word or three above the title; may be empty.
    pub kicker: String,
    /// Its lead paragraph.
    pub lead: String,
    /// What it says.
    pub body: Vec<Block>,
    /// The words of lead and body, for the reading time.
    pub words: u32,
    /// What the author did; may be empty.
    pub role: String,
    /// The name of an author without a page; may be empty.
    pub author: String,
    /// The author's organisation; may be empty.
    pub organisation: String,
    /// The authors who have a page, in order.
    pub authors: Vec<AuthorId>,
    /// Its series.
    pub series: Option<SeriesId>,
    /// Slug and name of its tags, in order.
    pub tags: Vec<(Slug, String)>,
    /// Where it was published first.
    pub source: Option<Source>,
    /// Its files, in order.
    pub attachments: Vec<NewAttachment>,
    /// Its lead picture.
    pub picture: Option<PlacedPicture>,
    /// The line under the picture; may be empty.
    pub caption: String,
    /// When it is published.
    pub published_at: Timestamp,
}

/// A picture of the store at its place.
#[derive(Debug, Clone)]
pub struct PlacedPicture {
    /// The picture.
    pub picture: MediaId,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

/// A file of the store at its place.
#[derive(Debug)]
pub struct NewAttachment {
    /// The file.
    pub file: FileId,
    /// What the reader reads.
    pub label: String,
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
    let writing = Writing { by: None, at: new.published_at, publishes: true, dated: true, written_at: None };
    let (id, _) = write_row(tx, known, new, writing).await?;
    relist(tx, id).await?;
    put_details(tx, id, new, replace).await?;
    Ok(if known.is_some() { Change::Replaced } else { Change::Added })
}

/// Who writes an article, and what becomes of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing {
    /// Who; none is a content pack.
    pub(crate) by: Option<AccountId>,
    /// When.
    pub(crate) at: Timestamp,
    /// Whether it is published, and out of the trash, whatever it was. Else a new one is a draft, and one that is there stays
    /// what it is.
    pub(crate) publishes: bool,
    /// Whether somebody chose when it is published.
    pub(crate) dated: bool,
    /// The time that stands on it, where it is another one than that of publishing.
    pub(crate) written_at: Option<Timestamp>,
}

/// Writes the row of an article, a new one or over one that is there. Gives the id and the version.
pub(crate) async fn write_row(
    tx: &mut Write<'_>,
    id: Option<ArticleId>,
    new: &NewArticle,
    writing: Writing,
) -> Result<(ArticleId, i64), Fault> {
    let body = write_json(&new.body)?;
    let digest = digest(new, &body);
    sqlx::query_as(
        "insert into articles (id, slug, category_id, title, kicker, lead, body, words, role, author,
            organisation, source, source_address, picture_id, picture_alt, picture_caption, stage, published,
            published_at, updated_at, dated, created_by, updated_by, digest, written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,
            case when $20 then 'approved' else 'draft' end, $20, $17, $18, $21, $19, $19, $22, $23)
         on conflict (id) do update set slug = excluded.slug, category_id = excluded.category_id,
            title = excluded.title, kicker = excluded.kicker, lead = excluded.lead, body = excluded.body,
            words = excluded.words, role = excluded.role, author = excluded.author,
            organisation = excluded.organisation, source = excluded.source,
            source_address = excluded.source_address, picture_id = excluded.picture_id,
            picture_alt = excluded.picture_alt, picture_caption = excluded.picture_caption,
            stage = case when $20 then 'approved' else articles.stage end,
            published = $20 or articles.published,
            trashed_at = case when $20 then null else articles.trashed_at end,
            published_at = excluded.published_at, updated_at = excluded.updated_at, dated = excluded.dated,
            updated_by = excluded.updated_by, digest = excluded.digest, written_at = excluded.written_at,
            version = articles.version + 1
         returning id, version",
    )
    .bind(id)
    .bind(&new.slug)
    .bind(new.category)
    .bind(&new.title)
    .bind(&new.kicker)
    .bind(&new.lead)
    .bind(body)
    .bind(i64::from(new.words))
    .bind(&new.role)
    .bind(&new.author)
    .bind(&new.organisation)
    .bind(new.source.as_ref().map_or("", |source| &source.name))
    .bind(new.source.as_ref().and_then(|source| source.address.as_ref()))
    .bind(new.picture.as_ref().map(|placed| placed.picture))
    .bind(new.picture.as_ref().map_or("", |placed| &placed.alt))
    .bind(&new.caption)
    .bind(new.published_at)
    .bind(writing.at)
    .bind(writing.by)
    .bind(writing.publishes)
    .bind(writing.dated)
    .bind(&digest[..])
    .bind(writing.written_at)
    .fetch_one(&mut **tx)
    .await
}

/// The statement that lists articles in their category and in all those above it; the condition says which.
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

/// Lists every article anew, after the tree of categories has changed.
pub async fn relist_articles(tx: &mut Write<'_>) -> Result<(), Fault> {
    sqlx::query("delete from article_categories").execute(&mut **tx).await?;
    sqlx::query(list_articles!("")).execute(&mut **tx).await?;
    Ok(())
}

/// Lists one article anew, after its category or time has changed.
pub(crate) async fn relist(tx: &mut Write<'_>, article: ArticleId) -> Result<(), Fault> {
    sqlx::query("delete from article_categories where article_id = $1")
        .bind(article)
        .execute(&mut **tx)
        .await?;
    sqlx::query(list_articles!(" and id = $1")).bind(article).execute(&mut **tx).await?;
    Ok(())
}
