//! Articles with related content: those that have most of the words and pairs that are characteristic of an article.
//! They are found once, soon after the save and outside its transaction; pages only read them
//! (`news/store/related.rs`).

use super::{
    candidates::find_heaviest,
    frequency::{count_articles, count_each},
    index::{Term, terms, texts_of},
};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, QueryBuilder, WriteTx, any_of, boxed},
    id::ArticleId,
    search::score::{READ, rarity},
};
use sqlx::FromRow;
use std::collections::HashMap;

/// How many related articles are kept of one; pages show fewer.
const KEPT: usize = 12;
/// Among how many others an article must be to stay listed with them.
const STAYS: i64 = 60;
/// How many words and pairs of an article are looked up.
const LOOKED_UP: usize = 60;
/// A word that so many articles have says nothing about one.
const TOO_MANY: i64 = 1_000;
/// How many of them it is compared by.
const COMPARED: usize = 30;
/// The least share of their weight that a related article has.
const LEAST: f64 = 0.08;
/// How much a word or pair counts in the title, the lead and the text.
const PLACES: [f64; 3] = [4.0, 2.0, 1.0];
/// How many articles are read at once.
const BATCH: i64 = 20;

#[derive(FromRow)]
struct Waiting {
    article_id: ArticleId,
    version: i64,
}

#[derive(FromRow)]
struct TextRow {
    title: String,
    lead: String,
    /// As JSON.
    body: String,
}

/// Finds what is related to some of the articles that were saved; whether more are waiting.
///
/// # Errors
/// The database has failed; those that are not done stay waiting.
#[boxed]
pub async fn relate_waiting(db: &Db, now: Timestamp) -> Result<bool, DbError> {
    let waiting: Vec<Waiting> = sqlx::query_as(
        "select article_id, version
         from unrelated_articles
         order by article_id desc
         limit $1",
    )
    .bind(BATCH)
    .fetch_all(db.read())
    .await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let all = count_articles(db).await?;
    let mut found = Vec::new();
    for article in waiting {
        let related = find_related(db, article.article_id, all, now).await?;
        found.push((article, related));
    }
    let mut tx = db.write().await?;
    for (article, related) in found {
        // Saved meanwhile: the new text is waiting.
        let done = sqlx::query("delete from unrelated_articles where article_id = $1 and version = $2")
            .bind(article.article_id)
            .bind(article.version)
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() > 0 {
            relate(&mut tx, article.article_id, &related).await?;
        }
    }
    tx.commit().await?;
    Ok(true)
}

/// The articles that are most like one of `all`, with the share of its characteristic words that they have; best first.
async fn find_related(
    db: &Db,
    id: ArticleId,
    all: i64,
    now: Timestamp,
) -> Result<Vec<(ArticleId, f64)>, DbError> {
    let article: TextRow = sqlx::query_as("select title, lead, body from articles where id = $1")
        .bind(id)
        .fetch_one(db.read())
        .await?;
    let often = characteristic(&article)?;
    let parts: Vec<String> = often.iter().map(|(word, _)| any_of([word.as_str()])).collect();
    let counts = count_each(db, &parts, all).await?;
    // A word that no other article has leads nowhere.
    let mut weighed: Vec<(f64, String)> = parts
        .into_iter()
        .zip(often)
        .zip(counts)
        .filter(|(_, count)| (2..TOO_MANY).contains(count))
        .map(|((part, (_, often)), count)| (often.sqrt() * f64::from(rarity(count, all)), part))
        .collect();
    weighed.sort_by(|one, other| other.0.total_cmp(&one.0));
    weighed.truncate(COMPARED);
    let whole: f64 = weighed.iter().map(|(weight, _)| weight).sum();
    let found = find_heaviest(db, &weighed, now, STAYS + 1).await?;
    let shares = found.into_iter().map(|(id, weight)| (id, weight / whole));
    Ok(shares.filter(|(other, share)| *other != id && *share >= LEAST).collect())
}

/// The words and pairs of an article, as the index has them, with how often it has them; the most frequent first.
fn characteristic(article: &TextRow) -> Result<Vec<(String, f64)>, DbError> {
    let body = texts_of(&article.body)?.join("\n");
    let body = &body[..body.floor_char_boundary(READ)];
    let mut often: HashMap<String, (usize, f64)> = HashMap::new();
    for (text, counts) in [article.title.as_str(), &article.lead, body].into_iter().zip(PLACES) {
        terms(text, |(Term::Word(term) | Term::Pair(term))| {
            let place = often.len();
            often.entry(term).or_insert((place, 0.0)).1 += counts;
        });
    }
    let mut often: Vec<(String, (usize, f64))> = often.into_iter().collect();
    often.sort_by(|one, other| other.1.1.total_cmp(&one.1.1).then(one.1.0.cmp(&other.1.0)));
    often.truncate(LOOKED_UP);
    Ok(often.into_iter().map(|(word, (_, often))| (word, often)).collect())
}

/// Stores what is related to an article, and lists it with those.
async fn relate(tx: &mut WriteTx<'_>, id: ArticleId, related: &[(ArticleId, f64)]) -> Result<(), DbError> {
    sqlx::query("delete from related_articles where article_id = $1").bind(id).execute(&mut **tx).await?;
    let mut query = QueryBuilder::new("delete from related_articles where other_id = ");
    query.push_bind(id).push(" and article_id not in (");
    let mut list = query.separated(", ");
    list.push_bind(id);
    for (other, _) in related {
        list.push_bind(other);
    }
    query.push(")");
    query.build().execute(&mut **tx).await?;
    for (other, weight) in related.iter().take(KEPT) {
        for (one, other) in [(id, *other), (*other, id)] {
            sqlx::query(
                "insert into related_articles (article_id, other_id, weight) values ($1, $2, $3)
                 on conflict (article_id, other_id) do update set weight = excluded.weight",
            )
            .bind(one)
            .bind(other)
            .bind(weight)
            .execute(&mut **tx)
            .await?;
        }
        sqlx::query(
            "delete from related_articles
             where article_id = $1 and other_id not in (
                select other_id
                from related_articles
                where article_id = $1
                order by weight desc, other_id desc
                limit $2
             )",
        )
        .bind(other)
        .bind(KEPT as i64)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}

/// Notes that what is related to an article is to be found, or, if readers may not see it any more, takes it out.
pub(super) async fn unrelate(tx: &mut WriteTx<'_>, id: ArticleId, published: bool) -> Result<(), DbError> {
    let steps: &[&str] = if published {
        &["insert into unrelated_articles (article_id, version)
           select id, version
           from articles
           where id = $1
           on conflict (article_id) do update set version = excluded.version"]
    } else {
        &[
            "delete from unrelated_articles where article_id = $1",
            "delete from related_articles where article_id = $1",
            "delete from related_articles where other_id = $1",
        ]
    };
    for step in steps {
        sqlx::query(*step).bind(id).execute(&mut **tx).await?;
    }
    Ok(())
}
