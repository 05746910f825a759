//! Checking the fields of a form, with a sentence for each problem.

use super::{ArticleField, ArticleForm, AttachmentField, MAX_SHORT};
use crate::{
    clock::{Timestamp, Zone},
    form::Problems,
    news::{AttachedFile, Named},
    site::is_safe_address,
    text::{Slug, same_words},
};

/// The most tags.
const MAX_TAGS: usize = 20;
/// The longest tag, in characters.
const MAX_TAG: usize = 60;
/// How far in the future an article may be published, in milliseconds: two years.
const MAX_AHEAD: i64 = 2 * 366 * 24 * 60 * 60 * 1000;

/// Collects the problems of a form.
pub(super) struct Checking<'a> {
    pub(super) form: &'a ArticleForm,
    pub(super) problems: Problems<ArticleField>,
}

impl Checking<'_> {
    /// A field of one line.
    pub(super) fn line(&mut self, field: ArticleField, most: usize) -> String {
        self.problems.line(field, self.form.text(field), most)
    }

    /// An id from a list.
    pub(super) fn id<T: std::str::FromStr>(&mut self, field: ArticleField, text: &str) -> Option<T> {
        let id = text.parse().ok();
        if id.is_none() {
            self.problems.add(field, "Lựa chọn này không có trong danh sách. Xin chọn lại.");
        }
        id
    }

    /// The id in a field, if any.
    pub(super) fn chosen<T: std::str::FromStr>(&mut self, field: ArticleField) -> Option<T> {
        let text = self.form.text(field);
        if text.is_empty() { None } else { self.id(field, text) }
    }

    /// The slug that was typed, or one made from the title.
    pub(super) fn slug(&mut self, title: &str) -> Option<Slug> {
        let typed = self.form.text(ArticleField::Slug).trim();
        let slug = if typed.is_empty() {
            Slug::of_title(title).or_else(|| Some(Slug::fallback()))
        } else {
            Slug::loosely(typed)
        };
        if slug.is_none() {
            self.problems.add(ArticleField::Slug, "Đường dẫn cần có chữ cái hoặc chữ số, tối đa 200 ký tự.");
        }
        slug
    }

    /// The tags. Tags that differ only in diacritics are different.
    pub(super) fn tags(&mut self) -> Vec<Named> {
        let mut tags: Vec<Named> = Vec::new();
        for tag in self
            .form
            .text(ArticleField::Tags)
            .split([',', ';', '\n'])
            .map(str::trim)
            .filter(|tag| !tag.is_empty())
        {
            let name = self.problems.line(ArticleField::Tags, tag, MAX_TAG);
            match Slug::loosely(&name) {
                Some(slug) if tags.iter().all(|known| !same_words(&known.name, &name)) => {
                    tags.push(Named { slug, name });
                }
                Some(_) => {}
                None => {
                    self.problems.add(ArticleField::Tags, format!("Thẻ “{name}” cần có chữ cái hoặc chữ số."))
                }
            }
        }
        if tags.len() > MAX_TAGS {
            self.problems.add(ArticleField::Tags, format!("Chỉ được gắn tối đa {MAX_TAGS} thẻ."));
        }
        tags
    }

    /// The address of the source, if any.
    pub(super) fn source_address(&mut self) -> Option<String> {
        let address = self.form.text(ArticleField::SourceAddress).trim();
        if address.is_empty() {
            return None;
        }
        if address.len() > 2_000 || !is_safe_address(address) {
            self.problems
                .add(ArticleField::SourceAddress, "Địa chỉ phải bắt đầu bằng https:// hoặc http://.");
        }
        Some(address.to_owned())
    }

    /// The time of publishing, if one was typed.
    pub(super) fn time(&mut self, zone: &Zone, now: Timestamp) -> Option<Timestamp> {
        let typed = self.form.text(ArticleField::PublishedAt).trim();
        if typed.is_empty() {
            return None;
        }
        match zone.read_local(typed) {
            None => {
                self.problems.add(ArticleField::PublishedAt, "Xin ghi ngày và giờ, ví dụ 2026-11-27T08:30.");
                None
            }
            Some(time) if time.0 <= 0 => {
                self.problems.add(ArticleField::PublishedAt, "Ngày đăng phải từ năm 1970 trở đi.");
                None
            }
            Some(time) if time.0 > now.0.saturating_add(MAX_AHEAD) => {
                self.problems.add(ArticleField::PublishedAt, "Chỉ hẹn giờ được trong vòng hai năm tới.");
                None
            }
            time => time,
        }
    }

    /// The files with a link text.
    pub(super) fn attachments(&mut self) -> Vec<AttachedFile> {
        let mut files = Vec::new();
        for AttachmentField { file, label } in &self.form.attachments {
            let label = self.problems.line(ArticleField::Attachments, label, MAX_SHORT);
            if !label.is_empty() {
                files.extend(
                    self.id(ArticleField::Attachments, file).map(|file| AttachedFile { file, label }),
                );
            }
        }
        files
    }
}
