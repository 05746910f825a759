//! Makes one picture: the lead picture, or the card with the title. Slow: must run on a blocking thread.

use super::{Shared, card};
use crate::media::cropped;
use app::sharing::{PICTURE_HEIGHT, PICTURE_WIDTH};
use image::{RgbImage, codecs::jpeg::JpegEncoder};
use std::path::Path;

/// The largest file, in bytes: some chats show no larger ones.
const MOST_BYTES: usize = 300_000;
/// The qualities of the JPEG, 1 to 100; a lower one if the file is too large.
const QUALITIES: [u8; 5] = [85, 72, 55, 35, 10];

/// A picture.
#[derive(Debug)]
pub(super) struct Made {
    /// The file.
    pub(super) jpeg: Vec<u8>,
    /// Whether it shows what it should. Otherwise it has the title in place of a picture that cannot be read.
    pub(super) whole: bool,
}

/// Makes the picture; `media` is the media folder. `None` if it cannot be drawn.
pub(super) fn make(shared: &Shared, media: &Path) -> Option<Made> {
    let Shared { card, site, of_site } = shared;
    if let Some((picture, focus)) = &card.picture {
        match cropped(picture, *focus, (PICTURE_WIDTH, PICTURE_HEIGHT), media) {
            Ok(image) => return Some(Made { jpeg: encoded(&image)?, whole: true }),
            Err(error) => tracing::warn!("{} is shared as its title: {error}", picture.name),
        }
    }
    let drawn = if *of_site { card::draw_site(card)? } else { card::draw(card, site)? };
    Some(Made { jpeg: encoded(&drawn)?, whole: card.picture.is_none() })
}

/// The best file that is small enough; if there is none, the smallest.
fn encoded(image: &RgbImage) -> Option<Vec<u8>> {
    let mut file = None;
    for quality in QUALITIES {
        file = jpeg(image, quality);
        if file.as_ref().is_none_or(|file| file.len() <= MOST_BYTES) {
            break;
        }
    }
    file
}

fn jpeg(image: &RgbImage, quality: u8) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut file, quality)).ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgb;

    #[test]
    fn no_picture_is_too_large_for_a_chat() {
        // Noise: nothing compresses worse.
        let mut seed = 1_u32;
        let noise = RgbImage::from_fn(PICTURE_WIDTH, PICTURE_HEIGHT, |_, _| {
            Rgb([0; 3].map(|_: u8| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (seed >> 24) as u8
            }))
        });
        let file = encoded(&noise).expect("a file").len();
        assert!(file <= MOST_BYTES, "{file} bytes");
    }
}
