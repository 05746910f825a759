//! Detects files that people mistake for JPEG, PNG or WebP, whatever their names, to explain what to do.

use std::fmt;

/// How many bytes at the beginning of a file are searched for its type.
const HEAD: usize = 1024;

/// The type of a file that is no JPEG, PNG or WebP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// The default format of iPhones.
    Heic,
    /// AVIF: few programs write it, and not all browsers show it.
    Avif,
    /// GIF, possibly animated.
    Gif,
    /// Another picture format: BMP, TIFF.
    Other,
    /// A vector graphic, which may contain scripts.
    Svg,
    /// A document.
    Pdf,
    /// A video.
    Film,
}

impl Foreign {
    /// Detects the type of the content, if it is known.
    pub(super) fn of(content: &[u8]) -> Option<Self> {
        let head = &content[..content.len().min(HEAD)];
        let has = |what: &[u8]| head.windows(what.len()).any(|part| part == what);
        let starts = |what: &[u8]| head.starts_with(what);
        if head.get(4..8) == Some(b"ftyp") {
            // The major brand and the compatible brands.
            return Some(match head.get(8..12) {
                Some(b"avif" | b"avis") => Self::Avif,
                Some(b"mif1" | b"msf1") if has(b"avif") => Self::Avif,
                Some([b'h', b'e', ..] | b"mif1" | b"msf1") => Self::Heic,
                _ => Self::Film,
            });
        }
        let kinds = [
            (Self::Gif, starts(b"GIF8")),
            (Self::Pdf, starts(b"%PDF-")),
            (Self::Other, starts(b"BM") || starts(b"II*\0") || starts(b"MM\0*")),
            (Self::Svg, has(b"<svg")),
        ];
        kinds.into_iter().find(|(_, is)| *is).map(|(kind, _)| kind)
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Heic => {
                "là ảnh HEIC của iPhone, nhiều máy không xem được; trên iPhone, vào Cài đặt › Camera › Định dạng, \
                 hãy chọn “Tương thích nhất” rồi chụp lại, hoặc chụp màn hình ảnh này rồi tải lên"
            }
            Self::Avif => "là ảnh AVIF; hãy mở ảnh, lưu lại thành JPEG hoặc PNG rồi tải lên",
            Self::Gif => "là ảnh GIF; hãy mở ảnh, lưu lại thành JPEG hoặc PNG rồi tải lên",
            Self::Other => "là ảnh BMP hoặc TIFF; hãy mở ảnh, lưu lại thành JPEG hoặc PNG rồi tải lên",
            Self::Svg => "là hình vẽ SVG; hãy xuất ra PNG rồi tải lên",
            Self::Pdf => "là tệp PDF, không phải ảnh; hãy đính kèm tệp vào bài, hoặc chụp màn hình trang cần dùng",
            Self::Film => "là đoạn phim, không phải ảnh; hãy chụp màn hình một cảnh rồi tải lên",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_picture_for_readers_is_known_by_its_content() {
        for (content, kind) in [
            (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], Foreign::Heic),
            (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", Foreign::Heic),
            (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", Foreign::Avif),
            (b"\0\0\0\x1cftypavif\0\0\0\0", Foreign::Avif),
            (b"\0\0\0\x14ftypqt  ", Foreign::Film),
            (b"GIF89a", Foreign::Gif),
            (b"%PDF-1.7", Foreign::Pdf),
            (b"BM1234", Foreign::Other),
            (b"<?xml version='1.0'?>\n<!-- --><svg onload='x()'>", Foreign::Svg),
        ] {
            assert_eq!(Foreign::of(content), Some(kind), "{}", String::from_utf8_lossy(content));
        }
        for content in [&b""[..], b"\0\0\0\x18ftyp", b"text", &[0; 2000]] {
            assert_ne!(Foreign::of(content), Some(Foreign::Heic));
        }
        assert_eq!(Foreign::of(b"text"), None);
    }
}
