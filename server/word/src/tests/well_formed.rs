//! Checks what was read: the HTML is well formed and is what the sanitizer keeps, byte for byte.

use crate::WordText;
use ammonia::Builder;
use std::{collections::HashSet, sync::LazyLock};

/// What the sanitizer keeps (`app/domain/src/news/sanitize/allowed.rs`), and the places of pictures.
static SANITIZER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags =
        "blockquote figure h2 h3 h4 hr li ol p table tbody td th thead tr ul a br em s strong sub sup u";
    let mut builder = Builder::default();
    builder
        .tags(tags.split(' ').collect())
        .generic_attributes(HashSet::new())
        .tag_attributes(
            [
                ("a", HashSet::from(["href"])),
                ("figure", HashSet::from(["data-picture"])),
                ("ol", HashSet::from(["start"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ]
            .into(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(None);
    builder
});

pub(super) fn check(text: &WordText) {
    let html = &text.html;
    tags_are_closed(html);
    assert_eq!(&SANITIZER.clean(html).to_string(), html, "the sanitizer changes something");
    for (number, _) in text.pictures.iter().enumerate() {
        let place = format!("<figure data-picture=\"{number}\"></figure>");
        assert_eq!(html.matches(&place).count(), 1, "picture {number} stands in one place");
    }
    assert_eq!(html.matches("<figure").count(), text.pictures.len());
    assert!(!html.contains("<p></p>") && !html.contains("\n\n") && !html.contains('\u{a0}'), "{html}");
    for line in [&text.title, &text.lead].into_iter().flatten() {
        assert!(!line.trim().is_empty() && !line.contains('\n'), "{line:?}");
    }
}

/// Every element is closed, in the right order, and none is too deep for the sanitizer.
fn tags_are_closed(html: &str) {
    let mut open = Vec::new();
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').expect("an end");
        let name = tag.split(' ').next().expect("a name");
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None if matches!(name, "br" | "hr") => {}
            None => open.push(name),
        }
        assert!(open.len() <= 100, "deeper than the sanitizer allows");
    }
    assert!(open.is_empty(), "{open:?} {html}");
}
