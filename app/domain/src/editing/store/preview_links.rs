//! The SQL of secret links to an article as it is being written.

use super::{
    load_article,
    preview::preview_kept,
    write::{Change, note_action},
};
use crate::{
    accounts::store::load_person_of,
    audit::Action,
    clock::{Timestamp, Zone},
    db::{Db, DbError, boxed},
    editing::{ArticleField, DeskArticle, MOST_PREVIEW_LINKS, PreviewLink, Refusal, State},
    id::{AccountId, ArticleId, PreviewLinkId},
    news::Article,
    scope::Editing,
    secret::Secret,
};
use sqlx::FromRow;
use std::sync::Arc;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The statement for links with a condition.
macro_rules! links {
    ($rest:literal) => {
        concat!(
            "select link.id, link.article_id, link.created_by, maker.name, link.created_at, link.expires_at
             from preview_links link
             join accounts maker on maker.id = link.created_by ",
            $rest
        )
    };
}

#[derive(FromRow)]
struct Row {
    id: PreviewLinkId,
    article_id: ArticleId,
    created_by: AccountId,
    name: String,
    created_at: Timestamp,
    expires_at: Timestamp,
}

impl From<Row> for PreviewLink {
    fn from(row: Row) -> Self {
        let Row { id, article_id: article, created_by: by, name: by_name, created_at, expires_at } = row;
        Self { id, article, by, by_name, created_at, expires_at }
    }
}

/// The valid links to an article, the newest first. `None` if this person may make none: they may not change it, or it is
/// in the trash.
#[boxed]
pub async fn load_preview_links(
    editing: &Editing,
    article: &DeskArticle,
) -> Result<Option<Vec<PreviewLink>>, DbError> {
    if !may_share(editing, article) {
        return Ok(None);
    }
    let rows: Vec<Row> = sqlx::query_as(links!(
        "where link.article_id = $1 and link.expires_at > $2 order by link.expires_at desc limit $3"
    ))
    .bind(article.id)
    .bind(editing.now)
    .bind(MOST_PREVIEW_LINKS as i64)
    .fetch_all(editing.db.read())
    .await?;
    Ok(Some(rows.into_iter().map(PreviewLink::from).collect()))
}

fn may_share(editing: &Editing, article: &DeskArticle) -> bool {
    editing.person.may_edit(&article.authorship) && article.state != State::Trashed
}

/// Makes a link that is valid for so many days, and removes those that have expired.
///
/// # Errors
///
/// [`Refusal::Gone`] if the article does not exist, [`Refusal::NotAllowed`] if this person may not change it, it is in
/// the trash, or it has [`MOST_PREVIEW_LINKS`] links already.
#[boxed]
pub async fn make_preview_link(editing: &Editing, id: ArticleId, days: i64) -> Change<()> {
    let Editing { db, person, now, .. } = editing;
    let Some(article) = load_article(editing, id).await? else { return Ok(Err(Refusal::Gone)) };
    if !may_share(editing, &article) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    sqlx::query("delete from preview_links where article_id = $1 and expires_at <= $2")
        .bind(id)
        .bind(now)
        .execute(&mut *tx)
        .await?;
    let made = sqlx::query(
        "insert into preview_links (article_id, created_by, created_at, expires_at)
         select $1, $2, $3, $4
         where (select count(*) from preview_links where article_id = $1) < $5",
    )
    .bind(id)
    .bind(person.id)
    .bind(now)
    .bind(now.0.saturating_add(days.saturating_mul(DAY)))
    .bind(MOST_PREVIEW_LINKS as i64)
    .execute(&mut *tx)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(Err(Refusal::NotAllowed));
    }
    note_action(&mut tx, editing, Action::PreviewLinkMade, id, article.form.text(ArticleField::Title))
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Withdraws a link; nobody can open it any more. Once more it changes nothing.
///
/// # Errors
///
/// [`Refusal::Gone`] if the article does not exist, [`Refusal::NotAllowed`] if this person may not change it.
#[boxed]
pub async fn withdraw_preview_link(editing: &Editing, id: ArticleId, link: PreviewLinkId) -> Change<()> {
    let Editing { db, person, .. } = editing;
    let Some(article) = load_article(editing, id).await? else { return Ok(Err(Refusal::Gone)) };
    if !person.may_edit(&article.authorship) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    let gone = sqlx::query("delete from preview_links where id = $1 and article_id = $2")
        .bind(link)
        .bind(id)
        .execute(&mut *tx)
        .await?;
    if gone.rows_affected() == 1 {
        let title = article.form.text(ArticleField::Title);
        note_action(&mut tx, editing, Action::PreviewLinkWithdrawn, id, title).await?;
    }
    tx.commit().await?;
    Ok(Ok(()))
}

/// The link with this token. `None` if there is none, or it has expired.
#[boxed]
pub async fn find_preview_link(
    db: &Db,
    now: Timestamp,
    secret: &Secret,
    token: &str,
) -> Result<Option<PreviewLink>, DbError> {
    let Some(id) = PreviewLink::id_of(token) else { return Ok(None) };
    let row: Option<Row> = sqlx::query_as(links!("where link.id = $1 and link.expires_at > $2"))
        .bind(id)
        .bind(now)
        .fetch_optional(db.read())
        .await?;
    Ok(row.map(PreviewLink::from).filter(|link| link.token(secret) == token))
}

/// The article of a link as it is being written. `None` if it is in the trash, or who made the link may not see it any
/// more.
#[boxed]
pub async fn open_preview_link(
    db: &Db,
    zone: &Zone,
    now: Timestamp,
    link: &PreviewLink,
) -> Result<Option<Article>, DbError> {
    let Some(person) = load_person_of(db, link.by).await? else { return Ok(None) };
    let editing = Editing { db: db.clone(), person: Arc::new(person), zone: zone.clone(), now };
    match load_article(&editing, link.article).await? {
        Some(article) if article.state != State::Trashed => preview_kept(&editing, &article).await,
        _ => Ok(None),
    }
}
