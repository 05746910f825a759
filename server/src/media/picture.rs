//! Reads untrusted pictures: the format is detected by content, decoding has limits, and panics are caught.
//! Slow: must run on a blocking thread.

use super::{colours::Profile, foreign::Foreign, hash};
use domain::media::{Picture, Tone};
use image::{
    DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
    metadata::Orientation,
};
use std::{fmt, io::Cursor, panic::catch_unwind};

/// The largest file, in bytes.
const MAX_BYTES: usize = 20 * 1024 * 1024;
/// The longest side, in pixels: the limit of WebP.
const MAX_SIDE: u32 = 16_383;
/// The most pixels: as many as phone cameras produce.
const MAX_PIXELS: u64 = 60_000_000;
/// The most bytes of decoded pixels: twice as many with 16 bits per channel.
const MAX_DECODED: u64 = 4 * MAX_PIXELS;
/// The most memory a decoder may take, in bytes.
const MAX_MEMORY: u64 = 512 * 1024 * 1024;
/// The background for transparent pictures: white.
const GROUND: u32 = 255;
/// The side of the thumbnail whose colours are counted, in pixels.
const SAMPLE: u32 = 48;

/// A picture, decoded and measured.
#[derive(Debug, Clone)]
pub struct ReadPicture {
    /// The picture after rotation, without an alternative text.
    pub picture: Picture,
    /// Its media type, `image/jpeg`.
    pub mime: &'static str,
}

/// Why a picture cannot be used: a sentence without its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// Not a picture.
    Unknown,
    /// The file is empty.
    Empty,
    /// A format that is not accepted.
    Foreign(Foreign),
    /// The file is too large.
    TooLarge,
    /// It has too many pixels.
    TooManyPixels,
    /// It has the signature of a picture, but cannot be decoded.
    Broken,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("không phải là ảnh JPEG, PNG hoặc WebP dùng được"),
            Self::Empty => f.write_str("trống, không có gì bên trong"),
            Self::Foreign(kind) => kind.fmt(f),
            Self::TooLarge => write!(f, "lớn hơn {} MB", MAX_BYTES / 1024 / 1024),
            Self::TooManyPixels => {
                write!(f, "có quá nhiều điểm ảnh (nhiều nhất là {} triệu)", MAX_PIXELS / 1_000_000)
            }
            Self::Broken => f.write_str("bị hỏng, không mở được"),
        }
    }
}

/// Decodes the whole picture, so that a damaged one is refused now and not seen by readers.
pub fn read_picture(content: &[u8]) -> Result<ReadPicture, Unreadable> {
    let (Opened { mut image, orientation, profile }, format) = open(content)?;
    image.apply_orientation(orientation);
    let (mime, ending) = match format {
        ImageFormat::Jpeg => ("image/jpeg", "jpg"),
        ImageFormat::Png => ("image/png", "png"),
        _ => ("image/webp", "webp"),
    };
    let picture = Picture {
        name: format!("{}.{ending}", hash(content)),
        width: image.width(),
        height: image.height(),
        alt: String::new(),
        tone: Some(tone(&image, profile.as_ref())),
    };
    Ok(ReadPicture { picture, mime })
}

/// A decoded picture, before rotation and colour conversion.
#[derive(Debug)]
pub(super) struct Opened {
    /// Its pixels.
    pub(super) image: DynamicImage,
    /// The rotation that makes it upright.
    pub(super) orientation: Orientation,
    /// The colour profile, unless it is sRGB.
    pub(super) profile: Option<Profile>,
}

/// Decodes an untrusted picture; returns its format too: JPEG, PNG or WebP.
pub(super) fn open(content: &[u8]) -> Result<(Opened, ImageFormat), Unreadable> {
    if content.is_empty() {
        return Err(Unreadable::Empty);
    }
    if content.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let format = match image::guess_format(content) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => format,
        _ => return Err(Foreign::of(content).map_or(Unreadable::Unknown, Unreadable::Foreign)),
    };
    if format == ImageFormat::Jpeg && !has_its_end(content) {
        return Err(Unreadable::Broken);
    }
    Ok((decode(content, format)?, format))
}

/// Whether a JPEG is complete. The decoder fills missing parts with grey and reports no error. The end marker
/// cannot occur by chance in the pixel data after the first start of scan; in the header it can, where
/// cameras put a thumbnail.
fn has_its_end(content: &[u8]) -> bool {
    let mut at = 2;
    while let Some([0xff, kind, high, low]) = content.get(at..at + 4) {
        if *kind == 0xda {
            return content[at..].windows(2).any(|pair| pair == [0xff, 0xd9]);
        }
        at += 2 + usize::from(u16::from_be_bytes([*high, *low]));
    }
    false
}

/// Decodes a picture in this format.
pub(super) fn decode(content: &[u8], format: ImageFormat) -> Result<Opened, Unreadable> {
    let decoded = catch_unwind(|| {
        let mut reader = ImageReader::with_format(Cursor::new(content), format);
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(MAX_MEMORY);
        reader.limits(limits);
        let mut decoder = reader.into_decoder()?;
        let (width, height) = decoder.dimensions();
        if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED {
            return Ok(None);
        }
        let orientation = decoder.orientation()?;
        let profile = decoder.icc_profile().unwrap_or_else(|error| {
            tracing::warn!("the colours of a picture are taken as sRGB: {error}");
            None
        });
        let image = DynamicImage::from_decoder(decoder)?;
        let profile = profile.map(|bytes| Profile { bytes, grey: !image.color().has_color() });
        Ok(Some(Opened { image, orientation, profile }))
    });
    match decoded {
        Ok(Ok(Some(opened))) if opened.image.width() > 0 && opened.image.height() > 0 => Ok(opened),
        Ok(Ok(None) | Err(ImageError::Limits(_))) => Err(Unreadable::TooManyPixels),
        _ => Err(Unreadable::Broken),
    }
}

/// The picture with 8 bits per channel: RGB, or RGBA if it is transparent.
pub(super) fn eight_bits(image: DynamicImage) -> DynamicImage {
    if image.color().has_alpha() {
        DynamicImage::ImageRgba8(image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.into_rgb8())
    }
}

/// The tone of most of the picture. Pictures that are partly transparent have none, since the background
/// would stay visible.
fn tone(image: &DynamicImage, profile: Option<&Profile>) -> Tone {
    let mut small = eight_bits(image.thumbnail(SAMPLE, SAMPLE));
    if small.color().has_alpha() && small.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX) {
        return Tone::PAPER;
    }
    if let Some(profile) = profile {
        profile.convert(&mut small);
    }
    let small = small.to_rgb8();
    let mut counts: Vec<(Tone, u32)> = Vec::new();
    for pixel in small.pixels() {
        let tone = Tone::of(pixel.0);
        match counts.iter_mut().find(|(known, _)| *known == tone) {
            Some((_, count)) => *count += 1,
            None => counts.push((tone, 1)),
        }
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map_or(Tone::of([128; 3]), |(tone, _)| tone)
}

/// The picture without transparency, on the background colour.
pub(super) fn on_ground(image: &DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.to_rgb8();
    }
    let image = image.to_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [colours @ .., alpha] = image.get_pixel(x, y).0.map(u32::from);
        // At most 255.
        Rgb(colours.map(|colour| ((colour * alpha + GROUND * (255 - alpha)) / 255) as u8))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        drawn(width, height, ImageFormat::Png)
    }

    fn drawn(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut bytes = Vec::new();
        let image = RgbImage::from_pixel(width, height, Rgb([250, 10, 10]));
        image.write_to(&mut Cursor::new(&mut bytes), format).expect("a picture");
        bytes
    }

    #[test]
    fn a_picture_is_known_by_its_content() {
        let read = read_picture(&png(30, 20)).expect("a picture");
        assert_eq!((read.picture.width, read.picture.height, read.mime), (30, 20, "image/png"));
        assert_eq!(read.picture.tone, Some(Tone::of([250, 10, 10])));
        assert_eq!(read.picture.name.len(), "0123456789abcdef.png".len());
    }

    /// The tone of a blue picture with a corner of this opacity.
    fn tone_with_a_corner(side: u32, alpha: u8) -> Option<Tone> {
        let mut bytes = Vec::new();
        let image = image::RgbaImage::from_fn(300, 200, |x, y| {
            image::Rgba([10, 10, 200, if x < side && y < side { alpha } else { 255 }])
        });
        image.write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).expect("a picture");
        read_picture(&bytes).expect("a picture").picture.tone
    }

    #[test]
    fn what_is_transparent_anywhere_has_no_ground() {
        for (side, alpha) in [(300, 0), (300, 100), (12, 0), (12, 200)] {
            assert_eq!(tone_with_a_corner(side, alpha), Some(Tone::PAPER), "{side} pixels of {alpha}");
        }
        assert_eq!(tone_with_a_corner(12, 255), Some(Tone::of([10, 10, 200])), "opaque as a whole");
    }

    #[test]
    fn what_is_no_picture_or_a_broken_one_is_refused() {
        assert_eq!(read_picture(b"<svg onload='x()'>").err(), Some(Unreadable::Foreign(Foreign::Svg)));
        assert_eq!(read_picture(b"hello").err(), Some(Unreadable::Unknown));
        assert_eq!(read_picture(b"").err(), Some(Unreadable::Empty));
        let whole = png(30, 20);
        for end in 8..whole.len() - 12 {
            assert!(read_picture(&whole[..end]).is_err(), "cut off at {end}");
        }
        let whole = drawn(64, 64, ImageFormat::Jpeg);
        assert!(read_picture(&whole).is_ok());
        for end in 3..whole.len() - 1 {
            assert!(read_picture(&whole[..end]).is_err(), "cut off at {end} of {}", whole.len());
        }
        assert_eq!(read_picture(&vec![0xff; MAX_BYTES + 1]).err(), Some(Unreadable::TooLarge));
    }

    #[test]
    fn a_picture_that_would_fill_the_memory_is_refused() {
        // The header of a PNG of 16,000 by 16,000 pixels, with its checksum.
        let mut bytes = png(1, 1);
        bytes[16..24].copy_from_slice(&[0, 0, 0x3e, 0x80, 0, 0, 0x3e, 0x80]);
        let checksum = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert_eq!(read_picture(&bytes).err(), Some(Unreadable::TooManyPixels));
    }

    fn crc(bytes: &[u8]) -> u32 {
        let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
    }
}
