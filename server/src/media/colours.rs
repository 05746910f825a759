//! The colours of pictures that bring a profile of their own (ICC), as telephones and cameras write it. What is published has
//! no profile, so its colours have to be those of sRGB. Takes long: call it off the async threads.

use image::DynamicImage;
use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// By how much colours may differ from sRGB, of 255, before they are converted: profiles of sRGB are written with more and
/// less care, and a picture of sRGB stays as it is.
const SAME: u8 = 1;

/// The profile of a picture, as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    /// The profile; may be anything.
    pub(super) bytes: Vec<u8>,
    /// Whether the picture has no colours, so that a profile of greys fits.
    pub(super) grey: bool,
}

impl Profile {
    /// Makes the colours of a picture of eight bits a colour those of sRGB, row by row and in place. With a profile that cannot
    /// be used they stay as they are, as if they were.
    pub(super) fn convert(&self, image: &mut DynamicImage) {
        // The profile is a stranger's, and its reader young.
        match catch_unwind(AssertUnwindSafe(|| self.try_to_convert(image))) {
            Ok(Ok(())) => {}
            Ok(Err(reason)) => tracing::warn!("the colours of a picture are taken as sRGB: {reason}"),
            Err(_) => {
                tracing::warn!("the colours of a picture are taken as sRGB: its profile broke its reader")
            }
        }
    }

    fn try_to_convert(&self, image: &mut DynamicImage) -> Result<(), CmsError> {
        let profile = ColorProfile::new_from_slice(&self.bytes)?;
        let greys = match profile.color_space {
            DataColorSpace::Rgb => false,
            DataColorSpace::Gray if self.grey => true,
            // Of ink, say: the decoder has made red, green and blue of it already.
            _ => return Err(CmsError::UnsupportedProfileConnection),
        };
        let width = image.width() as usize;
        let (channels, pixels): (usize, &mut [u8]) = match image {
            DynamicImage::ImageRgb8(image) => (3, &mut **image),
            DynamicImage::ImageRgba8(image) => (4, &mut **image),
            _ => return Err(CmsError::InvalidLayout),
        };
        let to = if channels == 4 { Layout::Rgba } else { Layout::Rgb };
        let from = match (greys, channels) {
            (false, _) => to,
            (true, 4) => Layout::GrayAlpha,
            (true, _) => Layout::Gray,
        };
        let converter = profile.create_transform_8bit(
            from,
            &ColorProfile::new_srgb(),
            to,
            TransformOptions::default(),
        )?;
        let mut before = Vec::new();
        let mut convert = |row: &mut [u8]| {
            before.clear();
            match greys {
                false => before.extend_from_slice(row),
                // One of three that are the same, and what shows through.
                true => row.chunks_exact(channels).for_each(|pixel| {
                    before.push(pixel[0]);
                    before.extend(&pixel[3..]);
                }),
            }
            converter.transform(&before, row)
        };
        let samples = samples(greys, channels);
        let mut converted = samples.clone();
        convert(&mut converted)?;
        if samples.iter().zip(&converted).all(|(one, other)| one.abs_diff(*other) <= SAME) {
            return Ok(());
        }
        pixels.chunks_exact_mut(width * channels).try_for_each(convert)
    }
}

/// A row of colours from everywhere, or of all greys, by which a profile of sRGB is known.
fn samples(greys: bool, channels: usize) -> Vec<u8> {
    let steps = || (0..=255_u8).step_by(51);
    let colours = steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| [r, g, b, 255])));
    let all_greys = (0..=255_u8).map(|grey| [grey, grey, grey, 255]);
    let pixels: Vec<[u8; 4]> = if greys { all_greys.collect() } else { colours.collect() };
    pixels.iter().flat_map(|pixel| &pixel[..channels]).copied().collect()
}

#[cfg(test)]
mod tests;
