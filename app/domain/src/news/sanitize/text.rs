//! The text of a sanitized body. Its tags are well formed, so it takes no parser: the search reads 80 bodies for one
//! question.

use super::{SafeHtml, allowed::WORDS};

/// What the sanitizer escapes in a text; the ampersand last.
const ESCAPED: [(&str, &str); 4] = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];

impl SafeHtml {
    /// The text without tags, with one space between words.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.as_str().len());
        let mut rest = self.as_str();
        while let Some((before, from_tag)) = rest.split_once('<') {
            text.push_str(before);
            if !is_within_a_word(from_tag) {
                text.push(' ');
            }
            rest = &from_tag[tag_end(from_tag)..];
        }
        text.push_str(rest);
        if text.contains('&') {
            for (escaped, letter) in ESCAPED {
                text = text.replace(escaped, letter);
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Whether the letters before and behind a tag belong to one word; `<` is left out of the tag.
fn is_within_a_word(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').split(|letter: char| !letter.is_ascii_alphanumeric()).next();
    name.is_some_and(|name| WORDS.contains(&name) && !["br", "img"].contains(&name))
}

/// Behind the end of a tag, of which `<` is left out. An attribute may contain `>`.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    let end = tag.bytes().position(|letter| {
        quoted ^= letter == b'"';
        letter == b'>' && !quoted
    });
    end.map_or(tag.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use crate::news::{SafeHtml, plain_text, sanitize::tests::cleaned};
    use proptest::prelude::*;

    fn text(html: &str) -> String {
        SafeHtml::trusted(cleaned(html)).text()
    }

    #[test]
    fn words_end_at_paragraphs_and_not_within_a_line() {
        assert_eq!(text("<p>Một&nbsp;&amp;<br>hai</p><p>ba</p>"), "Một & hai ba");
        assert_eq!(text("<p><b>Đ</b>ông <em>A</em>nh</p>"), "Đông Anh");
        assert_eq!(text("<p>1 &lt; 2 &amp;lt; 3</p>"), "1 < 2 &lt; 3");
        assert_eq!(text(r#"<p><a href="/x" title="a > b">liên kết</a></p>"#), "liên kết");
        assert_eq!(text(""), "");
    }

    proptest! {
        #[test]
        fn nothing_but_tags_is_lost(html in "(<p>|</p>|<b>|</b>|<a href=\"/a?b>&c\">|<li>|&amp;|&lt;|<br>|[a-zđế<>&\"= ]){0,40}") {
            let cleaned = cleaned(&html);
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&SafeHtml::trusted(cleaned.clone()).text()), letters(&plain_text(&cleaned)), "{}", cleaned);
        }
    }
}
