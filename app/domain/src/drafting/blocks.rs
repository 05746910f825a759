//! Cuts a body into its top-level blocks, and loses nothing: the blocks joined are the same text.
//!
//! The input is the HTML of the editor, as [`crate::news::source`] writes it, or whatever somebody has typed
//! into the plain form. This is a scanner and not an HTML parser, which would be large in the wasm. It knows
//! tags, quoted attributes and nested elements of one name. In malformed HTML its blocks may be larger than
//! what a browser would make of it, up to the whole rest of the text.

/// One top-level block: an element with its content, or a line of text outside of any block element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block<'a> {
    /// The block without white space around it. Empty only for white space before the first block.
    pub html: &'a str,
    /// The white space after it.
    pub gap: &'a str,
}

/// Cuts a body into blocks. Takes time proportional to its length.
pub fn cut(body: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut rest = body.trim_start_matches(is_space);
    if rest.len() < body.len() {
        blocks.push(Block { html: "", gap: &body[..body.len() - rest.len()] });
    }
    let mut scanner = Scanner::default();
    while !rest.is_empty() {
        let html = rest[..scanner.end(rest)].trim_end_matches(is_space);
        let next = rest[html.len()..].trim_start_matches(is_space);
        blocks.push(Block { html, gap: &rest[html.len()..rest.len() - next.len()] });
        rest = next;
    }
    blocks
}

/// The text of blocks that [`cut`] has made.
pub fn join(blocks: &[Block<'_>]) -> String {
    blocks.iter().flat_map(|block| [block.html, block.gap]).collect()
}

/// HTML white space, which browsers collapse; not all Unicode white space.
pub(super) fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// A tag.
pub(crate) struct Tag<'a> {
    /// The name, as written.
    name: &'a str,
    /// Whether it is an end tag.
    pub(crate) closes: bool,
    /// The whole tag, `<` and `>` included.
    pub(crate) html: &'a str,
}

impl<'a> Tag<'a> {
    /// The tag at the beginning of `text`. `Err` if it begins there and never ends.
    fn read(text: &'a str) -> Option<Result<Self, ()>> {
        let inside = text.strip_prefix('<')?;
        let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        if !inside.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return None;
        }
        let len = inside.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let mut quote = None;
        for (at, byte) in inside.bytes().enumerate().skip(len) {
            match (quote, byte) {
                (None, b'>') => {
                    let html = &text[..=text.len() - inside.len() + at];
                    return Some(Ok(Self { name: &inside[..len], closes, html }));
                }
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
        }
        Some(Err(()))
    }

    /// Whether it has this name.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether it is the tag of a block element. Unknown elements are inline.
    pub(crate) fn is_block(&self) -> bool {
        BLOCKS.iter().any(|name| self.is(name))
    }

    /// The value of an attribute in double quotation marks, as written; empty if it has none.
    pub(crate) fn attribute(&self, name: &str) -> &'a str {
        let value = self.html.split_once(&format!(" {name}=\"")).and_then(|(_, rest)| rest.split_once('"'));
        value.map_or("", |(value, _)| value)
    }

    fn is_void(&self) -> bool {
        ["br", "hr", "img"].iter().any(|name| self.is(name))
    }
}

/// The block elements that the sanitizer keeps, and those of which it makes paragraphs and headings.
#[rustfmt::skip]
const BLOCKS: [&str; 26] = [
    "blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "h4", "hr", "li",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];

/// Finds tags. After a tag that never ends the rest of the text has none: looking again and again for its end
/// would take quadratic time.
#[derive(Default)]
pub(crate) struct Scanner {
    unended: bool,
}

impl Scanner {
    /// The next tag of a text and the number of bytes before it.
    pub(crate) fn next_tag<'a>(&mut self, text: &'a str) -> Option<(usize, Tag<'a>)> {
        let mut at = 0;
        while !self.unended
            && let Some(found) = text[at..].find('<')
        {
            at += found;
            match Tag::read(&text[at..]) {
                Some(Ok(tag)) => return Some((at, tag)),
                Some(Err(())) => self.unended = true,
                None => at += 1,
            }
        }
        None
    }

    /// Where the first block of a text ends; the text is not empty.
    fn end(&mut self, text: &str) -> usize {
        match self.next_tag(text) {
            Some((0, tag)) if tag.is("hr") => tag.html.len(),
            Some((0, tag)) if tag.is_block() && !tag.closes => self.end_of_element(text, &tag),
            _ => self.end_of_line(text),
        }
    }

    /// After the end tag of the block element at the beginning, or at the end of the text. A paragraph also
    /// ends before the next block, as in a browser.
    fn end_of_element(&mut self, text: &str, first: &Tag<'_>) -> usize {
        let mut depth = 1_usize;
        let mut at = first.html.len();
        while let Some((before, tag)) = self.next_tag(&text[at..]) {
            let start = at + before;
            at = start + tag.html.len();
            if first.is("p") && !tag.closes && tag.is_block() {
                return start;
            }
            if tag.is(first.name) {
                depth = if tag.closes { depth - 1 } else { depth + 1 };
                if depth == 0 {
                    return at;
                }
            }
        }
        text.len()
    }

    /// The end of a line outside of block elements: before the next line end or block, but not within inline
    /// elements.
    fn end_of_line(&mut self, text: &str) -> usize {
        let mut depth = 0_usize;
        let mut at = 0;
        loop {
            let next = self.next_tag(&text[at..]);
            let before = next.as_ref().map_or(text.len(), |(before, _)| at + before);
            if depth == 0
                && let Some(line) = text[at..before].find('\n')
            {
                return at + line;
            }
            let Some((_, tag)) = next else { return text.len() };
            if depth == 0 && !tag.closes && tag.is_block() {
                return before;
            }
            at = before + tag.html.len();
            if tag.closes {
                depth = depth.saturating_sub(1);
            } else if !tag.is_void() {
                depth += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
