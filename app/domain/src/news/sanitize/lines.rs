//! White space between the block elements of clean HTML. Invisible to readers, but useful in the editor.

use super::allowed::BLOCKS;

/// The HTML without white space between two block tags, so that the source's layout makes no difference.
/// Within `<pre>` only leading line ends are removed, since parsers drop the first one.
pub(super) fn joined(html: &str) -> String {
    laid(html, "")
}

/// The HTML with a line end between any two block tags, except around empty elements.
pub(super) fn parted(html: &str) -> String {
    laid(html, "\n")
}

/// `html` comes from ammonia: `<` and `>` occur only as part of tags.
fn laid(html: &str, gap: &str) -> String {
    let mut laid = String::with_capacity(html.len());
    let mut rest = html;
    let mut last = Tag::default();
    let mut preformatted = 0_usize;
    while let Some((text, (tag, after))) =
        rest.split_once('<').and_then(|(text, from)| Some((text, from.split_once('>')?)))
    {
        let next = Tag::read(tag);
        if last.is_block && next.is_block && preformatted == 0 && text.chars().all(is_space) {
            let empty = !last.closes && next.closes && last.name == next.name;
            laid.push_str(if empty { "" } else { gap });
        } else if last.name == "pre" && !last.closes {
            laid.push_str(text.trim_start_matches(['\n', '\r']));
        } else {
            laid.push_str(text);
        }
        laid.extend(["<", tag, ">"]);
        if next.name == "pre" {
            preformatted = if next.closes { preformatted.saturating_sub(1) } else { preformatted + 1 };
        }
        (last, rest) = (next, after);
    }
    laid.push_str(rest);
    laid
}

/// HTML white space, which browsers collapse; not all Unicode white space.
fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

#[derive(Default)]
struct Tag<'a> {
    name: &'a str,
    closes: bool,
    is_block: bool,
}

impl<'a> Tag<'a> {
    /// Parses the text between `<` and `>`.
    fn read(tag: &'a str) -> Self {
        let (closes, rest) = tag.strip_prefix('/').map_or((false, tag), |rest| (true, rest));
        let name = rest.split(' ').next().unwrap_or_default();
        Self { name, closes, is_block: BLOCKS.contains(&name) }
    }
}
