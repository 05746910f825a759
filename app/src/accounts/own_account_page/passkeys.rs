//! Passkeys on the account page. Adding one needs the script `frontend/desk/passkey.js`, which shows the
//! form.

use super::OwnAccountPage;
use crate::{
    desk::{Control, submit, table},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{accounts::NamedPasskey, clock::Moment};
use leptos::prelude::*;

/// The field of the password for removing a passkey.
pub fn removal_password(id: i64) -> String {
    format!("mat-khau-go-{id}")
}

impl OwnAccountPage {
    pub(super) fn passkeys(&self) -> AnyView {
        let part = match &self.passkeys {
            Some(passkeys) => self.usable_passkeys(passkeys),
            None => view! {
                <p>
                    "Khóa truy cập chỉ dùng được khi trang web được mở bằng tên miền, qua https. Địa chỉ hiện tại của trang \
                     chưa cho phép điều đó."
                </p>
            }
            .server_only(),
        };
        view! {
            <section class="desk-part" aria-labelledby="khoa">
                <h2 id="khoa">"Khóa truy cập"</h2>
                {part}
            </section>
        }
        .server_only()
    }

    fn usable_passkeys(&self, passkeys: &[(NamedPasskey, Moment, Option<Moment>)]) -> AnyView {
        view! {
            <p>
                "Khóa truy cập (passkey) nằm trong điện thoại hoặc máy tính của quý vị và mở bằng vân tay, khuôn mặt hay mã khóa \
                 máy. Đăng nhập bằng khóa thì không cần mật khẩu và không cần mã 6 chữ số."
            </p>
            {self.passkey_table(passkeys)}
            <p data-passkey-missing>"Để thêm khóa, cần bật JavaScript và dùng trình duyệt có hỗ trợ khóa truy cập."</p>
            <form class="form" method="post" action=addresses::PASSKEYS data-passkey-add hidden>
                <h3>"Thêm khóa"</h3>
                {Control::new("ten-khoa", "Tên của khóa", "")
                    .hint("Để nhận ra sau này, ví dụ “Điện thoại của tôi”.")
                    .required()
                    .line()}
                {Control::new("mat-khau-khoa", "Mật khẩu hiện tại", "")
                    .required()
                    .autocomplete("current-password")
                    .input("password")}
                <p class="field__problem" role="alert" hidden></p>
                {submit("Thêm khóa", false)}
            </form>
        }
        .server_only()
    }

    fn passkey_table(&self, passkeys: &[(NamedPasskey, Moment, Option<Moment>)]) -> AnyView {
        if passkeys.is_empty() {
            return view! { <p class="empty-state">"Quý vị chưa có khóa truy cập nào."</p> }.server_only();
        }
        let rows = passkeys.iter().map(|(passkey, added, used)| {
            let field = removal_password(passkey.id);
            let refused = self.problem.as_ref().is_some_and(|problem| problem.field == field);
            let used = match used {
                Some(used) => view! { "dùng lần cuối " <time datetime=used.machine.clone()>{used.words.clone()}</time> }.server_only(),
                None => "Chưa dùng".server_only(),
            };
            view! {
                <tr>
                    <th scope="row" class="desk-table__title">{passkey.name.clone()}</th>
                    <td>"thêm " <time datetime=added.machine.clone()>{added.words.clone()}</time></td>
                    <td>{used}</td>
                    <td>
                        <details open=refused>
                            <summary>"Gỡ" <span class="visually-hidden">" khóa " {passkey.name.clone()}</span></summary>
                            <form class="form" method="post" action=addresses::passkey_removal(passkey.id)>
                                {self.ask_password(&field)}
                                {submit("Gỡ khóa này", true)}
                            </form>
                        </details>
                    </td>
                </tr>
            }
            .server_only()
        });
        table("Các khóa truy cập", &["Khóa", "Thêm lúc", "Dùng lần cuối", "Gỡ"], rows.collect())
    }
}
