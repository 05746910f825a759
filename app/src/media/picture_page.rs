//! One picture at the desk.

use super::pictures_page::{ALT, CAPTION, first_wrong};
use crate::{
    desk::{self, Control, Notice, Tone, submit},
    routes::{self, desk as addresses},
    served::Draw,
    ui::picture::PictureView,
};
use domain::{
    clock::Moment,
    media::{PictureWordsProblems, Placement, StoredPicture, Usage, size_in_words, snippet},
};
use leptos::prelude::*;

/// The id of the element whose text is copied.
const SNIPPET: &str = "doan-ma";

/// What the page says above the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// The picture was taken.
    Uploaded,
    /// What is said of it was saved.
    Saved,
    /// Something that was typed is wrong.
    Problems,
    /// This person may not do that.
    NotAllowed,
}

/// The page.
#[derive(Debug, Clone)]
pub struct PicturePage {
    /// The picture.
    pub stored: StoredPicture,
    /// When it was brought.
    pub brought: Moment,
    /// Whether this person may change what is said of it.
    pub may_change: bool,
    /// The articles that use it, the last saved first.
    pub usage: Vec<Usage>,
    /// How many more do that this person does not see.
    pub hidden: usize,
    /// What the page says above the picture.
    pub said: Option<Said>,
    /// What was typed: what it shows, and the line under it.
    pub typed: Option<(String, String)>,
    /// What is wrong with that.
    pub problems: PictureWordsProblems,
}

impl PicturePage {
    /// Draws it.
    pub fn draw(self) -> AnyView {
        view! {
            {self.said.map(|said| notice(said, first_wrong(&self.problems)))}
            <figure class="picture-large">
                <PictureView picture=self.stored.picture.clone() placement=Placement::Column eager=true/>
            </figure>
            {self.facts()}
            {self.words()}
            {self.snippet()}
            {self.uses()}
            <p><a href=addresses::PICTURES>"Về danh sách hình ảnh"</a></p>
        }
        .drawn()
    }

    fn facts(&self) -> AnyView {
        let StoredPicture { picture, bytes, by, created_at, .. } = &self.stored;
        let brought = if created_at.0 == 0 {
            view! { "Có trong gói nội dung" }.drawn()
        } else {
            let by = by.clone().unwrap_or_else(|| "Không rõ người tải".to_owned());
            let Moment { machine, words } = self.brought.clone();
            view! { {by} ", " <time datetime=machine>{words}</time> }.drawn()
        };
        let sizes = picture.tone.map(|_| {
            let widths: Vec<String> = picture.widths().map(|width| width.to_string()).collect();
            let sizes =
                format!("WebP rộng {} điểm ảnh; JPEG rộng {}", widths.join(", "), picture.fallback_width());
            view! { <dt>"Các cỡ cho bạn đọc"</dt> <dd>{sizes}</dd> }
        });
        let original = format!(
            "{} × {} điểm ảnh, {}",
            picture.width,
            picture.height,
            size_in_words(&picture.name, *bytes)
        );
        view! {
            <dl class="picture-facts">
                <dt>"Người tải lên"</dt>
                <dd>{brought}</dd>
                <dt>"Hình gốc"</dt>
                <dd><a href=routes::media(&picture.name)>{original}</a></dd>
                {sizes}
            </dl>
        }
        .drawn()
    }

    fn words(&self) -> AnyView {
        let stored = (self.stored.picture.alt.clone(), self.stored.caption.clone());
        let (alt, caption) = self.typed.clone().unwrap_or(stored);
        // Whoever typed something keeps it, also where it may not be saved.
        if !self.may_change && self.typed.is_none() {
            let or = |text: String| if text.is_empty() { "Chưa có".to_owned() } else { text };
            return view! {
                <dl class="picture-facts">
                    <dt>"Mô tả hình"</dt>
                    <dd>{or(alt)}</dd>
                    <dt>"Chú thích dưới hình"</dt>
                    <dd>{or(caption)}</dd>
                </dl>
            }
            .drawn();
        }
        view! {
            <form class="form" method="post" action=addresses::picture(self.stored.id)>
                {Control::new(ALT, "Mô tả hình", alt)
                    .hint("Hình có gì, cho người không nhìn thấy hình. Bài đã dùng hình này giữ nguyên mô tả của bài.")
                    .problem(self.problems.alt.clone())
                    .line()}
                {Control::new(CAPTION, "Chú thích dưới hình", caption).problem(self.problems.caption.clone()).line()}
                {submit("Lưu", false)}
            </form>
        }
        .drawn()
    }

    fn snippet(&self) -> AnyView {
        view! {
            <section class="desk-part" aria-labelledby="chen-vao-bai">
                <h2 id="chen-vao-bai">"Chèn vào bài"</h2>
                <p class="field__hint">"Chép đoạn mã này rồi dán vào ô “Nội dung” của bài, ở chỗ muốn hiện hình."</p>
                <pre class="picture-snippet" tabindex="0"><code id=SNIPPET>{snippet(&self.stored.picture, &self.stored.caption)}</code></pre>
                // Shown by the script, since it does not work without one.
                <p><button class="button button--quiet" type="button" data-copy=SNIPPET aria-live="polite" hidden>"Chép đoạn mã"</button></p>
            </section>
        }
        .drawn()
    }

    fn uses(&self) -> AnyView {
        let articles = self.usage.iter().map(|usage| {
            view! {
                <li>
                    <a href=addresses::article(usage.id)>{usage.title.clone()}</a>
                    " "
                    <span class=format!("state state--{}", usage.state.as_str())>{usage.state.name()}</span>
                </li>
            }
        });
        let articles = articles.collect_view();
        let none = self.usage.is_empty() && self.hidden == 0;
        let hidden = (self.hidden > 0).then(|| {
            view! { <p>{format!("Và {} bài không thuộc phần việc của quý vị.", self.hidden)}</p> }
        });
        view! {
            <section class="desk-part" aria-labelledby="dang-dung">
                <h2 id="dang-dung">"Bài đang dùng hình này"</h2>
                {none.then(|| view! { <p class="empty-state">"Chưa có bài nào dùng hình này."</p> })}
                {(!self.usage.is_empty()).then(|| view! { <ul class="picture-uses">{articles}</ul> })}
                {hidden}
            </section>
        }
        .drawn()
    }
}

/// `first` is the name of a field that is wrong.
fn notice(said: Said, first: &str) -> AnyView {
    let (tone, sentence) = match said {
        Said::Uploaded => (Tone::Done, "Hình đã được tải lên. Đoạn mã để chèn vào bài ở dưới đây."),
        Said::Saved => (Tone::Done, "Mô tả và chú thích đã được lưu."),
        Said::Problems => return desk::problems(Some(first)),
        Said::NotAllowed => (
            Tone::Refused,
            "Chỉ người tải hình lên và biên tập viên được sửa. Nội dung quý vị đã viết vẫn còn ở dưới đây.",
        ),
    };
    view! { <Notice tone=tone><p>{sentence}</p></Notice> }.drawn()
}
