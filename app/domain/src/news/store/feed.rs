//! What a feed lists: the newest articles of the site, or of a category, series, tag or author. Their texts are loaded
//! by `feed_texts.rs`.

use super::readable;
use crate::{
    clock::Timestamp,
    db::{DbError, boxed},
    id::ArticleId,
    media::store::{PictureColumns, picture_columns},
    news::{
        ListKind, Named,
        feed::{Entry, FEED_LENGTH, FeedPicture, Outline, Subject},
    },
    scope::Reading,
    text::Slug,
};
use sqlx::FromRow;

/// One for each article; one without an article if there are none.
#[derive(FromRow)]
struct OutlineRow {
    subject_id: i64,
    subject_name: String,
    subject_description: String,
    site_name: String,
    site_description: String,
    time_zone: String,
    polls: i64,
    id: Option<ArticleId>,
    version: Option<i64>,
    published_at: Option<Timestamp>,
    written_at: Option<Timestamp>,
    changed_at: Option<Timestamp>,
    category_slug: Option<Slug>,
    category_name: Option<String>,
    #[sqlx(flatten)]
    picture: PictureColumns,
    mime: Option<String>,
    bytes: Option<i64>,
    fallback_bytes: Option<i64>,
}

impl OutlineRow {
    fn entry(self) -> Option<Entry> {
        let picture = self.picture.picture(String::new());
        let picture = picture.zip(self.mime).zip(self.bytes).map(|((picture, mime), bytes)| FeedPicture {
            picture,
            mime,
            bytes,
            fallback_bytes: self.fallback_bytes,
        });
        Some(Entry {
            id: self.id?,
            version: self.version?,
            published_at: self.published_at?,
            written_at: self.written_at,
            changed_at: self.changed_at?,
            category: Named { slug: self.category_slug?, name: self.category_name? },
            picture,
        })
    }
}

/// The columns of an [`OutlineRow`] after those of its subject.
macro_rules! outline_columns {
    () => {
        concat!(
            "site.name as site_name, site.description as site_description, site.time_zone,
             coalesce((select cast(sum(version) as bigint) from polls), 0) as polls,
             article.id, article.version, article.published_at, article.written_at,
             coalesce(article.changed_at, article.updated_at) as changed_at,
             category.slug as category_slug, category.name as category_name, ",
            picture_columns!(),
            ", media.mime, media.bytes, media.fallback_bytes"
        )
    };
}

/// What follows the articles in the statement.
macro_rules! outline_end {
    () => {
        " left join categories category on category.id = article.category_id
          left join media on media.id = article.picture_id
          where site.id = 1
          order by article.published_at desc, article.id desc
          limit $2"
    };
}

/// The outline of a feed, in one statement that reads no text. `None` if there is no such category, series, tag or
/// author; a tag without articles does not exist for readers.
#[boxed]
pub async fn load_outline(
    reading: &Reading,
    of: Option<(ListKind, &Slug)>,
) -> Result<Option<Outline>, DbError> {
    macro_rules! outline {
        ($subjects:literal, $description:literal, $table:literal, $column:literal) => {
            concat!(
                "select subject.id as subject_id, subject.name as subject_name, ",
                $description,
                " as subject_description, ",
                outline_columns!(),
                " from site
                 join ",
                $subjects,
                " subject on subject.slug = $3
                 left join articles article on article.id in (
                    select listed.article_id
                    from ",
                $table,
                " listed
                    join articles seen on seen.id = listed.article_id
                    where listed.",
                $column,
                " = subject.id and listed.published_at <= $1 and ",
                readable!("seen", "$1"),
                "   order by listed.published_at desc, listed.article_id desc
                    limit $2
                 ) ",
                outline_end!()
            )
        };
    }
    let query = match of.map(|(kind, _)| kind) {
        None => concat!(
            "select 0 as subject_id, '' as subject_name, '' as subject_description, ",
            outline_columns!(),
            " from site
             left join articles article on article.id in (
                select seen.id
                from articles seen
                where ",
            readable!("seen", "$1"),
            "   order by seen.published_at desc, seen.id desc
                limit $2
             ) ",
            outline_end!()
        ),
        Some(ListKind::Category) => {
            outline!("categories", "subject.description", "article_categories", "category_id")
        }
        Some(ListKind::Series) => outline!("series", "subject.description", "series_articles", "series_id"),
        Some(ListKind::Tag) => outline!("tags", "''", "tag_articles", "tag_id"),
        Some(ListKind::Author) => outline!("authors", "subject.description", "author_articles", "author_id"),
    };
    let mut query = sqlx::query_as(query).bind(reading.now).bind(FEED_LENGTH);
    if let Some((_, slug)) = of {
        query = query.bind(slug);
    }
    let rows: Vec<OutlineRow> = query.fetch_all(reading.db.read()).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let subject = of.map(|(_, slug)| Subject {
        id: first.subject_id,
        named: Named { slug: slug.clone(), name: first.subject_name.clone() },
        description: first.subject_description.clone(),
    });
    let outline = Outline {
        site: first.site_name.clone(),
        site_description: first.site_description.clone(),
        zone: first.time_zone.clone(),
        polls: first.polls,
        subject,
        entries: rows.into_iter().filter_map(OutlineRow::entry).collect(),
    };
    let is_tag = of.is_some_and(|(kind, _)| kind == ListKind::Tag);
    Ok(Some(outline).filter(|outline| !is_tag || !outline.entries.is_empty()))
}
