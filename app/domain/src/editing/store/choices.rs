//! The choices of the article form.

use crate::{
    accounts::Person,
    db::{DbError, boxed},
    id::{AuthorId, CategoryId, SeriesId},
    scope::Editing,
};
use sqlx::FromRow;

/// Categories, series and authors, in display order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The tree of categories, each after its parent.
    pub categories: Vec<CategoryChoice>,
    /// Series by name.
    pub series: Vec<(SeriesId, String)>,
    /// Authors with a page, by name.
    pub authors: Vec<(AuthorId, String)>,
}

/// A category to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryChoice {
    /// The category.
    pub id: CategoryId,
    /// Its name.
    pub name: String,
    /// Its depth in the tree; 0 for a root.
    pub depth: usize,
    /// Whether the person works in it.
    pub allowed: bool,
}

#[derive(FromRow)]
struct CategoryRow {
    id: CategoryId,
    parent_id: Option<CategoryId>,
    name: String,
}

/// Loads the choices.
#[boxed]
pub async fn load_choices(editing: &Editing) -> Result<Choices, DbError> {
    let Editing { db, person, .. } = editing;
    let rows: Vec<CategoryRow> = sqlx::query_as(
        "select id, parent_id, name
         from categories
         order by position, id
         limit 2000",
    )
    .fetch_all(db.read())
    .await?;
    let mut categories = Vec::new();
    below(&rows, None, 0, person, &mut categories);
    let series = sqlx::query_as("select id, name from series order by name, id limit 1000")
        .fetch_all(db.read())
        .await?;
    let authors = sqlx::query_as("select id, name from authors order by name, id limit 1000")
        .fetch_all(db.read())
        .await?;
    Ok(Choices { categories, series, authors })
}

fn below(
    rows: &[CategoryRow],
    parent: Option<CategoryId>,
    depth: usize,
    person: &Person,
    into: &mut Vec<CategoryChoice>,
) {
    // Deeper than any real tree: a cycle would never end.
    if depth > 30 {
        return;
    }
    for row in rows.iter().filter(|row| row.parent_id == parent) {
        let allowed = person.works_in(row.id);
        into.push(CategoryChoice { id: row.id, name: row.name.clone(), depth, allowed });
        below(rows, Some(row.id), depth + 1, person, into);
    }
}
