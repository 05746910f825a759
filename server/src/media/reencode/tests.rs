//! What is published of an untrusted file.

use super::*;
use crate::media::{read_picture, write_picture};
use image::{GenericImageView, Rgb, RgbImage, Rgba, RgbaImage};
use std::{fs, io::Cursor};

/// Is in the file where cameras write the location.
const PLACE: &[u8] = b"21.0285N 105.8542E";
/// Is appended to the file.
const TAIL: &[u8] = b"PK\x03\x04<script>alert(1)</script>";

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).expect("a picture");
    bytes
}

/// A picture with many colours, like a photograph.
fn photograph(width: u32, height: u32) -> DynamicImage {
    let pixel =
        |x: u32, y: u32| Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, ((x * y) % 251) as u8]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

/// A photograph whose left half is red and whose right half is blue, as a telephone writes it when held
/// upright: stored rotated, with the location, and with data after the end.
fn from_a_telephone() -> Vec<u8> {
    let pixel = |x: u32, _| if x < 40 { Rgb([220, 10, 10]) } else { Rgb([10, 10, 220]) };
    let jpeg = written(&DynamicImage::ImageRgb8(RgbImage::from_fn(80, 40, pixel)), ImageFormat::Jpeg);
    // Two EXIF entries: rotate by 90 degrees; the offset of the location.
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    exif.extend(b"\x01\x12\0\x03\0\0\0\x01\0\x06\0\0");
    exif.extend(b"\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0");
    exif.extend(PLACE);
    let length = u16::try_from(exif.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], b"\xff\xe1", &length[..], &exif[..], &jpeg[2..], TAIL].concat()
}

fn holds(content: &[u8], what: &[u8]) -> bool {
    content.windows(what.len()).any(|part| part == what)
}

#[test]
fn what_a_telephone_writes_besides_the_pixels_is_in_no_stored_file() {
    let content = from_a_telephone();
    assert!(holds(&content, PLACE) && holds(&content, TAIL) && holds(&content, b"Exif"));
    let stored = encode_anew(&content).expect("a picture");
    let folder = tempfile::tempdir().expect("a folder");
    let picture = read_picture(&stored).expect("a picture").picture;
    write_picture(&picture, &stored, folder.path()).expect("written").keep();
    let files: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().collect();
    assert_eq!(files.len(), 3, "the file, a WebP and a JPEG");
    for file in files {
        let content = fs::read(file.path()).expect("a file");
        for what in [PLACE, TAIL, b"Exif", b"<script"] {
            assert!(!holds(&content, what), "{:?} holds {}", file.path(), String::from_utf8_lossy(what));
        }
    }
}

#[test]
fn a_picture_is_stored_upright() {
    let stored =
        image::load_from_memory(&encode_anew(&from_a_telephone()).expect("a picture")).expect("a picture");
    assert_eq!(stored.dimensions(), (40, 80));
    let (top, bottom) = (stored.get_pixel(20, 10).0, stored.get_pixel(20, 70).0);
    assert!(top[0] > 180 && top[2] < 60, "red is above: {top:?}");
    assert!(bottom[2] > 180 && bottom[0] < 60, "blue is below: {bottom:?}");
}

#[test]
fn a_large_picture_is_made_smaller_and_keeps_its_shape() {
    let large = written(&photograph(4_400, 1_100), ImageFormat::Jpeg);
    let stored = image::load_from_memory(&encode_anew(&large).expect("a picture")).expect("a picture");
    assert_eq!(stored.dimensions(), (4_000, 1_000));
    let line = written(&photograph(9_000, 1), ImageFormat::Png);
    let stored = image::load_from_memory(&encode_anew(&line).expect("a picture")).expect("a picture");
    assert_eq!(stored.dimensions(), (LONGEST_PNG, 1), "of few colours");
}

#[test]
fn photographs_become_jpeg_and_drawings_png() {
    let drawing =
        DynamicImage::ImageRgb8(RgbImage::from_fn(60, 60, |x, y| Rgb([(x / 10) as u8, (y / 10) as u8, 9])));
    let hole = |x: u32, y: u32| Rgba([(x * 4) as u8, (y * 4) as u8, 9, if x == 5 { 100 } else { 255 }]);
    let hole = DynamicImage::ImageRgba8(RgbaImage::from_fn(60, 60, hole));
    let opaque = DynamicImage::ImageRgba8(photograph(60, 60).to_rgba8());
    for (image, from, kind) in [
        (&drawing, ImageFormat::Jpeg, ImageFormat::Jpeg),
        (&drawing, ImageFormat::Png, ImageFormat::Png),
        (&photograph(60, 60), ImageFormat::Png, ImageFormat::Jpeg),
        (&photograph(60, 60), ImageFormat::WebP, ImageFormat::Jpeg),
        (&opaque, ImageFormat::Png, ImageFormat::Jpeg),
        (&hole, ImageFormat::Png, ImageFormat::Png),
        (&hole, ImageFormat::WebP, ImageFormat::Png),
        (&DynamicImage::ImageLuma8(photograph(60, 60).to_luma8()), ImageFormat::Png, ImageFormat::Png),
        (&DynamicImage::ImageRgb16(photograph(60, 60).to_rgb16()), ImageFormat::Png, ImageFormat::Jpeg),
    ] {
        let stored = encode_anew(&written(image, from)).expect("a picture");
        assert_eq!(image::guess_format(&stored).expect("a kind"), kind, "{from:?} {:?}", image.color());
        assert!(read_picture(&stored).is_ok());
    }
}

#[test]
fn a_transparent_picture_keeps_what_shows_through() {
    let glass = DynamicImage::ImageRgba8(RgbaImage::from_pixel(8, 8, Rgba([200, 0, 0, 77])));
    let stored = encode_anew(&written(&glass, ImageFormat::WebP)).expect("a picture");
    assert_eq!(
        image::load_from_memory(&stored).expect("a picture").to_rgba8().get_pixel(3, 3).0,
        [200, 0, 0, 77]
    );
}

#[test]
fn the_same_picture_is_always_the_same_file() {
    let content = from_a_telephone();
    assert_eq!(encode_anew(&content), encode_anew(&content));
}

#[test]
fn even_a_transparent_picture_of_noise_becomes_a_file_that_is_read() {
    let mut random = fastrand::Rng::with_seed(7);
    let noise = RgbaImage::from_fn(2_400, 2_200, |_, _| Rgba(random.u32(..).to_be_bytes()));
    let small = DynamicImage::ImageRgba8(noise).crop_imm(0, 0, 2_200, 2_200);
    let stored = png(&small).expect("a picture");
    assert!(read_picture(&stored).is_ok(), "{} bytes", stored.len());
}

#[test]
fn what_cannot_be_read_is_refused_as_it_is_for_packs() {
    let whole = from_a_telephone();
    assert_eq!(encode_anew(&whole[..whole.len() / 2]), Err(Unreadable::Broken));
    assert_eq!(encode_anew(b""), Err(Unreadable::Empty));
    assert_eq!(encode_anew(&vec![0xff; 21 * 1024 * 1024]), Err(Unreadable::TooLarge));
}
