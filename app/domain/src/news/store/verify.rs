//! Whether articles still say what was saved.

use super::NewArticle;
use crate::{
    db::{Db, Fault, boxed},
    id::ArticleId,
};
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use std::fmt;

/// How many articles are read at a time.
const AT_A_TIME: i64 = 200;

/// What was looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifiedArticles {
    /// All articles.
    pub articles: i64,
    /// Those of which nothing is known, since an older version saved them.
    pub unknown: i64,
}

/// The first article that is not what was saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedArticle {
    /// Its id.
    pub id: ArticleId,
    /// Its title, as it stands now.
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

/// The SHA-256 of the texts of an article, each preceded by the number of its bytes.
pub(super) fn digest(article: &NewArticle, body: &str) -> [u8; 32] {
    let source = article.source.as_ref();
    of_texts([
        article.slug.as_str(),
        &article.title,
        &article.kicker,
        &article.lead,
        body,
        &article.role,
        &article.author,
        &article.organisation,
        source.map_or("", |source| &source.name),
        source.and_then(|source| source.address.as_deref()).unwrap_or_default(),
        article.picture.as_ref().map_or("", |placed| &placed.alt),
        &article.caption,
    ])
}

fn of_texts(texts: [&str; 12]) -> [u8; 32] {
    let mut digest = Sha256::new();
    for text in texts {
        digest.update(text.len().to_be_bytes());
        digest.update(text);
    }
    digest.finalize().into()
}

#[derive(FromRow)]
struct Row {
    id: ArticleId,
    slug: String,
    title: String,
    kicker: String,
    lead: String,
    body: String,
    role: String,
    author: String,
    organisation: String,
    source: String,
    source_address: Option<String>,
    picture_alt: String,
    picture_caption: String,
    digest: Option<Vec<u8>>,
}

impl Row {
    fn is_as_saved(&self) -> bool {
        let now = of_texts([
            &self.slug,
            &self.title,
            &self.kicker,
            &self.lead,
            &self.body,
            &self.role,
            &self.author,
            &self.organisation,
            &self.source,
            self.source_address.as_deref().unwrap_or_default(),
            &self.picture_alt,
            &self.picture_caption,
        ]);
        self.digest.as_ref().is_none_or(|saved| *saved == now)
    }
}

/// Reads every article and compares it with what was noted when it was saved.
#[boxed]
pub async fn verify_articles(db: &Db) -> Result<Result<VerifiedArticles, ChangedArticle>, Fault> {
    let mut verified = VerifiedArticles { articles: 0, unknown: 0 };
    let mut last = ArticleId(0);
    loop {
        let rows: Vec<Row> = sqlx::query_as(
            "select id, slug, title, kicker, lead, body, role, author, organisation, source, source_address,
                picture_alt, picture_caption, digest
             from articles
             where id > $1
             order by id
             limit $2",
        )
        .bind(last)
        .bind(AT_A_TIME)
        .fetch_all(db.read())
        .await?;
        let Some(end) = rows.last().map(|row| row.id) else { return Ok(Ok(verified)) };
        last = end;
        for row in rows {
            if !row.is_as_saved() {
                return Ok(Err(ChangedArticle { id: row.id, title: row.title }));
            }
            verified.articles += 1;
            verified.unknown += i64::from(row.digest.is_none());
        }
    }
}
