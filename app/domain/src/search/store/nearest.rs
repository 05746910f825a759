//! Words of the site near one that it does not have.

use super::{
    frequency::{count_articles, count_each},
    index::pair,
};
use crate::{
    db::{Db, DbError, QueryBuilder, any_of},
    search::{score::Sought, words::folded},
};
use std::collections::BTreeMap;

/// The most words that are compared.
const COMPARED: i64 = 60;

/// Whether an article has this word.
pub(in crate::search) async fn is_known(db: &Db, sought: &Sought) -> Result<bool, DbError> {
    let word = any_of(sought.spellings.keys().map(String::as_str));
    Ok(count_each(db, &[word], 0).await?.iter().any(|count| *count > 0))
}

/// The word that may have been meant: of those `near` it that stands most often beside its neighbours; without
/// neighbours, or if none stands beside them, the most frequent one. Words are without marks; the answer has them.
pub(in crate::search) async fn nearest(
    db: &Db,
    word: &str,
    near: &[String],
    before: Option<&str>,
    after: Option<&str>,
) -> Result<Option<String>, DbError> {
    let mut spelled: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for near in near.chunks(500) {
        let mut query = QueryBuilder::new("select word from vocabulary where folded in (");
        let mut list = query.separated(", ");
        for near in near {
            list.push_bind(near);
        }
        query.push(") limit ").push_bind(COMPARED);
        let words: Vec<String> = query.build_query_scalar().fetch_all(db.read()).await?;
        for word in words {
            spelled.entry(folded(&word)).or_default().push(word);
        }
    }
    let folds: Vec<&String> = spelled.keys().collect();
    let beside = |fold: &str| {
        let pairs = [before.map(|before| pair(before, fold)), after.map(|after| pair(fold, after))];
        let pairs: Vec<String> = pairs.into_iter().flatten().collect();
        any_of(pairs.iter().map(String::as_str))
    };
    let articles = count_articles(db).await?;
    let mut best: Option<String> = None;
    if before.is_some() || after.is_some() {
        let pairs: Vec<String> = folds.iter().map(|fold| beside(fold)).collect();
        let counts = count_each(db, &pairs, articles).await?;
        best = folds
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .max_by_key(|(fold, count)| (*count, fold.len()))
            .map(|(fold, _)| (*fold).clone());
    }
    if best.is_none() {
        // A shorter word is a worse guess than one of the same length.
        let alike = |fold: &str| i64::from(fold.chars().next() == word.chars().next());
        let all: Vec<String> =
            spelled.values().map(|words| any_of(words.iter().map(String::as_str))).collect();
        let counts = count_each(db, &all, articles).await?;
        best = folds
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0)
            .max_by_key(|(fold, count)| (alike(fold), *count))
            .map(|(fold, _)| (*fold).clone());
    }
    // With the marks that occur most often.
    let Some(spellings) = best.and_then(|fold| spelled.remove(&fold)) else { return Ok(None) };
    let each: Vec<String> = spellings.iter().map(|word| any_of([word.as_str()])).collect();
    let counts = count_each(db, &each, articles).await?;
    Ok(spellings.into_iter().zip(counts).max_by_key(|(_, count)| *count).map(|(word, _)| word))
}
