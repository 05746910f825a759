//! The SQL of former slugs.

use super::SlugOf;
use crate::{
    db::{DbError, WriteTx, boxed},
    scope::Reading,
    text::Slug,
};

/// The current slug of what had this slug before; `None` if nothing had it, or what had it is gone.
#[boxed]
pub async fn find_renamed(reading: &Reading, of: SlugOf, slug: &Slug) -> Result<Option<Slug>, DbError> {
    macro_rules! renamed {
        ($table:literal) => {
            concat!(
                "select subject.slug
                 from former_slugs former
                 join ",
                $table,
                " subject on subject.id = former.subject_id
                 where former.kind = $1 and former.slug = $2"
            )
        };
    }
    let query = match of {
        SlugOf::Category => renamed!("categories"),
        SlugOf::Series => renamed!("series"),
        SlugOf::Tag => renamed!("tags"),
        SlugOf::Author => renamed!("authors"),
        SlugOf::Page => renamed!("pages"),
    };
    sqlx::query_scalar(query).bind(of.as_str()).bind(slug).fetch_optional(reading.db.read()).await
}

/// Keeps the slug that `id` had until now, if it has another one; the new one does not redirect any more.
pub(crate) async fn rename(
    tx: &mut WriteTx<'_>,
    of: SlugOf,
    id: i64,
    before: Option<&Slug>,
    now: &Slug,
) -> Result<(), DbError> {
    sqlx::query("delete from former_slugs where kind = $1 and slug = $2")
        .bind(of.as_str())
        .bind(now)
        .execute(&mut **tx)
        .await?;
    let Some(before) = before.filter(|before| *before != now) else { return Ok(()) };
    sqlx::query(
        "insert into former_slugs (kind, slug, subject_id)
         values ($1, $2, $3)
         on conflict (kind, slug) do update set subject_id = excluded.subject_id",
    )
    .bind(of.as_str())
    .bind(before)
    .bind(id)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// All slugs that `from` had lead to `into` from now on. The one it has now is kept with [`rename`].
pub(crate) async fn lead_to(tx: &mut WriteTx<'_>, of: SlugOf, from: i64, into: i64) -> Result<(), DbError> {
    sqlx::query("update former_slugs set subject_id = $3 where kind = $1 and subject_id = $2")
        .bind(of.as_str())
        .bind(from)
        .bind(into)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Forgets the slugs of something that is removed.
pub(crate) async fn forget(tx: &mut WriteTx<'_>, of: SlugOf, id: i64) -> Result<(), DbError> {
    sqlx::query("delete from former_slugs where kind = $1 and subject_id = $2")
        .bind(of.as_str())
        .bind(id)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
