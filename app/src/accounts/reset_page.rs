//! Choosing a password with a link that is good once.

use crate::{
    desk::{Control, submit},
    routes::desk as addresses,
    served::Draw,
};
use leptos::prelude::*;

/// The field of the password; whatever begins so is never shown again.
pub const PASSWORD: &str = "mat-khau";

/// The page where the password is chosen.
#[derive(Debug, Clone)]
pub struct ResetPage {
    /// What stands in the link.
    pub token: String,
    /// The address the account signs in with.
    pub email: String,
    /// What is wrong with the password.
    pub problem: Option<String>,
}

impl ResetPage {
    /// Draws it. The password is typed once: whoever mistypes it gets another link, while a second field that shows nothing
    /// either makes people choose what is short, and stands in the way of programs that remember passwords.
    pub fn draw(self) -> AnyView {
        view! {
            <div class="sign-in">
                <p>"Quý vị đặt mật khẩu cho tài khoản " <strong>{self.email.clone()}</strong> "."</p>
                <form class="form" method="post" action=addresses::reset(&self.token)>
                    // For programs that remember passwords; it is not read.
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
        .drawn()
    }
}

/// The page for a link that is not good: used, too old, or mistyped. It says the same of all of them, since a link that never
/// was and one that was used are nobody's business but its owner's.
pub fn spent_page() -> AnyView {
    view! {
        <p>
            "Liên kết này không dùng được: đã dùng rồi, đã hết hạn, hoặc chưa chép đủ. Xin liên hệ quản trị viên để nhận liên kết mới."
        </p>
        <p><a class="button" href=addresses::SIGN_IN>"Đến trang đăng nhập"</a></p>
    }
    .drawn()
}
