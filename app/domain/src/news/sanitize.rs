//! From anybody's HTML to HTML that may be shown, with the markup of its pictures written once, here, and never
//! per request.

use super::{Block, SafeHtml};
use crate::media::{self, Picture};
use ammonia::Builder;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use std::{collections::HashSet, sync::LazyLock};

/// Finds the picture behind an `<img src>`; the reason it cannot is a sentence for the editor.
pub trait PictureSource {
    /// The picture for this `src`, as written in the text.
    fn find(&mut self, src: &str) -> Result<Picture, String>;
}

/// What a text may be made of. Everything else goes: tags lose their marks and keep their words, scripts and
/// styles go whole.
static ALLOWED: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let tags = [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h2",
        "h3",
        "h4",
        "hr",
        "i",
        "img",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    ];
    let mut builder = Builder::default();
    builder
        .tags(HashSet::from(tags))
        .generic_attributes(HashSet::from(["lang", "title"]))
        .tag_attributes(
            [
                ("a", HashSet::from(["href"])),
                ("img", HashSet::from(["alt", "src"])),
                ("ol", HashSet::from(["start"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ]
            .into(),
        )
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener"))
        .strip_comments(true);
    builder
});

/// Cleans a body and cuts it into blocks. Every picture has to be known to `pictures`.
pub fn sanitize(html: &str, pictures: &mut impl PictureSource) -> Result<Vec<Block>, String> {
    let clean = ALLOWED.clean(html).to_string();
    let settings = RewriteStrSettings::new().append_element_content_handler(element!("img", |img| {
        let source = img.get_attribute("src").unwrap_or_default();
        let picture = pictures.find(&source)?;
        img.set_attribute("src", &media::address(&picture.name))?;
        img.set_attribute("width", &picture.width.to_string())?;
        img.set_attribute("height", &picture.height.to_string())?;
        img.set_attribute("loading", "lazy")?;
        img.set_attribute("decoding", "async")?;
        if !img.has_attribute("alt") {
            img.set_attribute("alt", "")?;
        }
        Ok(())
    }));
    let html = rewrite_str(&clean, settings).map_err(|error| match error {
        lol_html::errors::RewritingError::ContentHandlerError(reason) => reason.to_string(),
        other => other.to_string(),
    })?;
    let html = html.trim();
    Ok(if html.is_empty() { Vec::new() } else { vec![Block::Html(SafeHtml::trusted(html.to_owned()))] })
}

/// The words of a text without its marks.
pub fn plain_text(html: &str) -> String {
    // A space before each closing tag parts the last word of a paragraph from the first of the next.
    let bare = Builder::empty().clean(&html.replace("</", " </").replace("<br", " <br")).to_string();
    let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
