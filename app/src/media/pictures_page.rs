//! All pictures at the desk, and the form with which more are brought.

use crate::{
    desk::{Control, Notice, Tone, submit, to_field},
    routes::desk as addresses,
    served::Draw,
    ui::picture::PictureView,
};
use domain::{
    clock::Moment,
    id::MediaId,
    media::{PictureWordsProblems, Placement, StoredPicture},
};
use leptos::prelude::*;

/// The field of the files.
pub const FILES: &str = "hinh";
/// The field of what a picture shows.
pub const ALT: &str = "mo-ta";
/// The field of the line under it.
pub const CAPTION: &str = "chu-thich";
/// The parameter that says where the page begins.
pub const BEFORE: &str = "truoc";
/// What the dialog for files offers. A telephone that is asked for these turns its own kinds into them.
const KINDS: &str = "image/jpeg,image/png,image/webp";

/// What the page says above the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// Everything was taken.
    Uploaded,
    /// Not everything was.
    Refused {
        /// How many pictures were taken all the same.
        taken: usize,
        /// The name of each file that was not, and why.
        refused: Vec<(String, String)>,
    },
}

/// What was typed, and what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// What the picture shows.
    pub alt: String,
    /// The line under it.
    pub caption: String,
    /// What is wrong with these two.
    pub problems: PictureWordsProblems,
    /// What is wrong with what was chosen.
    pub file_problem: Option<String>,
}

impl Typed {
    /// Whether anything is wrong.
    pub fn is_wrong(&self) -> bool {
        self.file_problem.is_some() || self.problems != PictureWordsProblems::default()
    }

    /// The name of the first field that is wrong, where one is.
    fn first_wrong(&self) -> &'static str {
        if self.file_problem.is_some() { FILES } else { first_wrong(&self.problems) }
    }
}

/// The name of the first field of a picture's words that is wrong, where one is.
pub(super) fn first_wrong(problems: &PictureWordsProblems) -> &'static str {
    if problems.alt.is_some() { ALT } else { CAPTION }
}

/// The page.
#[derive(Debug, Clone, Default)]
pub struct PicturesPage {
    /// The pictures, each with when it was brought, the newest first.
    pub pictures: Vec<(StoredPicture, Moment)>,
    /// Where the next page begins, if there is one.
    pub next: Option<MediaId>,
    /// Where this one begins.
    pub before: Option<MediaId>,
    /// What the page says above the form.
    pub said: Option<Said>,
    /// What was typed.
    pub typed: Typed,
}

impl PicturesPage {
    /// Draws it.
    pub fn draw(self) -> AnyView {
        let first = self.typed.first_wrong();
        let said = self.said.map(|said| notice(said, first));
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
            {said}
            {upload_form(self.typed)}
            <section class="desk-part" aria-labelledby="hinh-da-co">
                <h2 id="hinh-da-co">"Hình đã có"</h2>
                {if some {
                    view! { <ul class="picture-list">{cards}</ul> }.drawn()
                } else {
                    view! { <p class="empty-state">"Chưa có hình nào ở đây. Hình quý vị tải lên sẽ hiện ở mục này."</p> }
                        .drawn()
                }}
                <nav class="pager" aria-label="Các trang của danh sách">{first} {older}</nav>
            </section>
        }
        .drawn()
    }
}

/// `first` is the name of a field that is wrong.
fn notice(said: Said, first: &'static str) -> AnyView {
    match said {
        Said::Uploaded => view! {
            <Notice tone=Tone::Done><p>"Các hình đã được tải lên. Mở từng hình để ghi mô tả và chú thích."</p></Notice>
        }
        .drawn(),
        Said::Refused { refused, .. } if refused.is_empty() => view! {
            <Notice tone=Tone::Refused>
                <p>"Chưa nhận hình nào. Có chỗ cần sửa, được ghi rõ ngay tại ô. " {to_field(first)}</p>
            </Notice>
        }
        .drawn(),
        Said::Refused { taken, refused } => {
            let word = if taken == 0 { "Chưa nhận" } else { "Chưa nhận hết" };
            let taken = (taken > 0).then(|| view! { <p>{format!("Đã nhận {taken} hình khác, hiện ở danh sách dưới đây.")}</p> });
            let refused = refused.into_iter().map(|(name, reason)| {
                view! { <li><strong>{name}</strong> ": " <span data-reason>{reason}</span></li> }
            });
            view! {
                <Notice tone=Tone::Refused word=word>
                    <ul class="upload-refused">{refused.collect_view()}</ul>
                    {taken}
                </Notice>
            }
            .drawn()
        }
    }
}

fn upload_form(typed: Typed) -> AnyView {
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
                {Control::new(FILES, "Chọn một hoặc nhiều hình", "")
                    .hint("JPEG, PNG hoặc WebP; mỗi hình tối đa 20 MB, mỗi lần gửi tối đa 24 MB. Bấm để chọn hoặc kéo hình thả vào ô. Vị trí chụp và thông tin máy ảnh trong tệp được bỏ đi.")
                    .problem(typed.file_problem)
                    .required()
                    .multiple()
                    .file(KINDS)}
                <ul class="upload-list" data-upload-list hidden></ul>
                {Control::new(ALT, "Mô tả hình", typed.alt)
                    .hint("Hình có gì, cho người không nhìn thấy hình. Chỉ ghi khi tải một hình.")
                    .problem(typed.problems.alt)
                    .line()}
                {Control::new(CAPTION, "Chú thích dưới hình", typed.caption)
                    .hint("Chỉ ghi khi tải một hình.")
                    .problem(typed.problems.caption)
                    .line()}
                {submit("Tải lên", false)}
                <p class="field__problem" data-upload-state role="alert" hidden></p>
            </form>
        </section>
    }
    .drawn()
}

fn card(stored: StoredPicture, moment: Moment) -> AnyView {
    let StoredPicture { id, mut picture, by, created_at, .. } = stored;
    let name = if picture.alt.is_empty() {
        format!("Hình số {id}, chưa có mô tả")
    } else {
        picture.alt.clone()
    };
    // The words beside it say what it shows.
    picture.alt = String::new();
    let brought = if created_at.0 == 0 {
        view! { "Nhập từ gói" }.drawn()
    } else {
        let by = by.unwrap_or_else(|| "Không rõ người tải".to_owned());
        view! { {by} ", " <time datetime=moment.machine>{moment.words}</time> }.drawn()
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
    .drawn()
}
