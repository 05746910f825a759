//! Finding articles.

use super::{
    CANDIDATES,
    candidates::Candidates,
    choices::{load_choices, read_filter},
    index::texts_of,
    named::find_named,
    question::Question,
};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, QueryBuilder, boxed},
    id::ArticleId,
    news::store::load_cards,
    scope::Reading,
    search::{
        Asked, Found, ResultPage,
        excerpt::{excerpt, marked},
        query::Query,
        score::{SENTENCE, Scorer, Sought, Texts, keeps_to},
        spelling,
    },
};
use sqlx::FromRow;

/// The most articles whose texts are read for one question.
const READ: usize = CANDIDATES + CANDIDATES / 2;
/// How many results one page shows.
const PAGE_SIZE: usize = 20;
/// The share of the words' weight that an article must have if none has all words.
const ENOUGH: f32 = 0.5;
/// The same if a whole sentence was typed.
const ENOUGH_OF_SENTENCE: f32 = 0.25;

/// Finds articles, best first.
///
/// # Errors
/// The database has failed. What was typed is never at fault.
#[boxed]
pub async fn find(reading: &Reading, asked: &Asked) -> Result<ResultPage, DbError> {
    let db = &reading.db;
    let query = Query::read(&asked.typed);
    let mut page =
        ResultPage { cut: query.cut, choices: load_choices(reading).await?, ..ResultPage::default() };
    let Some(marks) = read_filter(db, &asked.filter).await? else { return Ok(page) };
    if query.is_empty() {
        return Ok(page);
    }
    let question = Question::load(db, &query, marks).await?;
    let sought = &question.sought;
    let Candidates { mut ids, count: counted, more } = question.find(db, reading.now).await?;
    let whole = ids.len();
    // Even if a few have all words of a sentence, others may answer it better.
    if (whole == 0 && sought.len() > 1) || (whole < PAGE_SIZE && sought.len() >= SENTENCE) {
        for id in question.find_some(db, reading.now).await? {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
    }
    ids.truncate(READ);
    let Ranked { ids: ranked, complete, candidates } = rank(reading, &query, sought, &ids, whole).await?;
    // All that have been found have been read, unless there are many.
    let count = if counted <= CANDIDATES as i64 { complete } else { counted };
    (page.count, page.more) = (count, more && count > 0);
    page.partial = count == 0 && sought.len() > 1;
    let begin =
        asked.after.and_then(|after| ranked.iter().position(|id| *id == after)).map_or(0, |place| place + 1);
    let shown = &ranked[begin..ranked.len().min(begin + PAGE_SIZE)];
    if ranked.len() > begin + PAGE_SIZE {
        page.next = shown.last().copied();
    }
    page.found = show(reading, sought, shown, &candidates).await?;
    if asked.after.is_none() && asked.filter.is_empty() {
        page.named = find_named(reading, &asked.typed).await?;
    }
    if count == 0 {
        page.instead = spelling::instead(db, &query, sought).await?;
    }
    Ok(page)
}

#[derive(FromRow)]
struct TextRow {
    id: ArticleId,
    title: String,
    kicker: String,
    lead: String,
    /// As JSON.
    body: String,
    published_at: Timestamp,
}

/// The texts of a candidate.
struct Candidate {
    id: ArticleId,
    title: String,
    lead: String,
    body: String,
    published_at: Timestamp,
}

impl Candidate {
    fn of(row: TextRow) -> Result<Self, DbError> {
        let texts = texts_of(&row.body)?;
        let lead = if row.kicker.is_empty() { row.lead } else { format!("{}. {}", row.kicker, row.lead) };
        Ok(Self { id: row.id, title: row.title, lead, body: texts.join(" "), published_at: row.published_at })
    }

    fn texts(&self) -> Texts<'_> {
        Texts { title: &self.title, lead: &self.lead, body: &self.body }
    }
}

/// The candidates that answer a question.
struct Ranked {
    /// Best first.
    ids: Vec<ArticleId>,
    /// How many of them have all the words.
    complete: i64,
    candidates: Vec<Candidate>,
}

/// The least share of an article that has all the words.
const ALL: f32 = 0.999;

/// Puts the candidates in order, of which the first `whole` have all words, and leaves out those that do not keep to
/// the question.
async fn rank(
    reading: &Reading,
    query: &Query,
    sought: &[Sought],
    ids: &[ArticleId],
    whole: usize,
) -> Result<Ranked, DbError> {
    let rows = load_texts(&reading.db, ids).await?;
    let scorer = Scorer::new(sought);
    let enough = if sought.len() < SENTENCE { ENOUGH } else { ENOUGH_OF_SENTENCE };
    let whole = whole.min(ids.len());
    let mut scored: Vec<(f32, ArticleId)> = Vec::new();
    let mut complete = 0;
    let mut candidates = Vec::new();
    for row in rows {
        let candidate = Candidate::of(row)?;
        let (score, share) = scorer.score(candidate.texts(), candidate.published_at, reading.now);
        // Names of authors, tags and files are words too, and are in none of the texts.
        let has_all = share >= ALL || ids[..whole].contains(&candidate.id);
        if (has_all || share >= enough) && keeps_to(query, sought, candidate.texts()) {
            complete += i64::from(has_all);
            scored.push((score, candidate.id));
        }
        candidates.push(candidate);
    }
    scored.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.cmp(&one.1)));
    Ok(Ranked { ids: scored.into_iter().map(|(_, id)| id).collect(), complete, candidates })
}

async fn load_texts(db: &Db, ids: &[ArticleId]) -> Result<Vec<TextRow>, DbError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut query =
        QueryBuilder::new("select id, title, kicker, lead, body, published_at from articles where id in (");
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(id);
    }
    query.push(") limit ").push_bind(READ as i64);
    query.build_query_as().fetch_all(db.read()).await
}

/// The results of one page, with their words marked.
async fn show(
    reading: &Reading,
    sought: &[Sought],
    ids: &[ArticleId],
    candidates: &[Candidate],
) -> Result<Vec<Found>, DbError> {
    let cards = load_cards(reading, ids).await?;
    let scorer = Scorer::new(sought);
    let mut found = Vec::new();
    for card in cards {
        let Some(candidate) = candidates.iter().find(|candidate| candidate.id == card.id) else { continue };
        let text = format!("{} {}", candidate.lead, candidate.body);
        let written = scorer.as_written(candidate.texts());
        let marker = Scorer::new(&written);
        found.push(Found {
            title: marked(&card.title, |word| marker.weight(word)),
            excerpt: excerpt(&text, |word| marker.weight(word)),
            card,
        });
    }
    found.sort_by_key(|found| ids.iter().position(|id| *id == found.card.id));
    Ok(found)
}
