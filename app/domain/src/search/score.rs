//! The order of results. What counts, from most to least: the words in the title, the lead, the text; words that
//! stand together as they were typed; rare words; marks as they were typed; how often a word occurs; and, of
//! equal articles, how new they are.

use super::{
    query::Query,
    words::{Word, folded, words},
};
use crate::clock::Timestamp;
use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
};

/// How well a spelling fits a word, if nothing was typed with marks.
pub const FITS: f32 = 0.9;
/// How well a spelling with more marks fits a word, if others were typed with marks: `công nhận` for
/// `công nhân`.
pub const FITS_LESS: f32 = 0.4;
/// How well a word without marks fits one that was typed with them.
pub const UNMARKED: f32 = 0.75;
/// How well a word fits of which only the beginning was typed.
pub const BEGUN: f32 = 0.55;

/// A word that is searched for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sought {
    /// The words that fit it, with how well they do: 1 for the word as typed.
    pub spellings: HashMap<String, f32>,
    /// Its weight: the rarer, the greater.
    pub weight: f32,
    /// Whether it was typed next to the one before.
    pub joined: bool,
}

impl Sought {
    /// Whether a word is this one, as far as marks were typed.
    pub fn is(&self, word: &Word<'_>) -> bool {
        self.spellings.get(&word.normal()).is_some_and(|fit| *fit > FITS_LESS)
    }
}

/// The weight of a word that `having` of `all` articles have.
pub fn rarity(having: i64, all: i64) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a weight")]
    let (having, all) = (having as f32, all.max(having) as f32);
    (1.0 + (all - having + 0.5) / (having + 0.5)).ln()
}

/// The texts of an article that are searched.
#[derive(Debug, Clone, Copy)]
pub struct Texts<'a> {
    /// The title.
    pub title: &'a str,
    /// The kicker and the lead.
    pub lead: &'a str,
    /// Everything else.
    pub body: &'a str,
}

/// How much of a body is read, in bytes: more says nothing new about what an article is about.
pub const READ: usize = 20_000;
/// How often a word must occur to count half as much as it can.
const HALF: f32 = 1.2;
/// From this number of words on, a question is a sentence: it contains words that are not meant, and a title that
/// has some of them says little.
pub const SENTENCE: usize = 5;

/// How much title, lead and text count, and how long they usually are, in words.
const FIELDS: [(f32, f32); 3] = [(6.0, 12.0), (2.2, 45.0), (1.0, 450.0)];
/// The same for a sentence.
const FIELDS_OF_SENTENCE: [(f32, f32); 3] = [(2.5, 12.0), (1.6, 45.0), (1.0, 450.0)];

/// What a text has of the words.
struct Having {
    /// How often each word occurs, by how well it fits.
    words: Vec<f32>,
    /// How often each word stands behind the one that was typed before it.
    pairs: Vec<f32>,
    length: f32,
}

/// The words that are searched for, ready to be looked up.
#[derive(Debug)]
pub struct Scorer<'a> {
    sought: &'a [Sought],
    by_spelling: HashMap<&'a str, Vec<(usize, f32)>>,
    /// The letters without marks with which spellings begin: most words of a text begin with another.
    initials: BTreeSet<char>,
    /// The words of texts as they are written, and whether they are searched for: most are not, and return.
    written: RefCell<HashMap<String, bool>>,
}

impl<'a> Scorer<'a> {
    /// For these words, in the order in which they were typed.
    pub fn new(sought: &'a [Sought]) -> Self {
        let mut by_spelling: HashMap<&str, Vec<(usize, f32)>> = HashMap::new();
        for (index, word) in sought.iter().enumerate() {
            for (spelling, fit) in &word.spellings {
                by_spelling.entry(spelling).or_default().push((index, *fit));
            }
        }
        let initials = by_spelling.keys().filter_map(|spelling| folded(spelling).chars().next()).collect();
        Self { sought, by_spelling, initials, written: RefCell::default() }
    }

    /// The weight of a word of a text, 0 if it is not searched for: for excerpts.
    pub fn weight(&self, word: &Word<'_>) -> f32 {
        self.found(word).iter().map(|(index, fit)| self.sought[*index].weight * fit).fold(0.0, f32::max)
    }

    /// The words as these texts have them: each with the spellings only that stand beside its neighbour, if there are
    /// such. Without its mark `tu` is also `từ`, of which a text about `tủ sách` is full.
    pub fn as_written(&self, texts: Texts<'_>) -> Vec<Sought> {
        let mut beside: Vec<HashMap<String, f32>> = vec![HashMap::new(); self.sought.len()];
        for text in [texts.title, texts.lead, texts.body] {
            let mut before: (String, &[(usize, f32)]) = (String::new(), &[]);
            for word in words(text) {
                let found = self.found(&word);
                let form = if found.is_empty() { String::new() } else { word.normal() };
                for (index, fit) in
                    found.iter().filter(|(index, _)| word.joined && self.sought[*index].joined)
                {
                    if let Some((earlier, other)) = before.1.iter().find(|(earlier, _)| earlier + 1 == *index)
                    {
                        beside[*index].insert(form.clone(), *fit);
                        beside[*earlier].insert(before.0.clone(), *other);
                    }
                }
                before = (form, found);
            }
        }
        let narrowed = self.sought.iter().zip(beside).map(|(word, beside)| {
            if beside.is_empty() { word.clone() } else { Sought { spellings: beside, ..word.clone() } }
        });
        narrowed.collect()
    }

    /// The words for which one of a text stands, with how well it fits them.
    fn found(&self, word: &Word<'_>) -> &[(usize, f32)] {
        let initial = word.written.chars().next().filter(char::is_ascii);
        if initial.is_some_and(|initial| !self.initials.contains(&initial.to_ascii_lowercase()))
            || self.written.borrow().get(word.written) == Some(&false)
        {
            return &[];
        }
        let found = self.by_spelling.get(word.normal().as_str());
        self.written.borrow_mut().entry(word.written.to_owned()).or_insert(found.is_some());
        found.map_or(&[], Vec::as_slice)
    }

    fn having(&self, text: &str) -> Having {
        let none = || vec![0.0; self.sought.len()];
        let mut having = Having { words: none(), pairs: none(), length: 0.0 };
        let mut before: &[(usize, f32)] = &[];
        for word in words(text) {
            having.length += 1.0;
            let found = self.found(&word);
            for (index, fit) in found {
                having.words[*index] += fit;
                let neighbour = before.iter().find(|(earlier, _)| earlier + 1 == *index);
                if let Some((_, other)) = neighbour.filter(|_| word.joined && self.sought[*index].joined) {
                    having.pairs[*index] += fit.min(*other);
                }
            }
            before = found;
        }
        having
    }

    /// The score of an article, and the share of the words' weight that it has, from 0 to 1.
    pub fn score(&self, texts: Texts<'_>, published: Timestamp, now: Timestamp) -> (f32, f32) {
        let body = &texts.body[..texts.body.floor_char_boundary(READ)];
        let fields = if self.sought.len() < SENTENCE { FIELDS } else { FIELDS_OF_SENTENCE };
        let all: f32 = self.sought.iter().map(|word| word.weight).sum::<f32>().max(f32::MIN_POSITIVE);
        let mut score = 0.0;
        let mut has = vec![false; self.sought.len()];
        for (text, (importance, usual)) in [texts.title, texts.lead, body].into_iter().zip(fields) {
            let having = self.having(text);
            // As often in a text of more than the usual length says less.
            let half = HALF * (having.length / usual).max(1.0).sqrt();
            let often = |times: f32| times * (1.0 + HALF) / (times + half);
            let (mut field, mut present) = (0.0, 0.0);
            for (index, word) in self.sought.iter().enumerate() {
                has[index] |= having.words[index] > 0.0;
                present += if having.words[index] > 0.0 { word.weight } else { 0.0 };
                field += word.weight * often(having.words[index]);
                if word.joined {
                    let both = word.weight + self.sought[index - 1].weight;
                    field += 1.5 * both * often(having.pairs[index]);
                }
            }
            // A field with all the words answers the question by itself.
            score += field * importance * (0.5 + present / all);
        }
        let share =
            self.sought.iter().zip(&has).filter(|(_, has)| **has).map(|(word, _)| word.weight).sum::<f32>();
        #[expect(clippy::cast_precision_loss, reason = "an age in years")]
        let years = (now.0 - published.0).max(0) as f32 / 31_557_600_000.0;
        (score * (1.0 + 0.12 / (1.0 + years)), share / all)
    }
}

/// Whether one of the texts has the words of each quoted run together and in order: the index knows only pairs
/// of words, and these without marks.
pub fn keeps_to(query: &Query, sought: &[Sought], texts: Texts<'_>) -> bool {
    let mut from = 0;
    query.wanted.iter().all(|run| {
        let run_words = &sought[from..from + run.words.len()];
        from += run.words.len();
        !run.quoted
            || [texts.title, texts.lead, texts.body].into_iter().any(|text| stands_in(run_words, text))
    })
}

/// Whether these words stand in a text together and in order.
fn stands_in(run: &[Sought], text: &str) -> bool {
    let all: Vec<Word<'_>> = words(text).collect();
    all.windows(run.len()).any(|place| place.iter().zip(run).all(|(word, sought)| sought.is(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_700_000_000_000);

    /// Words that were typed next to each other, each as it is.
    fn sought(typed: &str) -> Vec<Sought> {
        let word = |(index, word): (usize, Word<'_>)| Sought {
            spellings: HashMap::from([(word.normal(), 1.0)]),
            weight: 2.0,
            joined: index > 0,
        };
        words(typed).enumerate().map(word).collect()
    }

    fn score(typed: &str, title: &str, lead: &str, body: &str) -> f32 {
        let sought = sought(typed);
        Scorer::new(&sought).score(Texts { title, lead, body }, NOW, NOW).0
    }

    #[test]
    fn the_title_counts_more_than_the_lead_and_the_text() {
        let [title, lead, body] = [
            score("thư viện", "Mở thư viện", "", "Việc khác."),
            score("thư viện", "Tin", "Mở thư viện.", "Việc khác."),
            score("thư viện", "Tin", "", "Mở thư viện. Thư viện. Thư viện."),
        ];
        assert!(title > lead && lead > body && body > 0.0, "{title} {lead} {body}");
    }

    #[test]
    fn words_that_stand_together_count_more() {
        let together = score("thư viện", "Tin", "", "Một thư viện ở làng");
        let apart = score("thư viện", "Tin", "", "Một viện ở làng gửi thư");
        let sentence = score("thư viện", "Tin", "", "Gửi thư. Viện ở làng");
        assert!(together > apart && (apart - sentence).abs() < 0.1, "{together} {apart} {sentence}");
    }

    #[test]
    fn a_newer_one_of_equal_articles_comes_first_and_no_further() {
        let sought = sought("thư viện");
        let scorer = Scorer::new(&sought);
        let old = Timestamp(0);
        let texts = Texts { title: "Tin", lead: "", body: "Mở thư viện." };
        let better = Texts { title: "Mở thư viện", ..texts };
        assert!(scorer.score(texts, NOW, NOW).0 > scorer.score(texts, old, NOW).0);
        assert!(scorer.score(better, old, NOW).0 > scorer.score(texts, NOW, NOW).0);
    }

    #[test]
    fn what_stands_together_is_marked_alone() {
        let mut sought = sought("tu sach");
        sought[0].spellings = ["tu", "từ", "tủ"].map(|word| (word.to_owned(), FITS)).into();
        sought[1].spellings = ["sach", "sách"].map(|word| (word.to_owned(), FITS)).into();
        let scorer = Scorer::new(&sought);
        let texts = |body| Texts { title: "", lead: "", body };
        let spellings = |body| scorer.as_written(texts(body))[0].spellings.len();
        assert_eq!(spellings("Từ xóm này có tủ sách."), 1);
        assert_eq!(spellings("Từ xóm này có sách."), 3, "nothing stands together: all are marked");
    }

    #[test]
    fn a_rare_word_weighs_more() {
        assert!(rarity(1, 1_000) > rarity(500, 1_000));
        assert!(rarity(1_000, 1_000) > 0.0);
        assert!(rarity(2_000, 1_000).is_finite());
    }

    #[test]
    fn quoted_words_stand_together() {
        let query = Query::read("\"tủ sách làng\" vui");
        let sought = sought("tủ sách làng vui");
        let keeps = |body| keeps_to(&query, &sought, Texts { title: "", lead: "", body });
        assert!(keeps("Vui: tủ sách làng."));
        assert!(!keeps("Tủ sách, sách làng. Vui."));
        assert!(!keeps(""));
    }
}
