//! Fields that most articles do not need. They are folded, unless something is in one of them or was refused.

use super::ArticleFormPage;
use crate::server_only::ServerOnly;
use domain::editing::ArticleField;
use leptos::prelude::*;

/// Beside the text.
const BESIDE: [ArticleField; 4] =
    [ArticleField::Kicker, ArticleField::Slug, ArticleField::Tags, ArticleField::Series];
/// Below the text.
const BELOW: [ArticleField; 6] = [
    ArticleField::Author,
    ArticleField::Role,
    ArticleField::Organisation,
    ArticleField::Source,
    ArticleField::SourceAddress,
    ArticleField::Attachments,
];

impl ArticleFormPage {
    pub(super) fn more_beside(&self) -> AnyView {
        let content = view! {
            {self.control(ArticleField::Kicker)
                .hint("Vài chữ; để trống thì hiện tên chuyên mục.")
                .line()}
            {self.control(ArticleField::Slug)
                .hint("Để trống thì lấy từ tiêu đề. Nếu đổi, đường dẫn cũ vẫn dẫn tới bài.")
                .line()}
            {self.control(ArticleField::Tags).hint("Cách nhau bằng dấu phẩy.").line()}
            {self.control(ArticleField::Series).select(self.series())}
        };
        self.folded("Nhãn, đường dẫn, thẻ và chuyên đề", &BESIDE, false, content.into_any())
    }

    pub(super) fn more_below(&self) -> AnyView {
        let has_lists = !self.form.authors.is_empty() || !self.form.attachments.is_empty();
        let content = view! { {self.byline()} {self.attachments()} };
        self.folded("Tác giả, nguồn và tệp đính kèm", &BELOW, has_lists, content.into_any())
    }

    pub(super) fn folded(
        &self,
        label: &'static str,
        fields: &[ArticleField],
        has_lists: bool,
        content: AnyView,
    ) -> AnyView {
        // Every saved article has a slug.
        let is_used = |field| field != ArticleField::Slug && !self.form.text(field).is_empty();
        let open = has_lists || fields.iter().any(|&field| is_used(field) || self.problem(field).is_some());
        view! {
            <details class="folded" open=open>
                <summary class="folded__label">{label}</summary>
                <div class="folded__fields">{content}</div>
            </details>
        }
        .server_only()
    }
}
