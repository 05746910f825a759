//! The bar above a preview: an explanation.

use crate::rendered_page::PagePart;
use domain::clock::Moment;
use leptos::prelude::*;

/// Whose preview it is.
#[derive(Debug, Clone)]
pub enum PreviewFor {
    /// Of somebody who is changing it, with what is typed.
    Typing,
    /// Of somebody with a secret link that is valid until then.
    Guest(Moment),
}

/// Renders it.
pub(crate) fn preview_bar(whose: PreviewFor) -> PagePart {
    let words = match whose {
        PreviewFor::Typing => {
            " Đây là phần quý vị đang viết; chưa lưu gì, và bạn đọc chưa thấy những thay đổi này.".into_any()
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
