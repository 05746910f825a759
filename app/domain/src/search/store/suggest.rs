//! Suggestions while somebody types.

use super::{named::find_named, question::Question};
use crate::{
    db::{DbError, boxed, has_words, indexed_id},
    id::ArticleId,
    news::{
        Headline,
        store::{load_headlines, readable},
    },
    scope::Reading,
    search::{NamedThing, query::Query},
};

/// How many articles are suggested.
const ARTICLES: i64 = 6;
/// How many other things are suggested.
const THINGS: usize = 2;

/// What is suggested.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestion {
    /// The newest articles with these words in the title; the last word may be incomplete.
    pub articles: Vec<Headline>,
    /// Other things with these words in their names.
    pub things: Vec<NamedThing>,
}

/// What the site has for the words that were typed so far; nothing for a single letter.
///
/// # Errors
/// The database has failed. What was typed is never at fault.
#[boxed]
pub async fn suggest(reading: &Reading, typed: &str) -> Result<Suggestion, DbError> {
    let db = &reading.db;
    let query = Query::read(typed);
    if query.words().all(|word| word.chars().count() < 2) {
        return Ok(Suggestion::default());
    }
    let question = Question::load(db, &query, Vec::new()).await?;
    let ids: Vec<ArticleId> = sqlx::query_scalar(concat!(
        "select article.id
         from title_words found
         cross join articles article on article.id = ",
        indexed_id!("found"),
        " where ",
        has_words!("found", "title_words", "$1"),
        " and ",
        readable!("article", "$2"),
        " order by ",
        indexed_id!("found"),
        " desc limit $3"
    ))
    .bind(question.begun(db).await?)
    .bind(reading.now)
    .bind(ARTICLES)
    .fetch_all(db.read())
    .await?;
    let mut articles = load_headlines(reading, &ids).await?;
    articles.sort_by_key(|headline| ids.iter().position(|id| *id == headline.id));
    let mut things = find_named(reading, typed).await?;
    things.truncate(THINGS);
    Ok(Suggestion { articles, things })
}
