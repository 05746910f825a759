//! The form in which an article is written.

mod said;

use crate::{
    desk::{Field as Control, hidden},
    routes::{self, desk as addresses, desk::Step},
    served::Draw,
};
use domain::{
    clock::Moment,
    editing::{ArticleForm, Choices, DeskArticle, Field, Problem, State},
    media::StoredPicture,
};
use leptos::prelude::*;

pub use said::Said;

/// The button that saves.
pub const SAVE: &str = "luu";
/// The button that saves and shows how readers will see it.
pub const SAVE_AND_PREVIEW: &str = "luu-xem";
/// The button that saves and publishes.
pub const SAVE_AND_PUBLISH: &str = "luu-dang";
/// The field that holds the version that was read.
pub const VERSION: &str = "phien-ban";
/// The field of a picture to be uploaded with the article.
pub const NEW_PICTURE: &str = "hinh-moi";
/// The field of a file to be uploaded with the article.
pub const NEW_FILE: &str = "tep-moi";
/// The fields of the files that are there: their ids, and what readers read.
pub const FILE_LABEL: &str = "ten-tep";
/// The field of the authors who have a page.
pub const AUTHORS: &str = "tac-gia-co-trang";

/// The page.
#[derive(Debug, Clone)]
pub struct ArticleFormPage {
    /// The article as it is stored; none while it is begun.
    pub article: Option<DeskArticle>,
    /// What was typed.
    pub form: ArticleForm,
    /// The version that the next save replaces.
    pub version: i64,
    /// What there is to choose from.
    pub choices: Choices,
    /// The newest pictures, and the one that is chosen.
    pub pictures: Vec<StoredPicture>,
    /// What is wrong, beside its field.
    pub problems: Vec<Problem>,
    /// Whether the form holds what was typed, and not what is stored.
    pub typed: bool,
    /// What the page says above the form.
    pub said: Option<Said>,
    /// Whether this person may show it to readers.
    pub may_publish: bool,
    /// When readers see it, or saw it, in words.
    pub published: Option<Moment>,
    /// When it was last saved, in words.
    pub updated: Option<Moment>,
}

impl ArticleFormPage {
    /// The heading.
    pub fn title(&self) -> String {
        match &self.article {
            None => "Viết bài mới".to_owned(),
            Some(article) => format!("Sửa bài: {}", article.form.title),
        }
    }

    /// Draws it.
    pub fn draw(self) -> AnyView {
        let state = self.article.as_ref().map(|article| self.state_line(article));
        let steps = self.article.as_ref().map(|article| self.steps(article));
        let trashed = self.is_trashed();
        let said = self.said.as_ref().map(|said| self.notice(said));
        // What was typed while somebody put the article away is not lost.
        let form = (!trashed || self.typed).then(|| self.fields());
        view! {
            {said}
            {state}
            {form}
            {steps}
        }
        .drawn()
    }

    fn is_trashed(&self) -> bool {
        self.article.as_ref().is_some_and(|article| article.state == State::Trashed)
    }

    fn state_line(&self, article: &DeskArticle) -> AnyView {
        let when = match article.state {
            State::Published | State::Scheduled => self.published.clone(),
            _ => None,
        };
        let when = when.map(|moment| {
            view! { <time datetime=moment.machine>{moment.words}</time> ". " }
        });
        let writer = article.writer.clone().map(|writer| format!("Người viết: {writer}."));
        let changed = self.updated.clone().map(|moment| {
            let by = article.updated_by.clone().map(|by| format!(" bởi {by}")).unwrap_or_default();
            format!("Lưu lần cuối {}{by}.", moment.words)
        });
        let public = (article.state == State::Published).then(|| {
            let href = routes::article_address(&article.category_slug, &article.slug, article.id);
            view! { <a href=href>"Xem trên trang"</a> }
        });
        view! {
            <p class="article-state">
                <span class=format!("state state--{}", article.state.as_str())>{article.state.name()}</span>
                " " {when} {writer} " " {changed} " " {public}
            </p>
        }
        .drawn()
    }

    /// What can be done with the article besides changing it.
    fn steps(&self, article: &DeskArticle) -> AnyView {
        let button = |step: Step, label: &'static str| {
            view! {
                <form method="post" action=addresses::article_step(article.id, step)>
                    {hidden(VERSION, self.version.to_string())}
                    <button class="button button--quiet" type="submit">{label}</button>
                </form>
            }
            .drawn()
        };
        let shown = matches!(article.state, State::Published | State::Scheduled);
        let mut steps = Vec::new();
        if article.state == State::Trashed {
            steps.push(button(Step::Restore, "Khôi phục thành bản nháp"));
        } else {
            if shown && self.may_publish {
                steps.push(button(Step::Withdraw, "Gỡ bài khỏi trang"));
            }
            steps.push(button(Step::Trash, "Chuyển vào thùng rác"));
        }
        view! {
            <section class="steps" aria-labelledby="viec-khac">
                <h2 class="steps__heading" id="viec-khac">"Việc khác với bài này"</h2>
                <p class="field__hint">"Các nút này áp dụng cho bản đã lưu; hãy lưu trước nếu vừa sửa."</p>
                <div class="steps__row">{steps}</div>
            </section>
        }
        .drawn()
    }

    fn control(&self, field: Field, label: &'static str, value: &str) -> Control {
        let problem = self.problems.iter().find(|problem| problem.field == field);
        Control::new(field.name(), label, value).problem(problem.map(|problem| problem.sentence.clone()))
    }

    fn fields(&self) -> AnyView {
        let form = &self.form;
        let action = self
            .article
            .as_ref()
            .map_or(addresses::NEW_ARTICLE.to_owned(), |article| addresses::article(article.id));
        view! {
            <form class="form form--article" method="post" enctype="multipart/form-data" action=action data-keep>
                {hidden(VERSION, self.version.to_string())}
                <div class="form__main">
                    {self.control(Field::Title, "Tiêu đề", &form.title).required().line()}
                    {self.control(Field::Lead, "Sapo (đoạn mở đầu)", &form.lead)
                        .hint("Một hai câu nói bài viết về điều gì. Đoạn này hiện ở trang nhất và khi chia sẻ.")
                        .area(3)}
                    {self.control(Field::Body, "Nội dung", &form.body)
                        .hint("Viết bằng HTML: <p> cho đoạn văn, <h2> cho đề mục, <ul><li> cho danh sách. Hình: chép đoạn mã ở mục Hình ảnh. Cuộc bình chọn: <p data-poll=\"SỐ\"></p>.")
                        .area(22)}
                    {self.byline()}
                    {self.attachments()}
                </div>
                <div class="form__side">
                    {self.control(Field::Category, "Chuyên mục", &form.category).select(self.categories())}
                    {self.control(Field::PublishedAt, "Giờ đăng", &form.published_at)
                        .hint("Để trống nếu đăng ngay khi bấm nút. Giờ của trang web.")
                        .input("datetime-local")}
                    {self.picture()}
                    {self.control(Field::Kicker, "Nhãn trên tiêu đề", &form.kicker)
                        .hint("Vài chữ; để trống thì hiện tên chuyên mục.")
                        .line()}
                    {self.control(Field::Slug, "Địa chỉ (slug)", &form.slug)
                        .hint("Để trống thì lấy từ tiêu đề. Nếu đổi, địa chỉ cũ vẫn dẫn tới bài.")
                        .line()}
                    {self.control(Field::Tags, "Thẻ", &form.tags).hint("Cách nhau bằng dấu phẩy.").line()}
                    {self.control(Field::Series, "Chuyên đề", &form.series).select(self.series())}
                </div>
                <div class="form__buttons">{self.buttons()}</div>
            </form>
        }
        .drawn()
    }

    fn buttons(&self) -> AnyView {
        let shown = self
            .article
            .as_ref()
            .is_some_and(|article| matches!(article.state, State::Published | State::Scheduled));
        let publish = (self.may_publish && !shown).then(|| {
            view! { <button class="button" type="submit" name=SAVE_AND_PUBLISH value="1">"Lưu và đăng"</button> }
        });
        let (save, class) = if shown {
            ("Lưu, bạn đọc thấy ngay", "button")
        } else {
            ("Lưu bản nháp", if self.may_publish { "button button--quiet" } else { "button" })
        };
        view! {
            // The first button is the one that the Enter key presses.
            <button class=class type="submit" name=SAVE value="1">{save}</button>
            <button class="button button--quiet" type="submit" name=SAVE_AND_PREVIEW value="1">"Lưu và xem trước"</button>
            {publish}
        }
        .drawn()
    }

    fn categories(&self) -> Vec<(String, String)> {
        let chosen = &self.form.category;
        let choices = self.choices.categories.iter();
        let choices = choices.filter(|category| category.allowed || category.id.to_string() == *chosen);
        let options = choices.map(|category| {
            (category.id.to_string(), format!("{}{}", "\u{2003}".repeat(category.depth), category.name))
        });
        [(String::new(), "Chọn chuyên mục…".to_owned())].into_iter().chain(options).collect()
    }

    fn series(&self) -> Vec<(String, String)> {
        let options = self.choices.series.iter().map(|(id, name)| (id.to_string(), name.clone()));
        [(String::new(), "Không thuộc chuyên đề nào".to_owned())].into_iter().chain(options).collect()
    }

    fn picture(&self) -> AnyView {
        let form = &self.form;
        let problem = self.problems.iter().find(|problem| problem.field == Field::Picture);
        let problem = problem.map(|problem| {
            view! { <p class="field__problem">{problem.sentence.clone()}</p> }
        });
        let choice = |value: String, inner: AnyView| {
            let chosen = value == form.picture;
            view! {
                <label class="picture-choice">
                    <input type="radio" name=Field::Picture.name() value=value checked=chosen/>
                    {inner}
                </label>
            }
            .drawn()
        };
        let none = choice(
            String::new(),
            view! { <span class="picture-choice__none">"Không có hình"</span> }.drawn(),
        );
        let pictures = self.pictures.iter().map(|stored| {
            let alt = if stored.picture.alt.is_empty() { format!("Hình số {}", stored.id) } else { stored.picture.alt.clone() };
            let image = view! {
                <img src=routes::media(&stored.picture.variant(stored.picture.widths().next().unwrap_or(stored.picture.width)))
                    alt=alt width="96" height="64" loading="lazy"/>
            };
            choice(stored.id.to_string(), image.drawn())
        });
        let pictures: Vec<AnyView> = [none].into_iter().chain(pictures).collect();
        view! {
            <fieldset class="fieldset">
                <legend class="field__label">"Hình đại diện"</legend>
                {Control::new(NEW_PICTURE, "Tải hình mới", "")
                    .hint("JPEG, PNG hoặc WebP, tối đa 20 MB. Bấm để chọn hoặc kéo hình thả vào ô.")
                    .file("image/jpeg,image/png,image/webp")}
                <details class="picture-choices" open=!form.picture.is_empty()>
                    <summary>"Hoặc chọn hình đã có"</summary>
                    <div class="picture-choices__grid">{pictures}</div>
                </details>
                {problem}
                {self.control(Field::Alt, "Mô tả hình", &form.alt)
                    .hint("Cho người không nhìn thấy hình. Để trống thì dùng mô tả đã lưu cùng hình.")
                    .line()}
                {self.control(Field::Caption, "Chú thích dưới hình", &form.caption).line()}
            </fieldset>
        }
        .drawn()
    }

    fn byline(&self) -> AnyView {
        let form = &self.form;
        let authors = self.choices.authors.iter().map(|(id, name)| {
            let ticked = form.authors.contains(&id.to_string());
            view! {
                <label class="field__tick">
                    <input type="checkbox" name=AUTHORS value=id.to_string() checked=ticked/>
                    <span>{name.clone()}</span>
                </label>
            }
        });
        let authors = authors.collect_view();
        let any = !self.choices.authors.is_empty();
        view! {
            <fieldset class="fieldset">
                <legend class="field__label">"Tác giả và nguồn"</legend>
                <div class="fieldset__pair">
                {any.then(|| view! {
                    <fieldset class="ticks">
                        <legend class="field__label">"Tác giả có trang riêng"</legend>
                        {authors}
                    </fieldset>
                })}
                {self.control(Field::Author, "Tên tác giả", &form.author)
                    .hint("Khi tác giả chưa có trang riêng.")
                    .line()}
                {self.control(Field::Role, "Vai trò", &form.role).hint("Ví dụ: Tin bài và ảnh.").line()}
                {self.control(Field::Organisation, "Đơn vị", &form.organisation).line()}
                {self.control(Field::Source, "Nguồn", &form.source).hint("Nếu bài đã đăng nơi khác.").line()}
                {self.control(Field::SourceAddress, "Địa chỉ nguồn", &form.source_address).input("url")}
                </div>
            </fieldset>
        }
        .drawn()
    }

    fn attachments(&self) -> AnyView {
        let files = self.form.attachments.iter().map(|attachment| {
            let id = format!("{FILE_LABEL}-{}", attachment.file);
            view! {
                <div class="field">
                    <label class="field__label" for=id.clone()>"Tên tệp số " {attachment.file.clone()}</label>
                    <input type="hidden" name=Field::Attachments.name() value=attachment.file.clone()/>
                    <input class="field__input" id=id name=FILE_LABEL value=attachment.label.clone()/>
                </div>
            }
        });
        let files = files.collect_view();
        let problem = self.problems.iter().find(|problem| problem.field == Field::Attachments);
        let problem = problem.map(|problem| problem.sentence.clone());
        view! {
            <fieldset class="fieldset">
                <legend class="field__label">"Tệp đính kèm"</legend>
                {files}
                {Control::new(NEW_FILE, "Thêm tệp", "")
                    .hint("PDF, Word, Excel…, tối đa 20 MB. Xóa tên của một tệp để gỡ tệp đó khỏi bài.")
                    .problem(problem)
                    .file(".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp")}
            </fieldset>
        }
        .drawn()
    }
}
