//! From untrusted HTML to HTML that may be shown, and back to HTML for the editor. The markup of pictures is
//! written here once, not at each request.

mod allowed;
mod files;
mod galleries;
mod limits;
mod lines;
mod pasted;
mod text;
mod videos;

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

/// Resolves the pictures, files and polls of a text; the error is a sentence for the editor.
pub trait References {
    /// The picture of an `<img src>`, as written in the text.
    fn picture(&mut self, src: &str) -> Result<Picture, String>;

    /// The name in the media folder of the file of an `<a href>`, as written in the text.
    fn file(&mut self, href: &str) -> Result<String, String>;

    /// The size in bytes of a file with this name in the media folder; `None` if there is no such file.
    fn file_size(&mut self, name: &str) -> Option<i64>;

    /// The poll of a `<p data-poll>`, as written in the text.
    fn poll(&mut self, name: &str) -> Result<PollId, String>;
}

/// Sanitizes a body and cuts it into blocks. All its pictures, files and polls must be found in `media`.
/// Invisible white space between blocks is removed.
pub fn sanitize(html: &str, media: &mut impl References) -> Result<Vec<Block>, String> {
    let clean = allowed::clean(html)?;
    let found = RefCell::new(media);
    // How many elements are open at the current position.
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
        let href = unescaped(link.get_attribute("href"));
        if let Some((name, bytes)) =
            files::name(&href).and_then(|name| Some((name, found.borrow_mut().file_size(name)?)))
        {
            link.set_attribute(files::SIZE, &media::size_in_words(name, bytes))?;
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
        // An empty `alt` always comes last, however it was written, so that [`source`] gives the same text.
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
    // What may be wider than the column gets a scrollable box of its own, which can be reached with the
    // keyboard.
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
    Ok(cut(&galleries::marked(files::marked(videos::marked(html)))))
}

/// The placeholder of a poll until the text is cut. The text's own comments have been removed by then.
const POLL: &str = "<!--poll ";
const POLL_END: &str = "-->";

/// Cuts clean HTML at its polls.
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

/// An attribute's unescaped value: lol_html returns it as ammonia wrote it.
fn unescaped(value: Option<String>) -> String {
    let value = value.unwrap_or_default().replace("&nbsp;", "\u{a0}").replace("&quot;", "\"");
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// HTML for the editor: [`sanitize`] turns it into these blocks again. It omits what `sanitize` adds, and
/// each block element has its own line. Pictures are named by the address of their fallback
/// ([`Picture::fallback`]), polls by their id; [`References`] that read it back must accept these.
pub fn source(blocks: &[Block]) -> String {
    let written = blocks.iter().map(|block| match block {
        Block::Html(html) => allowed::source(html.as_str()),
        Block::Poll(id) => format!(r#"<p data-poll="{id}"></p>"#),
    });
    written.collect::<Vec<_>>().join("\n")
}

/// The number of words of a text, for the reading time.
pub fn count_words(text: &str) -> u32 {
    u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX)
}

/// The text without tags.
pub fn plain_text(html: &str) -> String {
    // A space before each closing tag separates the last word of a paragraph from the first of the next.
    let bare = Builder::empty().clean(&html.replace("</", " </").replace("<br", " <br")).to_string();
    let words = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests;
