//! Text in XML.

/// The document without characters that XML 1.0 does not allow (section 2.2), which a pasted text may contain and
/// for which programs refuse the whole document.
pub(crate) fn allowed(mut document: String) -> String {
    let is_allowed = |letter: char| {
        matches!(letter, '\t' | '\n' | '\r') || !matches!(letter, '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}')
    };
    document.retain(is_allowed);
    document
}

/// Plain text as HTML or XML.
pub(crate) fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_xml_allows_is_left() {
        let text = "a\u{0}b\u{b}c\u{1b}d\u{fffe}e\tf\ng\u{ad}h🎉đ\u{7f}";
        assert_eq!(allowed(text.to_owned()), "abcde\tf\ng\u{ad}h🎉đ\u{7f}");
        assert_eq!(escape("<a> & \"b\""), "&lt;a&gt; &amp; &quot;b&quot;");
    }
}
