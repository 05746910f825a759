//! The default alternative text and caption of a picture.

use super::{Picture, address};
use crate::{form::Problem, text::one_line};

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

/// A field of the forms about pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PictureField {
    /// The files to be uploaded.
    Files,
    /// What the picture shows.
    Alt,
    /// The line under it.
    Caption,
}

impl PictureField {
    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "hinh",
            Self::Alt => "mo-ta",
            Self::Caption => "chu-thich",
        }
    }
}

impl PictureWords {
    /// Checks the texts.
    ///
    /// # Errors
    /// One of them is too long, or both are.
    pub fn check(alt: &str, caption: &str) -> Result<Self, Vec<Problem<PictureField>>> {
        let words = Self { alt: one_line(alt), caption: one_line(caption) };
        let too_long = |field, what: &str, text: &str| {
            let many = text.chars().count();
            let sentence =
                format!("{what} chỉ được viết tối đa {MAX_CHARACTERS} ký tự; hiện có {many} ký tự.");
            (many > MAX_CHARACTERS).then_some(Problem { field, sentence })
        };
        let alt = too_long(PictureField::Alt, "Mô tả hình", &words.alt);
        let caption = too_long(PictureField::Caption, "Chú thích", &words.caption);
        let problems: Vec<_> = alt.into_iter().chain(caption).collect();
        if problems.is_empty() { Ok(words) } else { Err(problems) }
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
        assert_eq!(problems.iter().map(|problem| problem.field).collect::<Vec<_>>(), [PictureField::Caption]);
        assert!(problems[0].sentence.contains("1001"));
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
