//! Verifies that articles are unchanged since they were saved.

use crate::{
    db::{Db, DbError, boxed},
    id::ArticleId,
    news::{Content, manuscript::content_columns},
};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use std::fmt;

/// How many articles are read at a time.
const AT_A_TIME: i64 = 200;
/// How many texts are in every digest.
const FIRST_TEXTS: usize = 12;

/// The result of the verification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifiedArticles {
    /// All articles.
    pub articles: i64,
    /// Articles without a digest: an older version of the program saved them.
    pub unknown: i64,
}

/// The first article that differs from what was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedArticle {
    /// Its id.
    pub id: ArticleId,
    /// Its present title.
    pub title: String,
}

impl fmt::Display for ChangedArticle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Bài số {} (“{}”) không còn như khi được lưu: nội dung trong cơ sở dữ liệu đã bị sửa hoặc bị hỏng.",
            self.id, self.title
        )
    }
}

/// The SHA-256 of the texts of an article, each preceded by its number of bytes. A text after the first
/// [`FIRST_TEXTS`] is hashed with its index, and only if it is not empty: so digests of articles saved before
/// it existed stay valid.
pub(super) fn digest(slug: &str, content: &Content, body: &str) -> [u8; 32] {
    let [title, kicker, lead, around @ ..] = content.texts().map(Option::unwrap_or_default);
    let mut digest = Sha256::new();
    for (place, text) in [slug, title, kicker, lead, body].into_iter().chain(around).enumerate() {
        if place >= FIRST_TEXTS {
            if text.is_empty() {
                continue;
            }
            digest.update(place.to_be_bytes());
        }
        digest.update(text.len().to_be_bytes());
        digest.update(text);
    }
    digest.finalize().into()
}

#[derive(FromRow)]
struct Row {
    id: ArticleId,
    slug: String,
    #[sqlx(flatten)]
    content: Content,
    body: String,
    digest: Option<Vec<u8>>,
}

impl Row {
    fn is_as_saved(&self) -> bool {
        let now = digest(&self.slug, &self.content, &self.body);
        self.digest.as_ref().is_none_or(|saved| *saved == now)
    }
}

/// Reads every article and compares it with the digest from when it was saved.
#[boxed]
pub async fn verify_articles(db: &Db) -> Result<Result<VerifiedArticles, ChangedArticle>, DbError> {
    let mut verified = VerifiedArticles { articles: 0, unknown: 0 };
    let mut last = ArticleId(0);
    loop {
        let rows: Vec<Row> = sqlx::query_as(concat!(
            "select id, slug, body, digest, ",
            content_columns!(""),
            " from articles
             where id > $1
             order by id
             limit $2"
        ))
        .bind(last)
        .bind(AT_A_TIME)
        .fetch_all(db.read())
        .await?;
        let Some(end) = rows.last().map(|row| row.id) else { return Ok(Ok(verified)) };
        last = end;
        for row in rows {
            if !row.is_as_saved() {
                return Ok(Err(ChangedArticle { id: row.id, title: row.content.title }));
            }
            verified.articles += 1;
            verified.unknown += i64::from(row.digest.is_none());
        }
    }
}
