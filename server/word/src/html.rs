//! Writes the blocks as HTML, as the editor does (`frontend/editor/html/write.js`): marks stay open as long as
//! the next text has them too, and a paragraph alone in an item or a cell has no tags.

use super::{
    WordPicture, WordText,
    blocks::{Block, Item, Kind, Paragraph},
    front,
    look::Marks,
    runs::{LINE, Span},
    story::Body,
    tables::{Cell, Table},
    work::tick,
};

/// The whole document. The pictures are put in the order of the text; one that came to stand nowhere is left
/// out.
pub(super) fn written(mut body: Body, notes: Vec<Vec<Span>>) -> WordText {
    front::take_captions(&mut body.blocks, &mut body.pictures);
    let (title, lead) = front::take_title_and_lead(&mut body.blocks);
    let mut writer = Writer::default();
    writer.blocks(&body.blocks, true);
    for (number, note) in (1..).zip(notes).filter(|(_, note)| !note.is_empty()) {
        let mark = Span { text: format!("{number}"), marks: Marks::SUP, is_note: true, ..Span::default() };
        let space = Span { text: " ".to_owned(), ..Span::default() };
        writer.next_block(true);
        writer.html += "<p>";
        writer.inline(&[vec![mark, space], note].concat());
        writer.html += "</p>";
    }
    let mut pictures: Vec<Option<WordPicture>> = body.pictures.into_iter().map(Some).collect();
    let placed = writer.pictures.iter().filter_map(|number| pictures.get_mut(*number)?.take()).collect();
    WordText { title, lead, html: writer.html, pictures: placed, left_out: body.left_out }
}

#[derive(Default)]
struct Writer {
    html: String,
    /// The pictures written so far.
    pictures: Vec<usize>,
    /// Whether this is a header cell.
    is_in_head: bool,
}

/// A list that is open.
struct OpenList {
    level: usize,
    number: Option<u32>,
}

impl OpenList {
    const fn tag(&self) -> &'static str {
        if self.number.is_some() { "ol" } else { "ul" }
    }
}

impl Writer {
    /// Blocks, at the top of the document each on a line of its own. The recursion is as deep as tables are
    /// nested, which is limited.
    fn blocks(&mut self, blocks: &[Block], is_top: bool) {
        let is_text = |block: &Block| match block {
            Block::Paragraph(paragraph) => paragraph.item.is_none() && paragraph.kind != Kind::Quote,
            Block::Picture(_) => true,
            Block::Table(_) | Block::Rule => false,
        };
        let is_bare = !is_top && blocks.iter().filter(|block| is_text(block)).count() == 1;
        let mut rest = blocks;
        while let Some((block, after)) = rest.split_first() {
            tick(1);
            let is_first = rest.len() == blocks.len();
            rest = after;
            match block {
                Block::Paragraph(Paragraph { item: Some(_), .. }) => {
                    let items = 1 + after.iter().take_while(|block| item(block).is_some()).count();
                    let start = blocks.len() - after.len() - 1;
                    self.list(&blocks[start..start + items], is_top);
                    rest = &blocks[start + items..];
                }
                Block::Paragraph(Paragraph { kind: Kind::Quote, .. }) => {
                    let quotes = 1 + after.iter().take_while(|block| is_quote(block)).count();
                    let start = blocks.len() - after.len() - 1;
                    self.next_block(is_top);
                    self.html += "<blockquote>";
                    for quote in &blocks[start..start + quotes] {
                        self.element("p", quote);
                    }
                    self.html += "</blockquote>";
                    rest = &blocks[start + quotes..];
                }
                Block::Paragraph(Paragraph { kind: Kind::Heading(level), .. }) => {
                    self.next_block(is_top);
                    self.element(["h2", "h3", "h4"][usize::from(level.clamp(&2, &4) - 2)], block);
                }
                Block::Paragraph(paragraph) if is_bare && is_first => {
                    self.inline(&paragraph.spans);
                }
                Block::Paragraph(_) => {
                    self.next_block(is_top);
                    self.element("p", block);
                }
                Block::Table(table) => {
                    self.next_block(is_top);
                    self.table(table);
                }
                Block::Picture(number) => {
                    self.next_block(is_top);
                    let place = self.pictures.len();
                    self.html += &format!("<figure data-picture=\"{place}\"></figure>");
                    self.pictures.push(*number);
                }
                Block::Rule => {
                    self.next_block(is_top);
                    self.html += "<hr>";
                }
            }
        }
    }

    fn next_block(&mut self, is_top: bool) {
        if is_top && !self.html.is_empty() {
            self.html.push('\n');
        }
    }

    fn element(&mut self, tag: &str, block: &Block) {
        if let Block::Paragraph(paragraph) = block {
            self.html.extend(["<", tag, ">"]);
            self.inline(&paragraph.spans);
            self.html.extend(["</", tag, ">"]);
        }
    }

    /// Items one after the other, as lists within lists by their levels.
    fn list(&mut self, items: &[Block], is_top: bool) {
        let mut open: Vec<OpenList> = Vec::new();
        for block in items {
            let (Block::Paragraph(paragraph), Some(Item { level, number })) = (block, item(block)) else {
                continue;
            };
            while open.last().is_some_and(|list| list.level > level) {
                self.close(&mut open);
            }
            match open.last_mut() {
                Some(list) if list.level == level => {
                    let continues = match (list.number, number) {
                        (Some(before), Some(now)) => before.checked_add(1) == Some(now),
                        (before, now) => before == now,
                    };
                    if continues {
                        list.number = number;
                        self.html += "</li><li>";
                    } else {
                        self.close(&mut open);
                        self.open(&mut open, OpenList { level, number }, is_top);
                    }
                }
                _ => self.open(&mut open, OpenList { level, number }, is_top),
            }
            self.inline(&paragraph.spans);
        }
        while !open.is_empty() {
            self.close(&mut open);
        }
    }

    fn open(&mut self, open: &mut Vec<OpenList>, list: OpenList, is_top: bool) {
        self.next_block(is_top && open.is_empty());
        self.html.extend(["<", list.tag()]);
        if let Some(number) = list.number.filter(|number| *number != 1) {
            self.html += &format!(" start=\"{number}\"");
        }
        self.html += "><li>";
        open.push(list);
    }

    fn close(&mut self, open: &mut Vec<OpenList>) {
        if let Some(list) = open.pop() {
            self.html.extend(["</li></", list.tag(), ">"]);
        }
    }

    fn table(&mut self, table: &Table) {
        self.html += "<table>";
        for (at, row) in table.rows.iter().enumerate() {
            let is_head = at < table.head;
            if at == 0 {
                self.html += if is_head { "<thead>" } else { "<tbody>" };
            } else if at == table.head {
                self.html += "</thead><tbody>";
            }
            self.html += "<tr>";
            for cell in &row.cells {
                self.cell(cell, is_head);
            }
            self.html += "</tr>";
        }
        self.html += if table.head == table.rows.len() { "</thead></table>" } else { "</tbody></table>" };
    }

    fn cell(&mut self, cell: &Cell, is_head: bool) {
        let tag = if is_head { "th" } else { "td" };
        self.html.extend(["<", tag]);
        if cell.columns > 1 {
            self.html += &format!(" colspan=\"{}\"", cell.columns);
        }
        if cell.rows > 1 {
            self.html += &format!(" rowspan=\"{}\"", cell.rows);
        }
        self.html += if is_head { " scope=\"col\">" } else { ">" };
        // A header cell is bold by itself.
        let around = std::mem::replace(&mut self.is_in_head, is_head);
        self.blocks(&cell.blocks, false);
        self.is_in_head = around;
        self.html.extend(["</", tag, ">"]);
    }

    /// Text with its marks.
    fn inline(&mut self, spans: &[Span]) {
        let mut open: Vec<&str> = Vec::new();
        let mut link: Option<&str> = None;
        for span in spans {
            tick(span.text.len());
            let mut marks = span.marks;
            if span.link.is_some() {
                marks = marks.without(Marks::UNDERLINE);
            }
            if self.is_in_head {
                marks = marks.without(Marks::BOLD);
            }
            let mut tags: Vec<&str> = if span.link.is_some() { vec!["a"] } else { Vec::new() };
            let kept = Marks::ALL.iter().filter(|(mark, _)| marks.has(*mark));
            tags.extend(kept.map(|(_, tag)| *tag));
            let mut same = open.iter().zip(&tags).take_while(|(open, next)| open == next).count();
            if link != span.link.as_deref() {
                same = 0;
            }
            self.close_marks(&mut open, same);
            for tag in tags.into_iter().skip(same) {
                match span.link.as_deref() {
                    Some(link) if tag == "a" => {
                        self.html += "<a href=\"";
                        escape(&mut self.html, link, true);
                        self.html += "\">";
                    }
                    _ => self.html.extend(["<", tag, ">"]),
                }
                open.push(tag);
            }
            link = span.link.as_deref();
            escape(&mut self.html, &span.text, false);
        }
        self.close_marks(&mut open, 0);
    }

    fn close_marks(&mut self, open: &mut Vec<&str>, kept: usize) {
        while open.len() > kept {
            if let Some(tag) = open.pop() {
                self.html.extend(["</", tag, ">"]);
            }
        }
    }
}

fn item(block: &Block) -> Option<Item> {
    match block {
        Block::Paragraph(paragraph) => paragraph.item,
        _ => None,
    }
}

const fn is_quote(block: &Block) -> bool {
    matches!(block, Block::Paragraph(Paragraph { kind: Kind::Quote, item: None, .. }))
}

/// Escapes text, or the value of an attribute.
fn escape(html: &mut String, text: &str, is_attribute: bool) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' if is_attribute => html.push_str("&quot;"),
            LINE => html.push_str("<br>"),
            letter => html.push(letter),
        }
    }
}
