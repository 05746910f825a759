//! One's own account: name, password, second factor, passkeys and sessions, each with its forms.

mod passkeys;
mod second_factor;
mod sessions;

use crate::{
    desk::{Control, Done, Notice, NoticeKind, notice, submit},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{
    accounts::{LEAST_CHARACTERS, NamedPasskey, OpenSession, Person},
    clock::Moment,
    form::Problem,
};
use leptos::prelude::*;
use std::sync::Arc;

pub use passkeys::removal_password;

/// The field of the name.
pub const NAME: &str = "ten";
/// The field of the current password, for changing it.
pub const OLD_PASSWORD: &str = "mat-khau-cu";
/// The field of the new password.
pub const NEW_PASSWORD: &str = "mat-khau-moi";
/// The field of the new password, repeated.
pub const NEW_PASSWORD_AGAIN: &str = "mat-khau-lai";
/// The field of the password for setting up the second factor.
pub const START_PASSWORD: &str = "mat-khau-bat";
/// The field of the password for switching it off.
pub const END_PASSWORD: &str = "mat-khau-tat";
/// The field of the password for creating recovery codes.
pub const CODES_PASSWORD: &str = "mat-khau-ma";

/// The name was changed.
pub const RENAMED: Done = Done::new("ten", "Đã đổi tên.");
/// The password was changed.
pub const PASSWORD_CHANGED: Done =
    Done::new("mat-khau", "Đã đổi mật khẩu. Mọi phiên đăng nhập khác đã kết thúc.");
/// The second factor was switched off.
pub const SECOND_FACTOR_OFF: Done =
    Done::new("tat-hai-buoc", "Đã tắt xác thực hai bước. Các mã khôi phục không còn dùng được.");
/// The second factor was not changed: the set-up had expired or was finished.
pub const SET_UP_OVER: Done = Done::new(
    "het-hai-buoc",
    "Không có lần cài đặt xác thực hai bước nào đang chờ. Nếu cần, xin bắt đầu lại.",
);
/// A passkey was added.
pub const PASSKEY_ADDED: Done = Done::new("them-khoa", "Đã thêm khóa truy cập.");
/// A passkey was removed.
pub const PASSKEY_REMOVED: Done = Done::new("go-khoa", "Đã gỡ khóa truy cập.");
/// Another session was ended.
pub const SESSION_ENDED: Done = Done::new("phien", "Đã kết thúc phiên đăng nhập đó.");
/// All other sessions were ended.
pub const SESSIONS_ENDED: Done = Done::new("cac-phien", "Đã kết thúc mọi phiên đăng nhập khác.");

/// All of these.
pub const DONE: [Done; 8] = [
    RENAMED,
    PASSWORD_CHANGED,
    SECOND_FACTOR_OFF,
    SET_UP_OVER,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    SESSION_ENDED,
    SESSIONS_ENDED,
];

/// The page.
#[derive(Debug, Clone)]
pub struct OwnAccountPage {
    /// The owner.
    pub person: Arc<Person>,
    /// The stored name, or what was typed.
    pub name: String,
    /// How many recovery codes are left; none without a second factor.
    pub recovery_codes: Option<i64>,
    /// The passkeys, each with the times when it was added and last used; none if the site's address does not
    /// allow passkeys.
    pub passkeys: Option<Vec<(NamedPasskey, Moment, Option<Moment>)>>,
    /// The sessions, each with the times when it began and was last used.
    pub sessions: Vec<(OpenSession, Moment, Moment)>,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// The problem of a field.
    pub problem: Option<Problem<String>>,
}

impl OwnAccountPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let done = self.done.map(|done| match done {
            SET_UP_OVER => notice(NoticeKind::Note, done.sentence),
            done => done.notice(),
        });
        let refused = self.problem.clone().map(|Problem { field, sentence }| {
            view! { <Notice kind=NoticeKind::Refused><p><a href=format!("#{field}")>{sentence}</a></p></Notice> }
        });
        view! {
            {done}
            {refused}
            {self.profile()}
            {self.password()}
            {self.second_factor()}
            {self.passkeys()}
            {self.sessions()}
        }
        .server_only()
    }

    fn profile(&self) -> AnyView {
        view! {
            <section class="desk-part" aria-labelledby="ho-so">
                <h2 id="ho-so">"Hồ sơ"</h2>
                <dl class="own-account__facts">
                    <dt>"E-mail"</dt>
                    <dd>{self.person.email.clone()}</dd>
                    <dt>"Vai trò"</dt>
                    <dd>{self.person.role.name()}</dd>
                </dl>
                <form class="form" method="post" action=addresses::OWN_NAME>
                    {self.field(NAME, "Tên", self.name.clone())
                        .hint("Tên mà đồng nghiệp thấy trong bàn biên tập.")
                        .autocomplete("name")
                        .line()}
                    {submit("Lưu tên", false)}
                </form>
            </section>
        }
        .server_only()
    }

    fn password(&self) -> AnyView {
        let hint = format!(
            "Ít nhất {LEAST_CHARACTERS} ký tự; vài từ không liên quan đến nhau là dễ nhớ và khó đoán."
        );
        view! {
            <section class="desk-part" aria-labelledby="mat-khau">
                <h2 id="mat-khau">"Mật khẩu"</h2>
                <form class="form" method="post" action=addresses::OWN_PASSWORD>
                    {self.ask_password(OLD_PASSWORD)}
                    {self.field(NEW_PASSWORD, "Mật khẩu mới", "")
                        .hint(hint)
                        .autocomplete("new-password")
                        .input("password")}
                    {self.field(NEW_PASSWORD_AGAIN, "Nhập lại mật khẩu mới", "")
                        .autocomplete("new-password")
                        .input("password")}
                    {submit("Đổi mật khẩu", false)}
                </form>
            </section>
        }
        .server_only()
    }

    fn field(&self, name: &str, label: &str, value: impl Into<String>) -> Control {
        let problem = self.problem.as_ref().filter(|problem| problem.field == name);
        Control::new(name, label, value).required().problem(problem.map(|problem| problem.sentence.clone()))
    }

    /// Asks for the password again: somebody who finds an open browser must not change how the owner signs
    /// in.
    fn ask_password(&self, name: &str) -> AnyView {
        self.field(name, "Mật khẩu hiện tại", "").autocomplete("current-password").input("password")
    }
}
