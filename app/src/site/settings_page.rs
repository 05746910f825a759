//! The site's settings, for administrators.

use crate::{
    desk::{Control, Done, NoticeKind, hidden, notice, problems, submit},
    routes::desk as addresses,
    server_only::ServerOnly,
};
use domain::{
    form::sentence,
    id::{PageId, PollId},
    site::settings::{ChangedMeanwhile, Refusal, SettingsField, SettingsForm},
};
use leptos::prelude::*;

/// The field of the mark of the settings that were loaded.
pub const MARK: &str = "ban-da-doc";

/// It was saved.
pub const SAVED: Done =
    Done::new("luu", "Thông tin trang web đã được lưu. Bạn đọc thấy ở lần mở trang tiếp theo.");

/// The page.
#[derive(Debug, Clone)]
pub struct SettingsPage {
    /// What was typed.
    pub form: SettingsForm,
    /// The mark of the settings that the next save replaces.
    pub mark: String,
    /// The polls to choose from.
    pub polls: Vec<(PollId, String)>,
    /// The pages to choose from, for the introduction.
    pub pages: Vec<(PageId, String)>,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal>,
}

impl SettingsPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let SettingsForm {
            name,
            description,
            operator,
            introduction,
            introduction_page,
            poll,
            misspelt,
            search,
        } = &self.form;
        let pages = self.pages.iter().map(|(id, title)| (id.to_string(), title.clone()));
        let no_page = (String::new(), "Không có phần giới thiệu".to_owned());
        let pages = std::iter::once(no_page).chain(pages).collect();
        let polls = self.polls.iter().map(|(id, question)| (id.to_string(), question.clone()));
        let turns = (String::new(), "Luân phiên các cuộc đang mở".to_owned());
        let polls = std::iter::once(turns).chain(polls).collect();
        view! {
            {self.done.map(Done::notice)}
            {self.refusal.as_ref().and_then(refused)}
            <form class="form" method="post" action=addresses::SITE data-keep>
                {hidden(MARK, self.mark.clone())}
                {self.control(SettingsField::Name, "Tên trang web", name)
                    .hint("Hiện ở đầu mọi trang và trong tiêu đề của trình duyệt.")
                    .required()
                    .line()}
                {self.control(SettingsField::Description, "Mô tả", description)
                    .hint("Một câu về trang web, cho máy tìm kiếm và khi chia sẻ.")
                    .area(2)}
                <fieldset class="fieldset">
                    <legend class="field__label">"Đơn vị chịu trách nhiệm"</legend>
                    <p class="field__hint">"Hiện ở chân mọi trang; ô để trống thì không hiện."</p>
                    {self.control(SettingsField::Operator, "Cơ quan chủ quản", &operator.name).line()}
                    {self.control(SettingsField::Responsible, "Người chịu trách nhiệm nội dung", &operator.responsible).line()}
                    {self.control(SettingsField::Address, "Địa chỉ", &operator.address).line()}
                    {self.control(SettingsField::Phone, "Điện thoại", &operator.phone).line()}
                    {self.control(SettingsField::Email, "E-mail", &operator.email).line()}
                    {self.control(SettingsField::Licence, "Giấy phép", &operator.licence).line()}
                </fieldset>
                {self.control(SettingsField::Introduction, "Tiêu đề phần giới thiệu ở cột bên", introduction).line()}
                {self.control(SettingsField::IntroductionPage, "Phần giới thiệu lấy từ trang", introduction_page)
                    .hint("Cột bên hiện mấy câu đầu của trang này. Chỉ chọn được trang đã đăng.")
                    .select(pages)}
                {self.control(SettingsField::Poll, "Cuộc bình chọn ở cột bên", poll).select(polls)}
                {self.control(SettingsField::Misspelt, "Từ hay viết sai", misspelt)
                    .hint("Mỗi dòng một từ: viết sai = viết đúng. Người viết được nhắc khi bài có từ viết sai.")
                    .area(8)}
                <fieldset class="fieldset">
                    <legend class="field__label">"Máy tìm kiếm"</legend>
                    {self.tick(SettingsField::Told, "Báo cho máy tìm kiếm ngay khi bài được đăng, sửa hoặc gỡ", search.told)
                        .hint("Địa chỉ của bài được gửi đến indexnow.org, nơi báo cho Bing, Yandex, Naver và Seznam; Google không dùng cách này.")
                        .tick()}
                    {self.tick(SettingsField::CollectorsRefused, "Từ chối các chương trình thu thập bài cho AI", search.collectors_refused)
                        .hint("Tệp robots.txt đề nghị các chương trình đã biết tên, như GPTBot và CCBot, không lấy bài. Máy tìm kiếm không bị ảnh hưởng.")
                        .tick()}
                    {self.tick(SettingsField::Hidden, "Ẩn cả trang web với máy tìm kiếm", search.hidden)
                        .hint("Dùng khi trang web còn đang chuẩn bị. Người có địa chỉ vẫn xem được.")
                        .tick()}
                </fieldset>
                {submit("Lưu, bạn đọc thấy ngay", false)}
            </form>
        }
        .server_only()
    }

    fn tick(&self, field: SettingsField, label: &'static str, is_on: bool) -> Control {
        self.control(field, label, if is_on { "1" } else { "" })
    }

    fn control(&self, field: SettingsField, label: &'static str, value: &str) -> Control {
        let problem = self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), field));
        Control::new(field.name(), label, value).problem(problem)
    }
}

fn refused(refusal: &Refusal) -> Option<AnyView> {
    match refusal {
        Refusal::Problems(wrong) => Some(problems(wrong.first().map(|problem| problem.field.name()))),
        Refusal::Own(ChangedMeanwhile) => Some(notice(
            NoticeKind::Refused,
            "Người khác đã sửa thông tin trang web sau khi quý vị mở trang này. Nội dung quý vị viết vẫn còn ở dưới đây; nếu bấm “Lưu” lần nữa, bản của quý vị sẽ thay bản đó.",
        )),
        // Settings have no versions; the others have pages of their own.
        Refusal::Gone | Refusal::NotAllowed | Refusal::Stale { .. } => None,
    }
}
