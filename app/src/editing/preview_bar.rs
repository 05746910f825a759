//! The bar above a preview: what this is, and the way back.

use crate::{page::Part, routes::desk as addresses};
use domain::id::ArticleId;
use leptos::prelude::*;

/// Draws it.
pub(crate) fn preview_bar(id: ArticleId) -> Part {
    Part::drawn(view! {
        <p class="preview-bar" role="status">
            <strong>"Bản xem trước."</strong>
            " Bạn đọc chưa thấy trang này, trừ khi bài đã đăng. "
            <a href=addresses::article(id) rel="external">"Trở lại chỗ sửa bài"</a>
        </p>
    })
}
