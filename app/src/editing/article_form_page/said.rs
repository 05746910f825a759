//! The notices above the form of an article.

use super::{ArticleFormPage, FORM, KEEP_SHOWN, TAKE_DOWN, step_button};
use crate::{
    desk::{Done, Notice, NoticeKind, notice, problems, stale},
    routes::desk::{self as addresses, Step},
    server_only::ServerOnly,
};
use domain::{
    clock::{Moment, Timestamp},
    db::NotWritten,
    editing::{NotSaved, Refusal, State},
};
use leptos::prelude::*;

/// It was saved.
pub const SAVED: Done = Done::new("luu", "Bài đã được lưu.");
/// It was saved together with what somebody else had saved meanwhile.
pub const MERGED: Done =
    Done::new("gop", "Bài đã được lưu, gộp cả thay đổi mà người khác lưu sau khi quý vị mở bài.");
/// A step was taken; the state shows which.
pub const STEPPED: Done = Done::new("buoc", "Bài đã được khôi phục thành bản nháp; bạn đọc không thấy.");
/// The article was unpublished.
pub const WITHDRAWN: Done = Done::new("go", "Đã gỡ bài; bài trở lại thành bản nháp.");

/// A secret link was made.
pub const LINK_MADE: Done = Done::new(
    "lien-ket",
    "Đã tạo liên kết xem trước; liên kết nằm ở mục “Cho người ngoài xem trước” bên dưới.",
);
/// A secret link was withdrawn.
pub const LINK_WITHDRAWN: Done =
    Done::new("thu-hoi", "Đã thu hồi liên kết xem trước; không ai mở được liên kết ấy nữa.");
/// The changes of the draft were given up.
pub const DISCARDED: Done = Done::new("bo-thay-doi", "Đã bỏ thay đổi chưa lưu; đây là bài như đã lưu.");

/// The notice above the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Something was done.
    Done(Done),
    /// Why nothing was stored.
    Refused(Refusal),
    /// A step was requested while something that was typed is not saved.
    Unsaved(Step),
    /// The store has failed.
    NotStored(NotWritten),
}

impl ArticleFormPage {
    pub(super) fn notice(&self, said: &Said) -> AnyView {
        match said {
            Said::Done(done) if *done == STEPPED => notice(NoticeKind::Done, self.stepped()),
            Said::Done(done) => done.notice(),
            Said::Refused(refusal) => self.refused(refusal),
            Said::Unsaved(step) => self.unsaved(*step),
            Said::NotStored(why) => {
                let sentence = why.sentence();
                view! {
                    <Notice kind=NoticeKind::Refused>
                        <p>{sentence} " Nội dung quý vị đã viết vẫn còn nguyên ở dưới đây; xin đừng đóng trang này."</p>
                    </Notice>
                }
                .server_only()
            }
        }
    }

    fn stepped(&self) -> &'static str {
        match self.article.as_ref().map(|article| article.state) {
            Some(State::Published) => "Bài đã được đăng. Bạn đọc thấy bài ngay từ bây giờ.",
            Some(State::Scheduled) => "Bài đã được hẹn giờ và sẽ tự đăng đúng giờ.",
            Some(State::Trashed) => {
                "Bài đã được chuyển vào thùng rác. Quý vị có thể khôi phục bất cứ lúc nào."
            }
            _ => STEPPED.sentence,
        }
    }

    fn refused(&self, refusal: &Refusal) -> AnyView {
        let link = self.article.as_ref().map(|article| addresses::article(article.id));
        match refusal {
            Refusal::Own(NotSaved::WouldVanish(until)) => self.would_vanish(*until),
            Refusal::Own(NotSaved::BothChanged(both)) => self.both_changed(both),
            Refusal::Problems(wrong) => problems(wrong.first().map(|problem| problem.field.name())),
            Refusal::Gone => notice(
                NoticeKind::Refused,
                "Bài này không còn ở đây, hoặc không còn do quý vị phụ trách. Nội dung quý vị đã viết vẫn còn ở dưới đây; nếu lưu, nội dung ấy thành một bản nháp mới.",
            ),
            Refusal::NotAllowed | Refusal::Stale { .. } if self.typed && self.is_trashed() => view! {
                <Notice kind=NoticeKind::Refused>
                    <p>
                        "Bài này đã được chuyển vào thùng rác sau khi quý vị mở bài. Nội dung quý vị đã viết vẫn còn ở dưới đây. Xin "
                        <a href=link target="_blank" rel="noopener">"khôi phục bài ở thẻ khác"</a>
                        ", rồi lưu lại ở đây."
                    </p>
                </Notice>
            }
            .server_only(),
            Refusal::NotAllowed => notice(
                NoticeKind::Refused,
                "Quý vị không có quyền làm việc này với bài. Nội dung quý vị đã viết vẫn còn ở dưới đây.",
            ),
            Refusal::Stale { by, at, .. } => {
                stale("bài này", "bài", by.as_deref(), at.map(|at| self.zone.moment(at)), link)
            }
        }
    }

    fn would_vanish(&self, until: Timestamp) -> AnyView {
        let Moment { machine, words } = self.zone.moment(until);
        view! {
            <Notice kind=NoticeKind::Refused>
                <p>
                    "Bạn đọc đang xem được bài này, mà giờ đăng vừa ghi là "
                    <time datetime=machine>{words}</time>
                    ", chưa tới. Nội dung quý vị viết vẫn còn nguyên ở dưới đây. Xin quý vị chọn:"
                </p>
                <p class="notice__buttons">
                    <button class="button" type="submit" form=FORM name=KEEP_SHOWN value="1">
                        "Vẫn để bạn đọc xem, chỉ đổi giờ ghi trên bài"
                    </button>
                    <button class="button button--quiet" type="submit" form=FORM name=TAKE_DOWN value="1">
                        "Gỡ xuống đến giờ đó"
                    </button>
                </p>
            </Notice>
        }
        .server_only()
    }

    fn unsaved(&self, step: Step) -> AnyView {
        let label = match step {
            Step::Trash => "Chuyển vào thùng rác, bỏ phần vừa sửa",
            _ => "Gỡ bài khỏi trang, bỏ phần vừa sửa",
        };
        let anyway = self.article.as_ref().map(|article| step_button(article.id, step, label, true));
        view! {
            <Notice kind=NoticeKind::Refused>
                <p>
                    "Quý vị vừa sửa bài mà chưa lưu; phần vừa sửa vẫn còn ở dưới đây. Xin lưu trước, hoặc bấm nút sau nếu không cần giữ phần ấy."
                </p>
                <p class="notice__buttons">{anyway}</p>
            </Notice>
        }
        .server_only()
    }
}
