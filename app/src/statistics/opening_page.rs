//! What a replaced site had counted, for administrators.

use crate::{
    desk::{Control, Done, NoticeKind, hidden, notice, problems, submit},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{
    form::{self, sentence},
    statistics::opening_form::{OpeningField, OpeningForm, Refusal},
};
use leptos::prelude::*;

/// The field of the mark of the figures that were loaded.
pub const MARK: &str = "ban-da-doc";

/// It was saved.
pub const SAVED: Done = Done::new("luu", "Số liệu đã được lưu; các con số trên trang đã tính thêm.");

/// The page.
#[derive(Debug, Clone)]
pub struct OpeningPage {
    /// What was typed.
    pub form: OpeningForm,
    /// The mark of the figures that the next save replaces.
    pub mark: String,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
}

impl OpeningPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let refused = self.refusal.as_ref().and_then(|refusal| match refusal {
            form::Refusal::Problems(wrong) => Some(problems(wrong.first().map(|problem| problem.field.name()))),
            form::Refusal::Own(_) => Some(notice(
                NoticeKind::Refused,
                "Người khác đã sửa số liệu sau khi quý vị mở trang này. Nội dung quý vị viết vẫn còn ở dưới đây; nếu bấm “Lưu” lần nữa, bản của quý vị sẽ thay bản đó.",
            )),
            form::Refusal::Gone | form::Refusal::NotAllowed | form::Refusal::Stale { .. } => None,
        });
        view! {
            {self.done.map(Done::notice)}
            {refused}
            <p class="field__hint">
                "Nếu trang này thay một trang cũ, quý vị ghi ở đây số lượt truy cập trang cũ đã đếm. Mọi con số trên trang là số đếm \
                 được ở đây cộng thêm số ấy."
            </p>
            <form class="form" method="post" action=addresses::OPENING data-keep>
                {hidden(MARK, self.mark.clone())}
                {self.control(OpeningField::Total, "Tổng lượt truy cập của trang cũ", &self.form.total)
                    .hint("Ví dụ 25.378.017. Để trống thì lấy tổng của các kỳ ghi dưới đây.")
                    .line()}
                {self.control(OpeningField::Periods, "Từng năm, tháng hoặc ngày, nếu biết", &self.form.periods)
                    .hint("Mỗi dòng một kỳ: 2023 = 1.204.000, 2024-03 = 348.760 hoặc 24/03/2024 = 9.593.")
                    .area(10)}
                {submit("Lưu số liệu", false)}
            </form>
        }
        .server_only()
    }

    fn control(&self, field: OpeningField, label: &'static str, value: &str) -> Control {
        let problem = self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), field));
        Control::new(field.name(), label, value).problem(problem)
    }
}
