//! Setting up the second factor, and the recovery codes, which are shown once.

use crate::{
    desk::{Control, Notice, NoticeKind, submit},
    qr_picture::QrPicture,
    routes::desk as addresses,
    server_only::ServerOnly,
};
use leptos::prelude::*;

/// The field of the code.
pub const CODE: &str = "ma";

/// The page where the second factor is set up.
#[derive(Debug, Clone)]
pub struct SecondFactorPage {
    /// The QR code.
    pub picture: QrPicture,
    /// For phones that cannot read it: the secret in groups of four letters.
    pub secret: String,
    /// Why the code was refused.
    pub problem: Option<String>,
}

impl SecondFactorPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        view! {
            <ol class="set-up">
                <li>"Cài một ứng dụng xác thực trên điện thoại, ví dụ Google Authenticator, Microsoft Authenticator hoặc Aegis."</li>
                <li>
                    <p>"Trong ứng dụng, chọn thêm tài khoản rồi quét hình này:"</p>
                    {self.picture.render("set-up__picture", "Mã QR để quét bằng ứng dụng xác thực; có thể nhập khóa bằng chữ ở dưới")}
                    <p>"Không quét được? Xin nhập khóa này vào ứng dụng:"</p>
                    <p><code class="set-up__secret">{self.secret}</code></p>
                </li>
                <li>
                    "Nhập mã 6 chữ số mà ứng dụng đang hiện. Chỉ sau đó xác thực hai bước mới được bật."
                    <form class="form" method="post" action=addresses::SECOND_FACTOR>
                        {Control::new(CODE, "Mã trên điện thoại", "")
                            .problem(self.problem)
                            .required()
                            .autocomplete("one-time-code")
                            .line()}
                        {submit("Bật xác thực hai bước", false)}
                    </form>
                </li>
            </ol>
            <p><a href=addresses::OWN_ACCOUNT>"Để sau, về trang tài khoản"</a></p>
        }
        .server_only()
    }
}

/// The recovery codes of an account, right after they were created.
pub fn recovery_codes_page(first: bool, codes: Vec<String>) -> AnyView {
    let done = if first {
        "Đã bật xác thực hai bước."
    } else {
        "Đã tạo bộ mã mới; bộ mã cũ không còn dùng được."
    };
    let codes = codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Done><p>{done}</p></Notice>
        <p>
            "Mỗi mã dưới đây đăng nhập thay điện thoại được một lần, khi quý vị mất điện thoại. "
            <strong>"Xin in trang này hoặc chép các mã ra giấy và cất ở nơi an toàn: trang này chỉ hiện một lần."</strong>
        </p>
        <ul class="recovery-codes">{codes}</ul>
        <p><a class="button" href=addresses::OWN_ACCOUNT>"Tôi đã cất các mã"</a></p>
    }
    .server_only()
}
