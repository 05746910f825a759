//! A picture of a form that has one: the stored one can be taken away, and a file can take its place.

use super::{Control, hidden};
use crate::{server_only::ServerOnly, ui::picture::PictureView};
use domain::media::{Picture, Placement};
use leptos::prelude::*;

/// The names of the fields of a picture.
#[derive(Debug, Clone, Copy)]
pub struct PictureNames {
    /// The id of the stored picture.
    pub stored: &'static str,
    /// Takes it away.
    pub remove: &'static str,
    /// The file that takes its place.
    pub file: &'static str,
}

/// The fields. `stored` is the id and the picture; `problem` stands at the file.
pub fn picture_field(
    names: PictureNames,
    label: &'static str,
    stored: Option<(String, Picture)>,
    problem: Option<String>,
) -> AnyView {
    let has_one = stored.is_some();
    let stored = stored.map(|(id, mut picture)| {
        picture.alt = String::new();
        view! {
            {hidden(names.stored, id)}
            <div class="picture-field"><PictureView picture placement=Placement::Row/></div>
            {Control::new(names.remove, "Bỏ hình này", "").tick()}
        }
    });
    let words = if has_one { "Thay bằng hình khác" } else { "Chọn hình" };
    view! {
        <fieldset class="fieldset">
            <legend class="field__label">{label}</legend>
            {stored}
            {Control::new(names.file, words, "")
                .hint("JPEG, PNG hoặc WebP, tối đa 20 MB. Để trống nếu không đổi.")
                .problem(problem)
                .file("image/jpeg,image/png,image/webp")}
        </fieldset>
    }
    .server_only()
}
