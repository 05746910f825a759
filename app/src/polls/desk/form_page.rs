//! The form in which a poll is made and changed; for who puts polls into articles, its page without the form.

use super::{around, asked, results_words};
use crate::{
    desk::{Control, Notice, Tone, form_key, hidden, problems},
    routes::desk as addresses,
    served::Draw,
};
use domain::{
    clock::{Moment, Timestamp, Zone},
    polls::{
        Phase, ResultsShown,
        desk::DeskPoll,
        form::{Field, PollForm, Problem},
    },
};
use leptos::prelude::*;

/// The button that saves.
pub const SAVE: &str = "luu";
/// The button that brings the form back with more rows for options.
pub const MORE_ROWS: &str = "them-dong";
/// The field that holds the version that was read.
pub const VERSION: &str = "phien-ban";
/// The field that says whether the poll goes into the side column (`1`) or leaves it.
pub const CHOSEN: &str = "chon";

pub use super::asked::{ROWS_AT_ONCE, id_name};

/// What the page says above the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It was made.
    Made,
    /// It was saved.
    Saved,
    /// It was closed by hand.
    Closed,
    /// It was chosen for the side column.
    Chosen,
    /// It no longer is.
    TakesTurns,
    /// Something that was typed is wrong, or a step cannot be taken now.
    Problems,
    /// People have voted meanwhile, so that the question stays.
    Counted,
    /// Somebody else has saved it meanwhile.
    Stale {
        /// Who, if that is known.
        by: Option<String>,
        /// When, if that is known.
        at: Option<Moment>,
    },
}

/// The page.
#[derive(Debug, Clone)]
pub struct PollFormPage {
    /// The poll as it is stored; none while it is made.
    pub poll: Option<DeskPoll>,
    /// What was typed.
    pub form: PollForm,
    /// The version that the next save replaces.
    pub version: i64,
    /// What is wrong, beside its field.
    pub problems: Vec<Problem>,
    /// What the page says above the form.
    pub said: Option<Said>,
    /// The zone of the site.
    pub zone: Zone,
    /// The present.
    pub now: Timestamp,
    /// The address people type.
    pub site_url: String,
    /// Whether whoever looks may change polls.
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

    /// Draws it.
    pub fn draw(self) -> AnyView {
        if let Some(poll) = self.poll.as_ref().filter(|_| !self.may_change) {
            let phase = poll.hours.phase(self.now);
            return view! {
                {around::state_line(poll, phase, &self.zone)}
                {around::sharing(poll.id, &self.site_url)}
                {asked::read(poll, None)}
            }
            .drawn();
        }
        let said = self.said.as_ref().map(|said| self.notice(said));
        let around = self.poll.as_ref().map(|poll| {
            let phase = poll.hours.phase(self.now);
            let state = around::state_line(poll, phase, &self.zone);
            (state, around::steps(poll, phase), around::sharing(poll.id, &self.site_url))
        });
        let (state, steps, sharing) = match around {
            Some((state, steps, sharing)) => (Some(state), Some(steps), Some(sharing)),
            None => (None, None, None),
        };
        // With a form of its own, which cannot stand within the other one.
        let lost = self.poll.as_ref().and_then(|poll| asked::lost(poll, &self.form));
        view! {
            {said}
            {state}
            {lost}
            {self.fields()}
            {steps}
            {sharing}
        }
        .drawn()
    }

    fn notice(&self, said: &Said) -> AnyView {
        let done =
            |sentence: &'static str| view! { <Notice tone=Tone::Done><p>{sentence}</p></Notice> }.drawn();
        let refused =
            |sentence: &'static str| view! { <Notice tone=Tone::Refused><p>{sentence}</p></Notice> }.drawn();
        match said {
            Said::Made => done("Cuộc bình chọn đã được tạo. Bạn đọc thấy ngay từ bây giờ."),
            Said::Saved => done("Cuộc bình chọn đã được lưu."),
            Said::Closed => done("Cuộc bình chọn đã đóng. Mọi màn hình đang mở đều được báo."),
            Said::Chosen => done("Cuộc bình chọn này đứng ở cột bên của mọi trang."),
            Said::TakesTurns => {
                done("Các cuộc bình chọn đang mở lại luân phiên ở cột bên, mỗi giờ một cuộc.")
            }
            Said::Problems => problems(self.problems.first().map(|problem| problem.field.name())),
            Said::Counted => refused(
                "Đã có người bình chọn, nên câu hỏi và các phương án không đổi được nữa. Chưa có gì được lưu; nội dung quý vị đã viết vẫn còn ở dưới đây.",
            ),
            Said::Stale { by, at } => {
                let who = by.clone().unwrap_or_else(|| "Người khác".to_owned());
                let at = at.as_ref().map(|at| format!(" lúc {}", at.words));
                let link = self.poll.as_ref().map(|poll| addresses::poll(poll.id));
                view! {
                    <Notice tone=Tone::Refused>
                        <p>
                            {who} " đã lưu cuộc bình chọn này" {at}
                            ", sau khi quý vị mở trang. Chưa có gì bị ghi đè, và nội dung quý vị viết vẫn còn ở dưới đây. Xin "
                            <a href=link target="_blank" rel="noopener">"mở bản mới nhất ở thẻ khác"</a>
                            " để so sánh. Nếu bấm “Lưu” lần nữa, bản của quý vị sẽ thay bản đó."
                        </p>
                    </Notice>
                }
                .drawn()
            }
        }
    }

    fn fields(&self) -> AnyView {
        let action =
            self.poll.as_ref().map_or(addresses::NEW_POLL.to_owned(), |poll| addresses::poll(poll.id));
        let counted = self.poll.as_ref().filter(|poll| poll.ballots > 0);
        let asked = match counted {
            Some(poll) => asked::settled(poll),
            None => {
                let typed = self.form.asked.clone();
                let asked = typed.or(self.poll.as_ref().map(DeskPoll::asked)).unwrap_or_default();
                asked::editable(asked, self.poll.as_ref(), &self.problems, &action)
            }
        };
        let version = self.poll.as_ref().map(|_| hidden(VERSION, self.version.to_string()));
        view! {
            <form class="form form--poll" method="post" action=action.clone() data-keep>
                {version}
                {self.poll.is_none().then(form_key)}
                // The Enter key presses the first button.
                <button class="visually-hidden" type="submit" name=SAVE value="1" tabindex="-1" aria-hidden="true">"Lưu"</button>
                {asked}
                {self.terms()}
                <div class="form__buttons">
                    <button class="button" type="submit" name=SAVE value="1">"Lưu, bạn đọc thấy ngay"</button>
                </div>
            </form>
        }
        .drawn()
    }

    fn control(&self, field: Field, label: &'static str, value: &str) -> Control {
        asked::control(field, label, value, &self.problems)
    }

    /// What may change while people vote.
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
                {self.control(Field::Link, "Liên kết tìm hiểu thêm", &form.link)
                    .hint("Không bắt buộc. Một bài trên trang (/tin/…) hoặc một địa chỉ https://.")
                    .line()}
                {self.control(Field::OpensAt, "Giờ mở", &form.opens_at)
                    .hint("Để trống thì mở ngay. Theo giờ của trang web.")
                    .input("datetime-local")}
                {self.control(Field::ClosesAt, "Giờ đóng", &form.closes_at)
                    .hint(closing)
                    .input("datetime-local")}
                {self.control(Field::Results, "Ai xem được kết quả", &form.results).select(results.to_vec())}
                {self.control(Field::NetworkLimit, "Số phiếu nhiều nhất từ một mạng trong một giờ", &form.network_limit)
                    .hint("Giới hạn này ngăn một người bỏ thật nhiều phiếu bằng nhiều trình duyệt. Cả một trường học hay cơ quan thường ra Internet bằng một địa chỉ chung, nên xin đừng đặt quá thấp: trường có 800 học sinh cùng bình chọn một buổi thì cần ít nhất 800. Ghi 0 là không giới hạn.")
                    .input("number")}
            </fieldset>
        }
        .drawn()
    }
}
