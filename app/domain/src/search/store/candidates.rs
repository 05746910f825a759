//! What the index finds: at most [`super::CANDIDATES`] articles that may be shown.

use super::{
    CANDIDATES, COUNTED,
    question::{Closeness, Question},
};
use crate::{
    clock::Timestamp,
    db::{Db, DbError, QueryBuilder, has_words, indexed_id, push_has_words},
    id::ArticleId,
    news::store::{ahead, readable},
    search::score::SENTENCE,
};

/// [`CANDIDATES`] for a statement.
const MOST: i64 = CANDIDATES as i64;
/// How many articles of each rare word or pair are compared.
const NEWEST: i64 = 500;
/// How many rare words and pairs are looked up where no article has all words.
const RARE: usize = 10;

/// The articles that have all the words of a question.
pub(super) struct Candidates {
    /// At most [`CANDIDATES`].
    pub(super) ids: Vec<ArticleId>,
    /// How many there are.
    pub(super) count: i64,
    /// Whether there may be more, which were not counted.
    pub(super) more: bool,
}

impl Question<'_> {
    fn is_quoted(&self) -> bool {
        self.query.wanted.iter().any(|run| run.quoted)
    }

    /// The articles that have all the words. A last word that may be incomplete counts as complete if that finds enough.
    pub(super) async fn find(&self, db: &Db, now: Timestamp) -> Result<Candidates, DbError> {
        let lists = Lists { db, now };
        let quoted = self.is_quoted();
        // The pairs are a first guess of what has the words in quotation marks; many are not worth counting.
        let most = if quoted { MOST } else { COUNTED };
        if quoted {
            let (few, count) = lists.text(&self.words(Closeness::Begun, false, true), MOST + 1).await?;
            if count <= MOST {
                return Ok(Candidates { ids: few, count, more: false });
            }
        }
        let whole = self.words(Closeness::Spelled, false, false);
        let (mut all, mut count) = lists.text(&whole, most + 1).await?;
        let mut loosest = Closeness::Spelled;
        let begun = self.words(Closeness::Begun, false, false);
        if count <= MOST && begun != whole {
            (all, count) = lists.text(&begun, most + 1).await?;
            loosest = Closeness::Begun;
        }
        // Older articles with the words together are looked for apart, unless all are.
        let limited = self.newest.is_some() && !quoted;
        let ids = if count <= MOST && !limited { all } else { self.find_best(&lists, loosest, all).await? };
        let more = count > most || (limited && !ids.is_empty());
        Ok(Candidates { ids, count: count.min(most), more })
    }

    /// Of many articles that have all the words those that have them together in the title or lead, then together
    /// anywhere, then apart in the title or lead; the rest is the newest of `all`. Nobody looks for the words of a sentence
    /// apart, and words in quotation marks are together in `all` articles.
    async fn find_best(
        &self,
        lists: &Lists<'_>,
        loosest: Closeness,
        all: Vec<ArticleId>,
    ) -> Result<Vec<ArticleId>, DbError> {
        let mut best = Vec::new();
        let joined = self.sought.iter().any(|word| word.joined);
        let sentence = self.sought.len() >= SENTENCE;
        let quoted = self.is_quoted();
        for (place, together, wanted) in [
            (Place::Headings, true, joined),
            (Place::Text, true, joined && !quoted),
            (Place::Headings, false, !sentence && !quoted),
        ] {
            if wanted && best.len() < CANDIDATES {
                add(&mut best, self.find_closest(lists, place, together, loosest).await?);
            }
        }
        let typed = self.words(Closeness::Typed, false, false);
        let others = typed != self.words(loosest, false, false);
        if !sentence && others && best.len() < CANDIDATES {
            add(&mut best, lists.at(Place::Text, &typed).await?);
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
        loosest: Closeness,
    ) -> Result<Vec<ArticleId>, DbError> {
        let loosely = self.words(loosest, together, together);
        let loose = lists.at(place, &loosely).await?;
        if loose.len() <= CANDIDATES {
            return Ok(loose);
        }
        let mut closest = Vec::new();
        for closeness in [Closeness::Typed, Closeness::Spelled] {
            let words = self.words(closeness, together, false);
            if words == loosely || closest.len() == CANDIDATES {
                break;
            }
            add(&mut closest, lists.at(place, &words).await?);
        }
        add(&mut closest, loose);
        Ok(closest)
    }

    /// The articles with the greatest weight of rare words and pairs.
    pub(super) async fn find_some(&self, db: &Db, now: Timestamp) -> Result<Vec<ArticleId>, DbError> {
        let mut parts = self.parts();
        parts.sort_by(|one, other| other.0.total_cmp(&one.0));
        parts.truncate(RARE);
        let found = find_heaviest(db, &parts, now, MOST).await?;
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

/// Adds the articles that are not there yet, as long as there are fewer than [`CANDIDATES`].
fn add(best: &mut Vec<ArticleId>, found: Vec<ArticleId>) {
    for id in found {
        if best.len() < CANDIDATES && !best.contains(&id) {
            best.push(id);
        }
    }
}

/// The lists of the index, of the articles that readers see; the newest first.
struct Lists<'a> {
    db: &'a Db,
    now: Timestamp,
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
/// `$2`; the newest `$3`.
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
            " not in ",
            ahead!("$2"),
            " order by ",
            indexed_id!("found"),
            " desc
             limit $3"
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
            " limit $4"
        ))
        .bind(words)
        .bind(self.now)
        .bind(MOST + 1)
        .bind(2 * (MOST + 1))
        .fetch_all(self.db.read())
        .await?;
        Ok(rows.into_iter().map(|(_, id)| id).collect())
    }

    /// The newest articles with these words anywhere, one more than [`CANDIDATES`] at most, and how many there are, up to
    /// `most`. One statement, since a row costs more on its way here than in the engine.
    async fn text(&self, words: &str, most: i64) -> Result<(Vec<ArticleId>, i64), DbError> {
        let rows: Vec<(ArticleId, i64)> = sqlx::query_as(concat!(
            "with hits (id) as materialized (
                select ",
            newest_of!("text_words"),
            "
             )
             select id, (select count(*) from hits)
             from hits
             order by id desc
             limit $4"
        ))
        .bind(words)
        .bind(self.now)
        .bind(most)
        .bind(MOST + 1)
        .fetch_all(self.db.read())
        .await?;
        let count = rows.first().map_or(0, |(_, count)| *count);
        Ok((rows.into_iter().map(|(id, _)| id).collect(), count))
    }
}
