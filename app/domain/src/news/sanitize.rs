//! From anybody's HTML to HTML that may be shown, with the markup of its pictures written once, here, and never
//! per request; and back to what an editor edits.

mod allowed;
mod limits;
mod lines;
mod pasted;

use super::{Block, SafeHtml};
use crate::{
    id::PollId,
    media::{self, Picture, Placement},
    site::{is_file_address, is_safe_address},
};
use ammonia::Builder;
use lol_html::{RewriteStrSettings, element, end_tag, html_content::ContentType, rewrite_str};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// Finds the pictures, files and polls a text names; the reason one cannot be had is a sentence for the editor.
pub trait References {
    /// The picture behind an `<img src>`, as written in the text.
    fn picture(&mut self, src: &str) -> Result<Picture, String>;

    /// The name in the media folder of the file behind an `<a href>`, as written in the text.
    fn file(&mut self, href: &str) -> Result<String, String>;

    /// The poll behind a `<p data-poll>`, as written in the text.
    fn poll(&mut self, name: &str) -> Result<PollId, String>;
}

/// Cleans a body and cuts it into blocks. Every picture, file and poll it names has to be found in `media`. White space
/// between blocks, which nobody sees, goes.
pub fn sanitize(html: &str, media: &mut impl References) -> Result<Vec<Block>, String> {
    let clean = allowed::clean(html)?;
    let found = RefCell::new(media);
    // How many elements are open around the place of reading.
    let depth = Rc::new(Cell::new(0_usize));
    let links = element!("a[href]", |link| {
        let address = unescaped(link.get_attribute("href"));
        if address.starts_with("media/") {
            let name = found.borrow_mut().file(&address)?;
            link.set_attribute("href", &media::address(&name))?;
            link.set_attribute("rel", "external")?;
        } else if !address.starts_with('#') && !is_safe_address(&address) {
            return Err(format!("liên kết {address} phải bắt đầu bằng /, https://, mailto: hoặc tel:").into());
        } else if is_file_address(&address) {
            link.set_attribute("rel", "external")?;
        }
        Ok(())
    });
    let images = element!("img", |img| {
        let picture = found.borrow_mut().picture(&unescaped(img.get_attribute("src")))?;
        img.set_attribute("src", &media::address(&picture.fallback()))?;
        img.set_attribute("width", &picture.width.to_string())?;
        img.set_attribute("height", &picture.height.to_string())?;
        img.set_attribute("loading", "lazy")?;
        img.set_attribute("decoding", "async")?;
        // No text stands last, however it was written, so that [`source`] comes back to the same.
        if img.get_attribute("alt").unwrap_or_default().is_empty() {
            img.remove_attribute("alt");
            img.set_attribute("alt", "")?;
        }
        if let Some(tone) = picture.tone {
            img.set_attribute("class", &tone.class())?;
            let (set, sizes) = (picture.srcset(), Placement::Column.sizes());
            let source = format!(r#"<picture><source type="image/webp" srcset="{set}" sizes="{sizes}">"#);
            img.before(&source, ContentType::Html);
            img.after("</picture>", ContentType::Html);
        }
        Ok(())
    });
    // What may be wider than the column scrolls in a box of its own, which the keyboard reaches.
    let tables = element!("table", |table| {
        table.before(
            r#"<div class="scroller" tabindex="0" role="region" aria-label="Bảng">"#,
            ContentType::Html,
        );
        table.after("</div>", ContentType::Html);
        Ok(())
    });
    let code = element!("pre", |pre| Ok(pre.set_attribute("tabindex", "0")?));
    let polls = element!("*", |element| {
        if let Some(name) = element.get_attribute("data-poll") {
            let id = found.borrow_mut().poll(&unescaped(Some(name)))?;
            if depth.get() > 0 {
                return Err(
                    "cuộc bình chọn phải đứng riêng, không nằm trong trích dẫn, danh sách hay bảng".into()
                );
            }
            element.replace(&format!("{POLL}{id}{POLL_END}"), ContentType::Html);
        } else if element.can_have_content() {
            depth.set(depth.get() + 1);
            let depth = Rc::clone(&depth);
            element.on_end_tag(end_tag!(move |_| {
                depth.set(depth.get().saturating_sub(1));
                Ok(())
            }))?;
        }
        Ok(())
    });
    let settings = RewriteStrSettings::new()
        .append_element_content_handler(polls)
        .append_element_content_handler(links)
        .append_element_content_handler(images)
        .append_element_content_handler(tables)
        .append_element_content_handler(code);
    let html = rewrite_str(&clean, settings).map_err(|error| match error {
        lol_html::errors::RewritingError::ContentHandlerError(reason) => reason.to_string(),
        other => other.to_string(),
    })?;
    Ok(cut(&html))
}

/// Where a poll stands until the text is cut. Comments of the text's own are gone by then.
const POLL: &str = "<!--poll ";
const POLL_END: &str = "-->";

/// Cuts clean HTML where polls stand in it.
fn cut(html: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (place, piece) in html.split(POLL).enumerate() {
        let (id, text) =
            if place == 0 { ("", piece) } else { piece.split_once(POLL_END).unwrap_or(("", piece)) };
        blocks.extend(id.parse().ok().map(Block::Poll));
        let text = text.trim();
        if !text.is_empty() {
            blocks.push(Block::Html(SafeHtml::trusted(text.to_owned())));
        }
    }
    blocks
}

/// An attribute's value as it is meant: lol_html gives it as ammonia has written it.
fn unescaped(value: Option<String>) -> String {
    let value = value.unwrap_or_default().replace("&nbsp;", "\u{a0}").replace("&quot;", "\"");
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The HTML that an editor edits: what [`sanitize`] makes these blocks of again, without what it adds itself, each block
/// element on a line of its own. Pictures are named by the address of their fallback ([`Picture::fallback`]), polls by
/// their id; [`References`] that are to read it back know them by these.
pub fn source(blocks: &[Block]) -> String {
    let written = blocks.iter().map(|block| match block {
        Block::Html(html) => allowed::source(html.as_str()),
        Block::Poll(id) => format!(r#"<p data-poll="{id}"></p>"#),
    });
    written.collect::<Vec<_>>().join("\n")
}

/// How many words a text has, for the reading time.
pub fn count_words(text: &str) -> u32 {
    u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX)
}

/// The words of a text without its marks.
pub fn plain_text(html: &str) -> String {
    // A space before each closing tag parts the last word of a paragraph from the first of the next.
    let bare = Builder::empty().clean(&html.replace("</", " </").replace("<br", " <br")).to_string();
    let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests;
