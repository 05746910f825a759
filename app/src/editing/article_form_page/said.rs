//! What the page of an article says above its form.

use super::{ArticleFormPage, FORM, KEEP_SHOWN, TAKE_DOWN, step_button};
use crate::{
    desk::{Notice, Tone, problems},
    routes::desk::{self as addresses, Step},
    served::Draw,
};
use domain::{clock::Moment, db::NotWritten, editing::State};
use leptos::prelude::*;

/// What the page says above the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// It was saved.
    Saved,
    /// A step was taken; the state says which.
    Stepped,
    /// It was taken from its readers.
    Withdrawn,
    /// Readers see it, and would not until the time that was typed.
    WouldVanish(Moment),
    /// A step was asked for while something was typed that is not saved.
    Unsaved(Step),
    /// Something that was typed is wrong.
    Problems,
    /// Somebody else has saved it meanwhile.
    Stale {
        /// Who, if that is known.
        by: Option<String>,
        /// When.
        at: Moment,
    },
    /// This person may not do that.
    NotAllowed,
    /// It is not there any more, or not for this person.
    Gone,
    /// The store took nothing.
    NotStored(NotWritten),
}

impl ArticleFormPage {
    pub(super) fn notice(&self, said: &Said) -> AnyView {
        match said {
            Said::Saved => view! { <Notice tone=Tone::Done><p>"Bài đã được lưu."</p></Notice> }.drawn(),
            Said::Stepped => {
                let sentence = match self.article.as_ref().map(|article| article.state) {
                    Some(State::Published) => "Bài đã được đăng. Bạn đọc thấy bài ngay từ bây giờ.",
                    Some(State::Scheduled) => "Bài đã được hẹn giờ và sẽ tự đăng đúng giờ.",
                    Some(State::Trashed) => "Bài đã được chuyển vào thùng rác. Quý vị có thể khôi phục bất cứ lúc nào.",
                    _ => "Bài đã được khôi phục thành bản nháp; bạn đọc không thấy.",
                };
                view! { <Notice tone=Tone::Done><p>{sentence}</p></Notice> }.drawn()
            }
            Said::Withdrawn => view! {
                <Notice tone=Tone::Done><p>"Đã gỡ bài; bài trở lại thành bản nháp."</p></Notice>
            }
            .drawn(),
            Said::WouldVanish(until) => self.would_vanish(until),
            Said::Unsaved(step) => self.unsaved(*step),
            Said::Problems => problems(self.problems.first().map(|problem| problem.field.name())),
            Said::NotStored(why) => {
                let sentence = why.sentence();
                view! {
                    <Notice tone=Tone::Refused>
                        <p>{sentence} " Nội dung quý vị đã viết vẫn còn nguyên ở dưới đây; xin đừng đóng trang này."</p>
                    </Notice>
                }
                .drawn()
            }
            Said::Gone => view! {
                <Notice tone=Tone::Refused>
                    <p>"Bài này không còn ở đây, hoặc không còn do quý vị phụ trách. Nội dung quý vị đã viết vẫn còn ở dưới đây; nếu lưu, nội dung ấy thành một bản nháp mới."</p>
                </Notice>
            }
            .drawn(),
            Said::NotAllowed | Said::Stale { .. } if self.typed && self.is_trashed() => {
                let link = self.article.as_ref().map(|article| addresses::article(article.id));
                view! {
                    <Notice tone=Tone::Refused>
                        <p>
                            "Bài này đã được chuyển vào thùng rác sau khi quý vị mở bài. Nội dung quý vị đã viết vẫn còn ở dưới đây. Xin "
                            <a href=link target="_blank" rel="noopener">"khôi phục bài ở thẻ khác"</a>
                            ", rồi lưu lại ở đây."
                        </p>
                    </Notice>
                }
                .drawn()
            }
            Said::NotAllowed => view! {
                <Notice tone=Tone::Refused>
                    <p>"Quý vị không có quyền làm việc này với bài. Nội dung quý vị đã viết vẫn còn ở dưới đây."</p>
                </Notice>
            }
            .drawn(),
            Said::Stale { by, at } => {
                let who = by.clone().unwrap_or_else(|| "Người khác".to_owned());
                let link = self.article.as_ref().map(|article| addresses::article(article.id));
                let at = at.words.clone();
                view! {
                    <Notice tone=Tone::Refused>
                        <p>
                            {who} " đã lưu bài này lúc " {at}
                            ", sau khi quý vị mở bài. Chưa có gì bị ghi đè, và nội dung quý vị viết vẫn còn ở dưới đây. Xin "
                            <a href=link target="_blank" rel="noopener">"mở bản mới nhất ở thẻ khác"</a>
                            " để so sánh. Nếu bấm “Lưu” lần nữa, bản của quý vị sẽ thay bản đó."
                        </p>
                    </Notice>
                }
                .drawn()
            }
        }
    }

    fn would_vanish(&self, until: &Moment) -> AnyView {
        let Moment { machine, words } = until.clone();
        view! {
            <Notice tone=Tone::Refused>
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
        .drawn()
    }

    fn unsaved(&self, step: Step) -> AnyView {
        let label = match step {
            Step::Trash => "Chuyển vào thùng rác, bỏ phần vừa sửa",
            _ => "Gỡ bài khỏi trang, bỏ phần vừa sửa",
        };
        let anyway = self.article.as_ref().map(|article| step_button(article.id, step, label, true));
        view! {
            <Notice tone=Tone::Refused>
                <p>
                    "Quý vị vừa sửa bài mà chưa lưu; phần vừa sửa vẫn còn ở dưới đây. Xin lưu trước, hoặc bấm nút sau nếu không cần giữ phần ấy."
                </p>
                <p class="notice__buttons">{anyway}</p>
            </Notice>
        }
        .drawn()
    }
}
