//! The SQL of the site: the frame around every page, static pages, menus and links.

mod settings;
mod write;

use super::{About, Frame, Introduction, Link, LinkList, MAX_MENU_DEPTH, SearchEngines, StaticPage, Target};
use crate::{
    db::{Db, DbError, boxed},
    former_slugs::{SlugOf, find_renamed},
    id::{LinkId, LinkListId},
    menus::{
        Place, State,
        store::{LinkRow, load_rows},
    },
    news::{Named, store::read_json},
    polls::store::{Viewer, load_side_poll},
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;

pub use settings::{
    load_introduction_choices, load_misspelt, load_settings, load_side_choices, save_settings,
};
pub use write::{NewLink, NewLinkList, NewPage, NewSite, put_link_lists, put_page, put_site, site_exists};

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
         left join pages page on page.id = site.introduction_page_id and page.published = true
         where site.id = 1",
    )
    .fetch_optional(db.read())
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let (menus, links, footer) = load_link_lists(reading, category).await?;
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

type Lists = Vec<LinkList>;

/// All menus, blocks of links and footer lines.
async fn load_link_lists(
    reading: &Reading,
    category: Option<&Slug>,
) -> Result<(Lists, Lists, Lists), DbError> {
    let rows = load_rows(&mut *reading.db.read().acquire().await?, category, reading.now).await?;
    let lists = |place: Place| {
        let mut lists: Vec<(LinkListId, LinkList)> = Vec::new();
        for row in rows.iter().filter(|row| row.place == place.as_str() && row.id.is_some()) {
            if lists.last().is_none_or(|(id, _)| *id != row.list_id) {
                let items = tree(&rows, row.list_id, None, MAX_MENU_DEPTH);
                lists.push((row.list_id, LinkList { name: row.list_name.clone(), items }));
            }
        }
        lists.into_iter().map(|(_, list)| list).filter(|list| !list.items.is_empty()).collect()
    };
    Ok((lists(Place::Menu), lists(Place::Links), lists(Place::Footer)))
}

/// The links below one. A link whose target readers cannot open is left out, or is plain text if there are others below it.
fn tree(rows: &[LinkRow], list: LinkListId, parent: Option<LinkId>, depth: usize) -> Vec<Link> {
    if depth == 0 {
        return Vec::new();
    }
    let siblings =
        rows.iter().filter(|row| row.list_id == list && row.id.is_some() && row.parent_id == parent);
    let links = siblings.map(|row| {
        let (target, state) = row.target();
        let opens = state == State::There;
        let target = if opens { target } else { Target::Nowhere };
        let items = tree(rows, list, row.id, depth - 1);
        (opens, Link { label: row.label.clone().unwrap_or_default(), target, around: row.around, items })
    });
    links.filter(|(opens, link)| *opens || !link.items.is_empty()).map(|(_, link)| link).collect()
}

/// The slug of the page that introduces the site, if there is one.
#[boxed]
pub async fn load_introduction_slug(reading: &Reading) -> Result<Option<Slug>, DbError> {
    sqlx::query_scalar(
        "select page.slug
         from site
         join pages page on page.id = site.introduction_page_id and page.published = true
         where site.id = 1",
    )
    .fetch_optional(reading.db.read())
    .await
}

#[derive(FromRow)]
struct PageRow {
    /// How far it is above the page; the page itself is 0, those below it are -1.
    height: i64,
    slug: Slug,
    title: String,
    published: bool,
    excerpt: Option<String>,
    body: Option<String>,
}

/// A static page that readers see, also under a slug that it had before.
#[boxed]
pub async fn load_page(reading: &Reading, slug: &Slug) -> Result<Option<StaticPage>, DbError> {
    match find_page(reading, slug).await? {
        Some(page) => Ok(Some(page)),
        None => match find_renamed(reading, SlugOf::Page, slug).await? {
            Some(slug) => find_page(reading, &slug).await,
            None => Ok(None),
        },
    }
}

async fn find_page(reading: &Reading, slug: &Slug) -> Result<Option<StaticPage>, DbError> {
    let rows: Vec<PageRow> = sqlx::query_as(
        "with recursive above (id, parent_id, height) as (
            select id, parent_id, 0 from pages where slug = $1 and published = true
            union all
            select page.id, page.parent_id, above.height + 1
            from pages page
            join above on above.parent_id = page.id
            where above.height < 30
         )
         select above.height, page.slug, page.title, page.published,
            case when above.height = 0 then page.excerpt end as excerpt,
            case when above.height = 0 then page.body end as body, 0 as position
         from above
         join pages page on page.id = above.id
         union all
         select -1, below.slug, below.title, below.published, null, null, below.position
         from above
         join pages below on below.parent_id = above.id
         where above.height = 0
         order by 1 desc, 7
         limit 300",
    )
    .bind(slug)
    .fetch_all(reading.db.read())
    .await?;
    let (mut above, mut page, mut below) = (Vec::new(), None, Vec::new());
    for row in rows {
        let named = Named { slug: row.slug, name: row.title };
        match (row.height, row.excerpt, row.body) {
            (0, Some(excerpt), Some(body)) => page = Some((named, excerpt, read_json(&body)?)),
            (..0, ..) if row.published => below.push(named),
            (1.., ..) if row.published => above.push(named),
            _ => {}
        }
    }
    Ok(page.map(|(Named { slug, name: title }, excerpt, body)| StaticPage {
        slug,
        title,
        excerpt,
        body,
        above,
        below,
    }))
}
