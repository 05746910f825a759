//! Files for download. Their type is checked by content and file extension.

use super::hash;
use domain::text::Slug;
use rawzip::ZipArchive;
use std::path::Path;

/// The largest file, in bytes.
const MAX_BYTES: usize = 50 * 1024 * 1024;
/// The first bytes of each type, if they are always the same.
const KINDS: [(&str, &[u8]); 13] = [
    ("pdf", b"%PDF-"),
    ("docx", ZIP),
    ("xlsx", ZIP),
    ("pptx", ZIP),
    ("odt", ZIP),
    ("ods", ZIP),
    ("odp", ZIP),
    ("doc", OLE),
    ("xls", OLE),
    ("ppt", OLE),
    ("mp3", b""),
    ("m4a", b""),
    ("ogg", b"OggS"),
];
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// A file, checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its path in the media folder: a folder named after the content, so that the file keeps its own name
    /// when it is saved.
    pub name: String,
    /// Its size in bytes.
    pub bytes: i64,
}

/// Whether a file name has an allowed extension.
pub(crate) fn is_attachment(name: &str) -> bool {
    kind(name).is_some()
}

fn kind(name: &str) -> Option<(&'static str, &'static [u8])> {
    let ending = Path::new(name).extension()?.to_str()?.to_lowercase();
    KINDS.into_iter().find(|(known, _)| *known == ending)
}

/// Checks a file with this name. The reason for a refusal is a sentence without its subject.
pub fn read_attachment(name: &str, content: &[u8]) -> Result<Attachment, String> {
    let kinds = || KINDS.map(|(ending, _)| ending).join(", ");
    let (ending, start) = kind(name).ok_or_else(|| format!("không thuộc loại được nhận ({})", kinds()))?;
    if content.len() > MAX_BYTES {
        return Err(format!("lớn hơn {} MB", MAX_BYTES / 1024 / 1024));
    }
    if !content.starts_with(start) || !is_what_it_says(ending, content) {
        return Err(format!("không phải là tệp {ending} đúng như tên gọi"));
    }
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).and_then(Slug::loosely);
    let stem = stem.map_or_else(|| "tep".to_owned(), String::from);
    Ok(Attachment { name: format!("{}/{stem}.{ending}", hash(content)), bytes: content.len() as i64 })
}

/// What the first bytes of some types do not tell.
fn is_what_it_says(ending: &str, content: &[u8]) -> bool {
    match ending {
        // A tag, or the head of a frame of layer III (ISO 11172-3, 2.4.2.3).
        "mp3" => {
            content.starts_with(b"ID3")
                || matches!(content, [0xff, head, ..] if head & 0b1110_0110 == 0b1110_0010)
        }
        "m4a" => content.get(4..8) == Some(b"ftyp"),
        _ => !content.starts_with(ZIP) || is_document(ending, content),
    }
}

/// Whether a ZIP is a document of the type in its name (ECMA-376 part 2, 10.1; OpenDocument 1.3 part 2, 3.3).
fn is_document(ending: &str, content: &[u8]) -> bool {
    let first = match ending {
        "docx" => return has_parts(content, "word/"),
        "xlsx" => return has_parts(content, "xl/"),
        "pptx" => return has_parts(content, "ppt/"),
        "odt" => "text",
        "ods" => "spreadsheet",
        "odp" => "presentation",
        _ => return false,
    };
    // The first entry is not compressed, and at a fixed offset.
    let kind = format!("mimetypeapplication/vnd.oasis.opendocument.{first}");
    content.get(30..).is_some_and(|rest| rest.starts_with(kind.as_bytes()))
}

/// Whether a ZIP has the list of content types that Office writes, and files in this folder.
fn has_parts(content: &[u8], folder: &str) -> bool {
    let Ok(archive) = ZipArchive::from_slice(content) else { return false };
    let mut entries = archive.entries();
    let (mut kinds, mut parts) = (false, false);
    while let Ok(Some(entry)) = entries.next_entry() {
        let path = entry.file_path();
        kinds |= path.as_ref() == b"[Content_Types].xml";
        parts |= path.as_ref().starts_with(folder.as_bytes());
        if kinds && parts {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// A ZIP with these files, not compressed.
    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
        for (name, content) in files {
            let (mut entry, config) = archive.new_file(name).start().expect("begun");
            let mut writer = config.wrap(&mut entry);
            writer.write_all(content.as_bytes()).expect("written");
            let (_, descriptor) = writer.finish().expect("finished");
            entry.finish(descriptor).expect("ended");
        }
        archive.finish().expect("a ZIP");
        bytes
    }

    #[test]
    fn a_document_is_more_than_any_zip() {
        let kinds = ("[Content_Types].xml", "<Types/>");
        let word = zip(&[kinds, ("word/document.xml", "<w/>")]);
        assert!(read_attachment("a.docx", &word).is_ok());
        assert!(read_attachment("a.xlsx", &word).is_err(), "of another kind");
        assert!(read_attachment("a.xlsx", &zip(&[("xl/workbook.xml", "<w/>"), kinds])).is_ok());
        assert!(read_attachment("a.docx", &zip(&[("a.exe", "MZ")])).is_err());
        assert!(read_attachment("a.docx", &zip(&[("word/document.xml", "<w/>")])).is_err());
        assert!(read_attachment("a.docx", &word[..word.len() / 2]).is_err(), "half of it");
        let text = zip(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<c/>")]);
        assert!(read_attachment("a.odt", &text).is_ok());
        assert!(read_attachment("a.ods", &text).is_err());
        assert!(read_attachment("a.odt", &word).is_err());
    }

    #[test]
    fn a_file_keeps_a_readable_name_in_a_folder_of_its_content() {
        let file = read_attachment("media/Mẫu đơn số 1.PDF", b"%PDF-1.7").expect("a file");
        assert!(file.name.ends_with("/mau-don-so-1.pdf"), "{}", file.name);
        assert_eq!(file.bytes, 8);
    }

    #[test]
    fn a_recording_begins_like_one() {
        let begins: [(&str, &[u8]); 4] = [
            ("a.mp3", b"ID3\x04"),
            ("a.mp3", b"\xff\xfb\x90"),
            ("a.M4A", b"\0\0\0\x20ftypM4A "),
            ("a.ogg", b"OggS\0"),
        ];
        for (name, content) in begins {
            assert!(read_attachment(name, content).is_ok(), "{name}");
            assert!(read_attachment(name, b"<script>").is_err(), "{name}");
        }
        assert!(read_attachment("a.mp3", b"\xff\xd8\xff").is_err(), "a JPEG");
    }

    #[test]
    fn a_file_that_is_not_what_it_says_is_refused() {
        assert!(read_attachment("a.pdf", b"<script>").is_err());
        assert!(read_attachment("a.html", b"<script>").is_err());
        assert!(read_attachment("a", b"%PDF-").is_err());
        assert!(read_attachment("a.docx", b"%PDF-").is_err());
    }
}
