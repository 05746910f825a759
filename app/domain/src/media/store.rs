//! The pictures the store knows.

use super::Picture;
use crate::{
    db::{Fault, Write},
    id::MediaId,
};

/// Notes a picture under its name; one that is there already keeps its id. `bytes` is the size of the file.
pub async fn put(tx: &mut Write<'_>, picture: &Picture, mime: &str, bytes: i64) -> Result<MediaId, Fault> {
    sqlx::query_scalar(
        "insert into media (name, mime, width, height, bytes)
         values ($1, $2, $3, $4, $5)
         on conflict (name) do update set mime = excluded.mime
         returning id",
    )
    .bind(&picture.name)
    .bind(mime)
    .bind(picture.width)
    .bind(picture.height)
    .bind(bytes)
    .fetch_one(&mut **tx)
    .await
}
