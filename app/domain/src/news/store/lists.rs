//! Lists of articles for readers: categories with their months, series, tags, authors.

use super::{
    cards::{CardRow, card_columns, card_joins},
    headlines::HeadlineRow,
    load_path, readable,
};
use crate::{
    clock::{Moment, Month, Timestamp},
    db::{Db, DbError, Rows, boxed, one_more},
    former_slugs::find_renamed,
    id::{ArticleId, CategoryId},
    media::store::{PictureColumns, picture_columns},
    news::{
        Card, Headline, ListKind, ListPage, MonthsOfYear, Named, PAGE_SIZE, PageKey, SeriesEntry, Shown,
        Version,
    },
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;

/// The most series in the list of all series; the newest ones.
const ALL_SERIES: i64 = 200;

/// A page of a list.
#[derive(Debug, Clone)]
pub struct ListName {
    /// The kind of list.
    pub kind: ListKind,
    /// The category, series, tag or author.
    pub slug: Slug,
    /// Only articles of this month; for categories only.
    pub month: Option<Month>,
    /// The key of the last article of the previous page; `None` for the first page.
    pub before: Option<PageKey>,
}

/// The subject of a list.
#[derive(FromRow)]
struct ListSubject {
    id: i64,
    name: String,
    description: String,
    picture_alt: String,
    #[sqlx(flatten)]
    picture: PictureColumns,
    time_zone: String,
}

/// One page of a list, also under a slug that it had before. `None` if the category, series, tag or author does not exist.
#[boxed]
pub async fn load_list(reading: &Reading, asked: &ListName) -> Result<Option<ListPage>, DbError> {
    match load_page(reading, asked).await? {
        Some(page) => Ok(Some(page)),
        None => match find_renamed(reading, asked.kind.into(), &asked.slug).await? {
            Some(slug) => load_page(reading, &ListName { slug, ..asked.clone() }).await,
            None => Ok(None),
        },
    }
}

async fn load_page(reading: &Reading, asked: &ListName) -> Result<Option<ListPage>, DbError> {
    let (db, now) = (&reading.db, reading.now);
    let Some(subject) = load_subject(db, asked).await? else {
        return Ok(None);
    };
    let ListSubject { id, name, description, picture_alt, picture, time_zone } = subject;
    let (mut above, mut children, mut months) = (Vec::new(), Vec::new(), None);
    let mut span = (Timestamp(0), now);
    if asked.kind == ListKind::Category {
        above = load_path(db, CategoryId(id)).await?;
        above.pop();
        if let Some(month) = asked.month {
            let bounds = month.bounds_of_year(&time_zone);
            let place = usize::from(month.number().unsigned_abs()).saturating_sub(1);
            // The end of a month is exclusive.
            if let [start, end, ..] = bounds[place.min(bounds.len())..] {
                span = (start, now.min(Timestamp(end.0 - 1)));
            }
            months = Some(load_months(db, id, month, &bounds, &time_zone, now).await?);
        } else {
            children = load_children(db, id).await?;
        }
    }
    let first = match asked.kind {
        ListKind::Series => load_first(db, id, &time_zone, now).await?,
        _ => None,
    };

    let rows = load_cards(db, asked.kind, id, asked.before, span, now).await?;
    // A tag without articles does not exist for readers.
    if asked.kind == ListKind::Tag && asked.before.is_none() && rows.is_empty() {
        return Ok(None);
    }
    let Rows { rows, more } = Rows::of(rows, PAGE_SIZE);
    let next = rows.last().filter(|_| more).map(CardRow::key);
    let moves = asked.kind == ListKind::Category && asked.month.is_none() && asked.before.is_none();
    let keys = if moves { keys(&rows) } else { Vec::new() };
    let cards: Vec<Card> = rows.into_iter().map(CardRow::card).collect();
    let shown = moves.then(|| (Shown::Category(CategoryId(id)), Version::of(&cards, keys)));
    Ok(Some(ListPage {
        kind: asked.kind,
        of: Named { slug: asked.slug.clone(), name },
        description,
        portrait: picture.picture(picture_alt),
        above,
        children,
        months,
        first,
        next,
        cards,
        shown,
    }))
}

/// The version of the first page of a category; `None` if the category does not exist.
#[boxed]
pub async fn load_category_version(reading: &Reading, id: CategoryId) -> Result<Option<Version>, DbError> {
    let (db, now) = (&reading.db, reading.now);
    let known: Option<CategoryId> = sqlx::query_scalar("select id from categories where id = $1")
        .bind(id)
        .fetch_optional(db.read())
        .await?;
    if known.is_none() {
        return Ok(None);
    }
    let rows = load_cards(db, ListKind::Category, id.0, None, (Timestamp(0), now), now).await?;
    let rows = Rows::of(rows, PAGE_SIZE).rows;
    let keys = keys(&rows);
    let cards: Vec<Card> = rows.into_iter().map(CardRow::card).collect();
    Ok(Some(Version::of(&cards, keys)))
}

fn keys(rows: &[CardRow]) -> Vec<PageKey> {
    rows.iter().map(CardRow::key).collect()
}

async fn load_subject(db: &Db, asked: &ListName) -> Result<Option<ListSubject>, DbError> {
    /// A subject of one of the four kinds, in the columns of a [`ListSubject`]; the kind without pictures joins
    /// none.
    macro_rules! subject {
        ($table:literal, $description:literal, $alt:literal, $picture:literal) => {
            concat!(
                "select subject.id, subject.name, ",
                $description,
                " as description, ",
                $alt,
                " as picture_alt, site.time_zone, ",
                picture_columns!(),
                " from ",
                $table,
                " subject
                 join site on site.id = 1
                 left join media on media.id = ",
                $picture,
                " where subject.slug = $1"
            )
        };
    }
    let query = match asked.kind {
        ListKind::Category => {
            subject!("categories", "subject.description", "subject.picture_alt", "subject.picture_id")
        }
        ListKind::Series => subject!("series", "subject.description", "''", "null"),
        ListKind::Tag => subject!("tags", "''", "''", "null"),
        ListKind::Author => {
            subject!("authors", "subject.description", "subject.picture_alt", "subject.picture_id")
        }
    };
    sqlx::query_as(query).bind(&asked.slug).fetch_optional(db.read()).await
}

async fn load_children(db: &Db, category: i64) -> Result<Vec<Named>, DbError> {
    let rows: Vec<(Slug, String)> = sqlx::query_as(
        "select slug, name
         from categories
         where parent_id = $1
         order by position, id
         limit 200",
    )
    .bind(category)
    .fetch_all(db.read())
    .await?;
    Ok(rows.into_iter().map(|(slug, name)| Named { slug, name }).collect())
}

/// A page of cards, newest first, within a span of time, both ends included. There is one upper bound, the
/// key or the end of the span, so that a page deep in a list is one range of the index.
async fn load_cards(
    db: &Db,
    kind: ListKind,
    id: i64,
    before: Option<PageKey>,
    (from, to): (Timestamp, Timestamp),
    now: Timestamp,
) -> Result<Vec<CardRow>, DbError> {
    macro_rules! cards {
        ($table:literal, $column:literal) => {
            concat!(
                "select ",
                card_columns!(),
                " from ",
                $table,
                " listed
                 join articles article on article.id = listed.article_id ",
                card_joins!(),
                " where listed.",
                $column,
                " = $1 and listed.published_at >= $2
                   and (listed.published_at, listed.article_id) < ($3, $4) and ",
                readable!("article", "$6"),
                " order by listed.published_at desc, listed.article_id desc
                 limit $5"
            )
        };
    }
    let query = match kind {
        ListKind::Category => cards!("article_categories", "category_id"),
        ListKind::Series => cards!("series_articles", "series_id"),
        ListKind::Tag => cards!("tag_articles", "tag_id"),
        ListKind::Author => cards!("author_articles", "author_id"),
    };
    let end = PageKey { time: to, id: ArticleId(i64::MAX) };
    let before = before.filter(|key| key.time <= to).unwrap_or(end);
    sqlx::query_as(query)
        .bind(id)
        .bind(from)
        .bind(before.time)
        .bind(before.id)
        .bind(one_more(PAGE_SIZE))
        .bind(now)
        .fetch_all(db.read())
        .await
}

/// The months of a year that have articles, with one index lookup for each, and the nearest months in other
/// years. Categories list published articles only.
async fn load_months(
    db: &Db,
    category: i64,
    month: Month,
    bounds: &[Timestamp],
    zone: &str,
    now: Timestamp,
) -> Result<MonthsOfYear, DbError> {
    let mut query = sqlx::query_as(
        "with bounds (number, start, finish) as (
            values
                (1, $3, $4), (2, $4, $5), (3, $5, $6), (4, $6, $7), (5, $7, $8), (6, $8, $9),
                (7, $9, $10), (8, $10, $11), (9, $11, $12), (10, $12, $13), (11, $13, $14), (12, $14, $15)
         )
         select cast(number as bigint), start
         from bounds
         where exists (
            select 1
            from article_categories listed
            where listed.category_id = $1
               and listed.published_at >= bounds.start
               and listed.published_at < case when $2 < bounds.finish then $2 + 1 else bounds.finish end
         )
         union all
         select 0, max(listed.published_at)
         from article_categories listed
         where listed.category_id = $1 and listed.published_at < case when $2 < $3 then $2 + 1 else $3 end
         union all
         select 13, min(listed.published_at)
         from article_categories listed
         where listed.category_id = $1 and listed.published_at <= $2 and listed.published_at >= $15
         order by 1
         limit 14",
    )
    .bind(category)
    .bind(now);
    for bound in bounds {
        query = query.bind(bound);
    }
    let rows: Vec<(i64, Option<Timestamp>)> = query.fetch_all(db.read()).await?;
    let month_of = |number: i64| {
        let instant = rows.iter().find(|row| row.0 == number)?.1?;
        Moment::at(instant, zone).month()
    };
    Ok(MonthsOfYear {
        month,
        filled: (1..=12).filter(|number| rows.iter().any(|row| row.0 == i64::from(*number))).collect(),
        before: month_of(0),
        after: month_of(13),
    })
}

/// The first article of a series.
async fn load_first(db: &Db, series: i64, zone: &str, now: Timestamp) -> Result<Option<Headline>, DbError> {
    let row: Option<HeadlineRow> = sqlx::query_as(concat!(
        "select article.id, article.slug, category.slug as category, article.title, article.published_at, article.written_at
         from series_articles listed
         join articles article on article.id = listed.article_id
         join categories category on category.id = article.category_id
         where listed.series_id = $1 and ",
        readable!("article", "$2"),
        " order by listed.published_at, listed.article_id
         limit 1"
    ))
    .bind(series)
    .bind(now)
    .fetch_optional(db.read())
    .await?;
    Ok(row.map(|row| row.headline(zone)))
}

#[derive(FromRow)]
struct SeriesRow {
    series_slug: Slug,
    series_name: String,
    series_description: String,
    #[sqlx(flatten)]
    card: CardRow,
}

/// All series with articles, the one with the newest article first.
#[boxed]
pub async fn load_all_series(reading: &Reading) -> Result<Vec<SeriesEntry>, DbError> {
    let rows: Vec<SeriesRow> = sqlx::query_as(concat!(
        "select series.slug as series_slug, series.name as series_name,
            series.description as series_description, ",
        card_columns!(),
        " from series
         join articles article on article.id = (
            select listed.article_id
            from series_articles listed
            join articles newest on newest.id = listed.article_id
            where listed.series_id = series.id and ",
        readable!("newest", "$1"),
        "   order by listed.published_at desc, listed.article_id desc
            limit 1
         ) ",
        card_joins!(),
        " order by article.published_at desc, article.id desc
         limit $2"
    ))
    .bind(reading.now)
    .bind(ALL_SERIES)
    .fetch_all(reading.db.read())
    .await?;
    let entry = |row: SeriesRow| SeriesEntry {
        series: Named { slug: row.series_slug, name: row.series_name },
        description: row.series_description,
        latest: row.card.card(),
    };
    Ok(rows.into_iter().map(entry).collect())
}
