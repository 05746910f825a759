//! Filters: what there is to choose from, and what was chosen.

use super::index::Mark;
use crate::{
    clock::{Timestamp, Zone},
    db::{Db, DbError, any_of},
    id::{AuthorId, CategoryId, SeriesId},
    news::{Named, store::readable},
    scope::Reading,
    search::{Choices, Filter},
    text::Slug,
};
use sqlx::FromRow;

/// The most values of one filter.
const OFFERED: i64 = 300;

/// The values to filter by.
pub(super) async fn load_choices(reading: &Reading) -> Result<Choices, DbError> {
    let db = &reading.db;
    let rows: Vec<CategoryRow> = sqlx::query_as(
        "select id, parent_id, slug, name
         from categories
         order by position, id
         limit $1",
    )
    .bind(OFFERED)
    .fetch_all(db.read())
    .await?;
    let mut categories = Vec::new();
    add_below(&rows, None, 0, &mut categories);
    let series: Vec<(Slug, String)> = sqlx::query_as("select slug, name from series order by name limit $1")
        .bind(OFFERED)
        .fetch_all(db.read())
        .await?;
    let authors: Vec<(Slug, String)> =
        sqlx::query_as("select slug, name from authors order by name limit $1")
            .bind(OFFERED)
            .fetch_all(db.read())
            .await?;
    let span: (Option<Timestamp>, Option<Timestamp>, String) = sqlx::query_as(concat!(
        "select
            (select min(article.published_at) from articles article where article.published = true),
            (select max(article.published_at) from articles article where ",
        readable!("article", "$1"),
        "),
            site.time_zone
         from site
         where site.id = 1"
    ))
    .bind(reading.now)
    .fetch_optional(db.read())
    .await?
    .unwrap_or_default();
    let zone = Zone::named(&span.2);
    let year = |instant: Timestamp| zone.hour(instant).day.year();
    let years = match (span.0.map(year), span.1.map(year)) {
        // As many as a list can show.
        (Some(first), Some(last)) => (first.max(last - 60)..=last).rev().collect(),
        _ => Vec::new(),
    };
    let named = |(slug, name)| Named { slug, name };
    Ok(Choices {
        categories,
        series: series.into_iter().map(named).collect(),
        authors: authors.into_iter().map(named).collect(),
        years,
    })
}

#[derive(FromRow)]
struct CategoryRow {
    id: CategoryId,
    parent_id: Option<CategoryId>,
    slug: Slug,
    name: String,
}

/// Adds the categories below one, each in front of those below itself.
fn add_below(rows: &[CategoryRow], parent: Option<CategoryId>, depth: usize, into: &mut Vec<(Named, usize)>) {
    // Deeper than any real tree: a cycle would never end.
    if depth > 30 {
        return;
    }
    for row in rows.iter().filter(|row| row.parent_id == parent) {
        into.push((Named { slug: row.slug.clone(), name: row.name.clone() }, depth));
        add_below(rows, Some(row.id), depth + 1, into);
    }
}

/// What every article must belong to, in the language of the index. `None` if something of it does not exist.
pub(super) async fn read_filter(db: &Db, filter: &Filter) -> Result<Option<Vec<String>>, DbError> {
    let mut marks = Vec::new();
    let one = |mark: Mark| any_of([mark.word().as_str()]);
    if let Some(slug) = &filter.category {
        let below: Vec<CategoryId> = sqlx::query_scalar(
            "with recursive below (id, depth) as (
                select id, 0
                from categories
                where slug = $1
                union all
                select category.id, below.depth + 1
                from below
                join categories category on category.parent_id = below.id
                where below.depth < 30
             )
             select id
             from below
             limit $2",
        )
        .bind(slug)
        .bind(OFFERED)
        .fetch_all(db.read())
        .await?;
        if below.is_empty() {
            return Ok(None);
        }
        let words: Vec<String> = below.into_iter().map(|id| Mark::Category(id).word()).collect();
        marks.push(any_of(words.iter().map(String::as_str)));
    }
    if let Some(slug) = &filter.series {
        let id: Option<SeriesId> = sqlx::query_scalar("select id from series where slug = $1")
            .bind(slug)
            .fetch_optional(db.read())
            .await?;
        let Some(id) = id else { return Ok(None) };
        marks.push(one(Mark::Series(id)));
    }
    if let Some(slug) = &filter.author {
        let id: Option<AuthorId> = sqlx::query_scalar("select id from authors where slug = $1")
            .bind(slug)
            .fetch_optional(db.read())
            .await?;
        let Some(id) = id else { return Ok(None) };
        marks.push(one(Mark::Author(id)));
    }
    marks.extend(filter.year.map(|year| one(Mark::Year(year))));
    Ok(Some(marks))
}
