//! What may have been meant by a word that the site does not have.

use super::{query::Query, score::Sought, store, words::folded};
use crate::db::{Db, DbError};

/// The words that are one mistake away: a letter too many, too few, a wrong one, or two in the wrong order. Words
/// are without marks.
pub(super) fn near(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let written = |letters: &[char]| letters.iter().collect::<String>();
    let mut found = Vec::new();
    for at in 0..=letters.len() {
        for letter in 'a'..='z' {
            let mut longer = letters.clone();
            longer.insert(at, letter);
            found.push(written(&longer));
            if at < letters.len() {
                let mut other = letters.clone();
                other[at] = letter;
                found.push(written(&other));
            }
        }
        if at < letters.len() {
            let mut shorter = letters.clone();
            shorter.remove(at);
            found.push(written(&shorter));
        }
        if at + 1 < letters.len() {
            let mut swapped = letters.clone();
            swapped.swap(at, at + 1);
            found.push(written(&swapped));
        }
    }
    found.retain(|other| other != word && !other.is_empty());
    found.sort();
    found.dedup();
    found
}

/// The longest word that is corrected, in letters: the syllables of Vietnamese have seven at most.
const LONGEST: usize = 12;

/// What was typed, with words of the site in place of those that it does not have. `None` if it has all of them, or
/// nothing is near.
pub(super) async fn instead(db: &Db, query: &Query, sought: &[Sought]) -> Result<Option<String>, DbError> {
    let typed: Vec<&String> = query.words().collect();
    let mut meant: Vec<String> = typed.iter().map(|word| (*word).clone()).collect();
    let mut changed = false;
    for (index, word) in typed.iter().enumerate() {
        if store::is_known(db, &sought[index]).await? || word.chars().count() > LONGEST {
            continue;
        }
        let bare = folded(word);
        let before =
            index.checked_sub(1).filter(|_| sought[index].joined).map(|before| folded(&meant[before]));
        let after = typed.get(index + 1).filter(|_| sought[index + 1].joined).map(|word| folded(word));
        let found = store::nearest(db, &bare, &near(&bare), before.as_deref(), after.as_deref()).await?;
        if let Some(found) = found {
            meant[index] = found;
            changed = true;
        }
    }
    Ok(changed.then(|| meant.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_one_mistake_away() {
        let near = near("hocj");
        for word in ["hoc", "hoch", "ohcj", "hocjs"] {
            assert!(near.contains(&word.to_owned()), "{word}");
        }
        assert!(!near.contains(&"hocj".to_owned()));
        assert!(near.len() < 300);
    }
}
