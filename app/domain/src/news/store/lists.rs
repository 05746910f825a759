//! The lists readers find articles in: front page and category pages.

use super::{load_path, picture};
use crate::{
    clock::{Moment, Timestamp},
    db::{Db, Fault},
    id::{ArticleId, CategoryId},
    news::{
        CARD_LEAD, CATEGORY_PAGE_SIZE, Card, CategoryName, CategoryPage, FrontPage, LATEST, PageKey, STRIP,
        Strip,
    },
    scope::Scope,
    text::{Slug, excerpt, is_shouted},
};
use sqlx::FromRow;

/// The columns of a [`CardRow`], from an article, its category and the site; the picture is an outer join.
macro_rules! card_columns {
    () => {
        "article.id, article.slug, article.title, article.lead, article.published_at, article.picture_alt,
         category.slug as category_slug, category.name as category_name, media.name as picture_name,
         media.width as picture_width, media.height as picture_height, site.time_zone"
    };
}

/// The tables behind [`card_columns`], from `articles article` on.
macro_rules! card_joins {
    () => {
        "join categories category on category.id = article.category_id
         join site on site.id = 1
         left join media on media.id = article.picture_id"
    };
}

#[derive(FromRow)]
struct CardRow {
    id: ArticleId,
    slug: Slug,
    title: String,
    lead: String,
    published_at: Timestamp,
    picture_alt: String,
    category_slug: Slug,
    category_name: String,
    picture_name: Option<String>,
    picture_width: Option<u32>,
    picture_height: Option<u32>,
    time_zone: String,
}

impl CardRow {
    fn key(&self) -> PageKey {
        PageKey { published: self.published_at, id: self.id }
    }

    fn card(self) -> Card {
        Card {
            id: self.id,
            slug: self.slug,
            category: CategoryName { slug: self.category_slug, name: self.category_name },
            shouted: is_shouted(&self.title),
            title: self.title,
            lead: excerpt(&self.lead, CARD_LEAD),
            picture: picture(self.picture_name, self.picture_width, self.picture_height, self.picture_alt),
            published: Moment::at(self.published_at, &self.time_zone),
        }
    }
}

/// The front page: the newest articles, and below them a strip for each category at the root of the tree, without
/// the articles that already stand above.
pub async fn load_front_page(db: &Db, _scope: Scope, now: Timestamp) -> Result<FrontPage, Fault> {
    let latest: Vec<CardRow> = sqlx::query_as(concat!(
        "select ",
        card_columns!(),
        " from articles article ",
        card_joins!(),
        " where article.state = 'published' and article.published_at <= $1
         order by article.published_at desc, article.id desc
         limit $2"
    ))
    .bind(now)
    .bind(LATEST)
    .fetch_all(db.read())
    .await?;
    let latest: Vec<Card> = latest.into_iter().map(CardRow::card).collect();
    let strips = load_strips(db, now, &latest).await?;
    Ok(FrontPage { latest, strips })
}

#[derive(FromRow)]
struct StripRow {
    strip_slug: Slug,
    strip_name: String,
    #[sqlx(flatten)]
    card: CardRow,
}

async fn load_strips(db: &Db, now: Timestamp, above: &[Card]) -> Result<Vec<Strip>, Fault> {
    let rows: Vec<StripRow> = sqlx::query_as(concat!(
        "select strip.slug as strip_slug, strip.name as strip_name, ",
        card_columns!(),
        " from categories strip
         join articles article on article.id in (
            select listed.article_id
            from article_categories listed
            where listed.category_id = strip.id and listed.published_at <= $1
            order by listed.published_at desc, listed.article_id desc
            limit $2
         ) ",
        card_joins!(),
        " where strip.parent_id is null
         order by strip.position, strip.id, article.published_at desc, article.id desc
         limit 500"
    ))
    .bind(now)
    .bind(LATEST + STRIP)
    .fetch_all(db.read())
    .await?;

    let mut strips: Vec<Strip> = Vec::new();
    for row in rows {
        if above.iter().any(|card| card.id == row.card.id) {
            continue;
        }
        if strips.last().is_none_or(|strip| strip.category.slug != row.strip_slug) {
            let category = CategoryName { slug: row.strip_slug, name: row.strip_name };
            strips.push(Strip { category, cards: Vec::new() });
        }
        if let Some(strip) = strips.last_mut().filter(|strip| (strip.cards.len() as i64) < STRIP) {
            strip.cards.push(row.card.card());
        }
    }
    Ok(strips)
}

/// One page of a category; `before` is the key of the last article of the page above it.
pub async fn load_category_page(
    db: &Db,
    _scope: Scope,
    slug: &Slug,
    before: Option<PageKey>,
    now: Timestamp,
) -> Result<Option<CategoryPage>, Fault> {
    let found: Option<(CategoryId, String)> =
        sqlx::query_as("select id, description from categories where slug = $1")
            .bind(slug)
            .fetch_optional(db.read())
            .await?;
    let Some((category, description)) = found else {
        return Ok(None);
    };
    let path = load_path(db, category).await?;
    let children: Vec<(Slug, String)> = sqlx::query_as(
        "select slug, name
         from categories
         where parent_id = $1
         order by position, id
         limit 200",
    )
    .bind(category)
    .fetch_all(db.read())
    .await?;

    // One row more than the page shows says whether there is a next page.
    // One bound, so that a page deep in the category is one range of the index: the key, or the present.
    let present = PageKey { published: now, id: ArticleId(i64::MAX) };
    let before = before.filter(|key| key.published < now).unwrap_or(present);
    let mut rows: Vec<CardRow> = sqlx::query_as(concat!(
        "select ",
        card_columns!(),
        " from article_categories listed
         join articles article on article.id = listed.article_id ",
        card_joins!(),
        " where listed.category_id = $1 and (listed.published_at, listed.article_id) < ($2, $3)
         order by listed.published_at desc, listed.article_id desc
         limit $4"
    ))
    .bind(category)
    .bind(before.published)
    .bind(before.id)
    .bind(CATEGORY_PAGE_SIZE + 1)
    .fetch_all(db.read())
    .await?;
    let more = rows.len() as i64 > CATEGORY_PAGE_SIZE;
    rows.truncate(CATEGORY_PAGE_SIZE as usize);
    Ok(Some(CategoryPage {
        path,
        description,
        children: children.into_iter().map(|(slug, name)| CategoryName { slug, name }).collect(),
        next: rows.last().filter(|_| more).map(CardRow::key),
        cards: rows.into_iter().map(CardRow::card).collect(),
    }))
}
