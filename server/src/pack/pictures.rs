//! The pictures of a pack: found, recognised by their content, measured, named by their content.

use super::PackPicture;
use domain::{media::Picture, news::PictureSource};
use image::{ImageFormat, ImageReader};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs,
    io::Cursor,
    panic::catch_unwind,
    path::{Component, Path, PathBuf},
};

/// The largest picture file, in bytes.
const MAX_BYTES: u64 = 20 * 1024 * 1024;
/// The longest side, in pixels.
const MAX_SIDE: u32 = 20_000;

/// The pictures of a pack that something shows.
pub(super) struct Pictures {
    folder: PathBuf,
    found: BTreeMap<String, PackPicture>,
}

impl Pictures {
    pub(super) fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), found: BTreeMap::new() }
    }

    /// Those that were asked for.
    pub(super) fn into_found(self) -> Vec<PackPicture> {
        self.found.into_values().collect()
    }
}

impl PictureSource for Pictures {
    fn find(&mut self, src: &str) -> Result<Picture, String> {
        if let Some(known) = self.found.get(src) {
            return Ok(known.picture.clone());
        }
        let path = Path::new(src);
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside || !path.starts_with("media") {
            return Err(format!("hình {src} phải nằm trong thư mục media của gói"));
        }
        let file = self.folder.join(path);
        let missing = |_| format!("không tìm thấy hình {src}");
        if fs::metadata(&file).map_err(missing)?.len() > MAX_BYTES {
            return Err(format!("hình {src} lớn hơn {} MB", MAX_BYTES / 1024 / 1024));
        }
        let content = fs::read(&file).map_err(missing)?;
        let (mime, ending, width, height) = measure(&content)
            .ok_or_else(|| format!("hình {src} không phải là ảnh JPEG, PNG hoặc WebP dùng được"))?;
        let hash = Sha256::digest(&content)[..8].iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let picture = Picture { name: format!("{hash}.{ending}"), width, height, alt: String::new() };
        let bytes = content.len() as i64;
        self.found.insert(src.to_owned(), PackPicture { picture: picture.clone(), mime, bytes, file });
        Ok(picture)
    }
}

/// Type, ending, width and height, from the content alone. The decoder reads files of strangers and may panic.
fn measure(content: &[u8]) -> Option<(&'static str, &'static str, u32, u32)> {
    let format = image::guess_format(content).ok()?;
    let (mime, ending) = match format {
        ImageFormat::Jpeg => ("image/jpeg", "jpg"),
        ImageFormat::Png => ("image/png", "png"),
        ImageFormat::WebP => ("image/webp", "webp"),
        _ => return None,
    };
    let size = catch_unwind(|| ImageReader::with_format(Cursor::new(content), format).into_dimensions());
    let (width, height) = size.ok()?.ok()?;
    let fits = (1..=MAX_SIDE).contains(&width) && (1..=MAX_SIDE).contains(&height);
    fits.then_some((mime, ending, width, height))
}
