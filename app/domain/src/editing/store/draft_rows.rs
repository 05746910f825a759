//! The rows of drafts: the newest content, contents that open editors may have read, and requests that were
//! decided.

use crate::{
    clock::Timestamp,
    db::{DbError, WriteTx},
    drafting::{
        Draft,
        save_engine::{RequestId, Version},
    },
    editing::ArticleField,
    form_key::FormKey,
    id::{AccountId, ArticleId},
    news::store::{read_json, write_json},
    scope::Editing,
};
use sqlx::FromRow;

/// How many versions of a draft are kept. An editor that has read an older one merges by itself.
const KEPT_VERSIONS: i64 = 100;
/// How long the last request of an editor is remembered, in milliseconds: two days.
const KEPT_REQUESTS: i64 = 2 * 24 * 60 * 60 * 1000;

/// The draft of an article, or of one that was never saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftTarget {
    /// The article.
    Article(ArticleId),
    /// The key of the form of a new one.
    New(FormKey),
}

impl DraftTarget {
    /// The article, if it was saved.
    pub fn article(&self) -> Option<ArticleId> {
        match self {
            Self::Article(id) => Some(*id),
            Self::New(_) => None,
        }
    }
}

/// A stored draft.
pub(super) struct Stored {
    pub(super) id: i64,
    /// The version of the article that it was made from.
    pub(super) article_version: i64,
    pub(super) now: Version,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    version: i64,
    content: String,
    article_version: i64,
}

/// How a request was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decided {
    Kept,
    Differs,
}

pub(super) async fn load(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    target: &DraftTarget,
) -> Result<Option<Stored>, DbError> {
    let query = match target {
        DraftTarget::Article(id) => {
            sqlx::query_as("select id, version, content, article_version from drafts where article_id = $1")
                .bind(*id)
        }
        DraftTarget::New(key) => sqlx::query_as(
            "select id, version, content, article_version
             from drafts
             where account_id = $1 and form_key = $2",
        )
        .bind(account)
        .bind(key.as_str()),
    };
    let row: Option<Row> = query.fetch_optional(&mut **tx).await?;
    row.map(|Row { id, version, content, article_version }| {
        Ok(Stored { id, article_version, now: Version { number: version, draft: read_json(&content)? } })
    })
    .transpose()
}

/// The first version of a draft.
pub(super) async fn insert(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    target: &DraftTarget,
    (article_version, pending): (i64, bool),
    draft: Draft,
) -> Result<Stored, DbError> {
    let key = match target {
        DraftTarget::Article(_) => None,
        DraftTarget::New(key) => Some(key.as_str()),
    };
    let id = sqlx::query_scalar(
        "insert into drafts (article_id, form_key, account_id, version, content, article_version, pending, kept_at,
            kept_by, title)
         values ($1, $2, $3, 1, $4, $5, $6, $7, $3, $8)
         returning id",
    )
    .bind(target.article())
    .bind(key)
    .bind(editing.person.id)
    .bind(write_json(&draft)?)
    .bind(article_version)
    .bind(pending)
    .bind(editing.now)
    .bind(title(&draft))
    .fetch_one(&mut **tx)
    .await?;
    Ok(Stored { id, article_version, now: Version { number: 1, draft } })
}

/// The next version of a draft; the present one can still be found.
pub(super) async fn replace(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    stored: &mut Stored,
    (article_version, pending): (i64, bool),
    draft: Draft,
) -> Result<(), DbError> {
    sqlx::query(
        "insert into draft_versions (draft_id, version, content)
         select id, version, content from drafts where id = $1",
    )
    .bind(stored.id)
    .execute(&mut **tx)
    .await?;
    sqlx::query("delete from draft_versions where draft_id = $1 and version <= $2")
        .bind(stored.id)
        .bind(stored.now.number - KEPT_VERSIONS)
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "update drafts
         set version = version + 1, content = $2, article_version = $3, pending = $4, kept_at = $5, kept_by = $6,
            title = $7
         where id = $1",
    )
    .bind(stored.id)
    .bind(write_json(&draft)?)
    .bind(article_version)
    .bind(pending)
    .bind(editing.now)
    .bind(editing.person.id)
    .bind(title(&draft))
    .execute(&mut **tx)
    .await?;
    stored.article_version = article_version;
    stored.now = Version { number: stored.now.number + 1, draft };
    Ok(())
}

fn title(draft: &Draft) -> &str {
    draft.text(ArticleField::Title.name())
}

/// The content of a draft at a version that an editor has read; `None` if it is not kept any more.
pub(super) async fn content_at(
    tx: &mut WriteTx<'_>,
    stored: &Stored,
    version: i64,
) -> Result<Option<Draft>, DbError> {
    match version {
        0 => return Ok(Some(Draft::default())),
        version if version == stored.now.number => return Ok(Some(stored.now.draft.clone())),
        _ => {}
    }
    let json: Option<String> =
        sqlx::query_scalar("select content from draft_versions where draft_id = $1 and version = $2")
            .bind(stored.id)
            .bind(version)
            .fetch_optional(&mut **tx)
            .await?;
    json.map(|json| read_json(&json)).transpose()
}

/// The last request of an editor that was decided.
pub(super) async fn last_request(
    tx: &mut WriteTx<'_>,
    draft: i64,
    tab: &str,
) -> Result<Option<(i64, Decided)>, DbError> {
    let row: Option<(i64, String)> =
        sqlx::query_as("select sequence, answer from draft_requests where draft_id = $1 and tab = $2")
            .bind(draft)
            .bind(tab)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(row.map(|(sequence, answer)| {
        (sequence, if answer == "differs" { Decided::Differs } else { Decided::Kept })
    }))
}

/// Remembers that a request was decided.
pub(super) async fn note_request(
    tx: &mut WriteTx<'_>,
    draft: i64,
    request: &RequestId,
    decided: Decided,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query("delete from draft_requests where draft_id = $1 and decided_at < $2")
        .bind(draft)
        .bind(now.0.saturating_sub(KEPT_REQUESTS))
        .execute(&mut **tx)
        .await?;
    sqlx::query(
        "insert into draft_requests (draft_id, tab, sequence, answer, decided_at)
         values ($1, $2, $3, $4, $5)
         on conflict (draft_id, tab) do update set sequence = $3, answer = $4, decided_at = $5",
    )
    .bind(draft)
    .bind(&request.tab)
    .bind(request.sequence)
    .bind(match decided {
        Decided::Kept => "kept",
        Decided::Differs => "differs",
    })
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many articles that were never saved an account has as drafts.
pub(super) async fn count_new(tx: &mut WriteTx<'_>, account: AccountId) -> Result<i64, DbError> {
    sqlx::query_scalar("select count(*) from drafts where account_id = $1 and form_key is not null")
        .bind(account)
        .fetch_one(&mut **tx)
        .await
}

/// The draft belongs to this article from now on.
pub(super) async fn adopt(
    tx: &mut WriteTx<'_>,
    account: AccountId,
    key: &FormKey,
    article: ArticleId,
) -> Result<(), DbError> {
    sqlx::query("update drafts set article_id = $3, form_key = null where account_id = $1 and form_key = $2")
        .bind(account)
        .bind(key.as_str())
        .bind(article)
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Removes a draft of an article that was never saved.
pub(super) async fn remove(tx: &mut WriteTx<'_>, account: AccountId, key: &FormKey) -> Result<(), DbError> {
    for rows in [
        "delete from draft_versions
         where draft_id in (select id from drafts where account_id = $1 and form_key = $2)",
        "delete from draft_requests
         where draft_id in (select id from drafts where account_id = $1 and form_key = $2)",
        "delete from drafts where account_id = $1 and form_key = $2",
    ] {
        sqlx::query(rows).bind(account).bind(key.as_str()).execute(&mut **tx).await?;
    }
    Ok(())
}

/// The draft was made from this version of the article.
pub(super) async fn mark(
    tx: &mut WriteTx<'_>,
    draft: i64,
    article_version: i64,
    pending: bool,
) -> Result<(), DbError> {
    sqlx::query("update drafts set article_version = $2, pending = $3 where id = $1")
        .bind(draft)
        .bind(article_version)
        .bind(pending)
        .execute(&mut **tx)
        .await?;
    Ok(())
}
