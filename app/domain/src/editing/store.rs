//! The SQL of articles at the desk: lists, and one article in the editor.

mod choices;
mod dead_links;
mod draft_rows;
mod drafts;
mod linkable;
mod preview;
mod preview_links;
mod reconcile;
mod steps;
mod times;
mod unsaved;
mod versions;
mod write;

pub use choices::{CategoryChoice, Choices, load_choices};
pub use dead_links::{Linked, find_dead};
pub use draft_rows::DraftTarget;
pub use drafts::{discard, keep_draft, load_pending, open_draft};
pub use linkable::find_linkable;
pub use preview::preview;
pub use preview_links::{
    find_preview_link, load_preview_links, make_preview_link, open_preview_link, withdraw_preview_link,
};
pub use steps::{publish, restore, trash, withdraw};
pub use times::Wish;
pub use unsaved::{count_own, find_saved, forget, load_unsaved};
pub use write::{Saved, Target, save};

use super::{ArticleForm, COUNTED, DeskArticle, DeskCard, DeskList, Filter, PAGE_SIZE, PagePosition, State};
use crate::{
    accounts::{Authorship, Person, Right},
    clock::Timestamp,
    db::{DbError, QueryBuilder, Rows, boxed, indexed_id, one_more, push_has_words, search_words},
    id::{AccountId, ArticleId},
    news::{
        PageKey,
        store::{ManuscriptRow, manuscript_columns},
    },
    scope::Editing,
    text::{Slug, composed},
};
use sqlx::FromRow;

#[derive(FromRow)]
struct CardRow {
    id: ArticleId,
    title: String,
    category: String,
    published: bool,
    published_at: Timestamp,
    trashed_at: Option<Timestamp>,
    writer: Option<String>,
    updated_at: Timestamp,
}

/// One page of the articles that a person may work on: an author's own drafts, an editor's categories. Last
/// saved first; in a search, last created first.
#[boxed]
pub async fn load_list(
    editing: &Editing,
    filter: &Filter,
    position: PagePosition,
) -> Result<DeskList, DbError> {
    let Some(words) = match_words(&filter.words) else { return Ok(DeskList::default()) };
    let mut query = QueryBuilder::new(
        "select article.id, article.title, category.name as category, article.published,
            article.published_at, article.trashed_at, writer.name as writer, article.updated_at",
    );
    push_from(
        &mut query,
        &words,
        "join categories category on category.id = article.category_id
         left join accounts writer on writer.id = article.created_by",
    );
    push_filter(&mut query, editing, filter);
    let (compared, key, order) = match position {
        PagePosition::First => ("", None, "desc"),
        PagePosition::Older(key) => ("<", Some(key), "desc"),
        PagePosition::Newer(key) => (">", Some(key), "asc"),
    };
    // Each in the order of an index (the full-text index, or the time of the last change), so that only the
    // rows of the page are read.
    if words.is_empty() {
        if let Some(key) = key {
            query.push(format!(" and (article.updated_at, article.id) {compared} (")).push_bind(key.time);
            query.push(", ").push_bind(key.id).push(")");
        }
        query.push(format!(" order by article.updated_at {order}, article.id {order} limit "));
    } else {
        if let Some(key) = key {
            query.push(format!(concat!(" and ", indexed_id!("found"), " {} "), compared)).push_bind(key.id);
        }
        query.push(format!(concat!(" order by ", indexed_id!("found"), " {} limit "), order));
    }
    query.push_bind(one_more(PAGE_SIZE));
    let rows = query.build_query_as().fetch_all(editing.db.read()).await?;
    let Rows { mut rows, more } = Rows::of(rows, PAGE_SIZE);
    if order == "asc" {
        rows.reverse();
    }
    let key = |row: Option<&CardRow>| row.map(|row| PageKey { time: row.updated_at, id: row.id });
    let (older, newer) = match position {
        PagePosition::First => (more, false),
        PagePosition::Older(_) => (more, true),
        PagePosition::Newer(_) => (true, more),
    };
    let (next, previous) = (key(rows.last()).filter(|_| older), key(rows.first()).filter(|_| newer));
    let card = |row: CardRow| DeskCard {
        id: row.id,
        title: row.title,
        category: row.category,
        state: State::of(row.published, row.published_at, row.trashed_at.is_some(), editing.now),
        published_at: row.published_at,
        writer: row.writer,
        updated_at: row.updated_at,
    };
    Ok(DeskList { cards: rows.into_iter().map(card).collect(), next, previous })
}

/// How many articles a person may work on, counted up to [`COUNTED`] + 1.
#[boxed]
pub async fn count_list(editing: &Editing, filter: &Filter) -> Result<i64, DbError> {
    let Some(words) = match_words(&filter.words) else { return Ok(0) };
    let mut query = QueryBuilder::new("select count(*) from (select 1");
    push_from(&mut query, &words, "");
    push_filter(&mut query, editing, filter);
    // In the order of an index, so that only counted rows are read.
    if words.is_empty() {
        query.push(" order by article.updated_at desc");
    }
    query.push(" limit ").push_bind(one_more(COUNTED)).push(") counted");
    query.build_query_scalar().fetch_one(editing.db.read()).await
}

/// The articles, or those whose titles match the words, with these joins.
fn push_from(query: &mut QueryBuilder, words: &str, joins: &str) {
    if words.is_empty() {
        query.push(" from articles article ").push(joins).push(" where true");
    } else {
        // A cross join, so that the words are looked up first.
        query.push(" from article_titles found cross join articles article ").push(joins);
        query.push(concat!(" where article.id = ", indexed_id!("found"), " and "));
        push_has_words(query, "found.title", words);
    }
}

/// The conditions of the filter and of the person's rights.
fn push_filter(query: &mut QueryBuilder, editing: &Editing, filter: &Filter) {
    let Editing { person, zone, now, .. } = editing;
    match filter.state {
        None => query.push(" and article.trashed_at is null"),
        Some(State::Trashed) => query.push(" and article.trashed_at is not null"),
        Some(State::Draft) => query.push(" and article.stage = 'draft' and article.trashed_at is null"),
        Some(State::Published) => query.push(" and article.published = true and article.id not in "),
        Some(State::Scheduled) => query.push(" and article.id in "),
    };
    // Few articles are scheduled: they are looked up by their time, while the list is read in its own order.
    if let Some(State::Published | State::Scheduled) = filter.state {
        query.push("(select id from articles where published = true and published_at > ");
        query.push_bind(*now).push(")");
    }
    if let Some(category) = filter.category {
        query.push(" and article.category_id = ").push_bind(category);
    }
    if let Some(writer) = filter.writer {
        query.push(" and article.created_by = ").push_bind(writer);
    }
    if let Some(begins) = filter.from.and_then(|day| zone.day_begins(day)) {
        query.push(" and article.updated_at >= ").push_bind(begins);
    }
    let ended = filter.until.and_then(|day| day.tomorrow().ok()).and_then(|day| zone.day_begins(day));
    if let Some(ended) = ended {
        query.push(" and article.updated_at < ").push_bind(ended);
    }
    only_theirs(query, person);
}

/// Leaves out articles this person must not see: the rule of [`Person::may_edit`] and, for authors' own
/// published articles, [`may_see`].
fn only_theirs(query: &mut QueryBuilder, person: &Person) {
    if !person.may(Right::PublishArticles) {
        query.push(" and article.created_by = ").push_bind(person.id);
    } else if let Some(categories) = &person.categories {
        query.push(" and (article.created_by = ").push_bind(person.id).push(" or article.category_id in (");
        let mut list = query.separated(", ");
        for category in categories {
            list.push_bind(*category);
        }
        query.push("))");
    }
}

/// Whether a person sees an article at the desk: those they may change, and those they created.
pub fn may_see(person: &Person, article: &Authorship) -> bool {
    person.may_edit(article) || article.created_by == Some(person.id)
}

/// The full-text query for what was typed: all its words, with đ folded as in the index. Empty if nothing was
/// typed; `None` if it contains no word.
pub(crate) fn match_words(typed: &str) -> Option<String> {
    let folded = composed(typed).replace('đ', "d").replace('Đ', "D");
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = search_words(words.take(20));
    if words.is_empty() && !typed.trim().is_empty() { None } else { Some(words) }
}

#[derive(FromRow)]
struct ArticleRow {
    id: ArticleId,
    version: i64,
    content_version: i64,
    published: bool,
    published_at: Timestamp,
    written_at: Option<Timestamp>,
    dated: bool,
    trashed_at: Option<Timestamp>,
    created_by: Option<AccountId>,
    writer: Option<String>,
    updated_by: Option<String>,
    updated_at: Timestamp,
    category_slug: Slug,
    #[sqlx(flatten)]
    manuscript: ManuscriptRow,
}

/// An article for the editor. `None` if it does not exist, or this person must not see it.
#[boxed]
pub async fn load_article(editing: &Editing, id: ArticleId) -> Result<Option<DeskArticle>, DbError> {
    let Editing { db, person, zone, now } = editing;
    let row: Option<ArticleRow> = sqlx::query_as(concat!(
        "select article.id, article.version, article.content_version, article.published, article.published_at, article.written_at,
            article.dated, article.trashed_at, article.created_by, writer.name as writer,
            changer.name as updated_by, article.updated_at, category.slug as category_slug, ",
        manuscript_columns!("article."),
        " from articles article
         join categories category on category.id = article.category_id
         left join accounts writer on writer.id = article.created_by
         left join accounts changer on changer.id = article.updated_by
         where article.id = $1",
    ))
    .bind(id)
    .fetch_optional(db.read())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let category = row.manuscript.category_id;
    let authorship = Authorship { created_by: row.created_by, category, published: row.published };
    if !may_see(person, &authorship) {
        return Ok(None);
    }
    let state = State::of(row.published, row.published_at, row.trashed_at.is_some(), *now);
    let chosen = row.written_at.or(row.dated.then_some(row.published_at));
    let manuscript = row.manuscript.load(db, id, chosen).await?;
    Ok(Some(DeskArticle {
        id: row.id,
        version: row.version,
        content_version: row.content_version,
        state,
        authorship,
        form: ArticleForm::of(&manuscript, zone),
        slug: manuscript.slug,
        category_slug: row.category_slug,
        published_at: row.published_at,
        written_at: row.written_at,
        writer: row.writer,
        updated_by: row.updated_by,
        updated_at: row.updated_at,
    }))
}
