//! The set-up of a new site: its form, and the first words at the desk.

use crate::{
    desk::{Control, Done, Notice, NoticeKind, problems, submit},
    routes::{self, desk as addresses},
    server_only::ServerOnly,
};
use domain::{
    form::sentence,
    site::setup::{Contents, Problem, SetupField, SetupForm},
};
use leptos::prelude::*;

/// The site was set up. The sentence is in [`welcome`].
pub const SET_UP: Done = Done::new("thiet-lap", "");

/// The page with the form.
#[derive(Debug, Clone, Default)]
pub struct SetupPage {
    /// The token of its address.
    pub token: String,
    /// What was typed.
    pub form: SetupForm,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// Why it could not be stored although nothing is wrong with it.
    pub failure: Option<&'static str>,
}

impl SetupPage {
    /// Renders it. The password is typed once, for the reasons of the page where a password is chosen.
    pub fn render(self) -> AnyView {
        let SetupForm { site, name, email, zone, contents } = &self.form;
        let first = self.problems.first().map(|problem| problem.field.name());
        // A password is never shown again.
        let again =
            if first.is_some() || self.failure.is_some() { "Xin nhập lại mật khẩu. " } else { "" };
        let failure = self.failure.map(|sentence| {
            view! {
                <Notice kind=NoticeKind::Refused>
                    <p>{sentence} " Những gì quý vị nhập vẫn còn ở dưới đây, trừ mật khẩu."</p>
                </Notice>
            }
        });
        let choices = Contents::ALL.map(|contents| {
            let label = match contents {
                Contents::Sample => "Trang mẫu, có sẵn bài",
                Contents::Empty => "Trang trống",
            };
            (contents.as_str().to_owned(), label.to_owned())
        });
        view! {
            {first.map(|first| problems(Some(first)))}
            {failure}
            <p>"Chỉ cần vài dòng. Về sau, tên trang và tài khoản đều sửa được ở bàn biên tập."</p>
            <form class="form" method="post" action=addresses::set_up(&self.token)>
                {self.control(SetupField::Site, "Tên trang web", site)
                    .hint("Hiện ở đầu mọi trang, ví dụ: Hội Khuyến học Lương Sen.")
                    .required()
                    .line()}
                <fieldset class="fieldset">
                    <legend class="field__label">"Quản trị viên"</legend>
                    <p class="field__hint">"Người này quản lý trang và tạo tài khoản cho những người khác."</p>
                    {self.control(SetupField::Name, "Tên", name).required().autocomplete("name").line()}
                    {self.control(SetupField::Email, "E-mail", email)
                        .hint("Dùng để đăng nhập; bạn đọc không thấy.")
                        .required()
                        .autocomplete("username")
                        .input("email")}
                    {self.control(SetupField::Password, "Mật khẩu", "")
                        .hint(format!("{again}Ít nhất 12 ký tự. Nên ghép bốn từ không liên quan đến nhau: dễ nhớ mà khó đoán."))
                        .required()
                        .autocomplete("new-password")
                        .input("password")}
                </fieldset>
                {self.control(SetupField::Contents, "Nội dung ban đầu", contents)
                    .hint("Trang mẫu có bài, hình và trình đơn để xem và sửa, cần vài giây để chuẩn bị. Trang trống chỉ có chuyên mục Tin tức.")
                    .select(choices.into())}
                {self.control(SetupField::Zone, "Múi giờ", zone)
                    .hint("Ở Việt Nam xin để nguyên.")
                    .required()
                    .line()}
                {submit("Tạo trang web", false)}
            </form>
        }
        .server_only()
    }

    fn control(&self, field: SetupField, label: &'static str, value: &str) -> Control {
        Control::new(field.name(), label, value).problem(sentence(&self.problems, field))
    }
}

/// For somebody who comes to the address of the set-up after the site was set up.
pub fn set_up_already_page() -> AnyView {
    view! {
        <p>
            "Trang web này đã được thiết lập, nên địa chỉ này không còn dùng được. Biểu mẫu gửi sau không được lưu. Nếu trang chưa mở, xin khởi động lại chương trình."
        </p>
        <p>
            <a class="button" href=addresses::SIGN_IN>"Đăng nhập"</a>
            " "
            <a class="button button--quiet" href=routes::FRONT>"Về trang nhất"</a>
        </p>
    }
    .server_only()
}

/// The desk's front page with what to do first.
pub fn welcome(desk: AnyView) -> AnyView {
    view! {
        <Notice kind=NoticeKind::Done word="Trang web đã sẵn sàng">
            <p>"Mời quý vị bắt đầu:"</p>
            <ol class="notice__steps">
                <li><a href=routes::FRONT>"xem trang nhất"</a> ", đúng như bạn đọc thấy;"</li>
                <li><a href=addresses::SITE>"điền thông tin trang web"</a> ": mô tả, đơn vị chịu trách nhiệm, giấy phép;"</li>
                <li><a href=addresses::NEW_ARTICLE>"viết bài đầu tiên"</a> ";"</li>
                <li><a href=addresses::NEW_ACCOUNT>"tạo tài khoản"</a> " cho những người cùng làm;"</li>
                <li><a href=addresses::OWN_ACCOUNT>"bật xác thực hai bước"</a> " cho tài khoản của mình."</li>
            </ol>
        </Notice>
        {desk}
    }
    .server_only()
}
