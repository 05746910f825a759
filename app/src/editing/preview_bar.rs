//! The bar above a preview: an explanation, and the way back.

use crate::{rendered_page::PagePart, routes::desk as addresses};
use domain::id::ArticleId;
use leptos::prelude::*;

/// Renders it; `typed` if the preview is of unsaved text.
pub(crate) fn preview_bar(id: ArticleId, typed: bool) -> PagePart {
    let sentence = if typed {
        " Đây là phần quý vị đang sửa; chưa lưu gì, và bạn đọc vẫn thấy bài như cũ. Xin đóng thẻ này để trở lại chỗ sửa bài. "
    } else {
        " Bạn đọc chưa thấy trang này, trừ khi bài đã đăng. "
    };
    let back = (!typed).then(|| {
        view! { <a href=addresses::article(id) rel="external">"Trở lại chỗ sửa bài"</a> }
    });
    PagePart::html(view! {
        <p class="preview-bar" role="status">
            <strong>"Bản xem trước."</strong>
            {sentence}
            {back}
        </p>
    })
}
