//! Related articles, so that there is more to read even in a small category. Those with related content were found
//! when they were saved (`search/store/related.rs`).

use super::{
    cards::{CardRow, card_columns, card_joins},
    readable,
};
use crate::{
    clock::Timestamp,
    db::{Db, DbError},
    id::{ArticleId, CategoryId},
    news::{Card, PageKey, RELATED},
};

/// The oldest and the newest article of one category already shown on the page, including the article itself.
/// They are consecutive, so the two ends identify all of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub(super) newest: PageKey,
    pub(super) oldest: PageKey,
}

/// Articles outside this window: those with related content, closest first; then the newest of the parent category and its ancestors,
/// with a common tag, of the series, and of the whole site. A root category has no parent: its sub-categories
/// are used instead. Each kind is one index lookup for as many rows as are shown; related content is kept of at most
/// twelve.
pub(super) async fn load_related(
    db: &Db,
    article: ArticleId,
    category: CategoryId,
    window: Window,
    now: Timestamp,
) -> Result<Vec<Card>, DbError> {
    /// The conditions for a related article.
    macro_rules! another {
        () => {
            concat!(
                readable!("other", "$2"),
                " and (other.category_id <> $1 or (other.published_at, other.id) > ($3, $4)
                     or (other.published_at, other.id) < ($5, $6))"
            )
        };
    }
    /// The newest of a list that meet a condition.
    macro_rules! newest {
        ($table:literal, $condition:literal) => {
            concat!(
                " join articles article on article.id in (
                    select listed.article_id
                    from ",
                $table,
                " listed
                    join articles other on other.id = listed.article_id
                    where ",
                $condition,
                " and listed.published_at <= $2 and ",
                another!(),
                " order by listed.published_at desc, listed.article_id desc
                    limit $7
                 ) "
            )
        };
    }
    let rows: Vec<CardRow> = sqlx::query_as(concat!(
        "with recursive above (id, parent_id, height) as (
            select category.id, category.parent_id, 0
            from categories category
            where category.id = coalesce((select own.parent_id from categories own where own.id = $1), $1)
            union all
            select category.id, category.parent_id, above.height + 1
            from above
            join categories category on category.id = above.parent_id
            where above.height < 30
         ),
         near (article_id, published_at, place) as (
            select other.id, other.published_at, -related.weight
            from related_articles related
            join articles other on other.id = related.other_id
            where related.article_id = $8 and ",
        another!(),
        "   union all
            select article.id, article.published_at, above.height
            from above",
        newest!("article_categories", "listed.category_id = above.id"),
        "   union all
            select article.id, article.published_at, 100
            from tag_articles own",
        newest!("tag_articles", "listed.tag_id = own.tag_id"),
        "   where own.article_id = $8
            union all
            select article.id, article.published_at, 101
            from series_articles own",
        newest!("series_articles", "listed.series_id = own.series_id"),
        "   where own.article_id = $8
            union all
            select article.id, article.published_at, 102
            from articles article
            where article.id in (
                select other.id
                from articles other
                where ",
        another!(),
        "       order by other.published_at desc, other.id desc
                limit $7
            )
         ),
         nearest (article_id, place) as (
            select article_id, min(place)
            from near
            group by article_id
            order by min(place), max(published_at) desc, article_id desc
            limit $7
         )
         select ",
        card_columns!(),
        " from nearest
         join articles article on article.id = nearest.article_id ",
        card_joins!(),
        " order by nearest.place, article.published_at desc, article.id desc
         limit $7"
    ))
    .bind(category)
    .bind(now)
    .bind(window.newest.time)
    .bind(window.newest.id)
    .bind(window.oldest.time)
    .bind(window.oldest.id)
    .bind(RELATED)
    .bind(article)
    .fetch_all(db.read())
    .await?;
    Ok(rows.into_iter().map(CardRow::card).collect())
}
