//! Conversion of colours of pictures with an ICC profile, as written by phones and cameras. Published
//! pictures have no profile, so their colours must be sRGB. Slow: must run on a blocking thread.

use image::DynamicImage;
use moxcms::{CmsError, ColorProfile, DataColorSpace, Layout, TransformOptions};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The largest difference from sRGB, of 255, that is not converted: sRGB profiles differ slightly, and sRGB
/// pictures should stay as they are.
const SAME: u8 = 1;

/// The ICC profile of a picture, from its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Profile {
    /// The bytes of the profile; may be invalid.
    pub(super) bytes: Vec<u8>,
    /// Whether the picture is greyscale, so that a grey profile applies.
    pub(super) grey: bool,
}

impl Profile {
    /// Converts a picture with 8 bits per channel to sRGB, row by row and in place. If the profile cannot be
    /// used, the colours are left as they are and treated as sRGB.
    pub(super) fn convert(&self, image: &mut DynamicImage) {
        // The profile is untrusted, and its parser is a young crate: catch panics.
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
            // For example CMYK: the decoder has converted the pixels to RGB already.
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
                // One of the three equal channels, and alpha.
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

/// A row of colours from the whole range, or of all greys, to detect sRGB profiles.
fn samples(greys: bool, channels: usize) -> Vec<u8> {
    let steps = || (0..=255_u8).step_by(51);
    let colours = steps().flat_map(|r| steps().flat_map(move |g| steps().map(move |b| [r, g, b, 255])));
    let all_greys = (0..=255_u8).map(|grey| [grey, grey, grey, 255]);
    let pixels: Vec<[u8; 4]> = if greys { all_greys.collect() } else { colours.collect() };
    pixels.iter().flat_map(|pixel| &pixel[..channels]).copied().collect()
}

#[cfg(test)]
mod tests;
