//! One's own account: name, password, second factor, passkeys and sessions, each with its forms.

mod passkeys;
mod second_factor;
mod sessions;

use crate::{
    desk::{Control, Notice, Tone, submit},
    routes::desk as addresses,
    served::Draw,
};
use domain::{
    accounts::{LEAST_CHARACTERS, NamedPasskey, OpenSession, Person},
    clock::Moment,
};
use leptos::prelude::*;
use std::sync::Arc;

pub use passkeys::removal_password;

/// The field of the name.
pub const NAME: &str = "ten";
/// The field of the password that is changed.
pub const OLD_PASSWORD: &str = "mat-khau-cu";
/// The field of the new password.
pub const NEW_PASSWORD: &str = "mat-khau-moi";
/// The field where it is typed once more.
pub const NEW_PASSWORD_AGAIN: &str = "mat-khau-lai";
/// The password with which the second factor is begun.
pub const START_PASSWORD: &str = "mat-khau-bat";
/// The password with which it is switched off.
pub const END_PASSWORD: &str = "mat-khau-tat";
/// The password with which recovery codes are made.
pub const CODES_PASSWORD: &str = "mat-khau-ma";

/// The parameter that says what was done.
const DONE: &str = "da";

/// The page.
#[derive(Debug, Clone)]
pub struct OwnAccountPage {
    /// Whose account it is.
    pub person: Arc<Person>,
    /// The name as it is stored, or as it was typed.
    pub name: String,
    /// How many recovery codes are left; none where no second factor is asked for.
    pub recovery_codes: Option<i64>,
    /// The passkeys, each with when it was added and last used; none where the address of the site allows none.
    pub passkeys: Option<Vec<(NamedPasskey, Moment, Option<Moment>)>>,
    /// The sessions, each with when it began and was last used.
    pub sessions: Vec<(OpenSession, Moment, Moment)>,
    /// What was done.
    pub said: Option<Said>,
    /// The field that was refused, and why.
    pub problem: Option<(String, String)>,
}

/// What was done, as the address says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The name was changed.
    Renamed,
    /// The password was changed.
    PasswordChanged,
    /// The second factor was switched off.
    SecondFactorOff,
    /// Nothing was: the set-up took too long, or was over already.
    SetUpOver,
    /// A passkey was added.
    PasskeyAdded,
    /// A passkey was removed.
    PasskeyRemoved,
    /// Another session was ended.
    SessionEnded,
    /// All others were.
    SessionsEnded,
}

impl Said {
    const ALL: [(Self, &str, &str); 8] = [
        (Self::Renamed, "ten", "Đã đổi tên."),
        (Self::PasswordChanged, "mat-khau", "Đã đổi mật khẩu. Mọi phiên đăng nhập khác đã kết thúc."),
        (
            Self::SecondFactorOff,
            "tat-hai-buoc",
            "Đã tắt xác thực hai bước. Các mã khôi phục không còn dùng được.",
        ),
        (
            Self::SetUpOver,
            "het-hai-buoc",
            "Không có lần cài đặt xác thực hai bước nào đang chờ. Nếu cần, xin bắt đầu lại.",
        ),
        (Self::PasskeyAdded, "them-khoa", "Đã thêm khóa truy cập."),
        (Self::PasskeyRemoved, "go-khoa", "Đã gỡ khóa truy cập."),
        (Self::SessionEnded, "phien", "Đã kết thúc phiên đăng nhập đó."),
        (Self::SessionsEnded, "cac-phien", "Đã kết thúc mọi phiên đăng nhập khác."),
    ];

    /// What the query of an address says.
    pub fn read(query: Option<&str>) -> Option<Self> {
        let word = query?.strip_prefix(DONE)?.strip_prefix('=')?;
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map(|(said, ..)| said)
    }

    /// The page that says it.
    pub fn address(self) -> String {
        let word = Self::ALL.into_iter().find(|(said, ..)| *said == self).map_or("", |(_, word, _)| word);
        format!("{}?{DONE}={word}", addresses::OWN_ACCOUNT)
    }

    fn in_words(self) -> &'static str {
        Self::ALL.into_iter().find(|(said, ..)| *said == self).map_or("", |(.., words)| words)
    }
}

impl OwnAccountPage {
    /// Draws it.
    pub fn draw(self) -> AnyView {
        let said = self.said.map(|said| {
            let tone = if said == Said::SetUpOver { Tone::Note } else { Tone::Done };
            view! { <Notice tone><p>{said.in_words()}</p></Notice> }
        });
        let refused = self.problem.clone().map(|(field, sentence)| {
            view! { <Notice tone=Tone::Refused><p><a href=format!("#{field}")>{sentence}</a></p></Notice> }
        });
        view! {
            {said}
            {refused}
            {self.profile()}
            {self.password()}
            {self.second_factor()}
            {self.passkeys()}
            {self.sessions()}
        }
        .drawn()
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
        .drawn()
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
        .drawn()
    }

    fn field(&self, name: &str, label: &str, value: impl Into<String>) -> Control {
        let problem = self.problem.as_ref().filter(|(field, _)| field == name);
        Control::new(name, label, value).required().problem(problem.map(|(_, sentence)| sentence.clone()))
    }

    /// The password once more: who finds a browser open must not change how its owner signs in.
    fn ask_password(&self, name: &str) -> AnyView {
        self.field(name, "Mật khẩu hiện tại", "").autocomplete("current-password").input("password")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_is_read_as_the_address_says_it() {
        for (said, ..) in Said::ALL {
            let address = said.address();
            assert_eq!(Said::read(address.split_once('?').map(|(_, query)| query)), Some(said));
        }
        for nothing in [None, Some(""), Some("da"), Some("da="), Some("da=khong"), Some("x=ten")] {
            assert_eq!(Said::read(nothing), None, "{nothing:?}");
        }
    }
}
