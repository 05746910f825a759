//! The texts of the articles of a feed.

use super::{read_json, readable};
use crate::{
    db::{Db, DbError, QueryBuilder, boxed},
    id::ArticleId,
    media::{Attachment, audio_type, size_in_words, store::find_files},
    news::{
        Content, Named,
        absolute::media_names,
        feed::{EnclosedFile, Entry, FEED_LENGTH, FeedArticle},
        manuscript::content_columns,
    },
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;
use std::collections::HashMap;

/// The most details of one kind that the articles of a feed have together.
const MOST_DETAILS: i64 = 3000;

#[derive(FromRow)]
struct TextRow {
    id: ArticleId,
    slug: Slug,
    body: String,
    #[sqlx(flatten)]
    content: Content,
}

/// The articles of an outline with their texts, in its order. One that readers have stopped seeing meanwhile is
/// left out.
#[boxed]
pub async fn load_feed_articles(reading: &Reading, entries: Vec<Entry>) -> Result<Vec<FeedArticle>, DbError> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let db = &reading.db;
    let ids: Vec<ArticleId> = entries.iter().map(|entry| entry.id).collect();
    let mut query = QueryBuilder::new(concat!(
        "select article.id, article.slug, article.body, ",
        content_columns!("article."),
        " from articles article
         where ",
        readable!("article", "")
    ));
    query.push_bind(reading.now).push(" and article.id in (");
    push_ids(&mut query, &ids);
    query.push(") order by article.id limit ").push_bind(FEED_LENGTH);
    let rows: Vec<TextRow> = query.build_query_as().fetch_all(db.read()).await?;
    let mut texts: HashMap<ArticleId, TextRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    let (mut authors, mut tags) = (load_authors(db, &ids).await?, load_tags(db, &ids).await?);
    let mut files = load_files(db, &ids).await?;
    let mut articles = Vec::new();
    for entry in entries {
        let Some(TextRow { id, slug, body, content }) = texts.remove(&entry.id) else { continue };
        let files = files.remove(&id).unwrap_or_default();
        articles.push(FeedArticle {
            entry,
            slug,
            content,
            body: read_json(&body)?,
            authors: authors.remove(&id).unwrap_or_default(),
            tags: tags.remove(&id).unwrap_or_default(),
            audio: files.iter().filter_map(|file| enclosed(&file.name, file.bytes)).collect(),
            attachments: files.into_iter().map(FileRow::attachment).collect(),
        });
    }
    add_audio_of_texts(db, &mut articles).await?;
    Ok(articles)
}

/// A recording; `None` for all other files.
fn enclosed(name: &str, bytes: i64) -> Option<EnclosedFile> {
    audio_type(name).map(|mime| EnclosedFile { name: name.to_owned(), mime: mime.to_owned(), bytes })
}

/// Adds the recordings that the bodies link to.
async fn add_audio_of_texts(db: &Db, articles: &mut [FeedArticle]) -> Result<(), DbError> {
    let recordings = |article: &FeedArticle| -> Vec<String> {
        let names = media_names(&article.body, "href").into_iter().filter(|name| audio_type(name).is_some());
        names.map(str::to_owned).collect()
    };
    let names: Vec<String> = articles.iter().flat_map(recordings).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let known: HashMap<String, i64> = find_files(db, &names).await?.into_iter().collect();
    for article in articles {
        for name in recordings(article) {
            let is_new = article.audio.iter().all(|file| file.name != name);
            let found = known.get(&name).and_then(|bytes| enclosed(&name, *bytes));
            article.audio.extend(found.filter(|_| is_new));
        }
    }
    Ok(())
}

fn push_ids(query: &mut QueryBuilder, ids: &[ArticleId]) {
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
}

/// Adds the ids, the order and the limit of a statement for details.
fn push_end(query: &mut QueryBuilder, ids: &[ArticleId]) {
    push_ids(query, ids);
    query.push(") order by listed.article_id, listed.position limit ").push_bind(MOST_DETAILS);
}

#[derive(FromRow)]
struct NamedRow {
    article_id: ArticleId,
    slug: Slug,
    name: String,
}

async fn load_authors(db: &Db, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<Named>>, DbError> {
    let mut query = QueryBuilder::new(
        "select listed.article_id, author.slug, author.name
         from author_articles listed
         join authors author on author.id = listed.author_id
         where listed.article_id in (",
    );
    push_end(&mut query, ids);
    Ok(by_article(query.build_query_as().fetch_all(db.read()).await?))
}

async fn load_tags(db: &Db, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<Named>>, DbError> {
    let mut query = QueryBuilder::new(
        "select listed.article_id, tag.slug, tag.name
         from tag_articles listed
         join tags tag on tag.id = listed.tag_id
         where listed.article_id in (",
    );
    push_end(&mut query, ids);
    Ok(by_article(query.build_query_as().fetch_all(db.read()).await?))
}

fn by_article(rows: Vec<NamedRow>) -> HashMap<ArticleId, Vec<Named>> {
    let mut found: HashMap<ArticleId, Vec<Named>> = HashMap::new();
    for NamedRow { article_id, slug, name } in rows {
        found.entry(article_id).or_default().push(Named { slug, name });
    }
    found
}

#[derive(FromRow)]
struct FileRow {
    article_id: ArticleId,
    name: String,
    label: String,
    bytes: i64,
}

impl FileRow {
    fn attachment(self) -> Attachment {
        Attachment { size: size_in_words(&self.name, self.bytes), name: self.name, label: self.label }
    }
}

async fn load_files(db: &Db, ids: &[ArticleId]) -> Result<HashMap<ArticleId, Vec<FileRow>>, DbError> {
    let mut query = QueryBuilder::new(
        "select listed.article_id, file.name, listed.label, file.bytes
         from article_files listed
         join files file on file.id = listed.file_id
         where listed.article_id in (",
    );
    push_end(&mut query, ids);
    let mut found: HashMap<ArticleId, Vec<FileRow>> = HashMap::new();
    for row in query.build_query_as::<FileRow>().fetch_all(db.read()).await? {
        found.entry(row.article_id).or_default().push(row);
    }
    Ok(found)
}
