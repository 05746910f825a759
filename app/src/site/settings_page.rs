//! What the site says of itself, as administrators change it.

use crate::{
    desk::{self, Control, Notice, Tone, hidden, submit},
    routes::desk as addresses,
    served::Draw,
};
use domain::{
    id::PollId,
    site::settings::{Field, Problem, SettingsForm},
};
use leptos::prelude::*;

/// The field that holds the mark of the settings that were read.
pub const MARK: &str = "ban-da-doc";

/// What the page says above the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// It was saved.
    Saved,
    /// Something that was typed is wrong.
    Problems,
    /// Somebody else has changed it meanwhile.
    Stale,
}

/// The page.
#[derive(Debug, Clone)]
pub struct SettingsPage {
    /// What was typed.
    pub form: SettingsForm,
    /// The mark of the settings that the next save replaces.
    pub mark: String,
    /// The polls to choose from.
    pub polls: Vec<(PollId, String)>,
    /// What is wrong, beside its field.
    pub problems: Vec<Problem>,
    /// What the page says above the form.
    pub said: Option<Said>,
}

impl SettingsPage {
    /// Draws it.
    pub fn draw(self) -> AnyView {
        let SettingsForm { name, description, operator, introduction, poll } = &self.form;
        let polls = self.polls.iter().map(|(id, question)| (id.to_string(), question.clone()));
        let turns = (String::new(), "Luân phiên các cuộc đang mở".to_owned());
        let polls = std::iter::once(turns).chain(polls).collect();
        view! {
            {self.said.map(|said| notice(said, self.problems.first().map(|problem| problem.field.name())))}
            <form class="form" method="post" action=addresses::SITE>
                {hidden(MARK, self.mark.clone())}
                {self.control(Field::Name, "Tên trang web", name)
                    .hint("Hiện ở đầu mọi trang và trong tiêu đề của trình duyệt.")
                    .required()
                    .line()}
                {self.control(Field::Description, "Mô tả", description)
                    .hint("Một câu về trang web, cho máy tìm kiếm và khi chia sẻ.")
                    .area(2)}
                <fieldset class="fieldset">
                    <legend class="field__label">"Đơn vị chịu trách nhiệm"</legend>
                    <p class="field__hint">"Hiện ở chân mọi trang; ô để trống thì không hiện."</p>
                    {self.control(Field::Operator, "Cơ quan chủ quản", &operator.name).line()}
                    {self.control(Field::Responsible, "Người chịu trách nhiệm nội dung", &operator.responsible).line()}
                    {self.control(Field::Address, "Địa chỉ", &operator.address).line()}
                    {self.control(Field::Phone, "Điện thoại", &operator.phone).line()}
                    {self.control(Field::Email, "E-mail", &operator.email).line()}
                    {self.control(Field::Licence, "Giấy phép", &operator.licence).line()}
                </fieldset>
                {self.control(Field::Introduction, "Tiêu đề phần giới thiệu ở cột bên", introduction).line()}
                {self.control(Field::Poll, "Cuộc bình chọn ở cột bên", poll).select(polls)}
                {submit("Lưu, bạn đọc thấy ngay", false)}
            </form>
        }
        .drawn()
    }

    fn control(&self, field: Field, label: &'static str, value: &str) -> Control {
        let problem = self.problems.iter().find(|problem| problem.field == field);
        Control::new(field.name(), label, value).problem(problem.map(|problem| problem.sentence.clone()))
    }
}

/// `first` is the name of a field that is wrong.
fn notice(said: Said, first: Option<&str>) -> AnyView {
    let (tone, sentence) = match said {
        Said::Saved => {
            (Tone::Done, "Thông tin trang web đã được lưu. Bạn đọc thấy ở lần mở trang tiếp theo.")
        }
        Said::Problems => return desk::problems(first),
        Said::Stale => (
            Tone::Refused,
            "Người khác đã sửa thông tin trang web sau khi quý vị mở trang này. Nội dung quý vị viết vẫn còn ở dưới đây; nếu bấm “Lưu” lần nữa, bản của quý vị sẽ thay bản đó.",
        ),
    };
    view! { <Notice tone><p>{sentence}</p></Notice> }.drawn()
}
