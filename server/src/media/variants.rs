//! The variants of a picture: WebP in several widths, one JPEG for browsers and chats without WebP, and the
//! original file. Slow: must run on a blocking thread.

use super::{
    picture::{Opened, Unreadable, decode, eight_bits, on_ground},
    writing::NewFiles,
};
use domain::media::Picture;
use fast_image_resize::{
    PixelTrait, Resizer,
    images::TypedImage,
    pixels::{U8x3, U8x4},
};
use image::{DynamicImage, codecs::jpeg::JpegEncoder};
use std::{fs, io, path::Path};

/// Quality of the WebP, 0 to 100.
const WEBP_QUALITY: f32 = 78.0;
/// Quality of the JPEG, 1 to 100.
const JPEG_QUALITY: u8 = 80;

/// The size of the JPEG of a picture that has been written, in bytes.
pub fn fallback_bytes(picture: &Picture, folder: &Path) -> io::Result<i64> {
    let bytes = fs::metadata(folder.join(picture.fallback()))?.len();
    i64::try_from(bytes).map_err(io::Error::other)
}

/// Writes a picture and its variants into the media folder; existing files are kept. Names are derived from
/// the content: if variants are made differently, the names must change too.
pub fn write_picture(picture: &Picture, content: &[u8], folder: &Path) -> io::Result<NewFiles> {
    let mut files = NewFiles::of(folder);
    files.write(&picture.name, content)?;
    let there =
        |name: String| fs::metadata(folder.join(name)).is_ok_and(|file| file.is_file() && file.len() > 0);
    let missing: Vec<u32> = picture.widths().filter(|width| !there(picture.variant(*width))).collect();
    let jpeg_missing = !there(picture.fallback());
    if missing.is_empty() && !jpeg_missing {
        return Ok(files);
    }
    let format = image::guess_format(content).map_err(io::Error::other)?;
    let Opened { image, orientation, profile } =
        decode(content, format).map_err(|reason: Unreadable| io::Error::other(reason.to_string()))?;
    let mut image = eight_bits(image);
    if let Some(profile) = profile {
        profile.convert(&mut image);
    }
    image.apply_orientation(orientation);
    let mut resizer = Resizer::new();
    for width in missing {
        let small = resized(&mut resizer, &mut image, width, picture.height_at(width))?;
        files.write(&picture.variant(width), &webp(&small)?)?;
    }
    if jpeg_missing {
        let width = picture.fallback_width();
        let small = resized(&mut resizer, &mut image, width, picture.height_at(width))?;
        files.write(&picture.fallback(), &jpeg(&small)?)?;
    }
    Ok(files)
}

/// Resizes a picture with 8 bits per channel. The picture is not changed; it is borrowed mutably so that the
/// resizer is compiled for one type of view only, that of its intermediate pictures.
pub(super) fn resized(
    resizer: &mut Resizer,
    image: &mut DynamicImage,
    width: u32,
    height: u32,
) -> io::Result<DynamicImage> {
    let mut small = DynamicImage::new(width, height, image.color());
    let from = (image.width(), image.height());
    let to = (width, height);
    // With the resizer's own dispatch it would be compiled for all 13 pixel types.
    match (image, &mut small) {
        (DynamicImage::ImageRgb8(image), DynamicImage::ImageRgb8(small)) => {
            resize::<U8x3>(resizer, (from, image), (to, small))
        }
        (DynamicImage::ImageRgba8(image), DynamicImage::ImageRgba8(small)) => {
            resize::<U8x4>(resizer, (from, image), (to, small))
        }
        _ => Err(io::Error::other("neither RGB nor RGBA of eight bits a colour")),
    }?;
    Ok(small)
}

fn resize<P: PixelTrait>(
    resizer: &mut Resizer,
    ((width, height), from): ((u32, u32), &mut [u8]),
    ((new_width, new_height), to): ((u32, u32), &mut [u8]),
) -> io::Result<()> {
    let from = TypedImage::<P>::from_buffer(width, height, from).map_err(io::Error::other)?;
    let mut to = TypedImage::<P>::from_buffer(new_width, new_height, to).map_err(io::Error::other)?;
    resizer.resize_typed(&from, &mut to, None).map_err(io::Error::other)
}

fn webp(image: &DynamicImage) -> io::Result<Vec<u8>> {
    let (width, height) = (image.width(), image.height());
    let encoder = if image.color().has_alpha() {
        webp::Encoder::from_rgba(image.as_bytes(), width, height)
    } else {
        webp::Encoder::from_rgb(image.as_bytes(), width, height)
    };
    let encoded = encoder.encode_simple(false, WEBP_QUALITY);
    encoded.map(|memory| memory.to_vec()).map_err(|error| io::Error::other(format!("WebP: {error:?}")))
}

fn jpeg(image: &DynamicImage) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
    on_ground(image).write_with_encoder(encoder).map_err(io::Error::other)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::{super::read_picture, *};
    use image::{ImageFormat, Rgba, RgbaImage};
    use std::io::Cursor;

    #[test]
    fn every_variant_a_page_names_is_written_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut content = Vec::new();
        let image = RgbaImage::from_pixel(500, 250, Rgba([0, 0, 0, 0]));
        image.write_to(&mut Cursor::new(&mut content), ImageFormat::Png).expect("a picture");
        let picture = read_picture(&content).expect("a picture").picture;
        write_picture(&picture, &content, folder.path()).expect("written").keep();

        for width in picture.widths() {
            let file = fs::read(folder.path().join(picture.variant(width))).expect("a variant");
            let variant = image::load_from_memory(&file).expect("a picture");
            assert_eq!((variant.width(), variant.height()), (width, width / 2));
        }
        let jpeg = image::open(folder.path().join(picture.fallback())).expect("a picture").to_rgb8();
        assert!(jpeg.get_pixel(10, 10).0.iter().all(|colour| *colour > 250), "on white, not on black");

        let made = |name: &str| fs::metadata(folder.path().join(name)).and_then(|file| file.modified());
        let before = made(&picture.variant(320)).expect("a time");
        write_picture(&picture, &content, folder.path()).expect("written again").keep();
        assert_eq!(made(&picture.variant(320)).expect("a time"), before);
        let names = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(names, 5, "the file, three WebP, one JPEG, and nothing half-written");
    }
}
