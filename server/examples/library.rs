//! Fills a data folder with made-up articles, for measuring the search, and prints questions about them. The same
//! arguments give the same texts. The words are as many and as unevenly used as in Vietnamese: 5,847 syllables that
//! are 1,449 without marks, most of them in words of two.
//!
//! It has its own SQL for what no site asks: the size of the index.
//!
//! Usage: `library DATA ARTICLES`, where DATA has a site with a category already. Prints a line of JSON for each
//! question, `{"kind": "rare", "text": "…"}`, and one with the bytes of the index for each article.
#![expect(clippy::expect_used, reason = "a tool of the benchmarks stops where it stands")]
#![expect(clippy::print_stdout, reason = "the questions go there")]

use domain::{
    clock::Timestamp,
    db::{Db, Missing, WriteTx},
    id::CategoryId,
    news::{Block, Content, Manuscript, store::put_article},
    search::store::merge_index,
};
use fastrand::Rng;
use std::{collections::BTreeSet, env, path::Path};

const SYLLABLES: usize = 5_847;
const BARE: usize = 1_449;
/// Words of two syllables.
const PAIRS: usize = 20_000;
/// The lengths of title, lead and text, in words of one or two syllables.
const LENGTHS: [usize; 3] = [6, 18, 150];
const TRANSACTION: usize = 500;
/// Of each kind of question.
const QUESTIONS: usize = 25;
const HOUR: i64 = 3_600_000;

/// A place in a list of this length, by Zipf's law: place n comes with a probability of about 1/n.
fn zipf(chance: &mut Rng, length: usize) -> usize {
    #[expect(clippy::cast_precision_loss, reason = "a probability")]
    let length = length as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
    let place = ((length + 1.0).powf(chance.f64()) - 1.0) as usize;
    place
}

/// The language of the articles.
struct Language {
    /// The most used first.
    syllables: Vec<String>,
    pairs: Vec<[usize; 2]>,
}

impl Language {
    fn new(chance: &mut Rng) -> Self {
        let syllables = syllables(chance);
        let pairs = (0..PAIRS).map(|_| [zipf(chance, SYLLABLES), zipf(chance, SYLLABLES)]).collect();
        Self { syllables, pairs }
    }

    fn sentence(&self, words: usize, chance: &mut Rng) -> String {
        let mut said = Vec::new();
        for _ in 0..words {
            if chance.usize(..10) < 6 {
                said.extend(self.pairs[zipf(chance, PAIRS)]);
            } else {
                said.push(zipf(chance, SYLLABLES));
            }
        }
        said.into_iter().map(|place| self.syllables[place].as_str()).collect::<Vec<_>>().join(" ")
    }

    fn article(&self, number: usize, chance: &mut Rng) -> [String; 3] {
        let [title, lead, text] =
            LENGTHS.map(|length| self.sentence(length + chance.usize(..length / 2), chance));
        [format!("{title} {number}"), lead, text]
    }

    fn pair(&self, place: usize) -> String {
        self.pairs[place].map(|syllable| self.syllables[syllable].as_str()).join(" ")
    }
}

/// Syllables as Vietnamese builds them, in random order of use.
fn syllables(chance: &mut Rng) -> Vec<String> {
    const BEGINNINGS: [&str; 24] = [
        "", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s",
        "t", "th", "tr", "v", "x",
    ];
    const ENDINGS: [&str; 12] = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t", "i", "o", "u"];
    const VOWELS: [&str; 6] =
        ["aáàảãạăắằẳẵặâấầẩẫậ", "eéèẻẽẹêếềểễệ", "iíìỉĩị", "oóòỏõọôốồổỗộơớờởỡợ", "uúùủũụưứừửữự", "yýỳỷỹỵ"];
    let mut bare = Vec::new();
    for beginning in BEGINNINGS.iter().filter(|beginning| **beginning != "đ") {
        for vowel in VOWELS {
            bare.extend(ENDINGS.map(|ending| (*beginning, vowel, ending)));
        }
    }
    chance.shuffle(&mut bare);
    let mut all = BTreeSet::new();
    for (beginning, vowel, ending) in &bare[..BARE] {
        all.insert(format!("{beginning}{}{ending}", vowel.chars().next().expect("a vowel")));
    }
    while all.len() < SYLLABLES {
        let (beginning, vowel, ending) = bare[chance.usize(..BARE)];
        let beginning = if beginning == "d" && chance.usize(..2) == 0 { "đ" } else { beginning };
        let vowels: Vec<char> = vowel.chars().collect();
        all.insert(format!("{beginning}{}{ending}", vowels[chance.usize(..vowels.len())]));
    }
    let mut all: Vec<String> = all.into_iter().collect();
    chance.shuffle(&mut all);
    all
}

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [data, articles] = <[String; 2]>::try_from(arguments).expect("two arguments");
    let articles: usize = articles.parse().expect("a number");
    let db = Db::open(&Path::new(&data).join("trangnhat.db"), Missing::Refuse).await.expect("a database");
    let mut chance = Rng::with_seed(7);
    let language = Language::new(&mut chance);
    let mut asked = Vec::new();
    let mut tx = db.write().await.expect("a transaction");
    let category =
        sqlx::query_scalar("select min(id) from categories").fetch_one(&mut *tx).await.expect("a category");
    let now = Timestamp::now();
    for number in 0..articles {
        let texts = language.article(number, &mut chance);
        if number % (articles / QUESTIONS) == 0 && asked.len() < QUESTIONS {
            asked.push(texts.clone());
        }
        let age = i64::try_from(articles - number).expect("a number") * HOUR / 4;
        put(&mut tx, category, number, texts, Timestamp(now.0 - age)).await;
        if number % TRANSACTION == TRANSACTION - 1 {
            tx.commit().await.expect("written");
            tx = db.write().await.expect("a transaction");
        }
    }
    tx.commit().await.expect("written");
    while merge_index(&db).await.expect("merged") {}
    // A site that has settled: otherwise it would look for related articles while it is measured.
    let mut tx = db.write().await.expect("a transaction");
    sqlx::query("delete from unrelated_articles").execute(&mut *tx).await.expect("settled");
    tx.commit().await.expect("written");
    let bytes = index_bytes(&db).await;
    db.close().await;
    for (kind, text) in questions(&language, &asked, &mut chance) {
        println!("{}", serde_json::json!({ "kind": kind, "text": text }));
    }
    println!("{}", serde_json::json!({ "bytes": bytes / i64::try_from(articles).expect("a number") }));
}

async fn put(tx: &mut WriteTx<'_>, category: CategoryId, number: usize, texts: [String; 3], at: Timestamp) {
    let [title, lead, text] = texts;
    let body: Vec<Block> =
        serde_json::from_value(serde_json::json!([{ "html": format!("<p>{text}.</p>") }])).expect("a body");
    let article = Manuscript {
        slug: format!("bai-{number}").parse().expect("a slug"),
        category,
        content: Content { title, lead, ..Content::default() },
        body,
        words: 250,
        picture: None,
        published_at: Some(at),
        authors: Vec::new(),
        series: None,
        tags: Vec::new(),
        attachments: Vec::new(),
    };
    put_article(tx, &article, at, false).await.expect("an article");
}

/// The bytes of the full-text tables and of the vocabulary.
async fn index_bytes(db: &Db) -> i64 {
    let mut tx = db.write().await.expect("a transaction");
    let mut bytes = 0;
    for table in [
        "title_words_data",
        "lead_words_data",
        "text_words_data",
        "title_words_docsize",
        "lead_words_docsize",
        "text_words_docsize",
    ] {
        let column = if table.ends_with("data") { "block" } else { "sz" };
        bytes += sqlx::query_scalar::<_, i64>(sqlx::AssertSqlSafe(format!(
            "select coalesce(sum(length({column})), 0) from {table}"
        )))
        .fetch_one(&mut *tx)
        .await
        .expect("a size");
    }
    bytes
}

/// The questions with their kinds.
fn questions(language: &Language, asked: &[[String; 3]], chance: &mut Rng) -> Vec<(&'static str, String)> {
    let bare = |text: &str| domain::search::words::folded(text);
    let some = |text: &str, from: usize, length: usize| {
        text.split(' ').skip(from).take(length).collect::<Vec<_>>().join(" ")
    };
    let mut all = Vec::new();
    for (place, [title, lead, text]) in asked.iter().enumerate() {
        let common = &language.syllables[place];
        let rare = &language.syllables[SYLLABLES - 1 - place * 20];
        all.push(("common syllable", common.clone()));
        all.push(("common syllable, no marks", bare(common)));
        all.push(("rare syllable", rare.clone()));
        all.push(("common word", language.pair(place)));
        all.push(("common word, no marks", bare(&language.pair(place))));
        all.push(("rare word", language.pair(PAIRS - 1 - place * 20)));
        all.push(("two common words", format!("{} {}", language.pair(place), language.pair(place + 1))));
        all.push(("three words of a title", some(title, 1, 3)));
        all.push(("three words of a title, no marks", bare(&some(title, 1, 3))));
        all.push(("a phrase", format!("\"{}\"", some(lead, 2, 4))));
        all.push(("a sentence", some(text, 10, 10)));
        all.push(("a sentence, no marks", bare(&some(text, 30, 10))));
        all.push((
            "some common syllables",
            [0; 4].map(|_| language.syllables[chance.usize(..40)].clone()).join(" "),
        ));
        all.push(("a word that is nowhere", format!("zz{place} {common}")));
    }
    all
}
