//! All pictures at the desk, and the upload form.

use crate::{
    desk::{Control, Done, Notice, NoticeKind, submit, to_field},
    routes::desk as addresses,
    server_only::ServerOnly,
    ui::picture::PictureView,
};
use domain::{
    clock::Moment,
    form::{Problem, sentence},
    id::MediaId,
    media::{PictureField, Placement, StoredPicture},
};
use leptos::prelude::*;

/// The parameter of the page's key.
pub const BEFORE: &str = "truoc";
/// The filter of the file dialog. Phones convert their own formats to these.
const KINDS: &str = "image/jpeg,image/png,image/webp";

/// All files were uploaded.
pub const UPLOADED: Done =
    Done::new("tai-len", "Các hình đã được tải lên. Mở từng hình để ghi mô tả và chú thích.");

/// The refused files of an upload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotTaken {
    /// How many pictures were accepted.
    pub taken: usize,
    /// The name of each refused file, and the reason.
    pub refused: Vec<(String, String)>,
}

/// The page.
#[derive(Debug, Clone, Default)]
pub struct PicturesPage {
    /// The pictures, each with the time of its upload, the newest first.
    pub pictures: Vec<(StoredPicture, Moment)>,
    /// The key of the next page, if there is one.
    pub next: Option<MediaId>,
    /// The key of this page.
    pub before: Option<MediaId>,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// What was typed: alternative text and caption.
    pub typed: (String, String),
    /// The problems of the form.
    pub problems: Vec<Problem<PictureField>>,
    /// The refused files.
    pub not_taken: Option<NotTaken>,
}

impl PicturesPage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        let wrong = self.problems.first().map(|problem| {
            let link = to_field(problem.field.name());
            view! {
                <Notice kind=NoticeKind::Refused>
                    <p>"Chưa nhận hình nào. Có chỗ cần sửa, được ghi rõ ngay tại ô. " {link}</p>
                </Notice>
            }
            .server_only()
        });
        let some = !self.pictures.is_empty();
        let cards = self.pictures.into_iter().map(|(stored, moment)| card(stored, moment)).collect_view();
        let address = |key: MediaId| format!("{}?{BEFORE}={key}", addresses::PICTURES);
        let older = self.next.map(|key| {
            view! { <a class="button button--quiet" href=address(key) rel="next">"Hình cũ hơn"</a> }
        });
        let first = self.before.map(|_| {
            view! { <a class="button button--quiet" href=addresses::PICTURES>"Về trang đầu"</a> }
        });
        view! {
            {self.done.map(Done::notice)}
            {wrong}
            {self.not_taken.map(not_taken)}
            {upload_form(self.typed, &self.problems)}
            <section class="desk-part" aria-labelledby="hinh-da-co">
                <h2 id="hinh-da-co">"Hình đã có"</h2>
                {if some {
                    view! { <ul class="picture-list">{cards}</ul> }.server_only()
                } else {
                    view! { <p class="empty-state">"Chưa có hình nào ở đây. Hình quý vị tải lên sẽ hiện ở mục này."</p> }
                        .server_only()
                }}
                <nav class="pager" aria-label="Các trang của danh sách">{first} {older}</nav>
            </section>
        }
        .server_only()
    }
}

fn not_taken(NotTaken { taken, refused }: NotTaken) -> AnyView {
    let word = if taken == 0 { "Chưa nhận" } else { "Chưa nhận hết" };
    let taken = (taken > 0)
        .then(|| view! { <p>{format!("Đã nhận {taken} hình khác, hiện ở danh sách dưới đây.")}</p> });
    let refused = refused.into_iter().map(|(name, reason)| {
        view! { <li><strong>{name}</strong> ": " <span data-reason>{reason}</span></li> }
    });
    view! {
        <Notice kind=NoticeKind::Refused word=word>
            <ul class="upload-refused">{refused.collect_view()}</ul>
            {taken}
        </Notice>
    }
    .server_only()
}

fn upload_form((alt, caption): (String, String), problems: &[Problem<PictureField>]) -> AnyView {
    let control = |field: PictureField, label, value: String| {
        Control::new(field.name(), label, value).problem(sentence(problems, field))
    };
    view! {
        <section class="desk-part" aria-labelledby="tai-hinh-len">
            <h2 id="tai-hinh-len">"Tải hình lên"</h2>
            <form
                class="form upload-form"
                method="post"
                enctype="multipart/form-data"
                action=addresses::PICTURES
                data-upload
            >
                {control(PictureField::Files, "Chọn một hoặc nhiều hình", String::new())
                    .hint("JPEG, PNG hoặc WebP; mỗi hình tối đa 20 MB, mỗi lần gửi tối đa 24 MB. Bấm để chọn hoặc kéo hình thả vào ô. Vị trí chụp và thông tin máy ảnh trong tệp được bỏ đi.")
                    .required()
                    .multiple()
                    .file(KINDS)}
                <ul class="upload-list" data-upload-list hidden></ul>
                {control(PictureField::Alt, "Mô tả hình", alt)
                    .hint("Hình có gì, cho người không nhìn thấy hình. Chỉ ghi khi tải một hình.")
                    .line()}
                {control(PictureField::Caption, "Chú thích dưới hình", caption)
                    .hint("Chỉ ghi khi tải một hình.")
                    .line()}
                {submit("Tải lên", false)}
                <p class="field__problem" data-upload-state role="alert" hidden></p>
            </form>
        </section>
    }
    .server_only()
}

fn card(stored: StoredPicture, moment: Moment) -> AnyView {
    let StoredPicture { id, mut picture, by, created_at, .. } = stored;
    let name = if picture.alt.is_empty() {
        format!("Hình số {id}, chưa có mô tả")
    } else {
        picture.alt.clone()
    };
    // The text beside it describes it.
    picture.alt = String::new();
    let brought = if created_at.0 == 0 {
        view! { "Nhập từ gói" }.server_only()
    } else {
        let by = by.unwrap_or_else(|| "Không rõ người tải".to_owned());
        view! { {by} ", " <time datetime=moment.machine>{moment.words}</time> }.server_only()
    };
    view! {
        <li class="picture-card">
            <a class="picture-card__link" href=addresses::picture(id)>
                <PictureView picture placement=Placement::Row/>
                <span class="picture-card__name">{name}</span>
            </a>
            <p class="picture-card__brought">{brought}</p>
        </li>
    }
    .server_only()
}
