//! Rules for passwords: long and hard to guess, nothing else. Rules about capitals and symbols make people
//! choose `Matkhau123!` (NIST SP 800-63B-4, 3.1.1.2). Hashing is in `hashing.rs`.

use std::fmt;

mod known;
mod patterns;
#[cfg(test)]
mod tests;

/// The least length of a password, in Unicode characters of the composed form (NFC), which the forms deliver.
pub const LEAST_CHARACTERS: usize = 12;
/// The most bytes of a password, in UTF-8.
pub const MOST_BYTES: usize = 1024;
/// The fewest characters without spaces: twelve spaces are no password, and four short words have more than
/// eight letters.
const LEAST_WITHOUT_SPACES: usize = 8;
/// Fewer extra characters than this do not make a guessable text a good password.
const FEW: usize = 6;
/// Shorter words, such as a middle name, are only searched for as part of the whole name.
const SHORTEST_WORD: usize = 3;

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakPassword {
    /// It has fewer than [`LEAST_CHARACTERS`], or consists mostly of spaces.
    TooShort,
    /// It has more than [`MOST_BYTES`].
    TooLong,
    /// It repeats itself, or is a run on the keyboard, in the alphabet or of digits.
    Pattern,
    /// It is hardly more than the name of the site or the person, or the e-mail address.
    Personal,
    /// It is a commonly used password, or hardly more.
    Known,
}

impl fmt::Display for WeakPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooShort => "Mật khẩu cần ít nhất 12 ký tự.",
            Self::TooLong => "Mật khẩu dài quá 1.024 byte; xin quý vị chọn mật khẩu ngắn hơn.",
            Self::Pattern => {
                "Mật khẩu này chỉ lặp lại hoặc đi theo một dãy phím, chữ hay số nên rất dễ đoán."
            }
            Self::Known => "Mật khẩu này nằm trong danh sách những mật khẩu bị thử trước tiên.",
            Self::Personal => {
                "Mật khẩu này gần như chỉ gồm tên trang, tên hay địa chỉ thư của quý vị nên rất dễ đoán."
            }
        })?;
        f.write_str(" Quý vị có thể ghép bốn từ không liên quan đến nhau: dễ nhớ mà khó đoán.")
    }
}

impl std::error::Error for WeakPassword {}

/// Checks a new password. `context` is what others know about the person: the name of the site, the e-mail
/// address up to its `@`, the person's name.
///
/// # Errors
/// The first reason against it.
pub fn check_password(password: &str, context: &[&str]) -> Result<(), WeakPassword> {
    let characters = password.chars().count();
    let spaces = password.chars().filter(|letter| letter.is_whitespace()).count();
    if characters < LEAST_CHARACTERS || characters - spaces < LEAST_WITHOUT_SPACES {
        return Err(WeakPassword::TooShort);
    }
    if password.len() > MOST_BYTES {
        return Err(WeakPassword::TooLong);
    }
    let folded = fold(password);
    if patterns::repeats(&folded) || is_worthless(&folded) {
        Err(WeakPassword::Pattern)
    } else if is_personal(&folded, context) {
        Err(WeakPassword::Personal)
    } else if is_known(&folded) {
        Err(WeakPassword::Known)
    } else {
        Ok(())
    }
}

/// A text in the form in which texts are compared: lower case, without spaces and without Vietnamese
/// diacritics, composed or not.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            ' '..='~' if letter != ' ' => folded.push(letter),
            // Combining marks.
            '\u{300}'..='\u{36f}' => {}
            _ if letter.is_whitespace() => {}
            _ => match slug::slugify(letter.to_string()).replace('-', "") {
                plain if plain.is_empty() => folded.push(letter),
                plain => folded.push_str(&plain),
            },
        }
    }
    folded
}

/// Whether the rest beside a guessable part adds next to nothing.
fn is_worthless(rest: &str) -> bool {
    patterns::without_runs(rest).chars().count() < FEW
}

/// Whether it contains a known password and little else.
fn is_known(folded: &str) -> bool {
    let core = folded.trim_matches(|letter: char| !letter.is_alphabetic());
    let around = known::contains(core) && is_worthless(&folded.replacen(core, "", 1));
    around
        || known::contains(folded)
        || folded.char_indices().map(|(index, _)| folded.split_at(index)).any(|(begin, end)| {
            (known::contains(begin) && is_worthless(end)) || (known::contains(end) && is_worthless(begin))
        })
}

fn is_personal(folded: &str, context: &[&str]) -> bool {
    let mut words: Vec<String> = context
        .iter()
        .flat_map(|name| name.split(|letter: char| !letter.is_alphanumeric()).chain([*name]))
        .map(fold)
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    // A space, so that the parts before and after it form no new word.
    let rest = words.iter().fold(folded.to_owned(), |rest, word| rest.replace(word.as_str(), " "));
    rest != folded && is_worthless(&rest.replace(' ', ""))
}
