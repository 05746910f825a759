//! The place of a text that shows why it was found.

use super::words::{Word, words};

/// The length of an excerpt, in characters.
const LENGTH: usize = 220;
/// How many characters stand before the first word that was found.
const BEFORE: usize = 40;

/// A piece of a text; the marked ones are what was searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether it was searched for.
    pub marked: bool,
}

/// The whole text, with the words marked of which `sought` gives a weight above 0.
pub fn marked(text: &str, sought: impl Fn(&Word<'_>) -> f32) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut end = 0;
    for word in words(text).filter(|word| sought(word) > 0.0) {
        // The space between two marked words is marked too.
        let between = &text[end..word.place.start];
        let joined = word.joined && between.len() < 4 && pieces.last().is_some_and(|last| last.marked);
        if !joined {
            push(&mut pieces, between, false);
        }
        let begin = if joined { end } else { word.place.start };
        push(&mut pieces, &text[begin..word.place.end], true);
        end = word.place.end;
    }
    push(&mut pieces, &text[end..], false);
    pieces
}

fn push(pieces: &mut Vec<Piece>, text: &str, marked: bool) {
    match pieces.last_mut() {
        _ if text.is_empty() => {}
        Some(last) if last.marked == marked => last.text.push_str(text),
        _ => pieces.push(Piece { text: text.to_owned(), marked }),
    }
}

/// The part of a text with the greatest weight of different words, about [`LENGTH`] characters long, with the
/// words marked. `…` shows that something was left out.
pub fn excerpt(text: &str, sought: impl Fn(&Word<'_>) -> f32) -> Vec<Piece> {
    let all: Vec<Word<'_>> = words(text).collect();
    let weighed = all.iter().map(|word| (word, sought(word))).filter(|(_, weight)| *weight > 0.0);
    let hits: Vec<(&Word<'_>, f32, String)> =
        weighed.map(|(word, weight)| (word, weight, word.normal())).collect();
    let (mut best, mut start) = (0.0, 0);
    for (index, (first, ..)) in hits.iter().enumerate() {
        // Bytes instead of characters: only the best place is measured exactly.
        let near = hits[index..].iter().take_while(|(word, ..)| word.place.end <= first.place.start + LENGTH);
        let mut seen: Vec<&str> = Vec::new();
        let mut total = 0.0;
        for (_, weight, form) in near {
            if !seen.contains(&form.as_str()) {
                seen.push(form);
                total += weight;
            }
        }
        if total > best {
            (best, start) = (total, first.place.start);
        }
    }
    let begin = text[..start].char_indices().rev().nth(BEFORE).map_or(0, |(place, _)| place);
    // From the beginning of a word on.
    let begin = if begin == 0 {
        0
    } else {
        all.iter().map(|word| word.place.start).find(|place| *place >= begin).unwrap_or(0)
    };
    let begin = if start == 0 { 0 } else { begin.min(start) };
    let end = text[begin..].char_indices().nth(LENGTH).map_or(text.len(), |(length, _)| begin + length);
    let end = if end == text.len() {
        end
    } else {
        all.iter().map(|word| word.place.end).take_while(|place| *place <= end).last().unwrap_or(end)
    };
    let end = end.max(begin);
    let mut pieces = marked(&text[begin..end], sought);
    if begin > 0 {
        pieces.insert(0, Piece { text: "…".into(), marked: false });
    }
    if text[end..].chars().any(char::is_alphanumeric) {
        push(&mut pieces, "…", false);
    } else {
        push(&mut pieces, &text[end..], false);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(pieces: &[Piece]) -> String {
        pieces
            .iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect()
    }

    fn sought(words: &'static [&'static str]) -> impl Fn(&Word<'_>) -> f32 + Copy {
        move |word| if words.contains(&word.normal().as_str()) { 1.0 } else { 0.0 }
    }

    #[test]
    fn neighbours_are_marked_as_one() {
        let title = "Hội KHUYẾN HỌC, khuyến tài";
        assert_eq!(written(&marked(title, sought(&["khuyến", "học"]))), "Hội [KHUYẾN HỌC], [khuyến] tài");
        assert_eq!(written(&marked("", sought(&[]))), "");
    }

    #[test]
    fn the_place_with_most_words_is_shown() {
        let text = format!(
            "Thư từ. {} Mở thư viện ở làng. {}",
            "Chuyện khác. ".repeat(40),
            "Chuyện nữa. ".repeat(40)
        );
        let found = written(&excerpt(&text, sought(&["thư", "viện"])));
        assert!(found.contains("Mở [thư viện] ở làng"), "{found}");
        assert!(found.starts_with('…') && found.ends_with('…'), "{found}");
        assert!(found.chars().count() < LENGTH + 12, "{found}");
    }

    #[test]
    fn a_short_text_is_shown_whole() {
        assert_eq!(written(&excerpt("Mở thư viện.", sought(&["viện"]))), "Mở thư [viện].");
        assert_eq!(written(&excerpt("Không có gì.", sought(&["viện"]))), "Không có gì.");
    }

    proptest! {
        #[test]
        fn an_excerpt_is_a_part_of_any_text(text in any::<String>()) {
            let pieces = excerpt(&text, |word| if word.place.start % 3 == 0 { 1.0 } else { 0.0 });
            let joined: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
            prop_assert!(text.contains(joined.trim_start_matches('…').trim_end_matches('…')));
            let all: String = marked(&text, |_| 1.0).iter().map(|piece| piece.text.as_str()).collect();
            prop_assert_eq!(all, text);
        }
    }
}
