//! Sitemaps: the addresses of everything that search engines should index.

use super::{read_json, readable};
use crate::{
    clock::Timestamp,
    db::{DbError, boxed},
    media::store::{PictureColumns, picture_columns},
    news::{
        absolute::media_names,
        sitemap::{NewsEntry, SitemapEntry, SitemapKind, SitemapPart},
    },
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;

/// How long an article is news for search engines, in milliseconds (Google News).
const NEWS: i64 = 48 * 60 * 60 * 1000;
/// The most articles of a news sitemap (Google News).
const MOST_NEWS: i64 = 1000;
/// The most pictures of an article that are named.
const MOST_PICTURES: usize = 50;
/// The most parts of one kind: fifty million articles.
const MOST_PARTS: usize = 5000;

#[derive(FromRow)]
struct ArticleRow {
    id: i64,
    slug: Slug,
    category_slug: Slug,
    published_at: Timestamp,
    changed_at: Timestamp,
    body: String,
    #[sqlx(flatten)]
    picture: PictureColumns,
}

impl ArticleRow {
    fn entry(self) -> Result<SitemapEntry, DbError> {
        let lead = self.picture.picture(String::new()).map(|picture| picture.fallback());
        let body = read_json::<Vec<_>>(&self.body)?;
        let mut pictures: Vec<String> = Vec::new();
        for name in lead.iter().map(String::as_str).chain(media_names(&body, "src")) {
            if pictures.len() < MOST_PICTURES && !pictures.iter().any(|known| known == name) {
                pictures.push(name.to_owned());
            }
        }
        Ok(SitemapEntry {
            id: self.id,
            slug: Some(self.slug),
            category: Some(self.category_slug),
            changed: Some(self.changed_at.max(self.published_at)),
            pictures,
        })
    }
}

/// The numbers of the parts of a kind, ascending, with one lookup for each.
#[boxed]
pub async fn load_sitemap_parts(reading: &Reading, kind: SitemapKind) -> Result<Vec<SitemapPart>, DbError> {
    let mut parts: Vec<SitemapPart> = Vec::new();
    while parts.len() < MOST_PARTS {
        let after = parts.last().map_or(0, |part| part.last());
        let Some(next) = load_entries(reading, kind, after, i64::MAX, 1).await?.pop() else { break };
        parts.push(SitemapPart::of(kind, next.id));
    }
    Ok(parts)
}

/// The entries of a part with ids after this one, ascending, at most `limit`. Only what is indexed: lists without
/// articles are not.
#[boxed]
pub async fn load_sitemap_entries(
    reading: &Reading,
    part: SitemapPart,
    after: i64,
    limit: i64,
) -> Result<Vec<SitemapEntry>, DbError> {
    load_entries(reading, part.kind, after.max(part.after()), part.last(), limit).await
}

async fn load_entries(
    reading: &Reading,
    kind: SitemapKind,
    after: i64,
    last: i64,
    limit: i64,
) -> Result<Vec<SitemapEntry>, DbError> {
    /// Lists with the time of their newest article that readers see.
    macro_rules! lists {
        ($subjects:literal, $table:literal, $column:literal) => {
            concat!(
                "select subject.id, subject.slug, newest.published_at as changed
                 from ",
                $subjects,
                " subject
                 join articles newest on newest.id = (
                    select listed.article_id
                    from ",
                $table,
                " listed
                    join articles seen on seen.id = listed.article_id
                    where listed.",
                $column,
                " = subject.id and listed.published_at <= $1 and ",
                readable!("seen", "$1"),
                "   order by listed.published_at desc, listed.article_id desc
                    limit 1
                 )
                 where subject.id > $2 and subject.id <= $3
                 order by subject.id
                 limit $4"
            )
        };
    }
    let query = match kind {
        SitemapKind::Articles => return load_articles(reading, after, last, limit).await,
        SitemapKind::Categories => lists!("categories", "article_categories", "category_id"),
        SitemapKind::Series => lists!("series", "series_articles", "series_id"),
        SitemapKind::Tags => lists!("tags", "tag_articles", "tag_id"),
        SitemapKind::Authors => lists!("authors", "author_articles", "author_id"),
        SitemapKind::Pages => return load_pages(reading, after, last, limit).await,
        SitemapKind::Polls => return load_polls(reading, after, last, limit).await,
    };
    let query = sqlx::query_as(query).bind(reading.now).bind(after).bind(last).bind(limit);
    let rows: Vec<(i64, Slug, Timestamp)> = query.fetch_all(reading.db.read()).await?;
    Ok(rows.into_iter().map(|(id, slug, changed)| plain(id, Some(slug), Some(changed))).collect())
}

/// A page without pictures.
fn plain(id: i64, slug: Option<Slug>, changed: Option<Timestamp>) -> SitemapEntry {
    SitemapEntry { id, slug, category: None, changed, pictures: Vec::new() }
}

async fn load_pages(
    reading: &Reading,
    after: i64,
    last: i64,
    limit: i64,
) -> Result<Vec<SitemapEntry>, DbError> {
    let rows: Vec<(i64, Slug)> = sqlx::query_as(
        "select id, slug from pages where id > $1 and id <= $2 and published = true order by id limit $3",
    )
    .bind(after)
    .bind(last)
    .bind(limit)
    .fetch_all(reading.db.read())
    .await?;
    Ok(rows.into_iter().map(|(id, slug)| plain(id, Some(slug), None)).collect())
}

async fn load_polls(
    reading: &Reading,
    after: i64,
    last: i64,
    limit: i64,
) -> Result<Vec<SitemapEntry>, DbError> {
    let ids: Vec<i64> =
        sqlx::query_scalar("select id from polls where id > $1 and id <= $2 order by id limit $3")
            .bind(after)
            .bind(last)
            .bind(limit)
            .fetch_all(reading.db.read())
            .await?;
    Ok(ids.into_iter().map(|id| plain(id, None, None)).collect())
}

async fn load_articles(
    reading: &Reading,
    after: i64,
    last: i64,
    limit: i64,
) -> Result<Vec<SitemapEntry>, DbError> {
    let rows: Vec<ArticleRow> = sqlx::query_as(concat!(
        "select article.id, article.slug, category.slug as category_slug, article.published_at,
            coalesce(article.changed_at, article.updated_at) as changed_at, article.body, ",
        picture_columns!(),
        " from articles article
         join categories category on category.id = article.category_id
         left join media on media.id = article.picture_id
         where article.id > $2 and article.id <= $3 and ",
        readable!("article", "$1"),
        " order by article.id
         limit $4"
    ))
    .bind(reading.now)
    .bind(after)
    .bind(last)
    .bind(limit)
    .fetch_all(reading.db.read())
    .await?;
    rows.into_iter().map(ArticleRow::entry).collect()
}

#[derive(FromRow)]
struct NewsRow {
    id: i64,
    slug: Slug,
    category_slug: Slug,
    title: String,
    published: Timestamp,
}

/// The articles of the last 48 hours, newest first. One with an older date on it is no news.
#[boxed]
pub async fn load_news(reading: &Reading) -> Result<Vec<NewsEntry>, DbError> {
    let since = Timestamp(reading.now.0 - NEWS);
    let rows: Vec<NewsRow> = sqlx::query_as(concat!(
        "select article.id, article.slug, category.slug as category_slug, article.title,
            coalesce(article.written_at, article.published_at) as published
         from articles article
         join categories category on category.id = article.category_id
         where article.published_at > $2 and coalesce(article.written_at, article.published_at) > $2 and ",
        readable!("article", "$1"),
        " order by article.published_at desc, article.id desc
         limit $3"
    ))
    .bind(reading.now)
    .bind(since)
    .bind(MOST_NEWS)
    .fetch_all(reading.db.read())
    .await?;
    let entry = |row: NewsRow| NewsEntry {
        id: row.id,
        slug: row.slug,
        category: row.category_slug,
        title: row.title,
        // A date ahead is that of an event.
        published: row.published.min(reading.now),
    };
    Ok(rows.into_iter().map(entry).collect())
}
