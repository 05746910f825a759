//! Signing in: the password, and the code of the second factor if the account has one.

use crate::{
    desk::{Control, Notice, NoticeKind, hidden, submit},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use leptos::prelude::*;

/// The page where people sign in.
#[derive(Debug, Clone, Default)]
pub struct SignInPage {
    /// The e-mail address that was typed.
    pub email: String,
    /// Where to go afterwards.
    pub next: String,
    /// Why it failed.
    pub problem: Option<String>,
    /// Whether a new password was just chosen.
    pub password_set: bool,
    /// Whether passkeys can be used at this site's address.
    pub passkeys: bool,
}

impl SignInPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let problem = self.problem.map(|problem| {
            view! { <Notice kind=NoticeKind::Refused word="Chưa đăng nhập được"><p>{problem}</p></Notice> }
        });
        let done = self.password_set.then(|| {
            view! { <Notice kind=NoticeKind::Done><p>"Mật khẩu đã được đặt. Xin đăng nhập."</p></Notice> }
        });
        let passkeys = self.passkeys.then(|| {
            // Hidden until the script shows it, since it needs the script.
            view! {
                <div
                    class="sign-in__passkey"
                    data-passkey-sign-in=addresses::SIGN_IN_PASSKEY
                    data-next=self.next.clone()
                    hidden
                >
                    <p class="sign-in__or">"hoặc"</p>
                    <button class="button button--quiet" type="button">"Đăng nhập bằng khóa truy cập"</button>
                    <p class="field__problem" role="alert" hidden></p>
                </div>
            }
        });
        view! {
            <div class="sign-in">
                {done}
                {problem}
                <form class="form" method="post" action=addresses::SIGN_IN>
                    {hidden(addresses::NEXT, self.next)}
                    {Control::new("email", "E-mail", self.email).required().autocomplete("username").input("email")}
                    {Control::new("mat-khau", "Mật khẩu", "")
                        .required()
                        .autocomplete("current-password")
                        .input("password")}
                    {submit("Đăng nhập", false)}
                </form>
                {passkeys}
                <p class="sign-in__help">
                    "Quên mật khẩu? Xin liên hệ quản trị viên để nhận liên kết đặt lại mật khẩu."
                </p>
            </div>
        }
        .server_only()
    }
}

/// The page where the code is typed.
#[derive(Debug, Clone, Default)]
pub struct CodePage {
    /// Why it failed.
    pub problem: Option<String>,
}

impl CodePage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        view! {
            <div class="sign-in">
                <form class="form" method="post" action=addresses::SIGN_IN_CODE>
                    {Control::new("ma", "Mã trên điện thoại", "")
                        .hint("Mở ứng dụng xác thực và nhập 6 chữ số đang hiện. Nếu không có điện thoại, xin nhập một mã khôi phục.")
                        .problem(self.problem)
                        .required()
                        .autocomplete("one-time-code")
                        .line()}
                    {submit("Tiếp tục", false)}
                </form>
                <p class="sign-in__help"><a href=addresses::SIGN_IN>"Đăng nhập bằng tài khoản khác"</a></p>
            </div>
        }
        .server_only()
    }
}
