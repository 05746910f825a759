//! Pictures with colour profiles, uploaded and in content packs.

use crate::media::{read_picture, reencode::encode_anew, write_picture};
use domain::media::Tone;
use image::{
    DynamicImage, GrayAlphaImage, GrayImage, ImageEncoder, ImageFormat, Luma, LumaA, Rgb, RgbImage, Rgba,
    RgbaImage,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
};
use moxcms::{ColorProfile, curve_from_gamma};
use std::fs;

const KINDS: [ImageFormat; 3] = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP];
/// A colour in Display P3 and in sRGB; the same with a gamma of 2.2, as some programs write it.
const RED: ([u8; 3], [u8; 3]) = ([210, 60, 50], [228, 39, 37]);
const RED_OF_GAMMA: ([u8; 3], [u8; 3]) = ([210, 60, 50], [230, 34, 32]);
/// A colour in Adobe RGB and in sRGB.
const GREEN: ([u8; 3], [u8; 3]) = ([60, 160, 60], [0, 161, 47]);

fn bytes(profile: ColorProfile) -> Vec<u8> {
    profile.encode().expect("a profile")
}

fn display_p3_of_gamma() -> ColorProfile {
    let mut profile = ColorProfile::new_display_p3();
    let curve = Some(curve_from_gamma(2.2));
    (profile.red_trc, profile.green_trc, profile.blue_trc) = (curve.clone(), curve.clone(), curve);
    profile.cicp = None;
    profile
}

fn flat(colour: [u8; 3]) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_pixel(32, 24, Rgb(colour)))
}

/// A file in this format with a profile.
fn written(image: &DynamicImage, format: ImageFormat, profile: Vec<u8>) -> Vec<u8> {
    let mut file = Vec::new();
    let written = match format {
        ImageFormat::Jpeg => put(JpegEncoder::new_with_quality(&mut file, 100), image, profile),
        ImageFormat::Png => put(PngEncoder::new(&mut file), image, profile),
        _ => put(WebPEncoder::new_lossless(&mut file), image, profile),
    };
    written.expect("a picture");
    file
}

fn put(mut encoder: impl ImageEncoder, image: &DynamicImage, profile: Vec<u8>) -> image::ImageResult<()> {
    encoder.set_icc_profile(profile).expect("a kind with profiles");
    encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into())
}

/// Whether a colour differs by at most this much.
fn is_within(most: u8, found: &[u8], colour: &[u8]) -> bool {
    found.iter().zip(colour).all(|(one, other)| one.abs_diff(*other) <= most)
}

/// Whether a colour is equal within the loss of two JPEG encodings.
fn near(found: &[u8], colour: &[u8]) -> bool {
    is_within(3, found, colour)
}

fn holds(content: &[u8], what: &[u8]) -> bool {
    content.windows(what.len()).any(|part| part == what)
}

/// The first pixel of an uploaded picture as stored.
fn stored(content: &[u8]) -> [u8; 4] {
    let stored = encode_anew(content).expect("a picture");
    image::load_from_memory(&stored).expect("a picture").to_rgba8().get_pixel(0, 0).0
}

#[test]
fn the_colours_of_an_uploaded_picture_are_those_that_its_owner_sees() {
    for format in KINDS {
        for ((colour, seen), profile) in [
            (RED, ColorProfile::new_display_p3()),
            (RED_OF_GAMMA, display_p3_of_gamma()),
            (GREEN, ColorProfile::new_adobe_rgb()),
        ] {
            let content = written(&flat(colour), format, bytes(profile));
            let encoded = encode_anew(&content).expect("a picture");
            for mark in [&b"acsp"[..], b"ICC_PROFILE", b"iCCP", b"ICCP"] {
                assert!(!holds(&encoded, mark), "{format:?}: a profile is published");
            }
            let pixel = stored(&content);
            // The other formats are lossless, but converted values are rounded.
            let most = if format == ImageFormat::Jpeg { 3 } else { 1 };
            assert!(is_within(most, &pixel, &seen), "{format:?}: {pixel:?} for {seen:?}");
        }
    }
}

#[test]
fn the_variants_of_a_picture_from_a_pack_have_its_colours() {
    for format in KINDS {
        let (colour, seen) = RED;
        let content = written(&flat(colour), format, bytes(ColorProfile::new_display_p3()));
        let folder = tempfile::tempdir().expect("a folder");
        let picture = read_picture(&content).expect("a picture").picture;
        assert_eq!(picture.tone, Some(Tone::of(seen)));
        write_picture(&picture, &content, folder.path()).expect("written").keep();
        let variants = picture.widths().map(|width| picture.variant(width)).chain([picture.fallback()]);
        for name in variants {
            let file = fs::read(folder.path().join(&name)).expect("a variant");
            let pixel = image::load_from_memory(&file).expect("a picture").to_rgb8().get_pixel(9, 9).0;
            // The WebP is lossy.
            assert!(is_within(5, &pixel, &seen), "{name}: {pixel:?} for {seen:?}");
        }
        let original = fs::read(folder.path().join(&picture.name)).expect("the file");
        assert_eq!(original, content, "what a pack brings is kept as it is");
    }
}

#[test]
fn a_picture_with_a_profile_is_turned_upright() {
    let half = |x: u32, _| if x < 16 { Rgb(RED.0) } else { Rgb([0; 3]) };
    let image = RgbImage::from_fn(32, 16, half);
    let mut content = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut content, 100);
    encoder.set_icc_profile(bytes(ColorProfile::new_display_p3())).expect("a profile");
    // One EXIF entry: rotate by 90 degrees.
    let turn = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    encoder.set_exif_metadata(turn.to_vec()).expect("data of a camera");
    encoder.write_image(&image, 32, 16, image::ExtendedColorType::Rgb8).expect("a picture");
    let stored =
        image::load_from_memory(&encode_anew(&content).expect("a picture")).expect("a picture").to_rgb8();
    assert_eq!(stored.dimensions(), (16, 32));
    let (top, bottom) = (stored.get_pixel(8, 3).0, stored.get_pixel(8, 29).0);
    assert!(near(&top, &RED.1) && near(&bottom, &[0; 3]), "{top:?} {bottom:?}");
}

#[test]
fn greys_and_what_shows_through_are_converted_too() {
    // 50% grey with a gamma of 1.8 is a lighter grey in sRGB.
    let greys = bytes(ColorProfile::new_gray_with_gamma(1.8));
    let flat_grey = DynamicImage::ImageLuma8(GrayImage::from_pixel(8, 8, Luma([128])));
    for format in [ImageFormat::Png, ImageFormat::Jpeg] {
        let pixel = stored(&written(&flat_grey, format, greys.clone()));
        assert!(near(&pixel, &[146, 146, 146, 255]), "{format:?}: {pixel:?}");
    }
    let glass = DynamicImage::ImageLumaA8(GrayAlphaImage::from_pixel(8, 8, LumaA([128, 77])));
    let pixel = stored(&written(&glass, ImageFormat::Png, greys.clone()));
    assert!(near(&pixel, &[146, 146, 146, 77]) && pixel[3] == 77, "{pixel:?}");
    let glass = DynamicImage::ImageRgba8(RgbaImage::from_pixel(8, 8, Rgba([210, 60, 50, 77])));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let content = written(&glass, format, bytes(ColorProfile::new_display_p3()));
        let pixel = stored(&content);
        assert!(is_within(1, &pixel, &RED.1) && pixel[3] == 77, "{format:?}: {pixel:?}");
    }
    let fine = DynamicImage::ImageRgb16(flat(RED.0).to_rgb16());
    let content = written(&fine, ImageFormat::Png, bytes(ColorProfile::new_display_p3()));
    assert!(is_within(1, &stored(&content), &RED.1), "sixteen bits a colour");
    // A grey profile does not apply to colours.
    let content = written(&flat(RED.0), ImageFormat::Png, greys);
    assert_eq!(stored(&content)[..3], RED.0);
}

#[test]
fn a_picture_of_srgb_is_the_same_file_with_its_profile_and_without() {
    let colours = DynamicImage::ImageRgb8(RgbImage::from_fn(64, 64, |x, y| {
        Rgb([(x * 4) as u8, (y * 4) as u8, ((x * y) % 251) as u8])
    }));
    for format in KINDS {
        let with = written(&colours, format, bytes(ColorProfile::new_srgb()));
        let mut without = Vec::new();
        let plain = match format {
            ImageFormat::Jpeg => colours.write_with_encoder(JpegEncoder::new_with_quality(&mut without, 100)),
            ImageFormat::Png => colours.write_with_encoder(PngEncoder::new(&mut without)),
            _ => colours.write_with_encoder(WebPEncoder::new_lossless(&mut without)),
        };
        plain.expect("a picture");
        assert_eq!(encode_anew(&with), encode_anew(&without), "{format:?}");
    }
}

#[test]
fn a_profile_that_cannot_be_used_is_none() {
    let right = bytes(ColorProfile::new_display_p3());
    let of_space = |space: &[u8; 4]| [&right[..16], space, &right[20..]].concat();
    let none = [
        Vec::from("no profile"),
        of_space(b"CMYK"),
        of_space(b"Lab "),
        of_space(b"XYZ "),
        of_space(b"\0\xff\0\xff"),
        right[..right.len() / 2].to_vec(),
        right[..128].to_vec(),
        vec![0; 11 * 1024 * 1024],
        bytes(ColorProfile::new_lab()),
    ];
    for (number, profile) in none.into_iter().enumerate() {
        for format in KINDS {
            let pixel = stored(&written(&flat(RED.0), format, profile.clone()));
            assert!(near(&pixel, &RED.0), "{number} {format:?}: {pixel:?}");
        }
    }
}

#[test]
fn no_profile_fails_an_upload() {
    let mut random = fastrand::Rng::with_seed(27);
    for right in
        [ColorProfile::new_display_p3(), ColorProfile::new_adobe_rgb(), ColorProfile::new_bt2020_pq()]
    {
        let right = bytes(right);
        for _ in 0..200 {
            let mut profile = right.clone();
            for _ in 0..random.usize(1..6) {
                let at = random.usize(..profile.len());
                profile[at] = random.u8(..);
            }
            profile.truncate(random.usize(profile.len() / 2..=profile.len()));
            let content = written(&flat(RED.0), ImageFormat::Png, profile);
            assert!(encode_anew(&content).is_ok() && read_picture(&content).is_ok());
        }
    }
}
