//! A part of a picture in a fixed format, around its main point. Slow: must run on a blocking thread.

use super::{
    picture::{Opened, decode, eight_bits, on_ground},
    variants::resized,
};
use domain::media::{Focus, Picture};
use fast_image_resize::Resizer;
use image::{DynamicImage, ImageFormat, RgbImage};
use std::{fs, io, path::Path};

/// The largest part of a picture in this format, at this width and height. It is taken from the widest variant,
/// which is smaller than the file and upright already.
///
/// # Errors
/// The variant does not exist or is broken.
pub(crate) fn cropped(
    picture: &Picture,
    focus: Focus,
    (width, height): (u32, u32),
    folder: &Path,
) -> io::Result<RgbImage> {
    let widest = picture.widths().last().unwrap_or(picture.width);
    let content = fs::read(folder.join(picture.variant(widest)))?;
    let Opened { image, .. } =
        decode(&content, ImageFormat::WebP).map_err(|reason| io::Error::other(reason.to_string()))?;
    let image = DynamicImage::ImageRgb8(on_ground(&eight_bits(image)));
    let whole = (image.width(), image.height());
    let part = (whole.0.min(whole.1 * width / height).max(1), whole.1.min(whole.0 * height / width).max(1));
    let (left, top) = focus.begin((whole.0 - part.0, whole.1 - part.1));
    let mut part = image.crop_imm(left, top, part.0, part.1);
    Ok(resized(&mut Resizer::new(), &mut part, width, height)?.into_rgb8())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{read_picture, write_picture},
        *,
    };
    use image::Rgb;
    use std::io::Cursor;

    #[test]
    fn the_main_point_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        // A portrait: red at the top, green in the middle, blue at the bottom.
        let image = RgbImage::from_fn(700, 1400, |_, y| {
            let mut colour = [0; 3];
            colour[(y / 467) as usize] = 250;
            Rgb(colour)
        });
        let mut content = Vec::new();
        image.write_to(&mut Cursor::new(&mut content), ImageFormat::Png).expect("a picture");
        let picture = read_picture(&content).expect("a picture").picture;
        write_picture(&picture, &content, folder.path()).expect("written").keep();
        for (focus, brightest) in [("20", 0), ("", 1), ("24", 2)] {
            let part = cropped(&picture, Focus::read(focus), (1200, 630), folder.path()).expect("a part");
            assert_eq!((part.width(), part.height()), (1200, 630));
            assert!(part.get_pixel(600, 315).0[brightest] > 200, "{focus}");
        }
        assert!(cropped(&picture, Focus::MIDDLE, (1200, 630), &folder.path().join("none")).is_err());
    }
}
