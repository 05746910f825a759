//! What the index finds: at most [`super::CANDIDATES`] articles that may be shown.

use super::{CANDIDATES, COUNTED, index::pair};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, QueryBuilder, all_of, any_of, begins, has_words, indexed_id, push_has_words, without},
    id::ArticleId,
    news::store::{ahead, readable},
    search::{
        query::{Query, Run},
        score::{FITS_LESS, SENTENCE, Sought, rarity},
        words::folded,
    },
};

/// How many articles with a word are counted; a word that more have is common.
pub(super) const COMMON: i64 = 2_000;
/// [`CANDIDATES`] for a statement.
const MOST: i64 = CANDIDATES as i64;
/// Among how many of the newest articles those are looked for that have all words of a sentence.
const WINDOW: i64 = 20_000;
/// How many articles of each rare word or pair are compared.
const NEWEST: i64 = 500;
/// How many rare words and pairs are looked up where no article has all words.
const RARE: usize = 12;

/// A question in the language of the index.
pub(super) struct Question<'a> {
    query: &'a Query,
    sought: &'a [Sought],
    /// What every article must belong to.
    marks: Vec<String>,
}

/// How closely words must be spelled as they were typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Closeness {
    /// As typed.
    Typed,
    /// With other marks where they may be missing.
    Spelled,
    /// Also with the last word incomplete.
    Begun,
}

impl<'a> Question<'a> {
    pub(super) fn new(query: &'a Query, sought: &'a [Sought], marks: Vec<String>) -> Self {
        Self { query, sought, marks }
    }

    /// One word in its spellings.
    pub(super) fn word(&self, index: usize, closeness: Closeness) -> String {
        let least = match closeness {
            Closeness::Typed => 1.0,
            Closeness::Spelled => FITS_LESS,
            Closeness::Begun => 0.0,
        };
        let spellings = &self.sought[index].spellings;
        any_of(spellings.iter().filter(|(_, fit)| **fit >= least).map(|(word, _)| word.as_str()))
    }

    /// All words; where they were typed next to each other also `together`, at least those in quotation marks. With
    /// `by_pairs` words are left out that are in one of these pairs, whatever their marks: common words make long
    /// lists, pairs of them short ones.
    fn words(&self, closeness: Closeness, together: bool, by_pairs: bool) -> String {
        let mut all = Vec::new();
        let mut first = 0;
        for (place, run) in self.query.wanted.iter().enumerate() {
            let open =
                self.query.open && closeness == Closeness::Begun && place + 1 == self.query.wanted.len();
            let paired = if run.quoted || together { run.words.len() - usize::from(open) } else { 0 };
            // A pair has no marks, so it says all of a word that was typed without them.
            let said = |index: usize| {
                paired > 1
                    && index < paired
                    && (by_pairs || (closeness != Closeness::Typed && run.words[index].is_ascii()))
            };
            let words = (0..run.words.len()).filter(|index| !said(*index));
            all.extend(words.map(|index| self.word(first + index, closeness)));
            if paired > 1 {
                all.extend(pairs(run, open));
            }
            first += run.words.len();
        }
        all.extend(self.marks.iter().cloned());
        without(&all_of(&all), &self.unwanted())
    }

    /// All words for suggestions. Of the last one there may be the beginning only: behind another word it is found
    /// by their pair.
    pub(super) fn begun(&self) -> String {
        let before =
            self.query.words().rev().nth(1).filter(|_| self.sought.last().is_some_and(|last| last.joined));
        let Some((before, last)) = before.zip(self.query.words().last()).filter(|_| self.query.open) else {
            return self.words(Closeness::Begun, false, false);
        };
        let known = self.sought.len() - 1;
        let mut all: Vec<String> = (0..known).map(|index| self.word(index, Closeness::Spelled)).collect();
        all.push(begins(&pair(folded(before), &folded(last))));
        without(&all_of(&all), &self.unwanted())
    }

    /// One of the words or pairs, with what articles must belong to.
    fn any(&self, part: &str) -> String {
        let mut all = vec![part.to_owned()];
        all.extend(self.marks.iter().cloned());
        without(&all_of(&all), &self.unwanted())
    }

    fn unwanted(&self) -> Vec<String> {
        let one = |run: &Run| {
            let words = run.words.iter().map(|word| any_of([word.as_str()]));
            all_of(&words.chain(pairs(run, false)).collect::<Vec<_>>())
        };
        self.query.unwanted.iter().map(one).collect()
    }

    /// The articles that have all the words, at most [`CANDIDATES`], and how many there are, up to one more than
    /// [`COUNTED`]. What a sentence has is looked for in the newest articles only: the lists of many common words are
    /// long, and [`Self::find_some`] finds the rest by the rare ones.
    pub(super) async fn find(&self, db: &Db, now: Timestamp) -> Result<(Vec<ArticleId>, usize), DbError> {
        let after = if self.sought.len() < SENTENCE { 0 } else { newest_id(db).await? - WINDOW };
        let lists = Lists { db, now, after };
        if self.query.wanted.iter().any(|run| run.quoted) {
            let (few, count) = lists.text(&self.words(Closeness::Begun, false, true), MOST + 1).await?;
            if count <= CANDIDATES {
                return Ok((few, count));
            }
        }
        let (all, count) = lists.text(&self.words(Closeness::Begun, false, false), COUNTED + 1).await?;
        let best = if count <= CANDIDATES { all } else { self.find_best(&lists, all).await? };
        Ok((best, count))
    }

    /// Of many articles that have all the words those that have them together in the title or lead, then together
    /// anywhere, then apart in the title or lead; the rest is the newest of `all`.
    async fn find_best(&self, lists: &Lists<'_>, all: Vec<ArticleId>) -> Result<Vec<ArticleId>, DbError> {
        let mut best = Vec::new();
        let joined = self.sought.iter().any(|word| word.joined);
        for (place, together) in
            [(Place::Headings, true), (Place::Text, true), (Place::Headings, false), (Place::Text, false)]
        {
            if joined || !together {
                add(&mut best, self.find_closest(lists, place, together).await?);
            }
            if best.len() == CANDIDATES {
                return Ok(best);
            }
        }
        add(&mut best, all);
        Ok(best)
    }

    /// The articles that have all the words at a place: all of them if they are few, otherwise first those that have
    /// them as they were typed, then with other marks, then with the last word incomplete.
    async fn find_closest(
        &self,
        lists: &Lists<'_>,
        place: Place,
        together: bool,
    ) -> Result<Vec<ArticleId>, DbError> {
        // Very many articles have all words apart in their text, or nobody would look closer.
        if place == Place::Headings || together {
            let few = lists.at(place, &self.words(Closeness::Begun, together, together)).await?;
            if few.len() <= CANDIDATES {
                return Ok(few);
            }
        }
        let mut closest = Vec::new();
        let mut before = None;
        for closeness in [Closeness::Typed, Closeness::Spelled, Closeness::Begun] {
            let words = self.words(closeness, together, false);
            if before.as_ref() != Some(&words) {
                add(&mut closest, lists.at(place, &words).await?);
            }
            if closest.len() == CANDIDATES {
                break;
            }
            before = Some(words);
        }
        Ok(closest)
    }

    /// The articles with the greatest weight of rare words and pairs.
    pub(super) async fn find_some(
        &self,
        db: &Db,
        now: Timestamp,
        all: i64,
    ) -> Result<Vec<ArticleId>, DbError> {
        let words =
            self.sought.iter().enumerate().map(|(index, word)| {
                (f64::from(word.weight), self.any(&self.word(index, Closeness::Spelled)))
            });
        let pairs: Vec<String> =
            self.query.wanted.iter().flat_map(|run| pairs(run, false)).map(|pair| self.any(&pair)).collect();
        let counts = count_each(db, &pairs, COMMON).await?;
        let pairs = pairs.into_iter().zip(counts);
        let pairs = pairs.map(|(pair, count)| (f64::from(rarity(count, all)), pair));
        let nowhere = f64::from(rarity(0, all));
        let mut weighed: Vec<(f64, String)> =
            words.chain(pairs).filter(|(weight, _)| *weight < nowhere).collect();
        weighed.sort_by(|one, other| other.0.total_cmp(&one.0));
        weighed.truncate(RARE);
        let found = find_heaviest(db, &weighed, now, MOST).await?;
        Ok(found.into_iter().map(|(id, _)| id).collect())
    }
}

/// The articles with the greatest sum of weights of what they match of `parts`, at most `most`, with that sum. Of a
/// part that very many match the newest ones count.
pub(super) async fn find_heaviest(
    db: &Db,
    parts: &[(f64, String)],
    now: Timestamp,
    most: i64,
) -> Result<Vec<(ArticleId, f64)>, DbError> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::new("with parts (id, weight) as (");
    for (index, (weight, part)) in parts.iter().enumerate() {
        if index > 0 {
            query.push(" union all ");
        }
        query.push("select ").push(concat!("* from (select ", indexed_id!("found"), ", "));
        query.push_bind(*weight).push(" from text_words found where ");
        push_has_words(&mut query, "found.text_words", part);
        query.push(concat!(" order by ", indexed_id!("found"), " desc limit ")).push_bind(NEWEST).push(")");
    }
    // The articles themselves are read last: only those to come are left out, and they are few.
    query.push(
        "),
         best (id, weight) as (
            select id, cast(sum(weight) as double precision)
            from parts
            group by id
            order by sum(weight) desc, id desc
            limit ",
    );
    query.push_bind(2 * most);
    query.push(concat!(
        " )
         select best.id, best.weight
         from best
         cross join articles article on article.id = best.id
         where ",
        readable!("article", "")
    ));
    query.push_bind(now);
    query.push(" order by best.weight desc, best.id desc limit ").push_bind(most);
    query.build_query_as().fetch_all(db.read()).await
}

/// The pairs of neighbours of a run, without marks. The last one is left out if the last word is `open`.
fn pairs(run: &Run, open: bool) -> impl Iterator<Item = String> + '_ {
    let end = run.words.len() - usize::from(open);
    run.words[..end].windows(2).map(|two| any_of([pair(folded(&two[0]), &folded(&two[1])).as_str()]))
}

/// Adds the articles that are not there yet, as long as there are fewer than [`CANDIDATES`].
fn add(best: &mut Vec<ArticleId>, found: Vec<ArticleId>) {
    for id in found {
        if best.len() < CANDIDATES && !best.contains(&id) {
            best.push(id);
        }
    }
}

/// The id of the newest article.
async fn newest_id(db: &Db) -> Result<i64, DbError> {
    let newest: Option<i64> = sqlx::query_scalar("select max(id) from articles").fetch_one(db.read()).await?;
    Ok(newest.unwrap_or(0))
}

/// The lists of the index, of the articles that readers see and that have an id above `after`; the newest first.
struct Lists<'a> {
    db: &'a Db,
    now: Timestamp,
    after: i64,
}

/// Where words are looked for.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// Titles and leads.
    Headings,
    /// Everything.
    Text,
}

/// The rest of a statement behind `select`: the articles of an index with the words `$1`, without those to come after
/// `$2`, with an id above `$3`; the newest `$4`.
macro_rules! newest_of {
    ($index:literal) => {
        concat!(
            indexed_id!("found"),
            " as id
             from ",
            $index,
            " found
             where ",
            has_words!("found", $index, "$1"),
            " and ",
            indexed_id!("found"),
            " > $3 and ",
            indexed_id!("found"),
            " not in ",
            ahead!("$2"),
            " order by ",
            indexed_id!("found"),
            " desc
             limit $4"
        )
    };
}

impl Lists<'_> {
    /// The newest articles with these words at a place; more than [`CANDIDATES`] if there are more.
    async fn at(&self, place: Place, words: &str) -> Result<Vec<ArticleId>, DbError> {
        match place {
            Place::Headings => self.headings(words).await,
            Place::Text => Ok(self.text(words, MOST + 1).await?.0),
        }
    }

    /// The articles with these words in the title, then those with them in the lead; one more than [`CANDIDATES`] of
    /// each at most.
    async fn headings(&self, words: &str) -> Result<Vec<ArticleId>, DbError> {
        macro_rules! newest {
            ($place:literal, $index:literal) => {
                concat!(
                    "select * from (
                        select ",
                    $place,
                    " as place, ",
                    newest_of!($index),
                    " )"
                )
            };
        }
        let rows: Vec<(i64, ArticleId)> = sqlx::query_as(concat!(
            newest!("1", "title_words"),
            " union all ",
            newest!("2", "lead_words"),
            " limit $5"
        ))
        .bind(words)
        .bind(self.now)
        .bind(self.after)
        .bind(MOST + 1)
        .bind(2 * (MOST + 1))
        .fetch_all(self.db.read())
        .await?;
        Ok(rows.into_iter().map(|(_, id)| id).collect())
    }

    /// The newest articles with these words anywhere, one more than [`CANDIDATES`] at most, and how many there are, up to
    /// `most`. One statement, since a row costs more on its way here than in the engine.
    async fn text(&self, words: &str, most: i64) -> Result<(Vec<ArticleId>, usize), DbError> {
        let rows: Vec<(ArticleId, i64)> = sqlx::query_as(concat!(
            "with hits (id) as materialized (
                select ",
            newest_of!("text_words"),
            "
             )
             select id, (select count(*) from hits)
             from hits
             order by id desc
             limit $5"
        ))
        .bind(words)
        .bind(self.now)
        .bind(self.after)
        .bind(most)
        .bind(MOST + 1)
        .fetch_all(self.db.read())
        .await?;
        let count = rows.first().map_or(0, |(_, count)| usize::try_from(*count).unwrap_or_default());
        Ok((rows.into_iter().map(|(id, _)| id).collect(), count))
    }
}

/// The number of articles, up to [`COMMON`].
pub(super) async fn count_articles(db: &Db) -> Result<i64, DbError> {
    sqlx::query_scalar("select count(*) from (select 1 from articles limit $1) counted")
        .bind(COMMON)
        .fetch_one(db.read())
        .await
}

/// How many articles match each of these questions, up to `most`.
pub(super) async fn count_each(db: &Db, parts: &[String], most: i64) -> Result<Vec<i64>, DbError> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let mut query = QueryBuilder::new("");
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            query.push(" union all ");
        }
        query.push("select count(*) from (select 1 from text_words where ");
        push_has_words(&mut query, "text_words", part);
        query.push(" limit ").push_bind(most).push(") counted");
    }
    query.build_query_scalar().fetch_all(db.read()).await
}
