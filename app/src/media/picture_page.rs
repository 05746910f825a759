//! One picture at the desk.

use crate::{
    desk::{Control, Done, NoticeKind, notice, problems, submit},
    routes::{self, desk as addresses},
    server_only::ServerOnly,
    ui::picture::PictureView,
};
use domain::{
    clock::Moment,
    form::{Refusal, sentence},
    media::{PictureField, Placement, StoredPicture, Usage, size_in_words, snippet},
};
use leptos::prelude::*;

/// The id of the element whose text is copied.
const SNIPPET: &str = "doan-ma";

/// The picture was uploaded.
pub const UPLOADED: Done = Done::new("tai-len", "Hình đã được tải lên. Đoạn mã để chèn vào bài ở dưới đây.");
/// Its texts were saved.
pub const SAVED: Done = Done::new("luu", "Mô tả và chú thích đã được lưu.");

/// The page.
#[derive(Debug, Clone)]
pub struct PicturePage {
    /// The picture.
    pub stored: StoredPicture,
    /// When it was uploaded.
    pub brought: Moment,
    /// Whether this person may change its texts.
    pub may_change: bool,
    /// The articles that use it, the last saved first.
    pub usage: Vec<Usage>,
    /// How many more use it that this person must not see.
    pub hidden: usize,
    /// The result of the previous action.
    pub done: Option<Done>,
    /// What was typed: alternative text and caption.
    pub typed: Option<(String, String)>,
    /// Why nothing was stored.
    pub refusal: Option<Refusal<PictureField>>,
}

impl PicturePage {
    /// Renders it.
    pub fn render(self) -> AnyView {
        view! {
            {self.done.map(Done::notice)}
            {self.refusal.as_ref().and_then(refused)}
            <figure class="picture-large">
                <PictureView picture=self.stored.picture.clone() placement=Placement::Column eager=true/>
            </figure>
            {self.facts()}
            {self.words()}
            {self.snippet()}
            {self.uses()}
            <p><a href=addresses::PICTURES>"Về danh sách hình ảnh"</a></p>
        }
        .server_only()
    }

    fn facts(&self) -> AnyView {
        let StoredPicture { picture, bytes, by, created_at, .. } = &self.stored;
        let brought = if created_at.0 == 0 {
            view! { "Có trong gói nội dung" }.server_only()
        } else {
            let by = by.clone().unwrap_or_else(|| "Không rõ người tải".to_owned());
            let Moment { machine, words } = self.brought.clone();
            view! { {by} ", " <time datetime=machine>{words}</time> }.server_only()
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
        .server_only()
    }

    fn words(&self) -> AnyView {
        let stored = (self.stored.picture.alt.clone(), self.stored.caption.clone());
        let (alt, caption) = self.typed.clone().unwrap_or(stored);
        // Keep what was typed, even if this person must not save it.
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
            .server_only();
        }
        let problem = |field| self.refusal.as_ref().and_then(|refusal| sentence(refusal.problems(), field));
        view! {
            <form class="form" method="post" action=addresses::picture(self.stored.id) data-keep>
                {Control::new(PictureField::Alt.name(), "Mô tả hình", alt)
                    .hint("Hình có gì, cho người không nhìn thấy hình. Bài đã dùng hình này giữ nguyên mô tả của bài.")
                    .problem(problem(PictureField::Alt))
                    .line()}
                {Control::new(PictureField::Caption.name(), "Chú thích dưới hình", caption)
                    .problem(problem(PictureField::Caption))
                    .line()}
                {submit("Lưu", false)}
            </form>
        }
        .server_only()
    }

    fn snippet(&self) -> AnyView {
        view! {
            <section class="desk-part" aria-labelledby="chen-vao-bai">
                <h2 id="chen-vao-bai">"Chèn vào bài"</h2>
                <p class="field__hint">"Chép đoạn mã này rồi dán vào ô “Nội dung” của bài, ở chỗ muốn hiện hình."</p>
                <pre class="picture-snippet" tabindex="0"><code id=SNIPPET>{snippet(&self.stored.picture, &self.stored.caption)}</code></pre>
                // Hidden until the script shows it, since it needs the script.
                <p><button class="button button--quiet" type="button" data-copy=SNIPPET aria-live="polite" hidden>"Chép đoạn mã"</button></p>
            </section>
        }
        .server_only()
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
        .server_only()
    }
}

fn refused(refusal: &Refusal<PictureField>) -> Option<AnyView> {
    match refusal {
        Refusal::Problems(wrong) => Some(problems(wrong.first().map(|problem| problem.field.name()))),
        Refusal::NotAllowed => Some(notice(
            NoticeKind::Refused,
            "Chỉ người tải hình lên và biên tập viên được sửa. Nội dung quý vị đã viết vẫn còn ở dưới đây.",
        )),
        // A deleted picture has a page of its own; pictures have no versions.
        Refusal::Gone | Refusal::Stale { .. } | Refusal::Own(_) => None,
    }
}
