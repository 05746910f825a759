//! The form for creating and changing a poll; for those who may only insert polls into articles, its page
//! without the form.

use super::{around, question, results_words};
use crate::{
    desk::{Control, Done, NoticeKind, VERSION, form_key, hidden, notice, problems, stale},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{
    clock::{Timestamp, Zone},
    polls::{
        Phase, ResultsShown,
        desk::{Counted, DeskPoll, Refusal},
        form::{PollField, PollForm, Problem},
    },
};
use leptos::prelude::*;

/// The button that saves.
pub const SAVE: &str = "luu";
/// The button that shows the form again with more rows for options.
pub const MORE_ROWS: &str = "them-dong";
/// The field that chooses the poll for the side column (`1`) or removes it.
pub const SIDE: &str = "chon";

pub use super::question::{ROWS_AT_ONCE, id_name};

/// It was created.
pub const MADE: Done = Done::new("tao", "Cuộc bình chọn đã được tạo. Bạn đọc thấy ngay từ bây giờ.");
/// It was saved.
pub const SAVED: Done = Done::new("luu", "Cuộc bình chọn đã được lưu.");
/// It was closed by hand.
pub const CLOSED: Done = Done::new("dong", "Cuộc bình chọn đã đóng. Mọi màn hình đang mở đều được báo.");
/// It was chosen for the side column.
pub const CHOSEN: Done = Done::new("cot-ben", "Cuộc bình chọn này đứng ở cột bên của mọi trang.");
/// The choice was removed.
pub const ROTATES: Done =
    Done::new("luan-phien", "Các cuộc bình chọn đang mở lại luân phiên ở cột bên, mỗi giờ một cuộc.");

/// The page.
#[derive(Debug, Clone)]
pub struct PollFormPage {
    /// The stored poll; none for a new one.
    pub poll: Option<DeskPoll>,
    /// What was typed.
    pub form: PollForm,
    /// The version that the next save replaces.
    pub version: i64,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
    /// The site's time zone.
    pub zone: Zone,
    /// The present.
    pub now: Timestamp,
    /// The site's public address.
    pub site_url: String,
    /// Whether the viewer may change polls.
    pub may_change: bool,
}

impl PollFormPage {
    /// The heading.
    pub fn title(&self) -> String {
        match &self.poll {
            None => "Tạo cuộc bình chọn".to_owned(),
            Some(poll) => format!("Bình chọn: {}", poll.question),
        }
    }

    /// Renders it.
    pub fn render(self) -> AnyView {
        if let Some(poll) = self.poll.as_ref().filter(|_| !self.may_change) {
            let phase = poll.hours.phase(self.now);
            return view! {
                {around::state_line(poll, phase, &self.zone)}
                {around::sharing(poll.id, &self.site_url)}
                {question::read(poll, None)}
            }
            .server_only();
        }
        let done = self.done.map(Done::notice);
        let refused = self.refusal.as_ref().and_then(|refusal| self.refused(refusal));
        let around = self.poll.as_ref().map(|poll| {
            let phase = poll.hours.phase(self.now);
            let state = around::state_line(poll, phase, &self.zone);
            (state, around::steps(poll, phase), around::sharing(poll.id, &self.site_url))
        });
        let (state, steps, sharing) = match around {
            Some((state, steps, sharing)) => (Some(state), Some(steps), Some(sharing)),
            None => (None, None, None),
        };
        // Has a form of its own, which cannot be inside the other one.
        let lost = self.poll.as_ref().and_then(|poll| question::lost(poll, &self.form));
        view! {
            {done}
            {refused}
            {state}
            {lost}
            {self.fields()}
            {steps}
            {sharing}
        }
        .server_only()
    }

    fn refused(&self, refusal: &Refusal) -> Option<AnyView> {
        match refusal {
            Refusal::Problems(wrong) => Some(problems(wrong.first().map(|problem| problem.field.name()))),
            Refusal::Own(Counted) => Some(notice(
                NoticeKind::Refused,
                "Đã có người bình chọn, nên câu hỏi và các phương án không đổi được nữa. Chưa có gì được lưu; nội dung quý vị đã viết vẫn còn ở dưới đây.",
            )),
            Refusal::Stale { by, at, .. } => {
                let at = at.map(|at| self.zone.moment(at));
                let link = self.poll.as_ref().map(|poll| addresses::poll(poll.id));
                Some(stale("cuộc bình chọn này", "trang", by.as_deref(), at, link))
            }
            // These have pages of their own.
            Refusal::Gone | Refusal::NotAllowed => None,
        }
    }

    fn fields(&self) -> AnyView {
        let action =
            self.poll.as_ref().map_or(addresses::NEW_POLL.to_owned(), |poll| addresses::poll(poll.id));
        let counted = self.poll.as_ref().filter(|poll| poll.ballots > 0);
        let question = match counted {
            Some(poll) => question::settled(poll),
            None => {
                let typed = self.form.question.clone();
                let question = typed.or(self.poll.as_ref().map(DeskPoll::question_form)).unwrap_or_default();
                question::editable(question, self.poll.as_ref(), self.problems(), &action)
            }
        };
        let version = self.poll.as_ref().map(|_| hidden(VERSION, self.version.to_string()));
        view! {
            <form class="form form--poll" method="post" action=action.clone() data-keep>
                {version}
                {self.poll.is_none().then(form_key)}
                // The Enter key presses the first button.
                <button class="visually-hidden" type="submit" name=SAVE value="1" tabindex="-1" aria-hidden="true">"Lưu"</button>
                {question}
                {self.terms()}
                <div class="form__foot">
                    <div class="form__buttons">
                        <button class="button" type="submit" name=SAVE value="1">"Lưu, bạn đọc thấy ngay"</button>
                    </div>
                </div>
            </form>
        }
        .server_only()
    }

    fn problems(&self) -> &[Problem] {
        self.refusal.as_ref().map_or(&[], Refusal::problems)
    }

    fn control(&self, field: PollField, label: &'static str, value: &str) -> Control {
        question::control(field, label, value, self.problems())
    }

    /// The fields that can be changed while people vote.
    fn terms(&self) -> AnyView {
        let form = &self.form;
        let closed = self.poll.as_ref().is_some_and(|poll| poll.hours.phase(self.now) == Phase::Closed);
        let closing = if closed {
            "Muốn mở lại, xin dời giờ đóng về sau. Nhật ký ghi lại việc này."
        } else {
            "Để trống thì không tự đóng. Từ phút này trở đi không nhận phiếu nữa."
        };
        let results =
            ResultsShown::ALL.map(|results| (results.as_str().to_owned(), results_words(results).to_owned()));
        view! {
            <fieldset class="fieldset">
                <legend class="field__label">"Thời gian, kết quả và giới hạn"</legend>
                {self.control(PollField::Link, "Liên kết tìm hiểu thêm", &form.link)
                    .hint("Không bắt buộc. Một bài trên trang (/tin/…) hoặc một địa chỉ https://.")
                    .line()}
                {self.control(PollField::OpensAt, "Giờ mở", &form.opens_at)
                    .hint("Để trống thì mở ngay. Theo giờ của trang web.")
                    .input("datetime-local")}
                {self.control(PollField::ClosesAt, "Giờ đóng", &form.closes_at)
                    .hint(closing)
                    .input("datetime-local")}
                {self.control(PollField::Results, "Ai xem được kết quả", &form.results).select(results.to_vec())}
                {self.control(PollField::NetworkLimit, "Số phiếu nhiều nhất từ một mạng trong một giờ", &form.network_limit)
                    .hint("Giới hạn này ngăn một người bỏ thật nhiều phiếu bằng nhiều trình duyệt. Cả một trường học hay cơ quan thường ra Internet bằng một địa chỉ chung, nên xin đừng đặt quá thấp: trường có 800 học sinh cùng bình chọn một buổi thì cần ít nhất 800. Ghi 0 là không giới hạn.")
                    .input("number")}
            </fieldset>
        }
        .server_only()
    }
}
