//! What the index finds: at most [`super::CANDIDATES`] articles that may be shown.

use super::{CANDIDATES, index::pair};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, QueryBuilder, all_of, any_of, begins, has_words, indexed_id, push_has_words, without},
    id::ArticleId,
    news::store::readable,
    search::{
        query::{Query, Run},
        score::{FITS_LESS, Sought, rarity},
        words::folded,
    },
};

/// How many articles with a word are counted; a word that more have is common.
pub(super) const COMMON: i64 = 2_000;
/// [`CANDIDATES`] for a statement.
const MOST: i64 = CANDIDATES as i64;
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

    /// All words; also together where they were typed together, or in quotation marks only.
    pub(super) fn words(&self, closeness: Closeness, together: bool) -> String {
        let mut all: Vec<String> = (0..self.sought.len()).map(|index| self.word(index, closeness)).collect();
        for run in self.query.wanted.iter().filter(|run| run.quoted || together) {
            let open = !run.quoted && closeness == Closeness::Begun;
            all.extend(pairs(run, open));
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
            return self.words(Closeness::Begun, false);
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

    /// Whether words were typed together.
    fn has_pairs(&self) -> bool {
        self.sought.iter().any(|word| word.joined)
    }

    /// The articles that have all the words: those that have them in the title first, then in the lead, then
    /// anywhere; and each time those that have them together first. Of each kind the newest.
    pub(super) async fn find(&self, db: &Db, now: Timestamp) -> Result<Vec<ArticleId>, DbError> {
        let mut found = Vec::new();
        let mut before = None;
        for closeness in [Closeness::Typed, Closeness::Spelled, Closeness::Begun] {
            let asked = self.words(closeness, false);
            if before.as_ref() == Some(&asked) {
                continue;
            }
            for together in [true, false] {
                if together && !self.has_pairs() {
                    continue;
                }
                let words = self.words(closeness, together);
                for id in find_newest(db, &words, now).await? {
                    if !found.contains(&id) {
                        found.push(id);
                    }
                }
                if found.len() >= CANDIDATES {
                    found.truncate(CANDIDATES);
                    return Ok(found);
                }
            }
            before = Some(asked);
        }
        Ok(found)
    }

    /// How many articles have all the words, up to `most`.
    pub(super) async fn count(&self, db: &Db, now: Timestamp, most: i64) -> Result<i64, DbError> {
        sqlx::query_scalar(concat!(
            "select count(*)
             from (
                select 1
                from text_words found
                cross join articles article on article.id = ",
            indexed_id!("found"),
            "   where ",
            has_words!("found", "text_words", "$1"),
            " and ",
            readable!("article", "$2"),
            "   limit $3
             ) counted"
        ))
        .bind(self.words(Closeness::Begun, false))
        .bind(now)
        .bind(most)
        .fetch_one(db.read())
        .await
    }

    /// The articles with the greatest weight of rare words and pairs.
    pub(super) async fn find_some(
        &self,
        db: &Db,
        now: Timestamp,
        all: i64,
    ) -> Result<Vec<ArticleId>, DbError> {
        let mut parts: Vec<String> =
            (0..self.sought.len()).map(|index| self.word(index, Closeness::Spelled)).collect();
        parts.extend(self.query.wanted.iter().flat_map(|run| pairs(run, false)));
        let parts: Vec<String> = parts.iter().map(|part| self.any(part)).collect();
        let mut counted: Vec<(i64, String)> =
            count_each(db, &parts).await?.into_iter().zip(parts).filter(|(count, _)| *count > 0).collect();
        counted.sort();
        counted.truncate(RARE);
        let weighed: Vec<(f64, String)> =
            counted.into_iter().map(|(count, part)| (f64::from(rarity(count, all)), part)).collect();
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
            select id, sum(weight)
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
         join articles article on article.id = best.id
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

/// The newest articles with these words: in the title, in the lead, anywhere.
async fn find_newest(db: &Db, words: &str, now: Timestamp) -> Result<Vec<ArticleId>, DbError> {
    macro_rules! newest {
        ($place:literal, $index:literal) => {
            concat!(
                "select * from (
                    select ",
                $place,
                " as place, article.id
                    from ",
                $index,
                " found cross join articles article on article.id = ",
                indexed_id!("found"),
                " where ",
                has_words!("found", $index, "$1"),
                " and ",
                readable!("article", "$2"),
                " order by ",
                indexed_id!("found"),
                " desc limit $3
                 )"
            )
        };
    }
    let rows: Vec<(i64, ArticleId)> = sqlx::query_as(concat!(
        newest!("1", "title_words"),
        " union all ",
        newest!("2", "lead_words"),
        " union all ",
        newest!("3", "text_words"),
        " limit $4"
    ))
    .bind(words)
    .bind(now)
    .bind(MOST)
    .bind(3 * MOST)
    .fetch_all(db.read())
    .await?;
    Ok(rows.into_iter().map(|(_, id)| id).collect())
}

/// How many articles match each of these questions, up to [`COMMON`].
pub(super) async fn count_each(db: &Db, parts: &[String]) -> Result<Vec<i64>, DbError> {
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
        query.push(" limit ").push_bind(COMMON).push(") counted");
    }
    query.build_query_scalar().fetch_all(db.read()).await
}
