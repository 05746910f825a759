//! Builds documents as Word writes them.

use crate::{WordText, tests::read};
use flate2::{Compression, write::DeflateEncoder};
use rawzip::{CompressionMethod, ZipArchiveWriter};
use std::io::Write;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape""#;
const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// A document that is being built.
pub(super) struct Docx {
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Docx {
    pub(super) fn new(body: &str) -> Self {
        Self::with_document(&format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:document {NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
        ))
    }

    /// A document whose text part is this.
    pub(super) fn with_document(document: &str) -> Self {
        let main = format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"{KIND}/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
        );
        let parts = vec![
            ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
            ("_rels/.rels".to_owned(), main.into_bytes()),
            ("word/document.xml".to_owned(), document.as_bytes().to_vec()),
        ];
        Self { parts, relations: String::new() }
    }

    pub(super) fn part(mut self, name: &str, content: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), content.into()));
        self
    }

    fn related(mut self, kind: &str, content: &str) -> Self {
        self.relations +=
            &format!("<Relationship Id=\"{kind}\" Type=\"{KIND}/{kind}\" Target=\"{kind}.xml\"/>");
        let content = format!("<w:{kind} {NAMESPACES}>{content}</w:{kind}>");
        self.part(&format!("word/{kind}.xml"), content)
    }

    pub(super) fn styles(self, styles: &str) -> Self {
        self.related("styles", styles)
    }

    pub(super) fn numbering(self, numbering: &str) -> Self {
        self.related("numbering", numbering)
    }

    pub(super) fn footnotes(self, notes: &str) -> Self {
        self.related("footnotes", notes)
    }

    pub(super) fn endnotes(self, notes: &str) -> Self {
        self.related("endnotes", notes)
    }

    /// A relationship to an address elsewhere.
    pub(super) fn outside(mut self, id: &str, target: &str) -> Self {
        self.relations += &format!(
            "<Relationship Id=\"{id}\" Type=\"{KIND}/any\" Target=\"{target}\" TargetMode=\"External\"/>"
        );
        self
    }

    /// A picture with this id.
    pub(super) fn picture(mut self, id: &str, bytes: &[u8]) -> Self {
        self.relations +=
            &format!("<Relationship Id=\"{id}\" Type=\"{KIND}/image\" Target=\"media/{id}.png\"/>");
        self.part(&format!("word/media/{id}.png"), bytes)
    }

    /// The parts of the file.
    pub(super) fn parts(mut self) -> Vec<(String, Vec<u8>)> {
        let relations = format!("<Relationships>{}</Relationships>", self.relations);
        self.parts.push(("word/_rels/document.xml.rels".to_owned(), relations.into_bytes()));
        self.parts
    }

    /// The file.
    pub(super) fn file(self) -> Vec<u8> {
        zip(&self.parts())
    }

    pub(super) fn read(self) -> WordText {
        read(&self.file()).expect("a document")
    }
}

/// A ZIP of these files.
pub(super) fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut bytes);
    for (name, content) in files {
        let file = archive.new_file(name).compression_method(CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().expect("begun");
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::fast()));
        writer.write_all(content).expect("written");
        let (encoder, descriptor) = writer.finish().expect("finished");
        encoder.finish().expect("compressed");
        entry.finish(descriptor).expect("ended");
    }
    archive.finish().expect("a ZIP");
    bytes
}

/// A run without properties.
pub(super) fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A run with properties.
pub(super) fn rp(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A paragraph of runs.
pub(super) fn runs(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

/// A paragraph of text.
pub(super) fn p(text: &str) -> String {
    runs(&r(text))
}

/// A paragraph of text with properties.
pub(super) fn pp(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", r(text))
}

/// A paragraph of text in a style.
pub(super) fn styled(style: &str, text: &str) -> String {
    pp(&format!("<w:pStyle w:val=\"{style}\"/>"), text)
}

/// A picture in a line, with an alternative text.
pub(super) fn picture(id: &str, words: &str) -> String {
    drawing("inline", id, words)
}

/// A picture that floats.
pub(super) fn floating(id: &str, words: &str) -> String {
    drawing("anchor", id, words)
}

fn drawing(kind: &str, id: &str, words: &str) -> String {
    format!(
        "<w:r><w:drawing><wp:{kind}><wp:docPr id=\"1\" name=\"Picture 1\" descr=\"{words}\"/><a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"a.png\"/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{id}\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"
    )
}

/// The first bytes of a PNG, and one more to tell them apart.
pub(super) fn png(last: u8) -> Vec<u8> {
    [b"\x89PNG\r\n\x1a\n".as_slice(), &[last]].concat()
}
