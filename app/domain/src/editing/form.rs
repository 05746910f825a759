//! What somebody types about an article, as typed; and what of it may be stored.

use super::Problem;
use crate::{
    clock::{Timestamp, Zone},
    id::{AuthorId, CategoryId, FileId, MediaId, SeriesId},
    site::is_safe_address,
    text::{Slug, one_line, same_words},
};

/// The longest title, in characters.
const MAX_TITLE: usize = 300;
/// The longest kicker, in characters.
const MAX_KICKER: usize = 60;
/// The longest lead, in characters.
const MAX_LEAD: usize = 2_000;
/// The longest body, in bytes of HTML: some 150 pages of a book. Cleaning takes time by the square of how deep elements lie in
/// each other.
pub(super) const MAX_BODY: usize = 256 * 1024;
/// The longest of the short fields, in characters.
const MAX_SHORT: usize = 200;
/// The longest description or caption of a picture, in characters.
const MAX_CAPTION: usize = 1_000;
/// The most tags.
const MAX_TAGS: usize = 20;
/// The longest tag, in characters.
const MAX_TAG: usize = 60;
/// How far in the future an article may be published, in milliseconds: two years.
const MAX_AHEAD: i64 = 2 * 366 * 24 * 60 * 60 * 1000;

/// A field of the form; the name is the one in HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// The readable part of the address.
    Slug,
    /// The main category.
    Category,
    /// The words above the title.
    Kicker,
    /// The lead paragraph.
    Lead,
    /// The text.
    Body,
    /// What the author did.
    Role,
    /// The author's name.
    Author,
    /// The author's organisation.
    Organisation,
    /// The series.
    Series,
    /// The tags.
    Tags,
    /// Where it was published first.
    Source,
    /// The address of that place.
    SourceAddress,
    /// The lead picture.
    Picture,
    /// What the picture shows.
    Alt,
    /// The line under the picture.
    Caption,
    /// When it is published.
    PublishedAt,
    /// The files.
    Attachments,
}

impl Field {
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
            Self::PublishedAt => "gio-dang",
            Self::Attachments => "tep",
        }
    }
}

/// The form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ArticleForm {
    /// The title.
    pub title: String,
    /// The readable part of the address; empty: made from the title.
    pub slug: String,
    /// The id of the main category.
    pub category: String,
    /// The words above the title.
    pub kicker: String,
    /// The lead paragraph.
    pub lead: String,
    /// The text, as HTML.
    pub body: String,
    /// What the author did.
    pub role: String,
    /// The author's name.
    pub author: String,
    /// The author's organisation.
    pub organisation: String,
    /// The ids of authors who have a page.
    pub authors: Vec<String>,
    /// The id of the series; empty: none.
    pub series: String,
    /// Tags, parted by commas.
    pub tags: String,
    /// Where it was published first.
    pub source: String,
    /// The address of that place.
    pub source_address: String,
    /// The id of the lead picture; empty: none.
    pub picture: String,
    /// What the picture shows.
    pub alt: String,
    /// The line under the picture.
    pub caption: String,
    /// When it is published, as a field for date and hour holds it; empty: when somebody publishes it.
    pub published_at: String,
    /// Its files.
    pub attachments: Vec<AttachmentField>,
}

/// A file of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachmentField {
    /// The id of the file.
    pub file: String,
    /// What the reader reads; empty: the file is taken away.
    pub label: String,
}

/// What the plain fields of a form say, once nothing is wrong with them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The title.
    pub title: String,
    /// The readable part of the address.
    pub slug: Slug,
    /// The main category.
    pub category: CategoryId,
    /// The words above the title.
    pub kicker: String,
    /// The lead paragraph.
    pub lead: String,
    /// What the author did.
    pub role: String,
    /// The author's name.
    pub author: String,
    /// The author's organisation.
    pub organisation: String,
    /// The authors who have a page.
    pub authors: Vec<AuthorId>,
    /// The series.
    pub series: Option<SeriesId>,
    /// Slug and name of each tag.
    pub tags: Vec<(Slug, String)>,
    /// Where it was published first.
    pub source: String,
    /// The address of that place.
    pub source_address: Option<String>,
    /// The lead picture.
    pub picture: Option<MediaId>,
    /// What the picture shows.
    pub alt: String,
    /// The line under the picture.
    pub caption: String,
    /// When it is published, if somebody chose.
    pub published_at: Option<Timestamp>,
    /// The files, each with what the reader reads.
    pub attachments: Vec<(FileId, String)>,
}

/// Collects what is wrong.
struct Checking(Vec<Problem>);

impl Checking {
    fn problem(&mut self, field: Field, sentence: impl Into<String>) {
        self.0.push(Problem { field, sentence: sentence.into() });
    }

    /// A line of text, its spaces put right.
    fn line(&mut self, field: Field, text: &str, most: usize) -> String {
        let line = one_line(text);
        if line.chars().count() > most {
            let many = line.chars().count();
            self.problem(field, format!("Chỉ được viết tối đa {most} ký tự; hiện có {many} ký tự."));
        }
        line
    }

    /// An id that a list offered.
    fn id<T: std::str::FromStr>(&mut self, field: Field, text: &str) -> Option<T> {
        let id = text.parse().ok();
        if id.is_none() {
            self.problem(field, "Lựa chọn này không có trong danh sách. Xin chọn lại.");
        }
        id
    }

    fn chosen<T: std::str::FromStr>(&mut self, field: Field, text: &str) -> Option<T> {
        if text.is_empty() { None } else { self.id(field, text) }
    }
}

impl ArticleForm {
    /// Whether both say the same; the authors come back in the order of the list.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let sorted = |form: &Self| {
            let mut form = form.clone();
            form.authors.sort();
            form
        };
        sorted(self) == sorted(other)
    }

    /// Reads the plain fields; whether ids exist is the store's to say, and the body has a file of its own.
    ///
    /// # Errors
    /// Everything that is wrong, field by field.
    pub fn check(&self, zone: &Zone, now: Timestamp) -> Result<Checked, Vec<Problem>> {
        let mut on = Checking(Vec::new());
        let title = on.line(Field::Title, &self.title, MAX_TITLE);
        if title.is_empty() {
            on.problem(Field::Title, "Bài viết cần có tiêu đề.");
        }
        let slug = self.slug(&title, &mut on);
        let category = if self.category.is_empty() {
            on.problem(Field::Category, "Xin chọn một chuyên mục.");
            None
        } else {
            on.id(Field::Category, &self.category)
        };
        let checked = Checked {
            slug: slug.unwrap_or_else(Slug::fallback),
            category: category.unwrap_or(CategoryId(0)),
            kicker: on.line(Field::Kicker, &self.kicker, MAX_KICKER),
            lead: on.line(Field::Lead, &self.lead, MAX_LEAD),
            role: on.line(Field::Role, &self.role, MAX_SHORT),
            author: on.line(Field::Author, &self.author, MAX_SHORT),
            organisation: on.line(Field::Organisation, &self.organisation, MAX_SHORT),
            authors: self.authors.iter().filter_map(|id| on.id(Field::Author, id)).collect(),
            series: on.chosen(Field::Series, &self.series),
            tags: self.tags(&mut on),
            source: on.line(Field::Source, &self.source, MAX_SHORT),
            source_address: self.source_address(&mut on),
            picture: on.chosen(Field::Picture, &self.picture),
            alt: on.line(Field::Alt, &self.alt, MAX_CAPTION),
            caption: on.line(Field::Caption, &self.caption, MAX_CAPTION),
            published_at: self.time(zone, now, &mut on),
            attachments: self.attachments(&mut on),
            title,
        };
        if checked.source_address.is_some() && checked.source.is_empty() {
            on.problem(Field::Source, "Xin ghi tên nguồn cho địa chỉ ở ô bên cạnh.");
        }
        if on.0.is_empty() { Ok(checked) } else { Err(on.0) }
    }

    fn slug(&self, title: &str, on: &mut Checking) -> Option<Slug> {
        let typed = self.slug.trim();
        let slug = if typed.is_empty() {
            Slug::of_title(title).or_else(|| Some(Slug::fallback()))
        } else {
            Slug::loosely(typed)
        };
        if slug.is_none() {
            on.problem(Field::Slug, "Đường dẫn cần có chữ cái hoặc chữ số, tối đa 200 ký tự.");
        }
        slug
    }

    /// Tags are told apart by their words: two that differ in their marks alone are two.
    fn tags(&self, on: &mut Checking) -> Vec<(Slug, String)> {
        let mut tags: Vec<(Slug, String)> = Vec::new();
        for tag in self.tags.split([',', ';', '\n']).map(str::trim).filter(|tag| !tag.is_empty()) {
            let name = on.line(Field::Tags, tag, MAX_TAG);
            match Slug::loosely(&name) {
                Some(slug) if tags.iter().all(|(_, known)| !same_words(known, &name)) => {
                    tags.push((slug, name));
                }
                Some(_) => {}
                None => on.problem(Field::Tags, format!("Thẻ “{name}” cần có chữ cái hoặc chữ số.")),
            }
        }
        if tags.len() > MAX_TAGS {
            on.problem(Field::Tags, format!("Chỉ được gắn tối đa {MAX_TAGS} thẻ."));
        }
        tags
    }

    fn source_address(&self, on: &mut Checking) -> Option<String> {
        let address = self.source_address.trim();
        if address.is_empty() {
            return None;
        }
        if address.len() > 2_000 || !is_safe_address(address) {
            on.problem(Field::SourceAddress, "Địa chỉ phải bắt đầu bằng https:// hoặc http://.");
        }
        Some(address.to_owned())
    }

    fn time(&self, zone: &Zone, now: Timestamp, on: &mut Checking) -> Option<Timestamp> {
        let typed = self.published_at.trim();
        if typed.is_empty() {
            return None;
        }
        match zone.read_local(typed) {
            None => {
                on.problem(Field::PublishedAt, "Xin ghi ngày và giờ, ví dụ 2026-11-27T08:30.");
                None
            }
            Some(time) if time.0 <= 0 => {
                on.problem(Field::PublishedAt, "Ngày đăng phải từ năm 1970 trở đi.");
                None
            }
            Some(time) if time.0 > now.0.saturating_add(MAX_AHEAD) => {
                on.problem(Field::PublishedAt, "Chỉ hẹn giờ được trong vòng hai năm tới.");
                None
            }
            time => time,
        }
    }

    fn attachments(&self, on: &mut Checking) -> Vec<(FileId, String)> {
        let mut files = Vec::new();
        for AttachmentField { file, label } in &self.attachments {
            let label = on.line(Field::Attachments, label, MAX_SHORT);
            if !label.is_empty() {
                files.extend(on.id(Field::Attachments, file).map(|file| (file, label)));
            }
        }
        files
    }
}
