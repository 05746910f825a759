//! The pictures and files the store knows.

use super::Picture;
use crate::{
    clock::Timestamp,
    db::{Db, Fault, Write},
    id::{AccountId, FileId, MediaId},
};
use sqlx::QueryBuilder;

/// The columns of a [`PictureColumns`], from an outer join with `media`.
macro_rules! picture_columns {
    () => {
        "media.name as picture_name, media.width as picture_width, media.height as picture_height,
         media.tone as picture_tone"
    };
}
pub(crate) use picture_columns;

/// Notes a picture under its name; one that is there already keeps its id. `bytes` is the size of the file.
pub async fn put(tx: &mut Write<'_>, picture: &Picture, mime: &str, bytes: i64) -> Result<MediaId, Fault> {
    sqlx::query_scalar(
        "insert into media (name, mime, width, height, bytes, tone)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (name) do update set mime = excluded.mime, width = excluded.width, height = excluded.height,
            bytes = excluded.bytes, tone = excluded.tone
         returning id",
    )
    .bind(&picture.name)
    .bind(mime)
    .bind(picture.width)
    .bind(picture.height)
    .bind(bytes)
    .bind(picture.tone)
    .fetch_one(&mut **tx)
    .await
}

/// Notes a file that readers download, under its name; one that is there already keeps its id.
pub async fn put_file(tx: &mut Write<'_>, name: &str, bytes: i64) -> Result<FileId, Fault> {
    sqlx::query_scalar(
        "insert into files (name, bytes)
         values ($1, $2)
         on conflict (name) do update set bytes = excluded.bytes
         returning id",
    )
    .bind(name)
    .bind(bytes)
    .fetch_one(&mut **tx)
    .await
}

/// The pictures behind these names, which may be those of variants, in no order.
pub async fn find_pictures(db: &Db, names: &[&str]) -> Result<Vec<Picture>, Fault> {
    let mut found = Vec::new();
    for names in names.chunks(100) {
        let mut query =
            QueryBuilder::new(concat!("select ", picture_columns!(), " from media where name in ("));
        let mut list = query.separated(", ");
        for name in names {
            for ending in ["jpg", "png", "webp"] {
                list.push_bind(format!("{}.{ending}", Picture::stem_of(name)));
            }
        }
        query.push(") order by id limit 300");
        let rows: Vec<PictureColumns> = query.build_query_as().fetch_all(db.read()).await?;
        found.extend(rows.into_iter().filter_map(|row| row.picture(String::new())));
    }
    Ok(found)
}

/// A picture from the columns of an outer join: there, or not.
#[derive(sqlx::FromRow)]
pub(crate) struct PictureColumns {
    picture_name: Option<String>,
    picture_width: Option<u32>,
    picture_height: Option<u32>,
    picture_tone: Option<super::Tone>,
}

impl PictureColumns {
    /// The picture, with what it shows at this place.
    pub(crate) fn picture(self, alt: String) -> Option<Picture> {
        Some(Picture {
            name: self.picture_name?,
            width: self.picture_width?,
            height: self.picture_height?,
            alt,
            tone: self.picture_tone,
        })
    }
}

/// A picture as the desk knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPicture {
    /// Its id.
    pub id: MediaId,
    /// The picture, with what it shows.
    pub picture: Picture,
    /// The line under it; may be empty.
    pub caption: String,
    /// Who brought it; none where a content pack did.
    pub by: Option<String>,
    /// When; 0 where a content pack brought it.
    pub created_at: Timestamp,
}

#[derive(sqlx::FromRow)]
struct StoredRow {
    id: MediaId,
    alt: String,
    caption: String,
    by: Option<String>,
    created_at: Timestamp,
    #[sqlx(flatten)]
    picture: PictureColumns,
}

impl StoredRow {
    fn stored(self) -> Option<StoredPicture> {
        let Self { id, alt, caption, by, created_at, picture } = self;
        Some(StoredPicture { id, picture: picture.picture(alt)?, caption, by, created_at })
    }
}

macro_rules! stored_pictures {
    ($rest:literal) => {
        concat!(
            "select media.id, media.alt, media.caption, writer.name as by, media.created_at, ",
            picture_columns!(),
            " from media
             left join accounts writer on writer.id = media.created_by ",
            $rest
        )
    };
}

/// The pictures before this one, or the newest; the last that was noted first.
pub async fn load_recent(db: &Db, before: Option<MediaId>, limit: i64) -> Result<Vec<StoredPicture>, Fault> {
    let rows: Vec<StoredRow> = sqlx::query_as(stored_pictures!(
        "where $1 is null or media.id < $1
         order by media.id desc
         limit $2"
    ))
    .bind(before)
    .bind(limit)
    .fetch_all(db.read())
    .await?;
    Ok(rows.into_iter().filter_map(StoredRow::stored).collect())
}

/// One picture.
pub async fn load_picture(db: &Db, id: MediaId) -> Result<Option<StoredPicture>, Fault> {
    let row: Option<StoredRow> =
        sqlx::query_as(stored_pictures!("where media.id = $1")).bind(id).fetch_optional(db.read()).await?;
    Ok(row.and_then(StoredRow::stored))
}

/// Notes what a picture shows and the line under it, where nothing was noted yet, and who brought it first.
pub async fn describe(
    tx: &mut Write<'_>,
    id: MediaId,
    alt: &str,
    caption: &str,
    by: AccountId,
    now: Timestamp,
) -> Result<(), Fault> {
    sqlx::query(
        "update media
         set alt = case when alt = '' then $2 else alt end,
             caption = case when caption = '' then $3 else caption end,
             created_by = case when created_at = 0 then $4 else created_by end,
             created_at = case when created_at = 0 then $5 else created_at end
         where id = $1",
    )
    .bind(id)
    .bind(alt)
    .bind(caption)
    .bind(by)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
