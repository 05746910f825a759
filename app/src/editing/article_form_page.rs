//! The form of an article.

mod both_changed;
mod checks;
mod draft;
mod elsewhere;
mod focus;
mod folded;
mod pictures;
mod preview_links;
mod said;
mod saving;

use crate::{
    desk::{Control, FORM_KEY, VERSION, hidden, indented},
    routes::{self, desk as addresses, desk::Step},
    server_only::ServerOnly,
};
use domain::{
    clock::Zone,
    editing::{AUTHORS, ArticleField, ArticleForm, Choices, DeskArticle, State},
    form::sentence,
    id::{ArticleId, PollId},
    media::StoredPicture,
    site::misspelt::Misspelt,
};
use leptos::prelude::*;

pub use checks::{OwnLink, own_links};
pub use draft::DraftOfForm;
pub use pictures::{MORE_PICTURES, NEW_PICTURE, PICTURE_WORDS, PICTURES_SHOWN, Picked, SEARCH_PICTURES};
pub use preview_links::{LINK_DAYS, MAKE_LINK, ShownLink, WITHDRAW_LINK};
pub use said::{DISCARDED, LINK_MADE, LINK_WITHDRAWN, MERGED, SAVED, STEPPED, Said, WITHDRAWN};

/// The button that saves.
pub const SAVE: &str = "luu";
/// The button that saves and publishes, at once or at the time in the field.
pub const SAVE_AND_PUBLISH: &str = "luu-dang";
/// The button that saves a scheduled article and publishes it at once.
pub const PUBLISH_NOW: &str = "luu-dang-ngay";
/// The confirmation that an article stays visible and the time in the future is only shown on it.
pub const KEEP_SHOWN: &str = "giu-hien";
/// The confirmation that an article is hidden until the time in the future.
pub const TAKE_DOWN: &str = "go-den-gio";
/// The confirmation that a step is taken without saving what was typed.
pub const WITHOUT_SAVING: &str = "khong-luu";
/// The field of the version of the draft that the form includes; empty without one.
pub const DRAFT: &str = "ban-nhap";
/// The field of a file to be uploaded with the article.
pub const NEW_FILE: &str = "tep-moi";
/// The fields of the existing files: their ids, and the link texts.
pub const FILE_LABEL: &str = "ten-tep";

/// The page.
#[derive(Debug, Clone)]
pub struct ArticleFormPage {
    /// The stored article; none for a new one.
    pub article: Option<DeskArticle>,
    /// What was typed.
    pub form: ArticleForm,
    /// The version that the next save replaces.
    pub version: i64,
    /// The draft of the form.
    pub draft: DraftOfForm,
    /// Links of the body to pages of this site that readers cannot open.
    pub dead_links: Vec<String>,
    /// The words that are often misspelt.
    pub misspelt: Misspelt,
    /// The choices of the form.
    pub choices: Choices,
    /// Pictures to choose from, the newest first, and the chosen one.
    pub pictures: Vec<StoredPicture>,
    /// The search for pictures.
    pub picked: Picked,
    /// Whether the form has what was typed instead of what is stored.
    pub typed: bool,
    /// The notice above the form.
    pub said: Option<Said>,
    /// Whether this person may publish it.
    pub may_publish: bool,
    /// The polls that can be put into the text: their ids and questions.
    pub polls: Vec<(PollId, String)>,
    /// The address of the script of the text editor.
    pub editor: String,
    /// The secret links to the article; none if this person may make none.
    pub preview_links: Option<Vec<ShownLink>>,
    /// The site's address without its scheme, for previews of search results.
    pub place: String,
    /// The site's time zone.
    pub zone: Zone,
    /// The present in that zone, in the format of the time field.
    pub now: String,
}

/// The id of the form, for submit buttons outside of it.
const FORM: &str = "bai-viet";

/// The button for a step. It sends the form, so that the server can ask about unsaved text; with `anyway`, it
/// does not send the form.
fn step_button(id: ArticleId, step: Step, label: &'static str, anyway: bool) -> AnyView {
    let name = anyway.then_some(WITHOUT_SAVING);
    view! {
        <button class="button button--quiet" type="submit" form=FORM formnovalidate
            formaction=addresses::article_step(id, step) name=name value="1">
            {label}
        </button>
    }
    .server_only()
}

impl ArticleFormPage {
    /// The heading.
    pub fn title(&self) -> String {
        match &self.article {
            None => "Viết bài mới".to_owned(),
            Some(article) => format!("Sửa bài: {}", article.form.text(ArticleField::Title)),
        }
    }

    /// Renders it.
    pub fn render(self) -> AnyView {
        let state = self.article.as_ref().map(|article| self.state_line(article));
        let steps = self.article.as_ref().map(|article| self.steps(article));
        let trashed = self.is_trashed();
        let pending = self.pending();
        let checks = self.checks();
        let said = self.said.as_ref().map(|said| self.notice(said));
        // Keeps what was typed if somebody moved the article to the trash meanwhile.
        let form = (!trashed || self.typed).then(|| self.fields());
        let share = form.as_ref().and_then(|_| self.share_preview());
        // The Enter key presses the first button of a form, even one outside of it.
        let first = form.is_some().then(|| {
            view! {
                <button class="visually-hidden" type="submit" form=FORM name=SAVE value="1" tabindex="-1" aria-hidden="true">
                    "Lưu"
                </button>
            }
        });
        view! {
            {first}
            {said}
            {state}
            {pending}
            {checks}
            {form}
            {share}
            {steps}
        }
        .server_only()
    }

    fn is_trashed(&self) -> bool {
        self.article.as_ref().is_some_and(|article| article.state == State::Trashed)
    }

    fn state_line(&self, article: &DeskArticle) -> AnyView {
        let when = match article.state {
            State::Published | State::Scheduled => Some(self.zone.moment(article.published_at)),
            _ => None,
        };
        let when = when.map(|moment| {
            view! { <time datetime=moment.machine>{moment.words}</time> ". " }
        });
        let written = article.written_at.map(|at| {
            let moment = self.zone.moment(at);
            view! { "Giờ ghi trên bài: " <time datetime=moment.machine>{moment.words}</time> ". " }
        });
        let writer = article.writer.clone().map(|writer| format!("Người viết: {writer}."));
        let by = article.updated_by.clone().map(|by| format!(" bởi {by}")).unwrap_or_default();
        let changed = format!("Lưu lần cuối {}{by}.", self.zone.moment(article.updated_at).words);
        let public = (article.state == State::Published).then(|| {
            let href = routes::article_address(&article.category_slug, &article.slug, article.id);
            view! { <a href=href>"Xem trên trang"</a> }
        });
        view! {
            <p class="article-state">
                <span class=format!("state state--{}", article.state.as_str())>{article.state.name()}</span>
                " " {when} {written} {writer} " " {changed} " " {public}
            </p>
        }
        .server_only()
    }

    /// Other actions for the article.
    fn steps(&self, article: &DeskArticle) -> AnyView {
        let shown = matches!(article.state, State::Published | State::Scheduled);
        let mut steps = Vec::new();
        if article.state == State::Trashed {
            // Without the form: there is none, or it must not be saved.
            steps.push(
                view! {
                    <form method="post" action=addresses::article_step(article.id, Step::Restore)>
                        {hidden(VERSION, self.version.to_string())}
                        <button class="button button--quiet" type="submit">"Khôi phục thành bản nháp"</button>
                    </form>
                }
                .server_only(),
            );
        } else {
            if shown && self.may_publish {
                steps.push(step_button(article.id, Step::Withdraw, "Gỡ bài khỏi trang", false));
            }
            steps.push(step_button(article.id, Step::Trash, "Chuyển vào thùng rác", false));
        }
        view! {
            <section class="steps" aria-labelledby="viec-khac">
                <h2 class="steps__heading" id="viec-khac">"Thao tác khác"</h2>
                <div class="steps__row">{steps}</div>
            </section>
        }
        .server_only()
    }

    fn control(&self, field: ArticleField) -> Control {
        Control::new(field.name(), field.label(), self.form.text(field)).problem(self.problem(field))
    }

    fn problem(&self, field: ArticleField) -> Option<String> {
        let Some(Said::Refused(refusal)) = &self.said else { return None };
        sentence(refusal.problems(), field)
    }

    /// The address to which the form is sent.
    fn action(&self) -> String {
        let article = self.article.as_ref();
        article.map_or(addresses::NEW_ARTICLE.to_owned(), |article| addresses::article(article.id))
    }

    fn fields(&self) -> AnyView {
        let action = self.action();
        let texts = ArticleField::TEXTS.into_iter().filter(|field| *field != ArticleField::Body);
        let texts = texts.map(ArticleField::name).collect::<Vec<_>>().join(" ");
        let [script, wasm] = self.draft.files.clone();
        view! {
            <form class="form form--article" id=FORM method="post" enctype="multipart/form-data" action=action
                data-keep data-typed=self.typed.then_some("") data-now=self.now.clone()
                data-account=self.draft.account.to_string() data-email=self.draft.email.clone()
                data-article=self.article.as_ref().map(|article| article.id.to_string())
                data-texts=texts data-body=ArticleField::Body.name() data-lists=draft::lists()
                data-drafts-script=script data-drafts-wasm=wasm>
                {hidden(VERSION, self.version.to_string())}
                {hidden(DRAFT, self.draft.version.map(|version| version.to_string()).unwrap_or_default())}
                {self.draft.key.as_ref().map(|key| hidden(FORM_KEY, key.as_str()))}
                <div class="form__main">
                    {self.control(ArticleField::Title).required().line()}
                    {self.control(ArticleField::Lead)
                        .hint("Một hai câu nói bài viết về điều gì. Đoạn này hiện ở trang nhất và khi chia sẻ.")
                        .area(3)}
                    {self.body()}
                    {self.more_below()}
                </div>
                <div class="form__side">
                    {self.control(ArticleField::Category).select(self.categories())}
                    {self.control(ArticleField::PublishedAt)
                        .hint(self.time_hint())
                        .input("datetime-local")}
                    {self.picture()}
                    {self.more_beside()}
                    {self.elsewhere()}
                </div>
                <div class="form__foot">
                    <div class="draft-place" id="trang-thai-ban-nhap"></div>
                    <div class="form__buttons">{self.buttons()}</div>
                </div>
            </form>
        }
        .server_only()
    }

    /// The text: a textarea of HTML. The script of the text editor, if it loads, shows it as readers see it
    /// (`frontend/editor`).
    fn body(&self) -> AnyView {
        let polls = self.polls.iter().map(|(id, question)| {
            view! { <option value=id.to_string()>{question.clone()}</option> }
        });
        let polls = polls.collect_view();
        view! {
            <rich-editor script=self.editor.clone() pictures=addresses::PICTURES word=addresses::WORD files=addresses::FILE_OF_TEXT articles=addresses::LINKABLE
                data-title=ArticleField::Title.name() data-lead=ArticleField::Lead.name()>
                {self.control(ArticleField::Body)
                    .hint("Viết bằng HTML: <p> cho đoạn văn, <h2> cho đề mục, <ul><li> cho danh sách. Hình: chép đoạn mã ở mục Hình ảnh. Cuộc bình chọn: <p data-poll=\"SỐ\"></p>.")
                    .area(22)}
                <datalist>{polls}</datalist>
            </rich-editor>
        }
        .server_only()
    }

    fn categories(&self) -> Vec<(String, String)> {
        let chosen = self.form.text(ArticleField::Category);
        let choices = self.choices.categories.iter();
        let choices = choices.filter(|category| category.allowed || category.id.to_string() == chosen);
        let options =
            choices.map(|category| (category.id.to_string(), indented(category.depth, &category.name)));
        [(String::new(), "Chọn chuyên mục…".to_owned())].into_iter().chain(options).collect()
    }

    fn series(&self) -> Vec<(String, String)> {
        let options = self.choices.series.iter().map(|(id, name)| (id.to_string(), name.clone()));
        [(String::new(), "Không thuộc chuyên đề nào".to_owned())].into_iter().chain(options).collect()
    }

    fn byline(&self) -> AnyView {
        let authors = self.choices.authors.iter().map(|(id, name)| {
            let ticked = self.form.authors.contains(&id.to_string());
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
                {self.control(ArticleField::Author)
                    .hint("Khi tác giả chưa có trang riêng.")
                    .line()}
                {self.control(ArticleField::Role).hint("Ví dụ: Tin bài và ảnh.").line()}
                {self.control(ArticleField::Organisation).line()}
                {self.control(ArticleField::Source).hint("Nếu bài đã đăng nơi khác.").line()}
                {self.control(ArticleField::SourceAddress).input("url")}
                </div>
            </fieldset>
        }
        .server_only()
    }

    fn attachments(&self) -> AnyView {
        let files = self.form.attachments.iter().map(|attachment| {
            let id = format!("{FILE_LABEL}-{}", attachment.file);
            view! {
                <div class="field">
                    <label class="field__label" for=id.clone()>"Tên tệp số " {attachment.file.clone()}</label>
                    <input type="hidden" name=ArticleField::Attachments.name() value=attachment.file.clone()/>
                    <input class="field__input" id=id name=FILE_LABEL value=attachment.label.clone()/>
                </div>
            }
        });
        let files = files.collect_view();
        view! {
            <fieldset class="fieldset" id=ArticleField::Attachments.name()>
                <legend class="field__label">{ArticleField::Attachments.label()}</legend>
                {files}
                {Control::new(NEW_FILE, "Thêm tệp", "")
                    .hint("PDF, Word, Excel…, tối đa 20 MB. Xóa tên của một tệp để gỡ tệp đó khỏi bài.")
                    .problem(self.problem(ArticleField::Attachments))
                    .file(".pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.odt,.ods,.odp,.mp3,.m4a,.ogg")}
            </fieldset>
        }
        .server_only()
    }
}
