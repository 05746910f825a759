//! What somebody typed into the search box.

use super::words::words;

/// The most characters that are read.
const MAX_TYPED: usize = 300;
/// The most words that are searched for.
const MAX_WORDS: usize = 24;

/// A question, taken apart. Nothing in it has a meaning for the engine.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The words that articles must have.
    pub wanted: Vec<Run>,
    /// The words that they must not have; those of a run together.
    pub unwanted: Vec<Run>,
    /// Whether the last word may be incomplete.
    pub open: bool,
    /// Whether something was left out because it was too long.
    pub cut: bool,
}

/// Words that were typed next to each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The words in normal form ([`super::words::normal`]); at least one.
    pub words: Vec<String>,
    /// Whether they were typed in quotation marks: they must stand together, in this order.
    pub quoted: bool,
}

impl Query {
    /// Reads what was typed: words, `"words that stand together"`, and `-words that must not be there`.
    pub fn read(typed: &str) -> Self {
        let end = typed.char_indices().nth(MAX_TYPED).map(|(end, _)| end);
        let text = &typed[..end.unwrap_or(typed.len())];
        let mut query = Self { cut: end.is_some(), ..Self::default() };
        let mut last = None;
        for (index, part) in text.split(is_quotation_mark).enumerate() {
            // A quotation mark that is not closed quotes nothing.
            let quoted = index % 2 == 1 && text.matches(is_quotation_mark).count() > index;
            let minus = text[..offset(text, part)].trim_end_matches(is_quotation_mark).ends_with(" -")
                || text[..offset(text, part)].trim_end_matches(is_quotation_mark) == "-";
            if quoted {
                query.push(part, true, minus);
                last = None;
            } else {
                last = query.push_plain(part);
            }
        }
        let complete = text.chars().last().is_none_or(|letter| !letter.is_alphanumeric());
        query.open = !complete && !query.cut && last.is_some();
        query.limit();
        query
    }

    /// Adds the words of a part without quotation marks; returns the last one that is wanted.
    fn push_plain(&mut self, part: &str) -> Option<String> {
        let mut last = None;
        // A minus sign counts before a word only: `khuyến - học` has none, `khuyến-học` is two words.
        let mut rest = part;
        while !rest.is_empty() {
            let begins = minus_sign(rest);
            let (plain, behind) = rest.split_at(begins.unwrap_or(rest.len()));
            if let Some(run) = self.push(plain, false, false) {
                last = Some(run);
            }
            let word = behind.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '-');
            let end = word.find(char::is_whitespace).unwrap_or(word.len());
            if begins.is_some() {
                self.push(&word[..end], false, true);
                last = None;
            }
            rest = &word[end..];
        }
        last
    }

    /// Adds the words of a text, in runs of those that stand together; returns the last word.
    fn push(&mut self, text: &str, quoted: bool, unwanted: bool) -> Option<String> {
        let mut runs: Vec<Run> = Vec::new();
        for word in words(text) {
            match runs.last_mut() {
                Some(run) if word.joined || quoted => run.words.push(word.normal()),
                _ => runs.push(Run { words: vec![word.normal()], quoted }),
            }
        }
        let last = runs.last().and_then(|run| run.words.last()).cloned();
        if unwanted {
            self.unwanted.append(&mut runs);
        } else {
            self.wanted.append(&mut runs);
        }
        last
    }

    /// Leaves out the words beyond [`MAX_WORDS`].
    fn limit(&mut self) {
        for runs in [&mut self.wanted, &mut self.unwanted] {
            let mut room = MAX_WORDS;
            for run in runs.iter_mut() {
                self.cut |= run.words.len() > room;
                run.words.truncate(room);
                room -= run.words.len();
            }
            runs.retain(|run| !run.words.is_empty());
        }
        self.open &= !self.cut;
    }

    /// The wanted words in order.
    pub fn words(&self) -> impl DoubleEndedIterator<Item = &String> {
        self.wanted.iter().flat_map(|run| &run.words)
    }

    /// Whether there is nothing to search for.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }
}

fn is_quotation_mark(letter: char) -> bool {
    matches!(letter, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Where a part of a text begins in it.
fn offset(text: &str, part: &str) -> usize {
    part.as_ptr().addr() - text.as_ptr().addr()
}

/// The place of a minus sign directly before a word, at the beginning or behind a space.
fn minus_sign(text: &str) -> Option<usize> {
    text.match_indices('-').map(|(place, _)| place).find(|place| {
        let before = text[..*place].chars().next_back().is_none_or(char::is_whitespace);
        before && text[place + 1..].chars().next().is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn runs(runs: &[Run]) -> Vec<String> {
        runs.iter()
            .map(|run| {
                let words = run.words.join(" ");
                if run.quoted { format!("\"{words}\"") } else { words }
            })
            .collect()
    }

    #[test]
    fn what_was_typed_is_taken_apart() {
        for (typed, wanted, unwanted, open) in [
            ("Hội Khuyến học", vec!["hội khuyến học"], vec![], true),
            ("khuyến học ", vec!["khuyến học"], vec![], false),
            ("lớp học, thư viện", vec!["lớp học", "thư viện"], vec![], true),
            ("“tủ sách” làng", vec!["\"tủ sách\"", "làng"], vec![], true),
            ("làng \"tủ sách\"", vec!["làng", "\"tủ sách\""], vec![], false),
            ("tủ sách -làng", vec!["tủ sách"], vec!["làng"], false),
            ("-làng tủ sách", vec!["tủ sách"], vec!["làng"], true),
            ("sách -\"thư viện\" cũ", vec!["sách", "cũ"], vec!["\"thư viện\""], true),
            ("khuyến - học 12-2025", vec!["khuyến học 12 2025"], vec![], true),
            ("\"chưa đóng", vec!["chưa đóng"], vec![], true),
            ("x", vec!["x"], vec![], true),
        ] {
            let query = Query::read(typed);
            assert_eq!(runs(&query.wanted), wanted, "{typed}");
            assert_eq!(runs(&query.unwanted), unwanted, "{typed}");
            assert_eq!(query.open, open, "{typed}");
            assert!(!query.cut, "{typed}");
        }
    }

    #[test]
    fn signs_of_the_engine_are_no_words() {
        for typed in ["", "   ", "\"", "* ^ : - ( )", "🎉", "\0", "--", "\"\"\"", "-", "- -"] {
            assert!(Query::read(typed).is_empty(), "{typed}");
        }
        let words: Vec<String> = Query::read("\" OR NEAR( a* ^b : -c").words().cloned().collect();
        assert_eq!(words, ["or", "near", "a", "b"]);
    }

    #[test]
    fn a_long_question_is_cut() {
        let query = Query::read(&"sách ".repeat(2_000));
        assert!(query.cut && !query.open);
        assert_eq!(query.words().count(), MAX_WORDS);
    }

    proptest! {
        #[test]
        fn any_text_is_a_question(typed in any::<String>()) {
            let query = Query::read(&typed);
            prop_assert!(query.words().count() <= MAX_WORDS);
            let all = query.wanted.iter().chain(&query.unwanted);
            prop_assert!(all.flat_map(|run| &run.words).all(|word| word.chars().all(|letter| letter.is_alphanumeric() || !letter.is_ascii())));
        }

        #[test]
        fn signs_and_words_in_any_order(typed in "[-\" a-cđ“”]{0,40}") {
            let query = Query::read(&typed);
            prop_assert!(query.wanted.iter().chain(&query.unwanted).all(|run| !run.words.is_empty()));
        }
    }
}
