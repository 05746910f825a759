//! The link for a new password, shown once, for the administrator to pass on.

use crate::{
    desk::{Notice, NoticeKind},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{clock::Moment, id::AccountId};
use leptos::prelude::*;

/// The page. It is the response to the form that created the link, and is never shown again: the link is in
/// no address of the desk, in no cookie and in no store.
#[derive(Debug, Clone)]
pub struct LinkPage {
    /// The account of the link.
    pub id: AccountId,
    /// The owner's name.
    pub name: String,
    /// The link, as an absolute address.
    pub link: String,
    /// When it expires.
    pub expires: Moment,
    /// Whether the account was just created.
    pub is_new: bool,
}

impl LinkPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let done = if self.is_new {
            "Tài khoản đã được tạo."
        } else {
            "Liên kết đã được tạo; liên kết cũ, nếu có, không dùng được nữa."
        };
        view! {
            <Notice kind=NoticeKind::Done><p>{done}</p></Notice>
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
        .server_only()
    }
}
