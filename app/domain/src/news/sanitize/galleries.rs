//! Galleries: a figure that has only figures with a picture, at least two, and perhaps a caption of its own. Readers see
//! the pictures side by side, and each leads to the whole picture.

use super::allowed::WORDS;
use crate::media::Placement;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A picture as the sanitizer writes it, with or without variants.
const PICTURE: &str = r"(?:<picture><source [^>]*><img [^>]*></picture>|<img [^>]*>)";

/// A gallery. None if the pattern were wrong.
static GALLERY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let caption = format!(
        "<figcaption(?: [^>]*)?>(?:[^<]|</?(?:{}|picture|source)(?: [^>]*)?>)*</figcaption>",
        WORDS.join("|")
    );
    let figure = format!("<figure(?: [^>]*)?>\\s*{PICTURE}\\s*(?:{caption})?</figure>");
    Regex::new(&format!(
        "<figure(?<common>(?: [^>]*)?)>(?<content>(?:{figure}){{2,}}(?:{caption})?)</figure>"
    ))
    .ok()
});
/// A picture at the beginning of a figure.
static FIRST: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!(r"(<figure(?: [^>]*)?>\s*)({PICTURE})")).ok());
/// A picture in a link that was added here.
static LINKED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(&format!("<a class=\"whole\"[^>]*>({PICTURE})</a>")).ok());

/// Marks them in sanitized HTML.
pub(super) fn marked(html: String) -> String {
    let Some((gallery, first)) = GALLERY.as_ref().zip(FIRST.as_ref()) else { return html };
    if !html.contains("</figure></figure>") && !html.contains("</figcaption></figure>") {
        return html;
    }
    let mark = |found: &Captures<'_>| {
        let content = first.replace_all(&found["content"], linked);
        format!(r#"<figure class="gallery"{}>{content}</figure>"#, &found["common"])
    };
    gallery.replace_all(&html, mark).into_owned()
}

/// A picture of a gallery, as a link to its file.
fn linked(found: &Captures<'_>) -> String {
    let (figure, picture) = (&found[1], &found[2]);
    let file = picture.split_once(" src=\"").and_then(|(_, rest)| rest.split_once('"'));
    let address = file.map(|(address, _)| address).unwrap_or_default();
    // Otherwise its alternative text is the name of the link.
    let name = if picture.contains(" alt=\"\"") { r#" aria-label="Xem cả hình""# } else { "" };
    // Only in a tag does `>` follow the quotation mark.
    let sizes = |placement: Placement| format!(" sizes=\"{}\">", placement.sizes());
    let picture = picture.replacen(&sizes(Placement::Column), &sizes(Placement::Gallery), 1);
    format!(r#"{figure}<a class="whole" href="{address}" rel="external"{name}>{picture}</a>"#)
}

/// The HTML without the links that were added; the class is removed with all others.
pub(super) fn without_links(html: &str) -> String {
    LINKED.as_ref().map_or_else(|| html.to_owned(), |linked| linked.replace_all(html, "$1").into_owned())
}
