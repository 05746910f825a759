//! Choosing a password with a link that can be used once.

use crate::{
    desk::{Control, submit},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use leptos::prelude::*;

/// The field of the password; fields with this prefix are never shown again.
pub const PASSWORD: &str = "mat-khau";

/// The page where the password is chosen.
#[derive(Debug, Clone)]
pub struct ResetPage {
    /// The token of the link.
    pub token: String,
    /// The account's e-mail address.
    pub email: String,
    /// The problem with the password.
    pub problem: Option<String>,
}

impl ResetPage {
    /// Renders it. The password is typed once: after a typing error one can get another link, while a second
    /// hidden field makes people choose short passwords and hinders password managers.
    pub fn render(self) -> AnyView {
        view! {
            <div class="sign-in">
                <p>"Quý vị đặt mật khẩu cho tài khoản " <strong>{self.email.clone()}</strong> "."</p>
                <form class="form" method="post" action=addresses::reset(&self.token)>
                    // For password managers; it is not read.
                    <input type="hidden" name="email" value=self.email autocomplete="username"/>
                    {Control::new(PASSWORD, "Mật khẩu mới", "")
                        .hint("Ít nhất 12 ký tự. Nên ghép bốn từ không liên quan đến nhau: dễ nhớ mà khó đoán.")
                        .problem(self.problem)
                        .required()
                        .autocomplete("new-password")
                        .input("password")}
                    {submit("Đặt mật khẩu", false)}
                </form>
                <p class="sign-in__help">
                    "Sau khi đặt mật khẩu, mọi phiên đăng nhập cũ của tài khoản sẽ kết thúc."
                </p>
            </div>
        }
        .server_only()
    }
}

/// The page for an invalid link: used, expired or mistyped. The text is the same for all, since only the
/// owner should know whether a link ever existed.
pub fn spent_page() -> AnyView {
    view! {
        <p>
            "Liên kết này không dùng được: đã dùng rồi, đã hết hạn, hoặc chưa chép đủ. Xin liên hệ quản trị viên để nhận liên kết mới."
        </p>
        <p><a class="button" href=addresses::SIGN_IN>"Đến trang đăng nhập"</a></p>
    }
    .server_only()
}
