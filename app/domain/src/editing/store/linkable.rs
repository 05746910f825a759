//! Finding an article to link to.

use super::{match_words, push_from};
use crate::{
    db::{DbError, QueryBuilder, boxed, indexed_id},
    id::ArticleId,
    news::{
        Headline,
        store::{load_headlines, readable},
    },
    scope::Reading,
};

/// How many articles are offered.
const OFFERED: i64 = 8;

/// The newest articles whose titles have these words, without regard to diacritics; the last word may be incomplete.
/// Only those that readers may see now, whoever wrote them.
///
/// # Errors
/// The database has failed.
#[boxed]
pub async fn find_linkable(reading: &Reading, typed: &str) -> Result<Vec<Headline>, DbError> {
    let Some(words) = match_words(typed).filter(|words| !words.is_empty()) else { return Ok(Vec::new()) };
    let mut query = QueryBuilder::new("select article.id");
    push_from(&mut query, &words, "");
    query.push(concat!(" and ", readable!("article", ""))).push_bind(reading.now);
    query.push(concat!(" order by ", indexed_id!("found"), " desc limit ")).push_bind(OFFERED);
    let ids: Vec<ArticleId> = query.build_query_scalar().fetch_all(reading.db.read()).await?;
    let mut found = load_headlines(reading, &ids).await?;
    found.sort_by_key(|headline| std::cmp::Reverse(headline.id));
    Ok(found)
}
