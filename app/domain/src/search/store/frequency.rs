//! How many articles have a word.

use crate::db::{Db, DbError, QueryBuilder, indexed_id, push_has_words};

/// How many articles with a word are counted. How many more have it is judged by how far back these lie.
const COUNTED: i64 = 200;

/// The number of articles; of a large site the highest id, which is a little more.
pub(super) async fn count_articles(db: &Db) -> Result<i64, DbError> {
    sqlx::query_scalar(
        "select case when count(*) < $1 then count(*) else (select max(id) from articles) end
         from (select 1 from articles limit $1) counted",
    )
    .bind(COUNTED)
    .fetch_one(db.read())
    .await
}

/// About how many of `all` articles match each of these questions; exactly, if they are few.
pub(super) async fn count_each(db: &Db, parts: &[String], all: i64) -> Result<Vec<i64>, DbError> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::new("");
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            query.push(" union all ");
        }
        query.push("select ").push(concat!(
            "count(*), coalesce(min(id), 0) from (select ",
            indexed_id!("found"),
            " as id from text_words found where "
        ));
        push_has_words(&mut query, "found.text_words", part);
        query.push(concat!(" order by ", indexed_id!("found"), " desc limit "));
        query.push_bind(COUNTED).push(") counted");
    }
    let counts: Vec<(i64, i64)> = query.build_query_as().fetch_all(db.read()).await?;
    let judged = |(count, oldest): (i64, i64)| {
        if count < COUNTED {
            count
        } else {
            (count * all / (all - oldest + 1).max(1)).clamp(count, all.max(count))
        }
    };
    Ok(counts.into_iter().map(judged).collect())
}
