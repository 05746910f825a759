//! Valid and invalid files and forms.

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

const BOUNDARY: &str = "----tree-of-books-0123456789";

/// A part of a form.
pub(super) enum Part<'a> {
    /// Name and value of a field.
    Text(&'a str, &'a str),
    /// Name of the field, file name as in the header, and content.
    File(&'a str, &'a str, &'a [u8]),
}

/// The content type of a form with files.
pub(super) fn kind() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

/// The body of a form with files.
pub(super) fn multipart(parts: &[Part<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=").bytes());
        match part {
            Part::Text(name, value) => body.extend(format!("\"{name}\"\r\n\r\n{value}").bytes()),
            Part::File(name, file, content) => {
                let kind = "Content-Type: application/octet-stream";
                body.extend(format!("\"{name}\"; filename=\"{file}\"\r\n{kind}\r\n\r\n").bytes());
                body.extend(*content);
            }
        }
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

/// A photograph; each `seed` gives a different one.
pub(super) fn jpeg(width: u32, height: u32, seed: u32) -> Vec<u8> {
    written(width, height, seed, ImageFormat::Jpeg)
}

pub(super) fn png(width: u32, height: u32, seed: u32) -> Vec<u8> {
    written(width, height, seed, ImageFormat::Png)
}

fn written(width: u32, height: u32, seed: u32, format: ImageFormat) -> Vec<u8> {
    let pixel = |x: u32, y: u32| Rgb([(x * 7 + seed) as u8, (y * 3) as u8, ((x * y) % 251) as u8]);
    let mut bytes = Vec::new();
    let image = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel));
    image.write_to(&mut Cursor::new(&mut bytes), format).expect("a picture");
    bytes
}

/// The file with what cameras add: location and orientation; and with data after the end.
pub(super) fn from_a_telephone(jpeg: &[u8], place: &[u8], tail: &[u8]) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    exif.extend(place);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length[..], &exif[..], &jpeg[2..], tail].concat()
}

/// A PNG whose header claims this size.
pub(super) fn png_that_says(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(1, 1, 0);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let step = |crc: u32| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
    let checksum: u32 =
        !bytes[12..29].iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)));
    bytes[29..33].copy_from_slice(&checksum.to_be_bytes());
    bytes
}

/// A JPEG whose header claims this size.
pub(super) fn jpeg_that_says(width: u16, height: u16) -> Vec<u8> {
    let mut bytes = jpeg(16, 16, 0);
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).expect("a frame");
    bytes[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
    bytes[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
    bytes
}
