//! The second factor on the account page.

use super::{CODES_PASSWORD, END_PASSWORD, OwnAccountPage, START_PASSWORD};
use crate::{desk::submit, routes::desk as addresses, server_only::ServerOnly};
use leptos::prelude::*;

/// With fewer recovery codes than this, the page recommends new ones.
const FEW: i64 = 3;

impl OwnAccountPage {
    pub(super) fn second_factor(&self) -> AnyView {
        let part = match self.recovery_codes {
            None => self.second_factor_off(),
            Some(left) => self.second_factor_on(left),
        };
        view! {
            <section class="desk-part" aria-labelledby="hai-buoc">
                <h2 id="hai-buoc">"Xác thực hai bước"</h2>
                {part}
            </section>
        }
        .server_only()
    }

    fn second_factor_off(&self) -> AnyView {
        view! {
            <p>
                <strong>"Đang tắt."</strong>
                " Khi bật, ngoài mật khẩu còn cần một mã 6 chữ số do ứng dụng xác thực trên điện thoại của quý vị tạo ra."
            </p>
            <form class="form" method="post" action=addresses::SECOND_FACTOR_START>
                {self.ask_password(START_PASSWORD)}
                {submit("Bật xác thực hai bước", false)}
            </form>
        }
        .server_only()
    }

    fn second_factor_on(&self, left: i64) -> AnyView {
        let few = (left < FEW).then_some(" Nên tạo bộ mã mới.");
        view! {
            <p><strong>"Đang bật."</strong> " Còn " {left} " mã khôi phục chưa dùng." {few}</p>
            <form class="form" method="post" action=addresses::RECOVERY_CODES>
                <h3>"Tạo mã khôi phục mới"</h3>
                <p>"Bộ mã cũ sẽ không còn dùng được."</p>
                {self.ask_password(CODES_PASSWORD)}
                {submit("Tạo mã mới", true)}
            </form>
            <form class="form" method="post" action=addresses::SECOND_FACTOR_END>
                <h3>"Tắt xác thực hai bước"</h3>
                <p>"Sau đó chỉ cần mật khẩu là đăng nhập được."</p>
                {self.ask_password(END_PASSWORD)}
                {submit("Tắt xác thực hai bước", true)}
            </form>
        }
        .server_only()
    }
}
