//! The full-text index of articles.

use super::related::unrelate;
use crate::{
    clock::{Timestamp, Zone},
    db::{ADD_WORDS, Db, DbError, FORGET_WORDS, MERGE_WORDS, QueryBuilder, WriteTx, boxed, merge_words},
    id::{ArticleId, AuthorId, CategoryId, SeriesId},
    news::{Block, store::read_json},
    search::words::{folded, words},
};
use sqlx::FromRow;
use std::collections::HashSet;

/// The longest word that is indexed, in characters; longer ones are addresses and mistakes.
const MAX_WORD: usize = 30;
/// How many articles are indexed in one transaction.
const BATCH: i64 = 50;
/// How much of the index is merged at once, in pages: about 20 ms.
const MERGED: i64 = 100;

#[derive(FromRow)]
struct IndexedRow {
    title: String,
    kicker: String,
    lead: String,
    /// As JSON.
    body: String,
    author: String,
    organisation: String,
    source: String,
    category_id: CategoryId,
    published_at: Timestamp,
    written_at: Option<Timestamp>,
    time_zone: String,
}

/// Indexes an article as readers may see it. One that is not published is taken out of the index.
pub(crate) async fn index_article(tx: &mut WriteTx<'_>, id: ArticleId) -> Result<(), DbError> {
    for forget in FORGET_WORDS.into_iter().chain(["delete from unindexed_articles where article_id = $1"]) {
        sqlx::query(forget).bind(id).execute(&mut **tx).await?;
    }
    let row: Option<IndexedRow> = sqlx::query_as(
        "select article.title, article.kicker, article.lead, article.body, article.author, article.organisation,
            article.source, article.category_id, article.published_at, article.written_at,
            coalesce(site.time_zone, '') as time_zone
         from articles article
         left join site on site.id = 1
         where article.id = $1 and article.published = true",
    )
    .bind(id)
    .fetch_optional(&mut **tx)
    .await?;
    unrelate(tx, id, row.is_some()).await?;
    let Some(row) = row else { return Ok(()) };
    let marks = belongs_to(tx, id, &row).await?;
    let names = load_names(tx, id).await?;

    let texts = texts_of(&row.body)?;
    let lead = format!("{}\n{}", row.kicker, row.lead);
    let mut parts = vec![row.title.as_str(), &lead, &row.author, &row.organisation, &row.source];
    parts.extend(texts.iter().map(String::as_str));
    parts.extend(names.iter().map(String::as_str));
    let mut all = Indexed::default();
    parts.iter().for_each(|part| all.read(part));
    let written = [Indexed::of(&row.title), Indexed::of(&lead)].map(|words| words.written(&marks));
    for (add, words) in ADD_WORDS.into_iter().zip(written.into_iter().chain([all.written(&marks)])) {
        sqlx::query(add).bind(id).bind(words).execute(&mut **tx).await?;
    }
    add_to_vocabulary(tx, all.words).await
}

/// The texts of the parts of a body, which is JSON.
pub(super) fn texts_of(body: &str) -> Result<Vec<String>, DbError> {
    let blocks: Vec<Block> = read_json(body)?;
    let text = |block: &Block| match block {
        Block::Html(html) => Some(html.text()),
        Block::Poll(_) => None,
    };
    Ok(blocks.iter().filter_map(text).collect())
}

/// A word of the index.
pub(super) enum Term {
    /// A word with its marks.
    Word(String),
    /// Two neighbours without marks ([`pair`]).
    Pair(String),
}

/// The words of a text and its pairs of neighbours, as the index has them, in order.
pub(super) fn terms(text: &str, mut found: impl FnMut(Term)) {
    let mut before: Option<String> = None;
    for word in words(text) {
        let form = word.normal();
        if form.chars().count() > MAX_WORD {
            before = None;
            continue;
        }
        let bare = folded(&form);
        if let Some(before) = before.filter(|_| word.joined) {
            found(Term::Pair(pair(before, &bare)));
        }
        before = Some(bare);
        found(Term::Word(form));
    }
}

/// The words of a text, and its pairs of neighbours without marks.
#[derive(Default)]
struct Indexed {
    words: HashSet<String>,
    pairs: HashSet<String>,
}

impl Indexed {
    fn of(text: &str) -> Self {
        let mut indexed = Self::default();
        indexed.read(text);
        indexed
    }

    fn read(&mut self, text: &str) {
        terms(text, |term| {
            match term {
                Term::Word(word) => self.words.insert(word),
                Term::Pair(pair) => self.pairs.insert(pair),
            };
        });
    }

    fn written(&self, marks: &str) -> String {
        let words: Vec<&str> = self.words.iter().chain(&self.pairs).map(String::as_str).collect();
        format!("{marks} {}", words.join(" "))
    }
}

/// Two words without marks that stand together, as the index has them.
pub(super) fn pair(before: impl AsRef<str>, word: &str) -> String {
    format!("{}_{word}", before.as_ref())
}

/// Ranges of ids as words of the index, by the letter of the word and the bits of an id that do not count: 524,288 ids,
/// 65,536 and 8,192. So a search can keep to the newest articles. A condition on the id would not do: the engine looks at
/// it only where it has found all words, which may be at the other end of its lists, or never.
const RANGES: [(char, u32); 3] = [('x', 19), ('l', 16), ('k', 13)];

/// The newest ranges, up to the one with the article `newest`, that have `least` ids and few more.
pub(super) fn ranges(newest: i64, least: i64) -> Vec<String> {
    let (letter, bits) = RANGES.iter().find(|(_, bits)| least >> bits > 0).unwrap_or(&RANGES[2]);
    let last = newest >> bits;
    let first = (last - (least >> bits) - 1).max(0);
    (first..=last).map(|range| format!("#{letter}{range}")).collect()
}

/// What an article belongs to, as words of the index.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    Category(CategoryId),
    Series(SeriesId),
    Author(AuthorId),
    Year(i16),
}

impl Mark {
    pub(super) fn word(self) -> String {
        match self {
            Self::Category(id) => format!("#c{id}"),
            Self::Series(id) => format!("#s{id}"),
            Self::Author(id) => format!("#a{id}"),
            Self::Year(year) => format!("#y{year}"),
        }
    }
}

async fn belongs_to(tx: &mut WriteTx<'_>, id: ArticleId, row: &IndexedRow) -> Result<String, DbError> {
    let authors: Vec<AuthorId> =
        sqlx::query_scalar("select author_id from author_articles where article_id = $1 limit 100")
            .bind(id)
            .fetch_all(&mut **tx)
            .await?;
    let series: Vec<SeriesId> =
        sqlx::query_scalar("select series_id from series_articles where article_id = $1 limit 100")
            .bind(id)
            .fetch_all(&mut **tx)
            .await?;
    let shown = row.written_at.unwrap_or(row.published_at);
    let year = Zone::named(&row.time_zone).hour(shown).day.year();
    let marks = [Mark::Category(row.category_id), Mark::Year(year)].into_iter();
    let marks =
        marks.chain(series.into_iter().map(Mark::Series)).chain(authors.into_iter().map(Mark::Author));
    let ranges = RANGES.iter().map(|(letter, bits)| format!("#{letter}{}", id.0 >> bits));
    Ok(marks.map(Mark::word).chain(ranges).collect::<Vec<_>>().join(" "))
}

/// The names of tags, authors and files of an article.
async fn load_names(tx: &mut WriteTx<'_>, id: ArticleId) -> Result<Vec<String>, DbError> {
    sqlx::query_scalar(
        "select tag.name
         from tag_articles listed
         join tags tag on tag.id = listed.tag_id
         where listed.article_id = $1
         union all
         select author.name
         from author_articles listed
         join authors author on author.id = listed.author_id
         where listed.article_id = $1
         union all
         select label
         from article_files
         where article_id = $1
         limit 300",
    )
    .bind(id)
    .fetch_all(&mut **tx)
    .await
}

/// Adds the words that somebody could type without marks, or wrongly: those of letters.
async fn add_to_vocabulary(tx: &mut WriteTx<'_>, words: HashSet<String>) -> Result<(), DbError> {
    let words: Vec<String> = words.into_iter().filter(|word| !word.contains(char::is_numeric)).collect();
    // Far below the limit on values in a statement.
    for words in words.chunks(200) {
        let mut query = QueryBuilder::new("insert into vocabulary (word, folded) ");
        query.push_values(words, |mut row, word| {
            row.push_bind(word).push_bind(folded(word));
        });
        query.push(" on conflict (word) do nothing");
        query.build().execute(&mut **tx).await?;
    }
    Ok(())
}

/// Indexes some of the articles that an older version of the program has saved; whether more are waiting.
///
/// # Errors
/// The database has failed; nothing of this batch is indexed.
#[boxed]
pub async fn index_waiting(db: &Db) -> Result<bool, DbError> {
    let mut tx = db.write().await?;
    let waiting: Vec<ArticleId> =
        sqlx::query_scalar("select article_id from unindexed_articles order by article_id desc limit $1")
            .bind(BATCH)
            .fetch_all(&mut *tx)
            .await?;
    for id in &waiting {
        index_article(&mut tx, *id).await?;
    }
    tx.commit().await?;
    Ok(!waiting.is_empty())
}

/// Merges a part of the index: what was saved lately lies in many small pieces, each of which a search reads.
/// Returns whether there was something to merge.
///
/// # Errors
/// The database has failed.
#[boxed]
pub async fn merge_index(db: &Db) -> Result<bool, DbError> {
    let mut merged = false;
    for merge in MERGE_WORDS {
        let mut tx = db.write().await?;
        merged |= merge_words(&mut tx, merge, MERGED).await?;
        tx.commit().await?;
    }
    Ok(merged)
}
