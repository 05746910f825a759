//! The form of an article, as typed, and its conversion to and from a manuscript.

mod checking;

use super::{Problem, body::Body};
use crate::{
    clock::{Timestamp, Zone},
    form::Problems,
    id::MediaId,
    media::Focus,
    news::{AttachedFile, Content, Manuscript, count_words, source},
};
use checking::Checking;
use std::collections::BTreeMap;

/// The longest title, in characters.
const MAX_TITLE: usize = 300;
/// The longest kicker, in characters.
const MAX_KICKER: usize = 60;
/// The longest lead, in characters.
const MAX_LEAD: usize = 2_000;
/// The longest body, in bytes of HTML: some 150 pages of a book. The time for sanitizing grows with the
/// square of the nesting depth.
pub const MAX_BODY: usize = 256 * 1024;
/// The longest of the short fields, in characters.
const MAX_SHORT: usize = 200;
/// The longest description or caption of a picture, in characters.
const MAX_CAPTION: usize = 1_000;

/// A field of the form; its name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArticleField {
    /// The title.
    Title,
    /// The slug; if empty, it is made from the title.
    Slug,
    /// The id of the main category.
    Category,
    /// The words above the title.
    Kicker,
    /// The lead paragraph.
    Lead,
    /// The text, as HTML.
    Body,
    /// The author's part in the article.
    Role,
    /// The author's name.
    Author,
    /// The author's organisation.
    Organisation,
    /// The id of the series, or empty.
    Series,
    /// The tags, separated by commas.
    Tags,
    /// Where it was published first.
    Source,
    /// The address of the source.
    SourceAddress,
    /// The id of the lead picture, or empty.
    Picture,
    /// The alternative text of the picture.
    Alt,
    /// The caption of the picture.
    Caption,
    /// The main point of the picture ([`Focus`]).
    Focus,
    /// The title for search engines and link previews; if empty, the title.
    SearchTitle,
    /// The description for them; if empty, the lead.
    SearchDescription,
    /// The time of publishing, as in a `datetime-local` field; if empty, the moment when somebody publishes
    /// it.
    PublishedAt,
    /// The files.
    Attachments,
}

impl ArticleField {
    /// The fields with one text: all except the files.
    pub const TEXTS: [Self; 20] = [
        Self::Title,
        Self::Slug,
        Self::Category,
        Self::Kicker,
        Self::Lead,
        Self::Body,
        Self::Role,
        Self::Author,
        Self::Organisation,
        Self::Series,
        Self::Tags,
        Self::Source,
        Self::SourceAddress,
        Self::Picture,
        Self::Alt,
        Self::Caption,
        Self::Focus,
        Self::SearchTitle,
        Self::SearchDescription,
        Self::PublishedAt,
    ];

    /// Its label on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Title => "Tiêu đề",
            Self::Slug => "Đường dẫn bài",
            Self::Category => "Chuyên mục",
            Self::Kicker => "Nhãn trên tiêu đề",
            Self::Lead => "Đoạn mở đầu (sapo)",
            Self::Body => "Nội dung",
            Self::Role => "Vai trò",
            Self::Author => "Tên tác giả",
            Self::Organisation => "Đơn vị",
            Self::Series => "Chuyên đề",
            Self::Tags => "Thẻ",
            Self::Source => "Nguồn",
            Self::SourceAddress => "Địa chỉ nguồn",
            Self::Picture => "Hình đại diện",
            Self::Alt => "Mô tả hình",
            Self::Caption => "Chú thích dưới hình",
            Self::Focus => "Điểm chính của hình",
            Self::SearchTitle => "Tiêu đề khi tìm kiếm và chia sẻ",
            Self::SearchDescription => "Mô tả khi tìm kiếm và chia sẻ",
            Self::PublishedAt => "Giờ đăng",
            Self::Attachments => "Tệp đính kèm",
        }
    }

    /// Its name in HTML.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "tieu-de",
            Self::Slug => "dia-chi",
            Self::Category => "chuyen-muc",
            Self::Kicker => "nhan",
            Self::Lead => "sapo",
            Self::Body => "noi-dung",
            Self::Role => "vai-tro",
            Self::Author => "tac-gia",
            Self::Organisation => "don-vi",
            Self::Series => "chuyen-de",
            Self::Tags => "the",
            Self::Source => "nguon",
            Self::SourceAddress => "dia-chi-nguon",
            Self::Picture => "hinh",
            Self::Alt => "mo-ta-hinh",
            Self::Caption => "chu-thich-hinh",
            Self::Focus => "diem-chinh",
            Self::SearchTitle => "tieu-de-chia-se",
            Self::SearchDescription => "mo-ta-chia-se",
            Self::PublishedAt => "gio-dang",
            Self::Attachments => "tep",
        }
    }
}

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleForm {
    texts: BTreeMap<ArticleField, String>,
    /// The ids of authors with a page.
    pub authors: Vec<String>,
    /// Its files.
    pub attachments: Vec<AttachmentField>,
}

/// A file of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachmentField {
    /// The id of the file.
    pub file: String,
    /// The link text; if empty, the file is removed.
    pub label: String,
}

impl ArticleForm {
    /// A form with these texts; missing fields are empty.
    pub fn read(
        text: impl Fn(ArticleField) -> String,
        authors: Vec<String>,
        attachments: Vec<AttachmentField>,
    ) -> Self {
        let texts = ArticleField::TEXTS.into_iter().map(|field| (field, text(field)));
        Self { texts: texts.filter(|(_, text)| !text.is_empty()).collect(), authors, attachments }
    }

    /// The form for changing a manuscript.
    pub(super) fn of(manuscript: &Manuscript, zone: &Zone) -> Self {
        let content = &manuscript.content;
        let text = |field| match field {
            ArticleField::Title => content.title.clone(),
            ArticleField::Slug => manuscript.slug.to_string(),
            ArticleField::Category => manuscript.category.to_string(),
            ArticleField::Kicker => content.kicker.clone(),
            ArticleField::Lead => content.lead.clone(),
            ArticleField::Body => source(&manuscript.body),
            ArticleField::Role => content.role.clone(),
            ArticleField::Author => content.author.clone(),
            ArticleField::Organisation => content.organisation.clone(),
            ArticleField::Series => manuscript.series.map(|id| id.to_string()).unwrap_or_default(),
            ArticleField::Tags => manuscript.tags.iter().map(|tag| &*tag.name).collect::<Vec<_>>().join(", "),
            ArticleField::Source => content.source.clone(),
            ArticleField::SourceAddress => content.source_address.clone().unwrap_or_default(),
            ArticleField::Picture => manuscript.picture.map(|id| id.to_string()).unwrap_or_default(),
            ArticleField::Alt => content.picture_alt.clone(),
            ArticleField::Caption => content.picture_caption.clone(),
            ArticleField::Focus => content.picture_focus.clone(),
            ArticleField::SearchTitle => content.search_title.clone(),
            ArticleField::SearchDescription => content.search_description.clone(),
            ArticleField::PublishedAt => {
                manuscript.published_at.map(|time| zone.write_local(time)).unwrap_or_default()
            }
            ArticleField::Attachments => String::new(),
        };
        let file = |attached: &AttachedFile| AttachmentField {
            file: attached.file.to_string(),
            label: attached.label.clone(),
        };
        let authors = manuscript.authors.iter().map(ToString::to_string).collect();
        Self::read(text, authors, manuscript.attachments.iter().map(file).collect())
    }

    /// The text of a field.
    pub fn text(&self, field: ArticleField) -> &str {
        self.texts.get(&field).map_or("", String::as_str)
    }

    /// Chooses the lead picture; its main point is not known yet.
    pub fn choose_picture(&mut self, id: MediaId) {
        self.texts.insert(ArticleField::Picture, id.to_string());
        self.texts.remove(&ArticleField::Focus);
    }

    /// Writes a text into a field without one.
    pub(super) fn fill(&mut self, field: ArticleField, text: impl Into<String>) {
        if self.text(field).trim().is_empty() {
            self.texts.insert(field, text.into());
        }
    }

    /// Whether both forms have the same content; authors are compared in the order of the list.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let sorted = |form: &Self| {
            let mut form = form.clone();
            form.authors.sort();
            form
        };
        sorted(self) == sorted(other)
    }

    /// The manuscript from the form and its body, which [`super::body::read`] has read. Whether ids exist is
    /// checked by the store.
    ///
    /// # Errors
    ///
    /// All problems, field by field; the body last.
    pub(super) fn check(
        &self,
        body: Result<Body, String>,
        zone: &Zone,
        now: Timestamp,
    ) -> Result<Manuscript, Vec<Problem>> {
        let mut on = Checking { form: self, problems: Problems::none() };
        let title = on.line(ArticleField::Title, MAX_TITLE);
        if title.is_empty() {
            on.problems.add(ArticleField::Title, "Bài viết cần có tiêu đề.");
        }
        let slug = on.slug(&title);
        let category = if self.text(ArticleField::Category).is_empty() {
            on.problems.add(ArticleField::Category, "Xin chọn một chuyên mục.");
            None
        } else {
            on.chosen(ArticleField::Category)
        };
        // In the order in which problems are listed.
        let mut content = Content {
            title,
            kicker: on.line(ArticleField::Kicker, MAX_KICKER),
            lead: on.line(ArticleField::Lead, MAX_LEAD),
            role: on.line(ArticleField::Role, MAX_SHORT),
            author: on.line(ArticleField::Author, MAX_SHORT),
            organisation: on.line(ArticleField::Organisation, MAX_SHORT),
            ..Content::default()
        };
        let authors = self.authors.iter().filter_map(|id| on.id(ArticleField::Author, id)).collect();
        let series = on.chosen(ArticleField::Series);
        let tags = on.tags();
        content.source = on.line(ArticleField::Source, MAX_SHORT);
        content.source_address = on.source_address();
        let picture = on.chosen(ArticleField::Picture);
        content.picture_alt = on.line(ArticleField::Alt, MAX_CAPTION);
        content.picture_caption = on.line(ArticleField::Caption, MAX_CAPTION);
        content.picture_focus = Focus::read(self.text(ArticleField::Focus)).text();
        content.search_title = on.line(ArticleField::SearchTitle, MAX_TITLE);
        content.search_description = on.line(ArticleField::SearchDescription, MAX_LEAD);
        let published_at = on.time(zone, now);
        let attachments = on.attachments();
        if content.source_address.is_some() && content.source.is_empty() {
            on.problems.add(ArticleField::Source, "Xin ghi tên nguồn cho địa chỉ ở ô bên cạnh.");
        }
        let body = body.map_err(|sentence| on.problems.add(ArticleField::Body, sentence));
        // A missing slug, category or body is a problem already.
        let (Some(slug), Some(category), Ok(body)) = (slug, category, body) else {
            return Err(on.problems.all());
        };
        if picture.is_none() {
            content.picture_alt.clear();
            content.picture_focus.clear();
        }
        on.problems.done(Manuscript {
            slug,
            category,
            words: body.words.saturating_add(count_words(&content.lead)),
            content,
            body: body.blocks,
            picture,
            published_at,
            authors,
            series,
            tags,
            attachments,
        })
    }
}
