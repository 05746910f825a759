//! The default alternative text and caption of a picture.

use super::{Picture, address};
use crate::text::one_line;

/// The longest alternative text or caption, in characters.
const MAX_CHARACTERS: usize = 1_000;

/// The texts of a picture, checked. Both may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PictureWords {
    /// The alternative text.
    pub alt: String,
    /// The caption.
    pub caption: String,
}

/// What is wrong with the texts, as sentences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PictureWordsProblems {
    /// Of the alternative text.
    pub alt: Option<String>,
    /// Of the caption.
    pub caption: Option<String>,
}

impl PictureWords {
    /// Checks the texts.
    ///
    /// # Errors
    /// One of them is too long.
    pub fn check(alt: &str, caption: &str) -> Result<Self, PictureWordsProblems> {
        let words = Self { alt: one_line(alt), caption: one_line(caption) };
        let too_long = |what: &str, text: &str| {
            let many = text.chars().count();
            (many > MAX_CHARACTERS)
                .then(|| format!("{what} chỉ được viết tối đa {MAX_CHARACTERS} ký tự; hiện có {many} ký tự."))
        };
        let alt = too_long("Mô tả hình", &words.alt);
        let caption = too_long("Chú thích", &words.caption);
        if alt.is_none() && caption.is_none() {
            Ok(words)
        } else {
            Err(PictureWordsProblems { alt, caption })
        }
    }
}

/// The HTML for a picture in an article body, to be copied from the desk.
pub fn snippet(picture: &Picture, caption: &str) -> String {
    let (src, alt) = (address(&picture.fallback()), escaped(&picture.alt));
    let caption = match caption {
        "" => String::new(),
        caption => format!("<figcaption>{}</figcaption>", escaped(caption)),
    };
    format!(r#"<figure><img src="{src}" alt="{alt}">{caption}</figure>"#)
}

/// Escapes a text for HTML content and attributes.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(alt: &str) -> Picture {
        Picture { name: "abc.jpg".into(), width: 800, height: 600, alt: alt.into(), tone: None }
    }

    #[test]
    fn words_are_one_line_and_not_too_long() {
        let words = PictureWords::check(" Sân\r\ntrường \0", "").expect("words");
        assert_eq!(words.alt, "Sân trường");
        let long = "ậ".repeat(MAX_CHARACTERS + 1);
        let problems = PictureWords::check(&long[..long.len() - "ậ".len()], &long).expect_err("too long");
        assert_eq!(problems.alt, None);
        assert!(problems.caption.is_some_and(|sentence| sentence.contains("1001")));
    }

    #[test]
    fn nothing_that_is_said_of_a_picture_is_a_tag_of_the_snippet() {
        assert_eq!(
            snippet(&picture(r#"Lan & "Mai" <b>"#), "</figcaption><script>"),
            concat!(
                r#"<figure><img src="/media/abc.jpg" alt="Lan &amp; &quot;Mai&quot; &lt;b&gt;">"#,
                "<figcaption>&lt;/figcaption&gt;&lt;script&gt;</figcaption></figure>"
            )
        );
        assert_eq!(snippet(&picture(""), ""), r#"<figure><img src="/media/abc.jpg" alt=""></figure>"#);
    }
}
