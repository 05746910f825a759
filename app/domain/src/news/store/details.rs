//! Writing the details of an article: authors, series, tags and files.

use crate::{
    clock::Timestamp,
    db::{DbError, WriteTx},
    id::{ArticleId, TagId},
    news::{Manuscript, Named},
    text::{Slug, same_words},
};

/// Replaces an article's authors, series, tags and files. With `replace`, its tags set the spelling.
pub(crate) async fn put_details(
    tx: &mut WriteTx<'_>,
    article: ArticleId,
    new: &Manuscript,
    published_at: Timestamp,
    replace: bool,
) -> Result<(), DbError> {
    for forget in [
        "delete from author_articles where article_id = $1",
        "delete from series_articles where article_id = $1",
        "delete from tag_articles where article_id = $1",
        "delete from article_files where article_id = $1",
    ] {
        sqlx::query(forget).bind(article).execute(&mut **tx).await?;
    }
    if let Some(series) = new.series {
        sqlx::query("insert into series_articles (series_id, published_at, article_id) values ($1, $2, $3)")
            .bind(series)
            .bind(published_at)
            .bind(article)
            .execute(&mut **tx)
            .await?;
    }
    let authors = new.authors.iter().map(|author| author.0);
    for (position, author) in (0_i64..).zip(authors) {
        list_under(tx, LIST_AUTHOR, author, article, published_at, position).await?;
    }
    for (position, Named { slug, name }) in (0_i64..).zip(&new.tags) {
        let tag = put_tag(tx, slug, name, replace).await?.0;
        list_under(tx, LIST_TAG, tag, article, published_at, position).await?;
    }
    for (position, attachment) in (0_i64..).zip(&new.attachments) {
        sqlx::query(
            "insert into article_files (article_id, position, file_id, label) values ($1, $2, $3, $4)",
        )
        .bind(article)
        .bind(position)
        .bind(attachment.file)
        .bind(&attachment.label)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

const LIST_AUTHOR: &str = "insert into author_articles (author_id, published_at, article_id, position)
     values ($1, $2, $3, $4)
     on conflict (author_id, published_at, article_id) do nothing";
const LIST_TAG: &str = "insert into tag_articles (tag_id, published_at, article_id, position)
     values ($1, $2, $3, $4)
     on conflict (tag_id, published_at, article_id) do nothing";

/// Lists an article under an author or a tag; duplicates are ignored.
async fn list_under(
    tx: &mut WriteTx<'_>,
    statement: &'static str,
    under: i64,
    article: ArticleId,
    published_at: Timestamp,
    position: i64,
) -> Result<(), DbError> {
    sqlx::query(statement)
        .bind(under)
        .bind(published_at)
        .bind(article)
        .bind(position)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Stores a tag. With `replace`, an existing tag takes this spelling, otherwise it keeps its own.
///
/// Tags are compared without regard to case, but with diacritics: `hoa học` and `hóa học` are two tags, and
/// the slug of the second gets a number.
async fn put_tag(tx: &mut WriteTx<'_>, slug: &Slug, name: &str, replace: bool) -> Result<TagId, DbError> {
    // The slug itself, or with a number after it: digits sort between `0` and `:`.
    let alike: Vec<(TagId, Slug, String)> = sqlx::query_as(
        "select id, slug, name
         from tags
         where slug = $1 or slug >= $1 || '-0' and slug < $1 || '-:'
         limit 1000",
    )
    .bind(slug)
    .fetch_all(&mut **tx)
    .await?;
    if let Some((id, _, known)) = alike.iter().find(|(_, _, known)| same_words(known, name)) {
        if replace && known != name {
            sqlx::query("update tags set name = $2 where id = $1")
                .bind(id)
                .bind(name)
                .execute(&mut **tx)
                .await?;
        }
        return Ok(*id);
    }
    let is_free = |slug: &Slug| alike.iter().all(|(_, taken, _)| taken != slug);
    let numbered = (2..).map(|number| slug.numbered(number));
    let free = std::iter::once(slug.clone()).chain(numbered).find(is_free).unwrap_or_else(|| slug.clone());
    sqlx::query_scalar("insert into tags (slug, name) values ($1, $2) returning id")
        .bind(&free)
        .bind(name)
        .fetch_one(&mut **tx)
        .await
}
