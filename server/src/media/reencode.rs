//! Re-encodes untrusted pictures. Everything in a file except the pixels is removed: the location, a
//! thumbnail from before the picture was cropped, data after the end. Colours are converted to sRGB, since
//! the colour profile is removed too. Slow: must run on a blocking thread.

use super::{
    picture::{Opened, Unreadable, eight_bits, open},
    variants::resized,
};
use fast_image_resize::Resizer;
use image::{
    DynamicImage, ImageEncoder, ImageFormat, ImageResult,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};
use std::collections::HashSet;

/// The longest side of a photograph, in pixels: enough for a printed page.
const LONGEST: u32 = 4_000;
/// The longest side of a PNG, in pixels: with any content, the file stays below the size limit.
const LONGEST_PNG: u32 = 2_200;
/// Quality of a photograph, 1 to 100.
const QUALITY: u8 = 90;
/// The most colours of a drawing.
const FEW_COLOURS: usize = 256;

/// The upright picture as stored: a JPEG, or a PNG if the original is no JPEG and is transparent or has few
/// colours. The same picture always gives the same file.
pub(super) fn encode_anew(content: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let (Opened { image, orientation, profile }, format) = open(content)?;
    // Resize first: rotating needs the memory of the picture again.
    let mut image = within(eight_bits(image), LONGEST)?;
    if let Some(profile) = profile {
        profile.convert(&mut image);
    }
    image.apply_orientation(orientation);
    let encoded = if format != ImageFormat::Jpeg && (is_transparent(&image) || has_few_colours(&image)) {
        png(&within(image, LONGEST_PNG)?)
    } else {
        jpeg(image)
    };
    encoded.map_err(|_| Unreadable::Broken)
}

/// The picture, resized so that no side is longer than this.
fn within(mut image: DynamicImage, most: u32) -> Result<DynamicImage, Unreadable> {
    let longest = image.width().max(image.height());
    if longest <= most {
        return Ok(image);
    }
    let shorter = |side: u32| {
        u32::try_from(u64::from(side) * u64::from(most) / u64::from(longest)).unwrap_or(most).max(1)
    };
    let (width, height) = (shorter(image.width()), shorter(image.height()));
    resized(&mut Resizer::new(), &mut image, width, height).map_err(|_| Unreadable::Broken)
}

fn is_transparent(image: &DynamicImage) -> bool {
    image.as_rgba8().is_some_and(|image| image.pixels().any(|pixel| pixel.0[3] < 255))
}

fn has_few_colours(image: &DynamicImage) -> bool {
    let mut colours = HashSet::new();
    image.as_bytes().chunks_exact(image.color().bytes_per_pixel().into()).all(|pixel| {
        colours.insert(pixel);
        colours.len() <= FEW_COLOURS
    })
}

fn png(image: &DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    encoder.write_image(image.as_bytes(), image.width(), image.height(), image.color().into())?;
    Ok(bytes)
}

fn jpeg(image: DynamicImage) -> ImageResult<Vec<u8>> {
    let mut bytes = Vec::new();
    let image = image.into_rgb8();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests;
