//! The SQL of the site: the frame around every page, static pages, menus and links.

mod settings;
mod write;

use super::{About, Frame, Introduction, Link, LinkList, MAX_MENU_DEPTH, SearchEngines, StaticPage, Target};
use crate::{
    db::{Db, DbError, boxed},
    news::store::read_json,
    polls::store::{Viewer, load_side_poll},
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;

pub use settings::{load_misspelt, load_settings, load_side_choices, save_settings};
pub use write::{
    NewLink, NewLinkList, NewPage, NewSite, Place, put_link_lists, put_page, put_site, site_exists,
};

#[derive(FromRow)]
struct SiteRow {
    name: String,
    description: String,
    operator: String,
    introduction_title: String,
    hidden_from_search: bool,
    page_slug: Option<Slug>,
    page_title: Option<String>,
    page_excerpt: Option<String>,
}

/// The time zone of the site. `None` before a content pack has been loaded.
#[boxed]
pub async fn load_zone(db: &Db) -> Result<Option<String>, DbError> {
    sqlx::query_scalar("select time_zone from site where id = 1").fetch_optional(db.read()).await
}

/// The data about the site that pages show. `None` before a content pack has been loaded.
#[boxed]
pub async fn load_about(db: &Db, url: &str) -> Result<Option<About>, DbError> {
    let row: Option<(String, String)> =
        sqlx::query_as("select name, description from site where id = 1").fetch_optional(db.read()).await?;
    Ok(row.map(|(name, description)| About { name, description, url: url.to_owned() }))
}

/// What search engines are told.
#[boxed]
pub async fn load_search_engines(db: &Db) -> Result<SearchEngines, DbError> {
    let row: Option<(bool, bool, bool)> = sqlx::query_as(
        "select hidden_from_search, collectors_refused, indexnow_key is not null
         from site
         where id = 1",
    )
    .fetch_optional(db.read())
    .await?;
    let engines =
        row.map(|(hidden, collectors_refused, told)| SearchEngines { hidden, collectors_refused, told });
    Ok(engines.unwrap_or_default())
}

/// The frame around every page; `category` is that of the current page. `None` before a content pack has been
/// loaded.
#[boxed]
pub async fn load_frame(
    reading: &Reading,
    url: &str,
    category: Option<&Slug>,
    viewer: &Viewer,
) -> Result<Option<Frame>, DbError> {
    let db = &reading.db;
    let row: Option<SiteRow> = sqlx::query_as(
        "select site.name, site.description, site.operator, site.introduction_title, site.hidden_from_search,
            page.slug as page_slug, page.title as page_title, page.excerpt as page_excerpt
         from site
         left join pages page on page.id = site.introduction_page_id
         where site.id = 1",
    )
    .fetch_optional(db.read())
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let (menus, links, footer) = load_link_lists(db, category).await?;
    let introduction = |title| {
        let (page, page_title) = (row.page_slug?, row.page_title?);
        Some(Introduction { title, page_title, page, excerpt: row.page_excerpt? })
    };
    Ok(Some(Frame {
        about: About { name: row.name, description: row.description, url: url.to_owned() },
        operator: read_json(&row.operator)?,
        menus,
        links,
        footer: footer.into_iter().flat_map(|list| list.items).collect(),
        introduction: introduction(row.introduction_title),
        poll: load_side_poll(reading, viewer).await?,
        hidden_from_search: row.hidden_from_search,
    }))
}

#[derive(FromRow)]
struct LinkRow {
    place: String,
    list_id: i64,
    list_name: String,
    id: i64,
    parent_id: Option<i64>,
    label: String,
    address: Option<String>,
    category_slug: Option<Slug>,
    around: bool,
}

type Lists = Vec<LinkList>;

/// All menus, blocks of links and footer lines.
async fn load_link_lists(db: &Db, category: Option<&Slug>) -> Result<(Lists, Lists, Lists), DbError> {
    let rows: Vec<LinkRow> = sqlx::query_as(
        "with recursive around (id, parent_id) as (
            select id, parent_id from categories where slug = $1
            union
            select above.id, above.parent_id from categories above join around on above.id = around.parent_id
         )
         select list.place, list.id as list_id, list.name as list_name, link.id, link.parent_id, link.label,
            link.address, category.slug as category_slug,
            exists (select 1 from around where around.id = link.category_id) as around
         from link_lists list
         join links link on link.list_id = list.id
         left join categories category on category.id = link.category_id
         order by list.position, list.id, link.position, link.id
         limit 2000",
    )
    .bind(category)
    .fetch_all(db.read())
    .await?;
    let lists = |place: &str| {
        let mut lists: Vec<(i64, LinkList)> = Vec::new();
        for row in rows.iter().filter(|row| row.place == place) {
            if lists.last().is_none_or(|(id, _)| *id != row.list_id) {
                let items = tree(&rows, row.list_id, None, MAX_MENU_DEPTH);
                lists.push((row.list_id, LinkList { name: row.list_name.clone(), items }));
            }
        }
        lists.into_iter().map(|(_, list)| list).collect()
    };
    Ok((lists("menu"), lists("links"), lists("footer")))
}

fn tree(rows: &[LinkRow], list: i64, parent: Option<i64>, depth: usize) -> Vec<Link> {
    if depth == 0 {
        return Vec::new();
    }
    rows.iter()
        .filter(|row| row.list_id == list && row.parent_id == parent)
        .map(|row| Link {
            label: row.label.clone(),
            target: match (&row.address, &row.category_slug) {
                (Some(address), _) => Target::Address(address.clone()),
                (None, Some(category)) => Target::Category(category.clone()),
                (None, None) => Target::Nowhere,
            },
            around: row.around,
            items: tree(rows, list, Some(row.id), depth - 1),
        })
        .collect()
}

/// The slug of the page that introduces the site, if there is one.
#[boxed]
pub async fn load_introduction_slug(reading: &Reading) -> Result<Option<Slug>, DbError> {
    sqlx::query_scalar(
        "select page.slug
         from site
         join pages page on page.id = site.introduction_page_id
         where site.id = 1",
    )
    .fetch_optional(reading.db.read())
    .await
}

/// A static page.
#[boxed]
pub async fn load_page(reading: &Reading, slug: &Slug) -> Result<Option<StaticPage>, DbError> {
    let row: Option<(String, String, String)> =
        sqlx::query_as("select title, excerpt, body from pages where slug = $1")
            .bind(slug)
            .fetch_optional(reading.db.read())
            .await?;
    let Some((title, excerpt, body)) = row else {
        return Ok(None);
    };
    Ok(Some(StaticPage { slug: slug.clone(), title, excerpt, body: read_json(&body)? }))
}
