//! Writing a [`Manuscript`] to the row of an article, and reading it back.

use super::{read_json, seen::seen_digest, verify::digest, write_json};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, WriteTx},
    id::{AccountId, ArticleId, CategoryId, FileId, MediaId},
    news::{AttachedFile, Content, Manuscript, Named, manuscript::content_values},
    text::Slug,
};
use sqlx::FromRow;

/// The columns of a [`ManuscriptRow`], with or without the prefix `article.`.
macro_rules! manuscript_columns {
    ($of:literal) => {
        concat!(
            $crate::db::columns!($of, slug, category_id, body, words, picture_id),
            ", ",
            $crate::news::manuscript::content_columns!($of)
        )
    };
}
pub(crate) use manuscript_columns;

/// The columns of a manuscript in a row.
#[derive(FromRow)]
pub(crate) struct ManuscriptRow {
    pub(crate) slug: Slug,
    pub(crate) category_id: CategoryId,
    /// As JSON.
    pub(crate) body: String,
    #[sqlx(try_from = "i64")]
    pub(crate) words: u32,
    picture_id: Option<MediaId>,
    #[sqlx(flatten)]
    pub(crate) content: Content,
}

impl ManuscriptRow {
    /// The manuscript with its details, at most 100 of a kind. `published_at` is the time that somebody
    /// chose.
    pub(crate) async fn load(
        self,
        db: &Db,
        id: ArticleId,
        published_at: Option<Timestamp>,
    ) -> Result<Manuscript, DbError> {
        let authors = sqlx::query_scalar(
            "select author_id from author_articles where article_id = $1 order by position limit 100",
        )
        .bind(id)
        .fetch_all(db.read())
        .await?;
        let series = sqlx::query_scalar("select series_id from series_articles where article_id = $1")
            .bind(id)
            .fetch_optional(db.read())
            .await?;
        let tags: Vec<(Slug, String)> = sqlx::query_as(
            "select tag.slug, tag.name
             from tag_articles listed
             join tags tag on tag.id = listed.tag_id
             where listed.article_id = $1
             order by listed.position
             limit 100",
        )
        .bind(id)
        .fetch_all(db.read())
        .await?;
        let files: Vec<(FileId, String)> = sqlx::query_as(
            "select file_id, label from article_files where article_id = $1 order by position limit 100",
        )
        .bind(id)
        .fetch_all(db.read())
        .await?;
        Ok(Manuscript {
            slug: self.slug,
            category: self.category_id,
            content: self.content,
            body: read_json(&self.body)?,
            words: self.words,
            picture: self.picture_id,
            published_at,
            authors,
            series,
            tags: tags.into_iter().map(|(slug, name)| Named { slug, name }).collect(),
            attachments: files.into_iter().map(|(file, label)| AttachedFile { file, label }).collect(),
        })
    }
}

/// How an article is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing {
    /// By whom; none for a content pack.
    pub(crate) by: Option<AccountId>,
    /// When.
    pub(crate) at: Timestamp,
    /// When readers see what is different in it.
    pub(crate) changed_at: Timestamp,
    /// Publishes it, and takes it out of the trash. Otherwise a new one is a draft, and an existing one keeps
    /// its state.
    pub(crate) publishes: bool,
    /// From when readers see it, once it is published.
    pub(crate) published_at: Timestamp,
    /// Whether somebody chose that time.
    pub(crate) dated: bool,
    /// The date shown on it, if that is another one.
    pub(crate) written_at: Option<Timestamp>,
}

/// Inserts or updates the row of an article. Returns the id and the version.
pub(crate) async fn write_row(
    tx: &mut WriteTx<'_>,
    id: Option<ArticleId>,
    new: &Manuscript,
    writing: Writing,
) -> Result<(ArticleId, i64), DbError> {
    let body = write_json(&new.body)?;
    let digest = digest(new.slug.as_str(), &new.content, &body);
    let seen = seen_digest(new)?;
    let mut query = sqlx::query_as(concat!(
        "insert into articles (id, stage, published, published_at, updated_at, dated, created_by, updated_by, digest,
            written_at, ",
        manuscript_columns!(""),
        ", seen_digest, changed_at) values ($1, case when $2 then 'approved' else 'draft' end, $2, $3, $4, $5, $6, $6, $7, $8,
            $9, $10, $11, $12, $13, ",
        content_values!(),
        ", $27, $28) on conflict (id) do update set (",
        manuscript_columns!(""),
        ") = ($9, $10, $11, $12, $13, ",
        content_values!(),
        "),
            stage = case when $2 then 'approved' else articles.stage end,
            published = $2 or articles.published,
            trashed_at = case when $2 then null else articles.trashed_at end,
            published_at = excluded.published_at, updated_at = excluded.updated_at, dated = excluded.dated,
            updated_by = excluded.updated_by, digest = excluded.digest, written_at = excluded.written_at,
            changed_at = case
                when coalesce(articles.seen_digest = excluded.seen_digest, articles.digest = excluded.digest, false)
                then articles.changed_at
                else excluded.changed_at
            end,
            seen_digest = excluded.seen_digest,
            version = articles.version + 1, content_version = articles.version + 1
         returning id, version"
    ))
    .bind(id)
    .bind(writing.publishes)
    .bind(writing.published_at)
    .bind(writing.at)
    .bind(writing.dated)
    .bind(writing.by)
    .bind(&digest[..])
    .bind(writing.written_at)
    .bind(&new.slug)
    .bind(new.category)
    .bind(body)
    .bind(i64::from(new.words))
    .bind(new.picture);
    for text in new.content.texts() {
        query = query.bind(text);
    }
    query.bind(Vec::from(seen)).bind(writing.changed_at).fetch_one(&mut **tx).await
}
