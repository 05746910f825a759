//! Where the articles of a branch are listed, after the branch has moved: they leave the lists of the categories that were
//! above it and enter those of the ones above it now. Only rows of these lists are touched.

use crate::{
    db::{DbError, WriteTx},
    id::CategoryId,
};

/// Lists what is listed in `branch` in the categories `now` instead of in `before`; both are those above the branch.
pub(super) async fn move_lists(
    tx: &mut WriteTx<'_>,
    branch: CategoryId,
    before: &[CategoryId],
    now: &[CategoryId],
) -> Result<(), DbError> {
    for left in before.iter().filter(|left| !now.contains(left)) {
        sqlx::query(
            "delete from article_categories
             where category_id = $1
                and (published_at, article_id) in (
                    select published_at, article_id from article_categories where category_id = $2
                )",
        )
        .bind(left)
        .bind(branch)
        .execute(&mut **tx)
        .await?;
    }
    for entered in now.iter().filter(|entered| !before.contains(entered)) {
        sqlx::query(
            "insert into article_categories (category_id, published_at, article_id)
             select $1, published_at, article_id
             from article_categories
             where category_id = $2
             on conflict (category_id, published_at, article_id) do nothing",
        )
        .bind(entered)
        .bind(branch)
        .execute(&mut **tx)
        .await?;
    }
    Ok(())
}
