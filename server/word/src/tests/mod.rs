//! Every rule with a small document that is built here, random and damaged documents, and files that a real
//! program has written.

mod docx;
mod files;
mod front;
mod limits;
mod lists;
mod old_fonts;
mod pictures;
mod random;
mod structure;
mod tables;
mod text;
mod well_formed;

use crate::{DocxReader, NotRead, ReadWord, WordText};
use docx::Docx;

fn read(file: &[u8]) -> Result<WordText, NotRead> {
    DocxReader::default().read(file)
}

/// What is read from a document with this body. The first paragraph keeps it from having a title.
fn text(body: &str) -> WordText {
    let mut text = Docx::new(&format!("{}{body}", docx::p("đầu"))).read();
    assert_eq!(text.title, None, "the first paragraph is no title");
    let rest = text.html.strip_prefix("<p>đầu</p>").expect("the first paragraph");
    text.html = rest.trim_start_matches('\n').to_owned();
    text
}

/// The HTML of a document with this body.
fn html(body: &str) -> String {
    text(body).html
}
