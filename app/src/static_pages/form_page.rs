//! The form of a static page, with the text editor of articles.

use super::list_page::{refusal_words, trash_button};
use crate::{
    desk::{Control, Done, NoticeKind, VERSION, form_key, hidden, indented, notice, problems, stale},
    routes::{self, desk as addresses},
    server_only::ServerOnly,
};
use domain::{
    clock::Zone,
    form::{self, sentence},
    id::PollId,
    static_pages::{DeskPage, PageField, PageForm, Pages, Refusal},
};
use leptos::prelude::*;

/// The button that saves and publishes.
pub const PUBLISH: &str = "dang";

/// It was saved, and readers see it.
pub const PUBLISHED: Done = Done::new("dang", "Trang đã được lưu; bạn đọc thấy ngay từ bây giờ.");
/// It was saved as a draft.
pub const KEPT: Done = Done::new("luu", "Trang đã được lưu thành bản nháp; bạn đọc chưa thấy.");

/// The page.
#[derive(Debug, Clone)]
pub struct PageFormPage {
    /// The stored page; none for a new one.
    pub page: Option<DeskPage>,
    /// What was typed.
    pub form: PageForm,
    /// The version that the next save replaces.
    pub version: i64,
    /// All pages.
    pub pages: Pages,
    /// Polls to put into the text.
    pub polls: Vec<(PollId, String)>,
    /// The address of the text editor's script.
    pub editor: String,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
    /// The site's time zone.
    pub zone: Zone,
}

impl PageFormPage {
    /// The heading.
    pub fn title(&self) -> String {
        self.page
            .as_ref()
            .map_or_else(|| "Viết trang mới".to_owned(), |page| format!("Trang: {}", page.form.title))
    }

    /// Renders it.
    pub fn render(self) -> AnyView {
        let refused = self.refusal.as_ref().and_then(|refusal| self.refused(refusal));
        let trashed = self.page.as_ref().filter(|page| page.trashed).map(|_| {
            notice(
                NoticeKind::Note,
                "Trang này đang ở trong thùng rác. Nếu được lưu, trang trở lại danh sách.",
            )
        });
        let seen = self.page.as_ref().filter(|page| page.published).map(|page| {
            view! { ", " <a href=routes::page(&page.slug)>"xem trên trang"</a> }
        });
        let trash = self.page.as_ref().filter(|page| !page.trashed).map(|page| trash_button(page.id));
        view! {
            {self.done.map(Done::notice)}
            {refused}
            {trashed}
            <p><a href=addresses::PAGES>"Về danh sách trang"</a> {seen}</p>
            {self.fields()}
            {trash}
        }
        .server_only()
    }

    fn refused(&self, refusal: &Refusal) -> Option<AnyView> {
        match refusal {
            form::Refusal::Problems(wrong) => {
                Some(problems(wrong.first().map(|problem| problem.field.name())))
            }
            form::Refusal::Stale { by, at, .. } => {
                let at = at.map(|at| self.zone.moment(at));
                let newest = self.page.as_ref().map(|page| addresses::page(page.id));
                Some(stale("trang này", "trang", by.as_deref(), at, newest))
            }
            form::Refusal::Own(_) => refusal_words(refusal).map(|words| notice(NoticeKind::Refused, words)),
            form::Refusal::Gone | form::Refusal::NotAllowed => None,
        }
    }

    fn control(&self, field: PageField, label: &'static str, value: &str) -> Control {
        let problem = self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), field));
        Control::new(field.name(), label, value).problem(problem)
    }

    fn fields(&self) -> AnyView {
        let PageForm { title, slug, parent, body } = &self.form;
        let id = self.page.as_ref().map(|page| page.id);
        let action = id.map_or(addresses::NEW_PAGE.to_owned(), addresses::page);
        let is_seen = self.page.as_ref().is_some_and(|page| page.published);
        let polls = self
            .polls
            .iter()
            .map(|(id, question)| view! { <option value=id.to_string()>{question.clone()}</option> });
        let polls = polls.collect_view();
        let (publish, keep) = if is_seen {
            ("Lưu, bạn đọc thấy ngay", "Lưu và gỡ khỏi trang")
        } else {
            ("Lưu và đăng", "Lưu bản nháp")
        };
        view! {
            <form class="form form--wide" method="post" action=action data-keep>
                {id.is_none().then(form_key)}
                {hidden(VERSION, self.version.to_string())}
                {self.control(PageField::Title, "Tiêu đề", title).required().line()}
                <rich-editor script=self.editor.clone() pictures=addresses::PICTURES word=addresses::WORD
                    files=addresses::FILE_OF_TEXT articles=addresses::LINKABLE data-title=PageField::Title.name()>
                    {self.control(PageField::Body, "Nội dung", body)
                        .hint("Viết bằng HTML: <p> cho đoạn văn, <h2> cho đề mục, <ul><li> cho danh sách. Hình: chép đoạn mã ở mục Hình ảnh.")
                        .area(18)}
                    <datalist>{polls}</datalist>
                </rich-editor>
                {self.control(PageField::Parent, "Nằm dưới trang", parent).select(self.parents())}
                {self.control(PageField::Slug, "Đường dẫn", slug)
                    .hint("Phần cuối của địa chỉ, ví dụ “gioi-thieu”. Để trống thì lấy từ tiêu đề. Khi đổi, địa chỉ cũ vẫn dẫn đến đây.")
                    .line()}
                <div class="form__buttons">
                    <button class="button" type="submit" name=PUBLISH value="1">{publish}</button>
                    <button class="button button--quiet" type="submit">{keep}</button>
                </div>
            </form>
        }
        .server_only()
    }

    /// All pages but the branch of this one.
    fn parents(&self) -> Vec<(String, String)> {
        let own = self.page.as_ref().map(|page| self.pages.branch(page.id)).unwrap_or_default();
        let others = self.pages.tree.iter().filter(|node| own.iter().all(|below| below.id != node.id));
        let others = others.map(|node| (node.id.to_string(), indented(node.depth, &node.title)));
        [(String::new(), "Không nằm dưới trang nào".to_owned())].into_iter().chain(others).collect()
    }
}
