//! Drawing QR codes.

use app::qr_picture::QrPicture;
use qrcode::{Color, QrCode, types::QrError};
use std::fmt::Write as _;

/// The light margin around a code, in modules (ISO/IEC 18004, 6.3.8).
const MARGIN: usize = 4;

/// Draws the code of a text; fails if it has more than about 2,300 bytes.
pub(crate) fn draw(text: &str) -> Result<QrPicture, QrError> {
    let code = QrCode::new(text)?;
    let width = code.width();
    let mut dark = String::new();
    for (index, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            // Writing to a text cannot fail.
            let _ = write!(dark, "M{} {}h1v1h-1z", index % width + MARGIN, index / width + MARGIN);
        }
    }
    Ok(QrPicture { side: width + 2 * MARGIN, dark })
}
