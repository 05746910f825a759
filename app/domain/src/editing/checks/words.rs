//! Words that are often misspelt.

/// How it is often written, and how it should be.
#[rustfmt::skip]
const MISSPELT: [(&str, &str); 32] = [
    ("bổ xung", "bổ sung"), ("câu truyện", "câu chuyện"), ("chau chuốt", "trau chuốt"), ("chia xẻ", "chia sẻ"),
    ("chuẩn đoán", "chẩn đoán"), ("cọ sát", "cọ xát"), ("dè xẻn", "dè sẻn"), ("dục giã", "giục giã"),
    ("đường xá", "đường sá"), ("giành dụm", "dành dụm"), ("giúp đở", "giúp đỡ"), ("khẳng khái", "khảng khái"),
    ("lãng mạng", "lãng mạn"), ("năng xuất", "năng suất"), ("nghành", "ngành"), ("rỡ bỏ", "dỡ bỏ"),
    ("sáng lạng", "xán lạn"), ("sát nhập", "sáp nhập"), ("sắc xảo", "sắc sảo"), ("soi mói", "xoi mói"),
    ("sơ xuất", "sơ suất"), ("suất sắc", "xuất sắc"), ("sử lý", "xử lý"), ("tháo rỡ", "tháo dỡ"),
    ("thăm quan", "tham quan"), ("trao dồi", "trau dồi"), ("truyện trò", "chuyện trò"), ("tựu chung", "tựu trung"),
    ("vô hình chung", "vô hình trung"), ("xum họp", "sum họp"), ("xuất xắc", "xuất sắc"), ("xử dụng", "sử dụng"),
];

/// A sentence for each word of a text that is often misspelt like this.
pub(super) fn misspelt(text: &str) -> impl Iterator<Item = String> {
    let text = text.to_lowercase();
    MISSPELT
        .into_iter()
        .filter(move |(wrong, _)| has_word(&text, wrong))
        .map(|(wrong, right)| format!("“{wrong}” thường viết là “{right}”."))
}

/// Whether a text has these words, and not as a part of longer ones.
fn has_word(text: &str, words: &str) -> bool {
    text.match_indices(words).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + words.len()..]);
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    })
}
