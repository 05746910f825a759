//! The SQL of categories at the desk.

mod lists;
mod merge;
mod save;

pub use merge::{merge, remove};
pub use save::{Target, place, save};

use super::{CategoryForm, CategoryNode, Content, DeskCategory, Refusal, Tree};
use crate::{
    accounts::Right,
    clock::Timestamp,
    db::{Connection, DbError, boxed},
    id::{CategoryId, MediaId},
    media::store::{PictureColumns, picture_columns},
    scope::Editing,
    text::Slug,
    tree::{Position, planted},
};
use sqlx::FromRow;

/// The result of a change, or why nothing was stored.
pub(super) type Change<T> = Result<Result<T, Refusal>, DbError>;

#[derive(FromRow)]
struct NodeRow {
    id: CategoryId,
    parent_id: Option<CategoryId>,
    slug: Slug,
    name: String,
}

/// All categories. Empty for those who may not arrange them.
#[boxed]
pub async fn load_tree(editing: &Editing) -> Result<Tree, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Tree::default());
    }
    read_tree(&mut *editing.db.read().acquire().await?).await
}

pub(super) async fn read_tree(on: &mut Connection) -> Result<Tree, DbError> {
    let rows: Vec<NodeRow> = sqlx::query_as(
        "select id, parent_id, slug, name
         from categories
         order by position, id
         limit 2000",
    )
    .fetch_all(on)
    .await?;
    Ok(Tree(planted(
        rows,
        |row| (row.id, row.parent_id),
        |NodeRow { id, parent_id: parent, slug, name }, Position { depth, first, last }| CategoryNode {
            id,
            parent,
            slug,
            name,
            depth,
            first,
            last,
        },
    )))
}

#[derive(FromRow)]
struct CategoryRow {
    version: i64,
    slug: Slug,
    name: String,
    description: String,
    parent_id: Option<CategoryId>,
    picture_id: Option<MediaId>,
    picture_alt: String,
    updated_by: Option<String>,
    updated_at: Option<Timestamp>,
    has_articles: bool,
    has_categories: bool,
    has_links: bool,
    has_editors: bool,
    #[sqlx(flatten)]
    picture: PictureColumns,
}

/// A category for its form. `None` if it does not exist, or this person must not see it.
#[boxed]
pub async fn load_category(editing: &Editing, id: CategoryId) -> Result<Option<DeskCategory>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(None);
    }
    read_category(&mut *editing.db.read().acquire().await?, id).await
}

pub(super) async fn read_category(
    on: &mut Connection,
    id: CategoryId,
) -> Result<Option<DeskCategory>, DbError> {
    let row: Option<CategoryRow> = sqlx::query_as(concat!(
        "select category.version, category.slug, category.name, category.description, category.parent_id,
            category.picture_id, category.picture_alt, changer.name as updated_by, category.updated_at,
            exists (select 1 from articles where category_id = category.id) as has_articles,
            exists (select 1 from categories below where below.parent_id = category.id) as has_categories,
            exists (
                select 1 from links where kind = 'category' and target_id = category.id and removed_at is null
            ) as has_links,
            exists (select 1 from account_categories where category_id = category.id) as has_editors, ",
        picture_columns!(),
        " from categories category
         left join media on media.id = category.picture_id
         left join accounts changer on changer.id = category.updated_by
         where category.id = $1"
    ))
    .bind(id)
    .fetch_optional(on)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let form = CategoryForm {
        name: row.name,
        slug: row.slug.to_string(),
        parent: row.parent_id.map(|id| id.to_string()).unwrap_or_default(),
        description: row.description,
        picture: row.picture_id.map(|id| id.to_string()).unwrap_or_default(),
        alt: row.picture_alt.clone(),
    };
    Ok(Some(DeskCategory {
        id,
        version: row.version,
        form,
        slug: row.slug,
        picture: row.picture_id.zip(row.picture.picture(row.picture_alt)),
        content: Content {
            articles: row.has_articles,
            categories: row.has_categories,
            links: row.has_links,
            editors: row.has_editors,
        },
        updated_by: row.updated_by,
        updated_at: row.updated_at,
    }))
}
