//! What a file may not do: be large, deep, or something else.

use super::{
    docx::{Docx, p, picture, png, r, runs, zip},
    read, well_formed,
};
use crate::{DocxReader, Limits, NotRead, ReadWord, WordText, work};

fn read_within(limits: Limits, file: &[u8]) -> Result<WordText, NotRead> {
    DocxReader { limits }.read(file)
}

#[test]
fn other_files_are_told_apart() {
    let ole = |name: &str| {
        [
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(),
            &[0; 512],
            &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        ]
        .concat()
    };
    assert_eq!(read(&ole("WordDocument")), Err(NotRead::OldWordFile));
    assert_eq!(read(&ole("EncryptedPackage")), Err(NotRead::Encrypted));
    assert_eq!(read(b"%PDF-1.7"), Err(NotRead::NotAWordFile));
    assert_eq!(read(b""), Err(NotRead::NotAWordFile));
    assert_eq!(read(&zip(&[("a.txt".to_owned(), b"a".to_vec())])), Err(NotRead::NotAWordFile));
    let sheet = Docx::with_document(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>",
    );
    assert_eq!(read(&sheet.file()), Err(NotRead::NotAWordFile));
}

#[test]
fn damaged_files_are_broken() {
    let file = Docx::new(&p("a")).file();
    assert_eq!(read(&file[..file.len() / 2]), Err(NotRead::Broken));
    assert_eq!(read(&Docx::with_document("").file()), Err(NotRead::Broken));
    assert_eq!(read(&Docx::with_document("<w:document><w:body>").file()), Err(NotRead::Broken));
    assert_eq!(read(&Docx::with_document("<w:document></w:body>").file()), Err(NotRead::Broken));
    assert_eq!(read(&Docx::new(&p("&unknown;")).file()), Err(NotRead::Broken));
    assert_eq!(read(&Docx::new(&p("&#0;")).file()), Err(NotRead::Broken));
}

#[test]
fn a_zip_with_a_password_is_encrypted() {
    let mut file = Docx::new(&p("a")).file();
    let places = |file: &[u8], mark: &[u8], at: usize| -> Vec<usize> {
        (0..file.len() - at)
            .filter(|place| file[*place..].starts_with(mark))
            .map(|place| place + at)
            .collect()
    };
    for place in [places(&file, b"PK\x03\x04", 6), places(&file, b"PK\x01\x02", 8)].concat() {
        file[place] |= 1;
    }
    assert_eq!(read(&file), Err(NotRead::Encrypted));
}

#[test]
fn addresses_of_any_length_are_limited() {
    let link = |length: usize| {
        let body = format!("{}<w:p><w:hyperlink r:id=\"L\">{}</w:hyperlink></w:p>", p("a"), r("x"));
        let address = format!("https://example.org/{}", "a".repeat(length));
        Docx::new(&body).outside("L", &address).read().html.contains("<a ")
    };
    assert!(link(2000) && !link(3000) && !link(100_000));
}

#[test]
fn entities_and_document_types_are_refused() {
    let bomb = "<!DOCTYPE d [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(read(&Docx::with_document(bomb).file()), Err(NotRead::Broken));
    let outside = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\"><w:document/>";
    assert_eq!(read(&Docx::with_document(outside).file()), Err(NotRead::Broken));
    let styles = Docx::new(&p("a")).part("word/other.xml", "<!DOCTYPE d>").file();
    assert!(read(&styles).is_ok(), "parts that nothing refers to are not read");
}

#[test]
fn text_in_utf_16_is_read() {
    let document = "<w:document><w:body><w:p><w:r><w:t>tiếng 👩</w:t></w:r></w:p></w:body></w:document>";
    let file = |bytes: Vec<u8>| {
        let mut parts = vec![("word/document.xml".to_owned(), bytes)];
        parts.push(("_rels/.rels".to_owned(), b"<Relationships/>".to_vec()));
        zip(&parts)
    };
    let little: Vec<u8> =
        [vec![0xff, 0xfe], document.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let big: Vec<u8> =
        [vec![0xfe, 0xff], document.encode_utf16().flat_map(u16::to_be_bytes).collect()].concat();
    let marked = [b"\xef\xbb\xbf".as_slice(), document.as_bytes()].concat();
    for bytes in [little.clone(), big, marked] {
        assert_eq!(read(&file(bytes)).expect("a document").html, "<p>tiếng 👩</p>");
    }
    assert_eq!(read(&file(little[..little.len() - 1].to_vec())), Err(NotRead::Broken));
    assert_eq!(read(&file(b"<w:document>\xff</w:document>".to_vec())), Err(NotRead::Broken));
}

#[test]
fn bombs_are_stopped_by_what_is_read_and_not_by_what_they_say() {
    let body = p(&"a".repeat(1_000_000));
    let file = Docx::new(&body).file();
    assert!(file.len() < 20_000, "it is small");
    let limits = Limits { part: 100_000, ..Limits::default() };
    assert_eq!(read_within(limits, &file), Err(NotRead::TooLarge));
    assert_eq!(read_within(Limits { total: 100_000, ..Limits::default() }, &file), Err(NotRead::TooLarge));
    assert_eq!(read_within(Limits { file: 1000, ..Limits::default() }, &file), Err(NotRead::TooLarge));

    // The lists of the ZIP say that the part has one byte.
    let mut lying = file;
    let length = u32::try_from(Docx::new(&body).read().html.len()).expect("small");
    assert!(length > 1_000_000);
    let at: Vec<usize> =
        (0..lying.len() - 4).filter(|at| lying[*at..].starts_with(b"PK\x01\x02")).map(|at| at + 24).collect();
    for at in at {
        lying[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    // It is read no further than it says.
    assert_eq!(read_within(limits, &lying), Err(NotRead::Broken));
}

#[test]
fn pictures_beyond_the_limits_are_left_out() {
    let large = [png(1), vec![0; 10_000]].concat();
    let body =
        runs(&[r("a"), picture("S", ""), picture("L", ""), picture("S", ""), picture("S", "")].concat());
    let file = Docx::new(&body).picture("S", &png(1)).picture("L", &large).file();
    let count = |limits| {
        let text = read_within(limits, &file).expect("a document");
        well_formed::check(&text);
        (text.pictures.len(), text.left_out.pictures)
    };
    assert_eq!(count(Limits::default()), (4, 0));
    assert_eq!(count(Limits { picture: 1000, ..Limits::default() }), (3, 1));
    assert_eq!(count(Limits { pictures: 2, ..Limits::default() }), (2, 2));
    assert_eq!(
        count(Limits { pictures: 2, picture: 1000, ..Limits::default() }),
        (1, 3),
        "useless ones count"
    );
    assert_eq!(
        count(Limits { total: 8000, ..Limits::default() }),
        (1, 3),
        "what was read in vain counts too"
    );
}

#[test]
fn too_many_paragraphs_are_refused() {
    let file = Docx::new(&p("a").repeat(11)).file();
    assert_eq!(read_within(Limits { paragraphs: 10, ..Limits::default() }, &file), Err(NotRead::TooLarge));
    assert!(read_within(Limits { paragraphs: 11, ..Limits::default() }, &file).is_ok());
    let cells = Docx::new(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc/>".repeat(11))).file();
    assert_eq!(read_within(Limits { paragraphs: 10, ..Limits::default() }, &cells), Err(NotRead::TooLarge));
}

#[test]
fn deep_tables_and_boxes_become_paragraphs() {
    let deep = |open: &str, close: &str, times: usize| {
        let level = |number: usize| format!("{}{open}", p(&number.to_string()));
        let body = (0..times).map(level).collect::<String>() + &p("đáy") + &close.repeat(times);
        let text = read(&Docx::new(&body).file()).expect("a document");
        well_formed::check(&text);
        assert!(text.html.contains("đáy"), "nothing is lost");
        (0..times).for_each(|number| assert!(text.html.contains(&format!(">{number}<")), "{number}"));
        text.html.matches("<table>").count()
    };
    let table = ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>");
    assert_eq!(deep(table.0, table.1, 10), 10);
    assert_eq!(deep(table.0, table.1, 1000), 15);
    deep(
        "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>",
        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
        1000,
    );
}

#[test]
fn the_depth_of_elements_costs_no_stack() {
    let deep = |open: &str, close: &str| {
        let body = format!("{}{}{}", open.repeat(200_000), p("đáy"), close.repeat(200_000));
        assert!(read(&Docx::new(&body).file()).expect("a document").html.contains("đáy"));
    };
    deep("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>");
    deep("<w:tbl>", "</w:tbl>");
    deep("<x>", "</x>");
    deep("<w:hyperlink>", "</w:hyperlink>");
    deep("<mc:AlternateContent><mc:Choice Requires=\"wps\">", "</mc:Choice></mc:AlternateContent>");
}

/// The steps of work for a document.
fn steps(docx: Docx) -> u64 {
    let file = docx.file();
    work::taken();
    let text = read(&file).expect("a document");
    assert!(!text.html.is_empty());
    work::taken()
}

#[test]
fn twice_the_document_is_twice_the_work() {
    let item = |level: usize| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>{}</w:p>",
            level % 9,
            r("mục")
        )
    };
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
    let note =
        |number: usize| format!("<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id=\"{number}\"/></w:r></w:p>");
    let style = |number: usize| {
        format!("<w:style w:styleId=\"s{number}\"><w:basedOn w:val=\"s{}\"/></w:style>", number + 1)
    };
    let cell = |number: usize| {
        format!(
            "<w:tr><w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc></w:tr>",
            if number == 0 { " w:val=\"restart\"" } else { "" },
            p("ô")
        )
    };
    let many = |times: usize, one: &dyn Fn(usize) -> String| (0..times).map(one).collect::<String>();
    let kinds: [(&str, &dyn Fn(usize) -> Docx); 9] = [
        ("paragraphs", &|times| Docx::new(&p("một đoạn văn").repeat(times))),
        ("runs", &|times| {
            Docx::new(&runs(&many(times, &|number| {
                super::docx::rp(if number % 2 == 0 { "<w:b/>" } else { "" }, "chữ ")
            })))
        }),
        ("letters", &|times| Docx::new(&p(&"chữ".repeat(times)))),
        ("items", &|times| Docx::new(&many(times, &item)).numbering(numbering)),
        ("notes", &|times| {
            Docx::new(&many(times, &note)).footnotes(&many(times, &|number| {
                format!("<w:footnote w:id=\"{number}\">{}</w:footnote>", p("chú"))
            }))
        }),
        ("styles", &|times| Docx::new(&p("a")).styles(&many(times, &style))),
        ("rows", &|times| Docx::new(&format!("<w:tbl>{}</w:tbl>", many(times, &cell)))),
        ("joined paragraphs", &|times| {
            Docx::new(&super::docx::pp("<w:rPr><w:del/></w:rPr>", "a ").repeat(times))
        }),
        ("open fields", &|times| {
            Docx::new(&format!(
                "{}{}",
                p("a"),
                runs(&"<w:r><w:fldChar w:fldCharType=\"begin\"/><w:t>a</w:t></w:r>".repeat(times))
            ))
        }),
    ];
    for (kind, docx) in kinds {
        let (once, twice) = (steps(docx(1000)), steps(docx(2000)));
        assert!(once > 1000, "{kind}: the work is counted");
        assert!(twice <= once * 21 / 10, "{kind}: {once} and {twice}");
    }
}
