//! What the pages of the desk share: document, menu, and parts of forms. They are rendered by the server only
//! and work as plain HTML; they use no wasm, and the wasm does not contain them.

pub mod control;
pub mod document;
mod done;
pub mod menu;
pub mod notice;
mod order;
mod picture_field;
mod plain;
mod table;

pub use control::{Control, FORM_KEY, VERSION, form_key, hidden, indented, submit};
pub use document::{DeskFiles, DeskFrame, desk_document};
pub use done::Done;
pub use notice::{Notice, NoticeKind, notice, problems, stale, to_field};
pub use order::order_buttons;
pub use picture_field::{PictureNames, picture_field};
pub use plain::{expired_page, forbidden_page, missing_page, not_stored_page};
pub use table::table;
