//! One redirect: its two addresses, how often it was used, and removing it.

use crate::{
    desk::{Control, Done, Notice, NoticeKind, VERSION, form_key, hidden, notice, problems, submit},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{
    clock::Moment,
    form::sentence,
    redirects::{
        Redirect,
        form::{ChangedMeanwhile, RedirectField, RedirectForm, Refusal},
    },
    statistics::grouped,
};
use leptos::prelude::*;

/// It was saved.
pub const SAVED: Done = Done::new("luu", "Chuyển hướng đã được lưu và có hiệu lực ngay.");

/// The page.
#[derive(Debug, Clone)]
pub struct RedirectFormPage {
    /// The stored redirect, and when it was last used; none for a new one.
    pub redirect: Option<(Redirect, Option<Moment>)>,
    /// Whether a page has its source now, so that it is not used.
    pub has_page: bool,
    /// What was typed.
    pub form: RedirectForm,
    /// The version that the next save replaces.
    pub version: i64,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
}

impl RedirectFormPage {
    /// The heading.
    pub fn title(&self) -> String {
        match &self.redirect {
            None => "Thêm chuyển hướng".to_owned(),
            Some((redirect, _)) => format!("Chuyển hướng từ {}", redirect.source),
        }
    }

    /// Renders it.
    pub fn render(self) -> AnyView {
        let stored = self.redirect.as_ref();
        let action =
            stored.map_or(addresses::NEW_REDIRECT.to_owned(), |(stored, _)| addresses::redirect(stored.id));
        let unused = stored.filter(|_| self.has_page).map(|(stored, _)| unused(stored));
        let version = stored.map(|_| hidden(VERSION, self.version.to_string()));
        view! {
            {self.done.map(Done::notice)}
            {self.refusal.as_ref().and_then(refused)}
            {unused}
            {stored.map(|(stored, last)| used(stored, last.as_ref()))}
            <form class="form" method="post" action=action data-keep>
                {stored.is_none().then(form_key)}
                {version}
                {self.control(RedirectField::Source, "Địa chỉ cũ", &self.form.source)
                    .hint("Như /gioi-thieu.html; có thể dán cả địa chỉ từ trình duyệt. Chuyển hướng chỉ dùng khi địa chỉ này không có trang nào.")
                    .required()
                    .line()}
                {self.control(RedirectField::Target, "Dẫn tới", &self.form.target)
                    .hint("Địa chỉ của trang này, như /trang/gioi-thieu, hoặc của trang khác, bắt đầu bằng https://.")
                    .required()
                    .line()}
                {submit(if stored.is_none() { "Thêm, có hiệu lực ngay" } else { "Lưu, có hiệu lực ngay" }, false)}
            </form>
            {stored.map(|(stored, _)| removal(stored))}
            <p><a href=addresses::REDIRECTS>"Mọi chuyển hướng"</a></p>
        }
        .server_only()
    }

    fn control(&self, field: RedirectField, label: &'static str, value: &str) -> Control {
        let problem = self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), field));
        Control::new(field.name(), label, value).problem(problem)
    }
}

fn used(redirect: &Redirect, last: Option<&Moment>) -> AnyView {
    let words = match last {
        Some(moment) => format!("Đã dùng {} lần, lần cuối {}.", grouped(redirect.hits), moment.in_short()),
        None => "Chưa dùng lần nào.".to_owned(),
    };
    view! { <p class="article-state">{words}</p> }.server_only()
}

fn unused(redirect: &Redirect) -> AnyView {
    let address = redirect.source.address();
    view! {
        <Notice kind=NoticeKind::Note>
            <p>
                "Hiện "
                <a href=address target="_blank" rel="noopener">"địa chỉ cũ này có trang"</a>
                ", nên bạn đọc xem trang đó và chuyển hướng không được dùng."
            </p>
        </Notice>
    }
    .server_only()
}

fn removal(redirect: &Redirect) -> AnyView {
    view! {
        <section class="steps" aria-labelledby="viec-khac">
            <h2 class="steps__heading" id="viec-khac">"Việc khác với chuyển hướng này"</h2>
            <form class="account-step" method="post" action=addresses::redirect_removal(redirect.id)>
                <button class="button button--quiet" type="submit">"Xóa chuyển hướng"</button>
                <p class="field__hint">"Ai mở địa chỉ cũ sẽ lại thấy “Không tìm thấy trang này”."</p>
            </form>
        </section>
    }
    .server_only()
}

fn refused(refusal: &Refusal) -> Option<AnyView> {
    match refusal {
        Refusal::Problems(wrong) => Some(problems(wrong.first().map(|problem| problem.field.name()))),
        Refusal::Own(ChangedMeanwhile) => Some(notice(
            NoticeKind::Refused,
            "Người khác đã sửa chuyển hướng này sau khi quý vị mở trang. Nội dung quý vị viết vẫn còn ở dưới đây; nếu bấm “Lưu” lần nữa, bản của quý vị sẽ thay bản đó.",
        )),
        // The others have pages of their own.
        Refusal::Gone | Refusal::NotAllowed | Refusal::Stale { .. } => None,
    }
}
