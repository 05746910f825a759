//! The SQL of static pages at the desk.

mod save;
mod steps;

pub use save::{Saved, Target, save};
pub use steps::{place, restore, trash};

use super::{DeskPage, PageForm, PageNode, Pages, Refusal};
use crate::{
    accounts::Right,
    clock::Timestamp,
    db::{Connection, DbError, boxed},
    id::PageId,
    news::{source, store::read_json},
    scope::Editing,
    text::Slug,
    tree::{Position, planted},
};
use sqlx::FromRow;

/// The result of a change, or why nothing was stored.
pub(super) type Change<T> = Result<Result<T, Refusal>, DbError>;

#[derive(FromRow)]
struct NodeRow {
    id: PageId,
    parent_id: Option<PageId>,
    slug: Slug,
    title: String,
    published: bool,
    introduces: bool,
    trashed_at: Option<Timestamp>,
}

/// All pages. None for those who may not write them.
#[boxed]
pub async fn load_pages(editing: &Editing) -> Result<Pages, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(Pages::default());
    }
    read_pages(&mut *editing.db.read().acquire().await?).await
}

pub(super) async fn read_pages(on: &mut Connection) -> Result<Pages, DbError> {
    let rows: Vec<NodeRow> = sqlx::query_as(
        "select page.id, page.parent_id, page.slug, page.title, page.published, site.id is not null as introduces,
            page.trashed_at
         from pages page
         left join site on site.introduction_page_id = page.id
         order by page.position, page.id
         limit 2000",
    )
    .fetch_all(on)
    .await?;
    let (mut trash, rows): (Vec<NodeRow>, Vec<NodeRow>) =
        rows.into_iter().partition(|row| row.trashed_at.is_some());
    trash.sort_by_key(|row| std::cmp::Reverse(row.trashed_at));
    let tree = planted(rows, |row| (row.id, row.parent_id), node);
    Ok(Pages { tree, trash: trash.into_iter().map(|row| (row.id, row.title)).collect() })
}

fn node(row: NodeRow, Position { depth, first, last }: Position) -> PageNode {
    let NodeRow { id, parent_id: parent, slug, title, published, introduces, .. } = row;
    PageNode { id, parent, slug, title, published, introduces, depth, first, last }
}

#[derive(FromRow)]
struct PageRow {
    version: i64,
    slug: Slug,
    title: String,
    parent_id: Option<PageId>,
    body: String,
    published: bool,
    trashed: bool,
    updated_by: Option<String>,
    updated_at: Option<Timestamp>,
}

/// A page for its form. `None` if it does not exist, or this person must not see it.
#[boxed]
pub async fn load_desk_page(editing: &Editing, id: PageId) -> Result<Option<DeskPage>, DbError> {
    if !editing.person.may(Right::ManageSite) {
        return Ok(None);
    }
    read_page(&mut *editing.db.read().acquire().await?, id).await
}

pub(super) async fn read_page(on: &mut Connection, id: PageId) -> Result<Option<DeskPage>, DbError> {
    let row: Option<PageRow> = sqlx::query_as(
        "select page.version, page.slug, page.title, page.parent_id, page.body, page.published,
            page.trashed_at is not null as trashed, changer.name as updated_by, page.updated_at
         from pages page
         left join accounts changer on changer.id = page.updated_by
         where page.id = $1",
    )
    .bind(id)
    .fetch_optional(on)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let form = PageForm {
        title: row.title,
        slug: row.slug.to_string(),
        parent: row.parent_id.map(|id| id.to_string()).unwrap_or_default(),
        body: source(&read_json::<Vec<_>>(&row.body)?),
    };
    Ok(Some(DeskPage {
        id,
        version: row.version,
        form,
        slug: row.slug,
        published: row.published,
        trashed: row.trashed,
        updated_by: row.updated_by,
        updated_at: row.updated_at,
    }))
}
