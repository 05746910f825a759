//! What fingers write without a thought.

/// The rows that they follow, in either direction: digits, alphabet, keyboards by row and by column, the block of digits.
const ROWS: [&str; 12] = [
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
    "azertyuiop",
    "qwertzuiop",
    "!@#$%^&*()_+",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.",
    "qazwsxedcrfvtgbyhnujm",
    "741852963",
    "147258369",
];
/// Two neighbours are found in any word.
const SHORTEST_RUN: usize = 3;
/// A longer group that is written twice is long enough by itself.
const LONGEST_GROUP: usize = super::LEAST_CHARACTERS - 1;

/// Whether it is one character or one group of characters again and again; the last one may be cut off.
pub(super) fn repeats(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let longest = LONGEST_GROUP.min(letters.len() / 2);
    (1..=longest).any(|group| letters.iter().zip(letters.iter().skip(group)).all(|(one, next)| one == next))
}

/// What is left without its runs: of three or more neighbours in a row, or of one character.
pub(super) fn without_runs(mut text: &str) -> String {
    let mut left = String::new();
    while let Some(letter) = text.chars().next() {
        let run = run(text);
        if run == 0 {
            left.push(letter);
        }
        text = text.get(run.max(letter.len_utf8())..).unwrap_or_default();
    }
    left
}

/// How many bytes of a text are the run that it begins with.
fn run(text: &str) -> usize {
    let mut longest = 0;
    for (count, (place, letter)) in text.char_indices().enumerate() {
        let end = place + letter.len_utf8();
        // Both ends lie between two characters.
        let piece = text.get(..end).unwrap_or_default();
        if count + 1 < SHORTEST_RUN {
            continue;
        }
        if !is_run(piece) {
            break;
        }
        longest = end;
    }
    longest
}

fn is_run(piece: &str) -> bool {
    let backwards: String = piece.chars().rev().collect();
    let first = piece.chars().next();
    piece.chars().all(|letter| Some(letter) == first)
        || ROWS.iter().any(|row| row.contains(piece) || row.contains(&backwards))
}
