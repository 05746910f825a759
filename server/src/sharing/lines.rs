//! Breaks a title into lines: as large as it fits, in lines of about equal length.

use super::lettering::Letters;

/// The end of a text that is cut off.
const CUT_OFF: &str = "…";
/// How often the width of the lines is halved while they are made equal.
const ROUNDS: usize = 8;

/// The room for a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    /// In pixels.
    pub(super) width: f32,
    /// In pixels.
    pub(super) height: f32,
    /// The most lines.
    pub(super) lines: usize,
    /// The distance of two lines, in sizes of the letters.
    pub(super) leading: f32,
}

/// The words of a text, measured.
struct Words {
    /// Each with its width at size 1, in pixels.
    words: Vec<(String, f32)>,
    space: f32,
}

/// The largest of these sizes, in pixels and descending, at which the text fits, and its lines. At the
/// smallest one the text is cut off.
pub(super) fn fit(
    letters: &mut Letters,
    text: &str,
    weight: f32,
    room: Room,
    sizes: &[f32],
) -> (f32, Vec<String>) {
    let mut words = Words { words: Vec::new(), space: letters.width(" ", weight) };
    let smallest = sizes.last().copied().unwrap_or(1.0);
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        words.add(letters, word, weight, room.width / smallest);
    }
    for size in sizes {
        let most = room.lines.min((room.height / (size * room.leading)) as usize);
        let wide = words.words.iter().any(|(_, width)| *width > room.width / size);
        let count = words.broken(room.width / size).len();
        if count <= most && !wide {
            return (*size, words.balanced(room.width / size, count));
        }
    }
    (smallest, words.cut(letters, weight, room.width / smallest, room.lines))
}

impl Words {
    /// Adds a word; one that is wider than a line, such as an address, in pieces.
    fn add(&mut self, letters: &mut Letters, word: &str, weight: f32, widest: f32) {
        let width = letters.width(word, weight);
        if width <= widest {
            self.words.push((word.to_owned(), width));
            return;
        }
        let mut piece = String::new();
        for letter in word.chars() {
            piece.push(letter);
            if letters.width(&piece, weight) > widest {
                piece.pop();
                self.words.push((piece.clone(), letters.width(&piece, weight)));
                piece = letter.to_string();
            }
        }
        self.words.push((piece.clone(), letters.width(&piece, weight)));
    }

    /// The lines of at most this width.
    fn broken(&self, width: f32) -> Vec<String> {
        let mut lines: Vec<(String, f32)> = Vec::new();
        for (word, wide) in &self.words {
            match lines.last_mut() {
                Some((line, end)) if *end + self.space + wide <= width => {
                    *line += " ";
                    *line += word;
                    *end += self.space + wide;
                }
                _ => lines.push((word.clone(), *wide)),
            }
        }
        lines.into_iter().map(|(line, _)| line).collect()
    }

    /// The same number of lines, with the shortest possible longest one: a single word on the last line looks
    /// like a mistake.
    fn balanced(&self, width: f32, count: usize) -> Vec<String> {
        let widest = self.words.iter().fold(0.0_f32, |widest, (_, width)| widest.max(*width));
        let (mut narrow, mut wide) = (widest, width);
        for _ in 0..ROUNDS {
            let middle = f32::midpoint(narrow, wide);
            if self.broken(middle).len() > count { narrow = middle } else { wide = middle }
        }
        self.broken(wide)
    }

    /// The first lines; the last one ends with an ellipsis.
    fn cut(&self, letters: &mut Letters, weight: f32, width: f32, count: usize) -> Vec<String> {
        let mut lines = self.broken(width);
        lines.truncate(count);
        if let Some(last) = lines.last_mut() {
            while letters.width(&format!("{last}{CUT_OFF}"), weight) > width {
                match last.rfind(' ') {
                    Some(end) => last.truncate(end),
                    // A single word.
                    None if last.pop().is_none() => break,
                    None => {}
                }
            }
            let end = last.trim_end_matches([' ', ',', '.', ';', ':', '-', '–', '“', '(']).len();
            last.truncate(end);
            *last += CUT_OFF;
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room { width: 1000.0, height: 400.0, lines: 5, leading: 1.25 };
    const SIZES: [f32; 3] = [80.0, 60.0, 40.0];

    fn lines(text: &str) -> (f32, Vec<String>) {
        fit(&mut Letters::open().expect("fonts"), text, 650.0, ROOM, &SIZES)
    }

    #[test]
    fn a_short_title_is_large_and_no_word_stands_alone() {
        let (size, found) = lines("Ngày hội đọc sách của làng Lương Sen năm nay");
        assert_eq!(size, 80.0);
        assert_eq!(found.len(), 2);
        let shortest = found.iter().map(|line| line.chars().count()).min();
        assert!(shortest > Some(15), "{found:?}");
    }

    #[test]
    fn a_long_title_is_smaller_and_a_very_long_one_is_cut() {
        let (size, found) = lines(&"Nghị quyết về đường ống dẫn nước ".repeat(5));
        assert!(size < 80.0 && found.len() <= 5 && !found.concat().contains('…'), "{size}, {found:?}");
        let (size, found) = lines(&"NGHỊ QUYẾT VỀ ĐƯỜNG ỐNG DẪN NƯỚC ".repeat(20));
        assert_eq!((size, found.len()), (40.0, 5));
        assert!(found[4].ends_with('…') && !found[4].ends_with(" …"), "{found:?}");
    }

    #[test]
    fn no_line_is_wider_than_the_room() {
        let mut letters = Letters::open().expect("fonts");
        for text in
            ["https://khuyenhoc.example/".repeat(12), "Ệ".repeat(300), "a ".repeat(600), String::new()]
        {
            let (size, found) = fit(&mut letters, text.trim(), 650.0, ROOM, &SIZES);
            for line in found {
                let width = letters.width(&line, 650.0) * size;
                assert!(width <= ROOM.width + 1.0, "{width}: {line}");
            }
        }
    }
}
