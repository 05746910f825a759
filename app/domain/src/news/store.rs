//! The SQL of the news: what readers load, and what content packs write.

mod cards;
mod details;
mod feed;
mod feed_texts;
mod front;
mod headlines;
mod lists;
mod manuscript;
mod old;
mod readable;
mod related;
mod seen;
mod shown;
mod sitemap;
mod verify;
mod write;

use super::{Article, Named, PageKey, reading_minutes};
use crate::{
    clock::{Moment, Timestamp},
    db::{Db, DbError, boxed},
    id::{ArticleId, CategoryId, SeriesId},
    media::{
        Attachment, Figure, size_in_words,
        store::{PictureColumns, picture_columns},
    },
    scope::{Reading, Scope},
    text::{Slug, is_shouted},
};
use headlines::{HeadlineRow, headlines, load_newer, load_older, load_series_place};
use related::{Window, load_related};
use sqlx::FromRow;

pub(crate) use cards::load_cards;
pub(crate) use details::put_details;
pub use feed::load_outline;
pub use feed_texts::load_feed_articles;
pub use front::load_front_page;
pub use headlines::load_headlines;
pub use lists::{ListName, load_all_series, load_category_version, load_list};
pub(crate) use manuscript::{ManuscriptRow, Writing, manuscript_columns, write_row};
pub use old::{find_list, load_article_slugs};
pub(crate) use readable::{ahead, readable};
pub use shown::{load_article_version, load_next_shown, load_shown};
pub use sitemap::{load_news, load_sitemap_entries, load_sitemap_parts};
pub use verify::{ChangedArticle, VerifiedArticles, verify_articles};
pub(crate) use write::relist;
pub use write::{
    NewAuthor, NewCategory, PlacedPicture, put_article, put_author, put_category, put_series, relist_articles,
};

#[derive(FromRow)]
struct ArticleRow {
    #[sqlx(flatten)]
    manuscript: ManuscriptRow,
    category_slug: Slug,
    #[sqlx(flatten)]
    picture: PictureColumns,
    published_at: Timestamp,
    written_at: Option<Timestamp>,
    changed_at: Option<Timestamp>,
    digest: Option<Vec<u8>>,
    time_zone: String,
}

/// An article that readers may see now, with its neighbours.
#[boxed]
pub async fn load_article(reading: &Reading, id: ArticleId) -> Result<Option<Article>, DbError> {
    let (db, now) = (&reading.db, reading.now);
    let row: Option<ArticleRow> = sqlx::query_as(concat!(
        "select category.slug as category_slug, article.published_at, article.written_at, article.changed_at,
            article.digest, site.time_zone, ",
        manuscript_columns!("article."),
        ", ",
        picture_columns!(),
        " from articles article
         join categories category on category.id = article.category_id
         join site on site.id = 1
         left join media on media.id = article.picture_id
         where article.id = $1 and ($3 or ",
        readable!("article", "$2"),
        ")"
    ))
    .bind(id)
    .bind(now)
    .bind(reading.scope == Scope::Preview(id))
    .fetch_optional(db.read())
    .await?;
    let Some(row) = row else {
        return Ok(None);
    };
    let zone = &row.time_zone;
    let path = load_path(db, row.manuscript.category_id).await?;
    let newer = load_newer(db, id, &row, now).await?;
    let older = load_older(db, id, &row).await?;
    let own = PageKey { time: row.published_at, id };
    let window = Window {
        newest: newer.last().map_or(own, HeadlineRow::key),
        oldest: older.last().map_or(own, HeadlineRow::key),
    };
    let related = load_related(db, id, row.manuscript.category_id, window, now).await?;
    let details = load_details(db, id).await?;
    let series = match details.series {
        Some((series, name)) => Some(load_series_place(db, id, series, name, &row, now).await?),
        None => None,
    };
    let ManuscriptRow { slug, content, body, words, .. } = row.manuscript;
    let published = row.written_at.unwrap_or(row.published_at);
    let modified = row.changed_at.filter(|changed| *changed > published).unwrap_or(published);
    let picture = row.picture.picture(content.picture_alt.clone());
    let caption = content.picture_caption.clone();
    Ok(Some(Article {
        id,
        slug,
        shouted: is_shouted(&content.title),
        content,
        path,
        published: Moment::at(published, zone),
        modified: Moment::at(modified, zone),
        words,
        minutes: reading_minutes(words),
        figure: picture.map(|picture| Figure { picture, caption }),
        body: read_json(&body)?,
        authors: details.authors,
        attachments: details.attachments,
        tags: details.tags,
        series,
        newer: headlines(newer, zone),
        older: headlines(older, zone),
        related,
        version: shown::version(row.digest, row.category_slug, row.published_at, row.written_at),
    }))
}

/// The categories from the root down to this one.
pub(crate) async fn load_path(db: &Db, category: CategoryId) -> Result<Vec<Named>, DbError> {
    let rows: Vec<(Slug, String)> = sqlx::query_as(
        "with recursive above (id, parent_id, slug, name, height) as (
            select id, parent_id, slug, name, 0
            from categories
            where id = $1
            union all
            select category.id, category.parent_id, category.slug, category.name, above.height + 1
            from categories category
            join above on above.parent_id = category.id
            where above.height < 30
         )
         select slug, name
         from above
         order by height desc
         limit 31",
    )
    .bind(category)
    .fetch_all(db.read())
    .await?;
    Ok(rows.into_iter().map(|(slug, name)| Named { slug, name }).collect())
}

/// The details of an article, each list in its order.
#[derive(Default)]
struct Details {
    authors: Vec<Named>,
    tags: Vec<Named>,
    attachments: Vec<Attachment>,
    series: Option<(SeriesId, Named)>,
}

/// One of them. `key` is a slug or a file name; `number` the size of a file or the id of a series.
#[derive(FromRow)]
struct DetailRow {
    kind: String,
    key: String,
    name: String,
    number: i64,
}

async fn load_details(db: &Db, article: ArticleId) -> Result<Details, DbError> {
    let rows: Vec<DetailRow> = sqlx::query_as(
        "select 'author' as kind, author.slug as key, author.name as name, 0 as number, listed.position as position
         from author_articles listed
         join authors author on author.id = listed.author_id
         where listed.article_id = $1
         union all
         select 'tag', tag.slug, tag.name, 0, listed.position
         from tag_articles listed
         join tags tag on tag.id = listed.tag_id
         where listed.article_id = $1
         union all
         select 'file', file.name, attached.label, file.bytes, attached.position
         from article_files attached
         join files file on file.id = attached.file_id
         where attached.article_id = $1
         union all
         select 'series', series.slug, series.name, series.id, 0
         from series_articles listed
         join series on series.id = listed.series_id
         where listed.article_id = $1
         order by kind, position
         limit 200",
    )
    .bind(article)
    .fetch_all(db.read())
    .await?;
    let mut details = Details::default();
    for DetailRow { kind, key, name, number } in rows {
        if kind == "file" {
            let size = size_in_words(&key, number);
            details.attachments.push(Attachment { name: key, label: name, size });
            continue;
        }
        let slug = key.parse().map_err(|_| DbError::Decode(format!("{kind} {key} has no slug").into()))?;
        let named = Named { slug, name };
        match kind.as_str() {
            "author" => details.authors.push(named),
            "tag" => details.tags.push(named),
            _ => details.series = Some((SeriesId(number), named)),
        }
    }
    Ok(details)
}

/// Parses a JSON column that this program wrote; an error is a fault of the store.
pub(crate) fn read_json<T: serde::de::DeserializeOwned>(json: &str) -> Result<T, DbError> {
    serde_json::from_str(json).map_err(|error| DbError::Decode(error.into()))
}

/// Writes a value for a JSON column.
pub(crate) fn write_json<T: serde::Serialize>(value: &T) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|error| DbError::Encode(error.into()))
}
