//! From anybody's HTML to HTML that may be shown, with the markup of its pictures written once, here, and never
//! per request.

use super::{Block, SafeHtml};
use crate::{
    media::{self, Picture},
    site::{is_file_address, is_safe_address},
};
use ammonia::Builder;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use std::{cell::RefCell, collections::HashSet, sync::LazyLock};

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
    let pictures = RefCell::new(pictures);
    let links = element!("a[href]", |link| {
        let address = unescaped(link.get_attribute("href"));
        if address.starts_with("media/") {
            let picture = pictures.borrow_mut().find(&address)?;
            link.set_attribute("href", &media::address(&picture.name))?;
            link.set_attribute("rel", "external")?;
        } else if is_file_address(&address) {
            link.set_attribute("rel", "external")?;
        } else if !address.starts_with('#') && !is_safe_address(&address) {
            return Err(format!("liên kết {address} phải bắt đầu bằng /, https://, mailto: hoặc tel:").into());
        }
        Ok(())
    });
    let images = element!("img", |img| {
        let picture = pictures.borrow_mut().find(&unescaped(img.get_attribute("src")))?;
        img.set_attribute("src", &media::address(&picture.name))?;
        img.set_attribute("width", &picture.width.to_string())?;
        img.set_attribute("height", &picture.height.to_string())?;
        img.set_attribute("loading", "lazy")?;
        img.set_attribute("decoding", "async")?;
        if !img.has_attribute("alt") {
            img.set_attribute("alt", "")?;
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(links)
        .append_element_content_handler(images);
    let html = rewrite_str(&clean, settings).map_err(|error| match error {
        lol_html::errors::RewritingError::ContentHandlerError(reason) => reason.to_string(),
        other => other.to_string(),
    })?;
    let html = html.trim();
    Ok(if html.is_empty() { Vec::new() } else { vec![Block::Html(SafeHtml::trusted(html.to_owned()))] })
}

/// An attribute's value as it is meant: lol_html gives it as it is written.
fn unescaped(value: Option<String>) -> String {
    value.unwrap_or_default().replace("&quot;", "\"").replace("&amp;", "&")
}

/// The words of a text without its marks.
pub fn plain_text(html: &str) -> String {
    // A space before each closing tag parts the last word of a paragraph from the first of the next.
    let bare = Builder::empty().clean(&html.replace("</", " </").replace("<br", " <br")).to_string();
    let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}
