//! Files for download: a link to one that is alone in its paragraph is shown with an icon, and with its type and size.

use regex::Regex;
use std::sync::LazyLock;

/// The attribute of a link for the type and size of its file, in words.
pub(super) const SIZE: &str = "data-size";

/// A paragraph of one link to a file whose size is known, as the sanitizer writes it. None if the pattern were wrong.
static ALONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(r#"<p>(<a href="/media/[^"]*" rel="external" {SIZE}="[^"]*">[^<]+</a>)</p>"#)).ok()
});

/// The name in the media folder of the file at an address on this site.
pub(super) fn name(address: &str) -> Option<&str> {
    address.strip_prefix("/media/").filter(|name| name.contains('/'))
}

/// Marks them in sanitized HTML. What it adds, the sanitizer removes again.
pub(super) fn marked(html: String) -> String {
    let Some(alone) = ALONE.as_ref().filter(|_| html.contains(SIZE)) else { return html };
    alone.replace_all(&html, r#"<p class="file">$1</p>"#).into_owned()
}
