//! Texts outside of the site: all addresses are absolute, and nothing is left that needs the site's style sheet or
//! scripts.

use super::Block;
use lol_html::{
    RewriteStrSettings, element,
    errors::RewritingError,
    html_content::{ContentType, Element},
    rewrite_str,
};

/// What only the site's own pages use.
const OF_THE_SITE: [&str; 7] =
    ["class", "data-size", "data-video", "decoding", "fetchpriority", "loading", "tabindex"];

/// Sanitized or rendered HTML with absolute addresses. `url` is the public address of the site, `page` the path of
/// the page with the text.
///
/// # Errors
/// The HTML could not be rewritten; what comes from the sanitizer always can.
pub fn absolute(html: &str, url: &str, page: &str) -> Result<String, RewritingError> {
    let all = element!("*", |element| {
        // Attributes are returned as they are written, and so stay escaped.
        for name in ["href", "src"] {
            if let Some(address) = element.get_attribute(name)
                && let Some(whole) = whole(&address, url, page)
            {
                element.set_attribute(name, &whole)?;
            }
        }
        if let Some(set) = element.get_attribute("srcset") {
            let set = set
                .split(", ")
                .map(|variant| whole(variant, url, page).unwrap_or_else(|| variant.to_owned()));
            element.set_attribute("srcset", &set.collect::<Vec<_>>().join(", "))?;
        }
        if let Some(size) = element.get_attribute("data-size") {
            element.after(&format!(" ({size})"), ContentType::Html);
        }
        leave_the_site(element);
        Ok(())
    });
    rewrite_str(html, RewriteStrSettings::new().append_element_content_handler(all))
}

/// Removes the box around a table, which scrolls, and attributes.
fn leave_the_site(element: &mut Element<'_, '_>) {
    if element.get_attribute("class").as_deref() == Some("scroller") {
        element.remove_and_keep_content();
    }
    for name in OF_THE_SITE {
        element.remove_attribute(name);
    }
}

/// The absolute address of a path or a place in the page; `None` if it is absolute already.
fn whole(address: &str, url: &str, page: &str) -> Option<String> {
    match address.as_bytes().first()? {
        b'/' => Some(format!("{url}{address}")),
        b'#' => Some(format!("{url}{page}{address}")),
        _ => None,
    }
}

/// The names in the media folder of what a body refers to by this attribute (`href` or `src`), in order.
pub(super) fn media_names<'a>(body: &'a [Block], attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"/media/");
    let texts = body.iter().filter_map(|block| match block {
        Block::Html(html) => Some(html.as_str()),
        Block::Poll(_) => None,
    });
    let mut names = Vec::new();
    for text in texts {
        names.extend(text.split(&start).skip(1).filter_map(|rest| rest.split('"').next()));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::SafeHtml;

    fn outside(html: &str) -> String {
        absolute(html, "https://site.test", "/tin/a/b-1").expect("rewritten")
    }

    #[test]
    fn every_address_is_absolute() {
        let picture = r#"<picture><source type="image/webp" srcset="/media/a-320.webp 320w, /media/a-480.webp 480w" sizes="50vw"><img src="/media/a-480.jpg" width="480" height="300" loading="lazy" decoding="async" alt="&quot;Sách&quot;" class="tone-3"></picture>"#;
        assert_eq!(
            outside(picture),
            r#"<picture><source type="image/webp" srcset="https://site.test/media/a-320.webp 320w, https://site.test/media/a-480.webp 480w" sizes="50vw"><img src="https://site.test/media/a-480.jpg" width="480" height="300" alt="&quot;Sách&quot;"></picture>"#
        );
        for (here, outside_of_it) in [
            ("/tim?a=1&amp;b=2", "https://site.test/tim?a=1&amp;b=2"),
            ("#cuoi", "https://site.test/tin/a/b-1#cuoi"),
            ("https://khac.test/x", "https://khac.test/x"),
            ("mailto:a@b.vn", "mailto:a@b.vn"),
        ] {
            let link = |href: &str| format!("<p><a href=\"{href}\">Xem</a></p>");
            assert_eq!(outside(&link(here)), link(outside_of_it));
        }
    }

    #[test]
    fn what_the_style_sheet_says_is_said_in_words_or_left_out() {
        let file = r#"<p class="file"><a href="/media/a/don.pdf" rel="external" data-size="PDF, 1,2 MB">Mẫu đơn</a></p>"#;
        assert_eq!(
            outside(file),
            r#"<p><a href="https://site.test/media/a/don.pdf" rel="external">Mẫu đơn</a> (PDF, 1,2 MB)</p>"#
        );
        let table = r#"<div class="scroller" tabindex="0" role="region" aria-label="Bảng"><table><tbody><tr><td>1</td></tr></tbody></table></div>"#;
        assert_eq!(outside(table), "<table><tbody><tr><td>1</td></tr></tbody></table>");
        let video = r#"<p class="video" data-video="youtube:abc"><a href="https://youtu.be/abc">Xem</a></p>"#;
        assert_eq!(outside(video), r#"<p><a href="https://youtu.be/abc">Xem</a></p>"#);
    }

    #[test]
    fn the_files_of_a_body_are_found() {
        let html = r#"<p><a href="/media/a/1.mp3">x</a> <img src="/media/b.jpg"> <a href="/tin">y</a></p>"#;
        let body = [Block::Html(SafeHtml::rendered(html.to_owned()))];
        assert_eq!(media_names(&body, "href"), ["a/1.mp3"]);
        assert_eq!(media_names(&body, "src"), ["b.jpg"]);
    }
}
