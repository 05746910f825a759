//! The spellings of words that were typed without marks, or only in part.

use crate::{
    db::{Db, DbError, QueryBuilder},
    search::{
        query::Query,
        score::{BEGUN, FITS, FITS_LESS, Sought, UNMARKED},
        words::{can_stand_for, folded},
    },
};
use std::collections::HashMap;

/// The most words that are completed from the beginning of one.
const COMPLETED: i64 = 40;
/// The most words without marks that are completed from the beginning of one.
const BEGINNINGS: i64 = 200;
/// The most spellings of all words of a question.
const SPELLINGS: i64 = 1_000;

/// The words of a question with all their spellings, in order; their weights are still 0.
pub(super) async fn load_spellings(db: &Db, query: &Query) -> Result<Vec<Sought>, DbError> {
    let bare: Vec<String> = query.words().map(|word| folded(word)).collect();
    let mut select = QueryBuilder::new("select word, folded from vocabulary where folded in (");
    let mut list = select.separated(", ");
    for word in &bare {
        list.push_bind(word);
    }
    select.push(") limit ").push_bind(SPELLINGS);
    let known: Vec<(String, String)> = select.build_query_as().fetch_all(db.read()).await?;

    // Whoever types marks types all of them, as a rule.
    let fits = if query.words().all(|word| word.is_ascii()) { FITS } else { FITS_LESS };
    let mut sought = Vec::new();
    for run in &query.wanted {
        for (index, word) in run.words.iter().enumerate() {
            let bare = folded(word);
            let mut spellings: HashMap<String, f32> = HashMap::new();
            for (spelled, _) in
                known.iter().filter(|(spelled, of)| *of == bare && can_stand_for(word, spelled))
            {
                spellings.insert(spelled.clone(), fits);
            }
            if bare != *word {
                spellings.insert(bare, UNMARKED);
            }
            spellings.insert(word.clone(), 1.0);
            sought.push(Sought { spellings, weight: 0.0, joined: index > 0 });
        }
    }
    if query.open
        && let Some((word, last)) = query.words().last().zip(sought.last_mut())
        && word.chars().count() > 1
    {
        for completed in load_completed(db, word).await? {
            last.spellings.entry(completed).or_insert(BEGUN);
        }
    }
    Ok(sought)
}

/// Words of the site that begin like this one, which was typed in normal form, without marks or with some.
async fn load_completed(db: &Db, begun: &str) -> Result<Vec<String>, DbError> {
    let bare = folded(begun);
    let length = bare.chars().count();
    let words: Vec<(String, String)> = sqlx::query_as(
        "select word, folded
         from vocabulary
         where folded > $1 and folded < $2
         order by folded, word
         limit $3",
    )
    .bind(&bare)
    .bind(end_of(&bare))
    .bind(COMPLETED)
    .fetch_all(db.read())
    .await?;
    let begins = |word: &str| {
        let beginning: String = word.chars().take(length).collect();
        can_stand_for(begun, &beginning)
    };
    Ok(words.into_iter().map(|(word, _)| word).filter(|word| begins(word)).collect())
}

/// Words of the site without marks that begin like this one, and the word itself.
pub(super) async fn load_beginnings(db: &Db, begun: &str) -> Result<Vec<String>, DbError> {
    let bare = folded(begun);
    let mut words: Vec<String> = sqlx::query_scalar(
        "select distinct folded
         from vocabulary
         where folded > $1 and folded < $2
         order by folded
         limit $3",
    )
    .bind(&bare)
    .bind(end_of(&bare))
    .bind(BEGINNINGS)
    .fetch_all(db.read())
    .await?;
    words.push(bare);
    Ok(words)
}

/// What follows all words that begin like this one: the last character of Unicode follows all letters.
fn end_of(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}
