//! Writing the site's data for content packs.

use crate::{
    db::{Change, DbError, WriteTx},
    id::{CategoryId, PageId},
    menus::Place,
    news::{Block, store::write_json},
    site::Operator,
    text::Slug,
};

/// A new static page.
#[derive(Debug)]
pub struct NewPage {
    /// Its slug.
    pub slug: Slug,
    /// Its title.
    pub title: String,
    /// Its first sentences.
    pub excerpt: String,
    /// Its body.
    pub body: Vec<Block>,
}

/// Writes a page. With `replace`, one with the same slug is overwritten; otherwise it stays.
pub async fn put_page(
    tx: &mut WriteTx<'_>,
    new: &NewPage,
    replace: bool,
) -> Result<(PageId, Change), DbError> {
    let known: Option<PageId> = sqlx::query_scalar("select id from pages where slug = $1")
        .bind(&new.slug)
        .fetch_optional(&mut **tx)
        .await?;
    if let Some(id) = known.filter(|_| !replace) {
        return Ok((id, Change::Kept));
    }
    let id = sqlx::query_scalar(
        "insert into pages (slug, title, excerpt, body)
         values ($1, $2, $3, $4)
         on conflict (slug) do update set title = excluded.title, excerpt = excluded.excerpt, body = excluded.body
         returning id",
    )
    .bind(&new.slug)
    .bind(&new.title)
    .bind(&new.excerpt)
    .bind(write_json(&new.body)?)
    .fetch_one(&mut **tx)
    .await?;
    Ok((id, if known.is_some() { Change::Replaced } else { Change::Added }))
}

/// The site's own row.
#[derive(Debug)]
pub struct NewSite {
    /// Its name.
    pub name: String,
    /// A sentence about it; may be empty.
    pub description: String,
    /// The language of its pages, `vi`.
    pub language: String,
    /// A time zone of the IANA database.
    pub time_zone: String,
    /// Who is responsible for it.
    pub operator: Operator,
    /// The heading of the introduction block.
    pub introduction_title: String,
    /// The page from which the introduction is taken.
    pub introduction_page: Option<PageId>,
}

/// Whether a content pack has been loaded.
pub async fn site_exists(tx: &mut WriteTx<'_>) -> Result<bool, DbError> {
    let found: Option<i64> =
        sqlx::query_scalar("select id from site where id = 1").fetch_optional(&mut **tx).await?;
    Ok(found.is_some())
}

/// Writes the site's row, replacing the old one.
pub async fn put_site(tx: &mut WriteTx<'_>, new: &NewSite) -> Result<(), DbError> {
    sqlx::query(
        "insert into site (id, name, description, language, time_zone, operator, introduction_title,
            introduction_page_id)
         values (1, $1, $2, $3, $4, $5, $6, $7)
         on conflict (id) do update set name = excluded.name, description = excluded.description,
            language = excluded.language, time_zone = excluded.time_zone, operator = excluded.operator,
            introduction_title = excluded.introduction_title,
            introduction_page_id = excluded.introduction_page_id",
    )
    .bind(&new.name)
    .bind(&new.description)
    .bind(&new.language)
    .bind(&new.time_zone)
    .bind(write_json(&new.operator)?)
    .bind(&new.introduction_title)
    .bind(new.introduction_page)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A new list of links.
#[derive(Debug)]
pub struct NewLinkList {
    /// Its place.
    pub place: Place,
    /// Its heading.
    pub name: String,
    /// Its links, in order.
    pub items: Vec<NewLink>,
}

/// A new link. It leads to an address, to a category, or nowhere.
#[derive(Debug)]
pub struct NewLink {
    /// The link text.
    pub label: String,
    /// An address that [`crate::site::is_safe_address`] allows.
    pub address: Option<String>,
    /// A category.
    pub category: Option<CategoryId>,
    /// The links below it.
    pub items: Vec<NewLink>,
}

/// Replaces all lists of links.
pub async fn put_link_lists(tx: &mut WriteTx<'_>, lists: &[NewLinkList]) -> Result<(), DbError> {
    sqlx::query("delete from links").execute(&mut **tx).await?;
    sqlx::query("delete from link_lists").execute(&mut **tx).await?;
    for (position, list) in (0_i64..).zip(lists) {
        let id: i64 = sqlx::query_scalar(
            "insert into link_lists (place, position, name) values ($1, $2, $3) returning id",
        )
        .bind(list.place.as_str())
        .bind(position)
        .bind(&list.name)
        .fetch_one(&mut **tx)
        .await?;
        put_links(tx, id, &list.items).await?;
    }
    Ok(())
}

async fn put_links(tx: &mut WriteTx<'_>, list: i64, items: &[NewLink]) -> Result<(), DbError> {
    let mut waiting: Vec<(Option<i64>, i64, &NewLink)> =
        (0_i64..).zip(items).map(|(position, link)| (None, position, link)).collect();
    while let Some((parent, position, link)) = waiting.pop() {
        let id: i64 = sqlx::query_scalar(
            "insert into links (list_id, parent_id, position, label, kind, address, target_id)
             values ($1, $2, $3, $4, $5, $6, $7)
             returning id",
        )
        .bind(list)
        .bind(parent)
        .bind(position)
        .bind(&link.label)
        .bind(match link {
            NewLink { address: Some(_), .. } => "address",
            NewLink { category: Some(_), .. } => "category",
            _ => "none",
        })
        .bind(&link.address)
        .bind(link.category.filter(|_| link.address.is_none()))
        .fetch_one(&mut **tx)
        .await?;
        waiting.extend((0_i64..).zip(&link.items).map(|(position, below)| (Some(id), position, below)));
    }
    Ok(())
}
