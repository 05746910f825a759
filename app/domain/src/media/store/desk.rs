//! Pictures at the desk: the list, one picture, its texts, and where it is used.

use super::{PictureColumns, picture_columns};
use crate::{
    accounts::{Authorship, Person, Right},
    audit::{Action, Subject, store::note},
    clock::Timestamp,
    db::{Db, DbError, QueryBuilder, Rows, WriteTx, boxed, contains, indexed_id, one_more, push_has_words},
    editing::{
        State,
        store::{match_words, may_see},
    },
    form::Refusal,
    id::{AccountId, ArticleId, CategoryId, MediaId},
    media::{Picture, PictureField, PictureWords, address},
    scope::Editing,
};
use sqlx::FromRow;

/// The most articles found that use a picture.
const MOST_USES: i64 = 50;

/// A picture at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPicture {
    /// Its id.
    pub id: MediaId,
    /// The picture, with its alternative text.
    pub picture: Picture,
    /// The caption; may be empty.
    pub caption: String,
    /// The size of the file, in bytes.
    pub bytes: i64,
    /// Who uploaded it; none if it came from a content pack.
    pub created_by: Option<AccountId>,
    /// The name of who uploaded it.
    pub by: Option<String>,
    /// When; 0 if it came from a content pack.
    pub created_at: Timestamp,
}

impl StoredPicture {
    /// Whether this person may change its texts.
    pub fn may_be_changed_by(&self, person: &Person) -> bool {
        may_change(person, self.created_by)
    }
}

/// Those who uploaded a picture may change its texts, and so may those who publish.
fn may_change(person: &Person, created_by: Option<AccountId>) -> bool {
    let own = person.may(Right::WriteArticles) && created_by == Some(person.id);
    own || person.may(Right::PublishArticles)
}

#[derive(FromRow)]
struct StoredRow {
    id: MediaId,
    alt: String,
    caption: String,
    bytes: i64,
    created_by: Option<AccountId>,
    by: Option<String>,
    created_at: Timestamp,
    #[sqlx(flatten)]
    picture: PictureColumns,
}

impl StoredRow {
    fn stored(self) -> Option<StoredPicture> {
        let Self { id, alt, caption, bytes, created_by, by, created_at, picture } = self;
        Some(StoredPicture { id, picture: picture.picture(alt)?, caption, bytes, created_by, by, created_at })
    }
}

macro_rules! stored_pictures {
    ($rest:literal) => {
        concat!(
            "select media.id, media.alt, media.caption, media.bytes, media.created_by, writer.name as by,
                media.created_at, ",
            picture_columns!(),
            " from media
             left join accounts writer on writer.id = media.created_by ",
            $rest
        )
    };
}

/// A page of pictures before this one, or of the newest; newest first.
#[boxed]
pub async fn load_recent(
    db: &Db,
    before: Option<MediaId>,
    shown: i64,
) -> Result<Rows<StoredPicture>, DbError> {
    let rows: Vec<StoredRow> = sqlx::query_as(stored_pictures!(
        "where media.id < $1
         order by media.id desc
         limit $2"
    ))
    .bind(before.unwrap_or(MediaId(i64::MAX)))
    .bind(one_more(shown))
    .fetch_all(db.read())
    .await?;
    Ok(Rows::of(rows.into_iter().filter_map(StoredRow::stored).collect(), shown))
}

/// A page of the newest pictures whose texts match these words, ignoring diacritics; of all if no words are
/// given.
#[boxed]
pub async fn search_pictures(db: &Db, typed: &str, shown: i64) -> Result<Rows<StoredPicture>, DbError> {
    let rows: Vec<StoredRow> = match match_words(typed) {
        None => return Ok(Rows { rows: Vec::new(), more: false }),
        Some(words) if words.is_empty() => return load_recent(db, None, shown).await,
        Some(words) => {
            let mut query = QueryBuilder::new(concat!(
                stored_pictures!("where media.id in (select "),
                indexed_id!("found"),
                " from media_words found where "
            ));
            push_has_words(&mut query, "found.words", &words);
            query
                .push(concat!(" order by ", indexed_id!("found"), " desc limit "))
                .push_bind(one_more(shown));
            query.push(") order by media.id desc limit ").push_bind(one_more(shown));
            query.build_query_as().fetch_all(db.read()).await?
        }
    };
    Ok(Rows::of(rows.into_iter().filter_map(StoredRow::stored).collect(), shown))
}

/// One picture.
#[boxed]
pub async fn load_picture(db: &Db, id: MediaId) -> Result<Option<StoredPicture>, DbError> {
    let row: Option<StoredRow> =
        sqlx::query_as(stored_pictures!("where media.id = $1")).bind(id).fetch_optional(db.read()).await?;
    Ok(row.and_then(StoredRow::stored))
}

/// Stores alternative text, caption and uploader of a picture where they are still empty.
pub async fn describe(
    tx: &mut WriteTx<'_>,
    id: MediaId,
    words: &PictureWords,
    by: AccountId,
    now: Timestamp,
) -> Result<(), DbError> {
    sqlx::query(
        "update media
         set alt = case when alt = '' then $2 else alt end,
             caption = case when caption = '' then $3 else caption end,
             created_by = case when created_at = 0 then $4 else created_by end,
             created_at = case when created_at = 0 then $5 else created_at end
         where id = $1",
    )
    .bind(id)
    .bind(&words.alt)
    .bind(&words.caption)
    .bind(by)
    .bind(now)
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Changes the texts of a picture, and logs it if anything has changed.
#[boxed]
pub async fn change_words(
    editing: &Editing,
    id: MediaId,
    words: &PictureWords,
) -> Result<Result<(), Refusal<PictureField>>, DbError> {
    let Editing { db, person, now, .. } = editing;
    let mut tx = db.write().await?;
    let current: Option<(String, Option<AccountId>, String, String)> =
        sqlx::query_as("select name, created_by, alt, caption from media where id = $1")
            .bind(id)
            .fetch_optional(&mut *tx)
            .await?;
    let Some((name, created_by, alt, caption)) = current else { return Ok(Err(Refusal::Gone)) };
    if !may_change(person, created_by) {
        return Ok(Err(Refusal::NotAllowed));
    }
    if (&alt, &caption) == (&words.alt, &words.caption) {
        return Ok(Ok(()));
    }
    sqlx::query("update media set alt = $2, caption = $3 where id = $1")
        .bind(id)
        .bind(&words.alt)
        .bind(&words.caption)
        .execute(&mut *tx)
        .await?;
    let detail = [("name", name.as_str()), ("alt", &words.alt), ("caption", &words.caption)];
    note(&mut tx, *now, person.actor(), Action::PictureChanged, Subject::Media(id), &detail).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// An article that uses a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usage {
    /// The article.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Its state.
    pub state: State,
}

#[derive(FromRow)]
struct UsageRow {
    id: ArticleId,
    title: String,
    created_by: Option<AccountId>,
    category_id: CategoryId,
    published: bool,
    published_at: Timestamp,
    trashed: bool,
}

/// The articles with this picture as lead picture or in the body, last saved first, and how many of them this
/// person must not see. At most [`MOST_USES`] are examined.
#[boxed]
pub async fn load_usage(
    editing: &Editing,
    id: MediaId,
    picture: &Picture,
) -> Result<(Vec<Usage>, usize), DbError> {
    let Editing { db, person, now, .. } = editing;
    let rows: Vec<UsageRow> = sqlx::query_as(concat!(
        "select id, title, created_by, category_id, published, published_at,
            trashed_at is not null as trashed
         from articles
         where picture_id = $1 or ",
        contains!("body", "$2"),
        " order by updated_at desc, id desc
         limit $3"
    ))
    .bind(id)
    // The part of the name that all variants share, as found in bodies.
    .bind(address(picture.stem()))
    .bind(MOST_USES)
    .fetch_all(db.read())
    .await?;
    let found = rows.len();
    let seen = rows.into_iter().filter_map(|row| {
        let UsageRow { id, title, created_by, category_id: category, published, published_at, trashed } = row;
        let authorship = Authorship { created_by, category, published };
        let state = State::of(published, published_at, trashed, *now);
        may_see(person, &authorship).then_some(Usage { id, title, state })
    });
    let seen: Vec<Usage> = seen.collect();
    let hidden = found - seen.len();
    Ok((seen, hidden))
}
