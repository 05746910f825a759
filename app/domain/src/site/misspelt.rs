//! Words that are often misspelt, by a list that the owner of the site can change.

use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// The list of a site that has none of its own.
pub const USUAL: &str = include_str!("../../data/misspelt.txt");
/// The most words of a list.
const MOST: usize = 500;
/// The longest of them, in characters.
const LONGEST: usize = 60;

/// A list of words.
#[derive(Debug, Clone, Default)]
pub struct Misspelt {
    /// How each is often written, in small letters, and how it should be.
    right: BTreeMap<String, String>,
    /// Finds them in one pass, whatever their number. `None` without words.
    pattern: Option<Regex>,
}

impl Misspelt {
    /// Reads a list: on each line how a word is often written, `=`, and how it should be.
    ///
    /// # Errors
    ///
    /// A sentence about the first line that is none, or about a list that is too long.
    pub fn read(list: &str) -> Result<Self, String> {
        let mut right = BTreeMap::new();
        for (place, line) in list.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty()) {
            let both = line.split_once('=').map(|(wrong, word)| (one_space(wrong), one_space(word)));
            match both {
                Some((wrong, word)) if wrong.chars().count().max(word.chars().count()) > LONGEST => {
                    return Err(format!(
                        "Dòng {} dài quá: mỗi từ chỉ được tối đa {LONGEST} ký tự.",
                        place + 1
                    ));
                }
                Some((wrong, word)) if !wrong.is_empty() && !word.is_empty() => {
                    right.insert(wrong.to_lowercase(), word);
                }
                _ => return Err(format!("Dòng {} cần có dạng “viết sai = viết đúng”.", place + 1)),
            }
        }
        if right.len() > MOST {
            return Err(format!("Danh sách chỉ được có tối đa {MOST} dòng."));
        }
        // Longer words first, so that they are found in place of their beginnings.
        let mut words: Vec<&String> = right.keys().collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        let words: Vec<String> = words.into_iter().map(|word| regex::escape(word)).collect();
        let pattern = Regex::new(&format!(r"(?i)\b(?:{})\b", words.join("|"))).ok();
        Ok(Self { pattern: pattern.filter(|_| !right.is_empty()), right })
    }

    /// A sentence for each word of a text that is often misspelt like this; once for each.
    pub(crate) fn found_in(&self, text: &str) -> impl Iterator<Item = String> {
        let found = self.pattern.iter().flat_map(|pattern| pattern.find_iter(text));
        let mut seen = BTreeSet::new();
        found.filter_map(move |found| {
            let wrong = found.as_str().to_lowercase();
            let word = self.right.get(&wrong).filter(|_| seen.insert(wrong.clone()))?;
            Some(format!("“{wrong}” thường viết là “{word}”."))
        })
    }
}

/// Words with one space between them.
fn one_space(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
