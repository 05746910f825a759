//! What may be a password. Long and not foreseeable is all that is asked: rules about capitals and signs make people write
//! `Matkhau123!` (NIST SP 800-63B-4, 3.1.1.2). How passwords are kept is in `hashing.rs`.

use std::fmt;

mod known;
mod patterns;
#[cfg(test)]
mod tests;

/// The fewest characters of a password, as Unicode counts them in composed form, in which forms bring it.
pub const LEAST_CHARACTERS: usize = 12;
/// The most bytes of a password in UTF-8.
pub const MOST_BYTES: usize = 1024;
/// The fewest characters besides spaces: twelve spaces are no password, and four short words have more.
const LEAST_WITHOUT_SPACES: usize = 8;
/// With fewer characters around it, what is foreseeable stays so.
const FEW: usize = 6;
/// Shorter words, such as a middle name, are only looked for within the whole name.
const SHORTEST_WORD: usize = 3;

/// Why a password is refused, in words for whoever chose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeakPassword {
    /// It has fewer than [`LEAST_CHARACTERS`], or is spaces for the most part.
    TooShort,
    /// It has more than [`MOST_BYTES`].
    TooLong,
    /// It repeats itself, or follows the keyboard, the alphabet or the digits.
    Pattern,
    /// It is little but the name of the site, of the person or of the address.
    Personal,
    /// It is one of those that are tried first, or little more.
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

/// Whether a text may be a password. `context` is what others know of whoever chooses it: the name of the site, the e-mail
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

/// A text as it is compared: in small letters, without spaces and without the marks of Vietnamese letters, in whichever of
/// the two ways they are written.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            ' '..='~' if letter != ' ' => folded.push(letter),
            // Marks that stand on the letter before them.
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

/// Whether what stands beside something foreseeable adds next to nothing to it.
fn is_worthless(rest: &str) -> bool {
    patterns::without_runs(rest).chars().count() < FEW
}

/// Whether a known password is in it with next to nothing before, behind or around it.
fn is_known(folded: &str) -> bool {
    let core = folded.trim_matches(|letter: char| !letter.is_alphabetic());
    let around = known::contains(core) && is_worthless(&folded.replacen(core, "", 1));
    around
        || known::contains(folded)
        || folded.char_indices().map(|(place, _)| folded.split_at(place)).any(|(begin, end)| {
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
    // A gap, so that no new word is made of what stood before and after one.
    let rest = words.iter().fold(folded.to_owned(), |rest, word| rest.replace(word.as_str(), " "));
    rest != folded && is_worthless(&rest.replace(' ', ""))
}
