//! Keyboard patterns, sequences and repetitions.

/// Sequences, followed in either direction: digits, alphabet, keyboard rows and columns, the numeric keypad.
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
/// Two neighbours occur in any word.
const SHORTEST_RUN: usize = 3;
/// A longer group that is repeated is long enough by itself.
const LONGEST_GROUP: usize = super::LEAST_CHARACTERS - 1;

/// Whether the text repeats one character or one group of characters; the last repetition may be cut off.
pub(super) fn repeats(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let longest = LONGEST_GROUP.min(letters.len() / 2);
    (1..=longest).any(|group| letters.iter().zip(letters.iter().skip(group)).all(|(one, next)| one == next))
}

/// The text without its runs: three or more neighbours of a sequence, or the same character three or more
/// times.
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

/// The length in bytes of the run at the beginning of a text.
fn run(text: &str) -> usize {
    let mut longest = 0;
    for (count, (index, letter)) in text.char_indices().enumerate() {
        let end = index + letter.len_utf8();
        // Both indexes are character boundaries.
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
