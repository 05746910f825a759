//! The bar above a preview: an explanation, and the way back.

use crate::{rendered_page::PagePart, routes::desk as addresses};
use domain::{clock::Moment, id::ArticleId};
use leptos::prelude::*;

/// Whose preview it is.
#[derive(Debug, Clone)]
pub enum PreviewFor {
    /// Of somebody who may change the article, as it was kept last.
    Editor(ArticleId),
    /// Of somebody who is changing it, with what is typed.
    Typing,
    /// Of somebody with a secret link that is valid until then.
    Guest(Moment),
}

/// Renders it.
pub(crate) fn preview_bar(whose: PreviewFor) -> PagePart {
    let words = match whose {
        PreviewFor::Editor(id) => view! {
            " Bạn đọc chưa thấy trang này, trừ khi bài đã đăng. "
            <a href=addresses::article(id) rel="external">"Trở lại chỗ sửa bài"</a>
        }
        .into_any(),
        PreviewFor::Typing => {
            " Đây là phần quý vị đang sửa; chưa lưu gì, và bạn đọc vẫn thấy bài như cũ.".into_any()
        }
        PreviewFor::Guest(until) => view! {
            " Bài đang được viết và chưa phải bản cuối; xin quý vị đừng chuyển liên kết này cho người khác. Liên kết dùng được đến "
            <time datetime=until.machine>{until.words}</time>
            "."
        }
        .into_any(),
    };
    PagePart::html(view! {
        <p class="preview-bar" role="status">
            <strong>"Bản xem trước."</strong>
            {words}
        </p>
    })
}
