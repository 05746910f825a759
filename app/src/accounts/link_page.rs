//! The link for a new password, shown once: whoever made it hands it over.

use crate::{
    desk::{Notice, Tone},
    routes::desk as addresses,
    served::Draw,
};
use domain::{clock::Moment, id::AccountId};
use leptos::prelude::*;

/// The page. It is the answer to the form that made the link, and never comes back: the link stands in no address of the
/// desk, in no cookie and in no store.
#[derive(Debug, Clone)]
pub struct LinkPage {
    /// Whose link it is.
    pub id: AccountId,
    /// What they are called.
    pub name: String,
    /// The link, as an absolute address.
    pub link: String,
    /// Until when it is good.
    pub expires: Moment,
    /// Whether the account was just made.
    pub is_new: bool,
}

impl LinkPage {
    /// Draws it.
    pub fn draw(self) -> AnyView {
        let done = if self.is_new {
            "Tài khoản đã được tạo."
        } else {
            "Liên kết đã được tạo; liên kết cũ, nếu có, không dùng được nữa."
        };
        view! {
            <Notice tone=Tone::Done><p>{done}</p></Notice>
            <p>
                "Xin chép liên kết này và trao riêng cho " <strong>{self.name}</strong>
                ". Người mở liên kết sẽ tự chọn mật khẩu cho tài khoản."
            </p>
            <p class="one-time-link">{self.link}</p>
            <p>
                "Liên kết chỉ hiện một lần này, chỉ dùng được một lần, và hết hạn lúc "
                <time datetime=self.expires.machine>{self.expires.words}</time>
                ". Ai có liên kết đều đặt được mật khẩu, nên xin đừng gửi vào nhóm chung."
            </p>
            <p><a class="button" href=addresses::account(self.id)>"Đã chép xong"</a></p>
        }
        .drawn()
    }
}
