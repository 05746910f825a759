//! Documents that nobody wrote: random, cut off, damaged. Nothing panics, and the HTML stays what it must be.

use super::{
    docx::{Docx, p, picture, png, pp, rp, runs, zip},
    read, well_formed,
};
use proptest::prelude::*;

/// A document with a bit of everything.
fn everything() -> Docx {
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"2\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let body = [
        pp("<w:pStyle w:val=\"Title\"/>", "Tên"),
        pp("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", "mục"),
        format!("<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("a"), p("b")),
        runs(&[picture("A", "ảnh"), rp("<w:b/><w:rFonts w:hAnsi=\"VNI-Times\"/>", "Vieät")].concat()),
        runs("<w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>HYPERLINK \"https://example.org\"</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>x</w:t><w:fldChar w:fldCharType=\"end\"/><w:footnoteReference w:id=\"1\"/></w:r>"),
    ]
    .concat();
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p("chú"));
    Docx::new(&body).numbering(numbering).footnotes(&note).picture("A", &png(1))
}

/// Pieces of documents, opening and closing in any order within one element each.
fn piece() -> impl Strategy<Value = String> {
    let text = prop::sample::select(vec![
        "a",
        " ",
        "  b\u{a0}",
        "é",
        "ế",
        "e\u{301}",
        "\u{301}",
        "&lt;",
        "&#xAD;",
        "\u{f0b7}",
        "Hình 1",
        "\u{202e}x",
    ]);
    let property = prop::sample::select(vec![
        "",
        "<w:b/>",
        "<w:i/>",
        "<w:u/>",
        "<w:vanish/>",
        "<w:vertAlign w:val=\"superscript\"/>",
        "<w:rFonts w:hAnsi=\"VNI-Times\"/>",
        "<w:rFonts w:hAnsi=\".VnTimeH\"/>",
        "<w:rFonts w:hAnsi=\"Symbol\"/>",
    ]);
    let run = (property, text).prop_map(|(property, text)| rp(property, text));
    let mark = prop::sample::select(vec![
        "<w:r><w:br/></w:r>",
        "<w:r><w:tab/></w:r>",
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>",
        "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>",
        "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        "<w:r><w:instrText>HYPERLINK \"https://example.org/&quot;&lt;b\"</w:instrText></w:r>",
        "<w:r><w:footnoteReference w:id=\"1\"/></w:r>",
        "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>",
        "<w:pPr><w:jc w:val=\"center\"/></w:pPr>",
        "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
        "<w:pPr><w:outlineLvl w:val=\"1\"/></w:pPr>",
        "<w:pPr><w:pStyle w:val=\"Quote\"/></w:pPr>",
        "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>",
        "<w:tcPr><w:vMerge/></w:tcPr>",
        "<w:tcPr><w:gridSpan w:val=\"3\"/></w:tcPr>",
        "<w:trPr><w:tblHeader/></w:trPr>",
    ])
    .prop_map(str::to_owned);
    let leaf = prop_oneof![4 => run, 2 => mark, 1 => Just(picture("A", "w"))];
    let elements = prop::sample::select(vec![
        "w:p",
        "w:p",
        "w:p",
        "w:r",
        "w:tbl",
        "w:tr",
        "w:tc",
        "w:txbxContent",
        "w:hyperlink",
        "w:ins",
        "w:del",
        "w:sdt",
        "w:sdtContent",
        "mc:AlternateContent",
        "mc:Fallback",
        "w:fldSimple",
        "w:pict",
        "w:footnote",
    ]);
    leaf.prop_recursive(8, 120, 6, move |inner| {
        (elements.clone(), prop::collection::vec(inner, 0..6))
            .prop_map(|(name, content)| format!("<{name}>{}</{name}>", content.concat()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000), start in 0..3_usize) {
        let start = [b"".as_slice(), b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"][start];
        let _ = read(&[start, &bytes].concat());
    }

    #[test]
    fn cut_off_and_damaged_files_do_not_panic(cut in 0.0..1.0_f64, flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8_u32), 0..12)) {
        let mut file = everything().file();
        for (at, bit) in &flips {
            let at = at.index(file.len());
            file[at] ^= 1 << bit;
        }
        if let Ok(text) = read(&file) {
            well_formed::check(&text);
        }
        let length = (cut * file.len() as f64) as usize;
        if let Ok(text) = read(&file[..length]) {
            well_formed::check(&text);
        }
    }

    #[test]
    fn documents_with_damaged_parts_do_not_panic(part in 0..5_usize, flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let name = ["word/document.xml", "word/numbering.xml", "word/footnotes.xml", "word/_rels/document.xml.rels", "_rels/.rels"][part];
        let mut parts = everything().parts();
        for (_, content) in parts.iter_mut().filter(|(own, _)| own == name) {
            for (at, byte) in &flips {
                let at = at.index(content.len());
                content[at] = *byte;
            }
        }
        if let Ok(text) = read(&zip(&parts)) {
            well_formed::check(&text);
        }
    }

    #[test]
    fn elements_in_any_order_give_well_formed_html(pieces in prop::collection::vec(piece(), 0..12)) {
        let body = format!("<w:p><w:r><w:t>x</w:t></w:r></w:p>{}", pieces.concat());
        let numbering = "<w:abstractNum w:abstractNumId=\"0\"/><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
        let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", pieces.concat());
        let docx = Docx::new(&body).numbering(numbering).footnotes(&note).picture("A", &png(1));
        well_formed::check(&docx.read());
    }
}
