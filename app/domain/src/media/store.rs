//! The SQL of pictures and files.

mod desk;

pub use desk::{
    StoredPicture, Usage, change_words, describe, load_picture, load_recent, load_usage, search_pictures,
};

use super::{Picture, Tone};
use crate::{
    db::{Db, DbError, QueryBuilder, WriteTx, boxed},
    id::{FileId, MediaId},
};

/// The columns of a [`PictureColumns`], from an outer join with `media`.
macro_rules! picture_columns {
    () => {
        "media.name as picture_name, media.width as picture_width, media.height as picture_height,
         media.tone as picture_tone"
    };
}
pub(crate) use picture_columns;

/// Stores a picture under its name; an existing one keeps its id. The sizes are those of the file and of its JPEG
/// ([`Picture::fallback`]).
pub async fn put(
    tx: &mut WriteTx<'_>,
    picture: &Picture,
    mime: &str,
    bytes: i64,
    fallback_bytes: i64,
) -> Result<MediaId, DbError> {
    sqlx::query_scalar(
        "insert into media (name, mime, width, height, bytes, tone, fallback_bytes)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (name) do update set mime = excluded.mime, width = excluded.width, height = excluded.height,
            bytes = excluded.bytes, tone = excluded.tone, fallback_bytes = excluded.fallback_bytes
         returning id",
    )
    .bind(&picture.name)
    .bind(mime)
    .bind(i64::from(picture.width))
    .bind(i64::from(picture.height))
    .bind(bytes)
    .bind(picture.tone.map(Tone::number))
    .bind(fallback_bytes)
    .fetch_one(&mut **tx)
    .await
}

/// Stores a file for download under its name; an existing one keeps its id.
pub async fn put_file(tx: &mut WriteTx<'_>, name: &str, bytes: i64) -> Result<FileId, DbError> {
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

/// The pictures with these names, which may be names of variants, in no order.
#[boxed]
pub async fn find_pictures(db: &Db, names: &[&str]) -> Result<Vec<Picture>, DbError> {
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

/// The files for download with these names, and their sizes in bytes.
#[boxed]
pub async fn find_files(db: &Db, names: &[&str]) -> Result<Vec<(String, i64)>, DbError> {
    let mut found = Vec::new();
    for names in names.chunks(300) {
        let mut query = QueryBuilder::new("select name, bytes from files where name in (");
        let mut list = query.separated(", ");
        for name in names {
            list.push_bind((*name).to_owned());
        }
        query.push(") order by name limit 300");
        found.extend(query.build_query_as::<(String, i64)>().fetch_all(db.read()).await?);
    }
    Ok(found)
}

/// Pictures after this id, ascending; at most `limit`, empty at the end.
#[boxed]
pub async fn load_pictures_after(
    db: &Db,
    last: MediaId,
    limit: i64,
) -> Result<Vec<(MediaId, Picture)>, DbError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: MediaId,
        #[sqlx(flatten)]
        picture: PictureColumns,
    }
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "select id, ",
        picture_columns!(),
        " from media where id > $1 order by id limit $2"
    ))
    .bind(last)
    .bind(limit)
    .fetch_all(db.read())
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, row.picture.picture(String::new())?))).collect())
}

/// The names of files for download, like [`load_pictures_after`].
#[boxed]
pub async fn load_files_after(db: &Db, last: FileId, limit: i64) -> Result<Vec<(FileId, String)>, DbError> {
    sqlx::query_as("select id, name from files where id > $1 order by id limit $2")
        .bind(last)
        .bind(limit)
        .fetch_all(db.read())
        .await
}

/// A picture from the columns of an outer join, or none.
#[derive(sqlx::FromRow)]
pub(crate) struct PictureColumns {
    picture_name: Option<String>,
    picture_width: Option<i64>,
    picture_height: Option<i64>,
    picture_tone: Option<i64>,
}

impl PictureColumns {
    /// The picture, with its alternative text at this place.
    pub(crate) fn picture(self, alt: String) -> Option<Picture> {
        Some(Picture {
            name: self.picture_name?,
            width: u32::try_from(self.picture_width?).ok()?,
            height: u32::try_from(self.picture_height?).ok()?,
            alt,
            tone: self.picture_tone.and_then(Tone::read),
        })
    }
}
