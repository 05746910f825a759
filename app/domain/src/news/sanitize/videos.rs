//! Videos of other sites: a link to one that is alone in its paragraph can be played in the page. Nothing of the other
//! site is loaded before a reader clicks (`frontend/src/video.js`); without scripts it stays a link.

use regex::{Captures, Regex};
use std::sync::LazyLock;

/// A paragraph of one link, as the sanitizer writes it, to a video of YouTube or Vimeo. None if the pattern were wrong.
static ALONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let youtube = r"(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^\x22]*?&amp;)?v=|shorts/|live/)|youtu\.be/)(?<youtube>[\w-]{11})";
    let vimeo = r"(?:www\.)?vimeo\.com/(?<vimeo>[0-9]{6,12})";
    let pattern = format!(
        r#"<p>(<a href="https://(?:{youtube}|{vimeo})(?:[?&#][^"]*)?" rel="noopener">[^<]+</a>)</p>"#
    );
    Regex::new(&pattern).ok()
});

/// Marks them in sanitized HTML. What it adds, the sanitizer removes again.
pub(super) fn marked(html: String) -> String {
    let Some(alone) = ALONE.as_ref().filter(|_| html.contains("<p><a href=\"https://")) else { return html };
    let mark = |found: &Captures<'_>| {
        let (provider, id) = match (found.name("youtube"), found.name("vimeo")) {
            (Some(id), _) => ("youtube", id.as_str()),
            (None, id) => ("vimeo", id.map(|id| id.as_str()).unwrap_or_default()),
        };
        format!(r#"<p class="video" data-video="{provider}:{id}">{}</p>"#, &found[1])
    };
    alone.replace_all(&html, mark).into_owned()
}
