//! A notice at the top of a page: what was done, or why not.

use crate::server_only::ServerOnly;
use domain::clock::Moment;
use leptos::prelude::*;

/// The kind of a notice; each has a word and a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeKind {
    /// Something was done.
    Done,
    /// Something was refused, and nothing was stored.
    Refused,
    /// Something to know.
    Note,
}

impl NoticeKind {
    fn word(self) -> &'static str {
        match self {
            Self::Done => "Đã xong",
            Self::Refused => "Chưa lưu",
            Self::Note => "Lưu ý",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Done => "notice notice--done",
            Self::Refused => "notice notice--refused",
            Self::Note => "notice",
        }
    }
}

/// The notice. Screen readers announce it when the page opens; a refusal also gets the focus, so that it is
/// scrolled into view.
#[component]
pub fn Notice(
    /// The kind.
    kind: NoticeKind,
    /// Replaces the word at the beginning.
    #[prop(into, optional)]
    word: Option<String>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let refused = kind == NoticeKind::Refused;
    let role = if refused { "alert" } else { "status" };
    view! {
        <div class=kind.class() role=role tabindex=refused.then_some("-1") autofocus=refused>
            <strong class="notice__word">{word.unwrap_or_else(|| kind.word().to_owned())}</strong>
            <div class="notice__text">{children()}</div>
        </div>
    }
    .server_only()
}

/// A notice of one sentence.
pub fn notice(kind: NoticeKind, sentence: &'static str) -> AnyView {
    view! { <Notice kind><p>{sentence}</p></Notice> }.server_only()
}

/// The notice that somebody else has saved `what` since it was opened as `opened`, with a link to the stored
/// version.
pub fn stale(
    what: &str,
    opened: &str,
    by: Option<&str>,
    at: Option<Moment>,
    newest: Option<String>,
) -> AnyView {
    let by = by.unwrap_or("Người khác");
    let at = at.map(|at| format!(" lúc {}", at.words)).unwrap_or_default();
    let before = format!(
        "{by} đã lưu {what}{at}, sau khi quý vị mở {opened}. Chưa có gì bị ghi đè, và nội dung quý vị viết vẫn còn ở dưới đây. Xin "
    );
    view! {
        <Notice kind=NoticeKind::Refused>
            <p>
                {before}
                <a href=newest target="_blank" rel="noopener">"mở bản mới nhất ở thẻ khác"</a>
                " để so sánh. Nếu bấm “Lưu” lần nữa, bản của quý vị sẽ thay bản đó."
            </p>
        </Notice>
    }
    .server_only()
}

/// The notice of a form that was refused; the problems are shown at the fields. `first` is the name and `id`
/// of the first field with a problem.
pub fn problems(first: Option<impl AsRef<str>>) -> AnyView {
    let link = first.map(|field| to_field(field.as_ref()));
    view! {
        <Notice kind=NoticeKind::Refused>
            <p>
                "Có chỗ cần sửa, được ghi rõ ngay tại ô. Nội dung quý vị đã viết vẫn còn nguyên. "
                {link}
            </p>
        </Notice>
    }
    .server_only()
}

/// The link in such a notice to a field.
pub fn to_field(name: &str) -> AnyView {
    view! { <a href=format!("#{name}")>"Đến ô cần sửa."</a> }.server_only()
}
