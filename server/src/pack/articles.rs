//! Reads the articles and pages of a pack and checks them.

use super::{
    PackArticle, PackError, PackPage,
    document::Document,
    media::PackMedia,
    reader::{UNSAFE_ADDRESS, filled, known, placed_picture, slug},
    site_file::Text,
};
use domain::{
    clock::Timestamp,
    id::PollId,
    media::{Focus, Picture},
    news::{Block, Content, Named, References, count_words, plain_text, sanitize},
    site::is_safe_address,
    text::{Slug, excerpt},
};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The most characters of a page's excerpt.
const EXCERPT: usize = 280;

/// What an article may refer to.
pub(super) struct Known<'a> {
    pub(super) categories: BTreeSet<&'a Slug>,
    pub(super) authors: BTreeSet<&'a Slug>,
    pub(super) series: BTreeSet<&'a Slug>,
}

/// The front matter of a page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageFront {
    title: Text,
    slug: Text,
}

/// The front matter of an article.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticleFront {
    title: Text,
    slug: Text,
    category: Text,
    published_at: Text,
    #[serde(default)]
    kicker: String,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    author: String,
    #[serde(default)]
    authors: Vec<Text>,
    series: Option<Text>,
    #[serde(default)]
    tags: Vec<Text>,
    source: Option<Text>,
    source_href: Option<Text>,
    #[serde(default)]
    attachments: Vec<AttachmentEntry>,
    #[serde(default)]
    organisation: String,
    #[serde(default)]
    byline: String,
    picture: Option<Text>,
    #[serde(default)]
    picture_alt: String,
    #[serde(default)]
    picture_caption: String,
    picture_focus: Option<Text>,
    #[serde(default)]
    search_title: String,
    #[serde(default)]
    search_description: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttachmentEntry {
    file: Text,
    label: Text,
}

pub(super) fn read_pages(folder: &Path, media: &mut PackMedia) -> Result<Vec<PackPage>, PackError> {
    let mut pages: Vec<PackPage> = Vec::new();
    for path in html_files(&folder.join("pages"))? {
        let file = Document::html(&path)?;
        let front: PageFront = file.front()?;
        filled(&file, &front.title)?;
        let own = slug(&file, &front.slug)?;
        if pages.iter().any(|page| page.slug == own) {
            return Err(file.wrong(&front.slug, format!("đã có trang khác mang slug {own}")));
        }
        let body = read_body(&file, media)?;
        let excerpt = excerpt(&plain_text(file.body()), EXCERPT);
        pages.push(PackPage { slug: own, title: front.title.into_inner(), excerpt, body });
    }
    Ok(pages)
}

pub(super) fn read_articles(
    folder: &Path,
    known: &Known,
    media: &mut PackMedia,
) -> Result<Vec<PackArticle>, PackError> {
    let (mut articles, mut slugs) = (Vec::new(), BTreeSet::new());
    for path in html_files(&folder.join("articles"))? {
        let file = Document::html(&path)?;
        let article = read_article(&file, known, media)?;
        if !slugs.insert(article.slug.clone()) {
            let front: ArticleFront = file.front()?;
            return Err(file.wrong(&front.slug, format!("đã có bài khác mang slug {}", article.slug)));
        }
        articles.push(article);
    }
    // Articles with equal times are listed by id, and ids follow this order: the oldest first.
    articles.sort_by(|a: &PackArticle, b| (a.published_at, &a.slug).cmp(&(b.published_at, &b.slug)));
    Ok(articles)
}

fn read_article(file: &Document, declared: &Known, media: &mut PackMedia) -> Result<PackArticle, PackError> {
    let front: ArticleFront = file.front()?;
    filled(file, &front.title)?;
    let date = front.published_at.get_ref();
    let published_at = Timestamp::parse(date).filter(|instant| instant.0 > 0).ok_or_else(|| {
        let reason = format!("ngày giờ {date} viết sai, cần dạng 2024-03-24T21:06:00+07:00");
        file.wrong(&front.published_at, reason)
    })?;
    let picture = match &front.picture {
        Some(written) => Some(placed_picture(file, media, written, &front.picture_alt)?),
        None => None,
    };
    let author = |written| known(file, "tác giả", written, &declared.authors);
    let series = |written| known(file, "chuyên đề", written, &declared.series);
    let lead = front.lead.trim().to_owned();
    let (source, source_address) = read_source(file, &front)?;
    let picture_focus = read_focus(file, &front)?;
    Ok(PackArticle {
        slug: slug(file, &front.slug)?,
        category: known(file, "chuyên mục", &front.category, &declared.categories)?,
        published_at,
        words: count_words(&lead).saturating_add(count_words(&plain_text(file.body()))),
        body: read_body(file, media)?,
        authors: front.authors.iter().map(author).collect::<Result<_, _>>()?,
        series: front.series.as_ref().map(series).transpose()?,
        tags: front.tags.iter().map(|written| read_tag(file, written)).collect::<Result<_, _>>()?,
        attachments: read_attachments(file, &front, media)?,
        content: Content {
            title: front.title.into_inner(),
            kicker: front.kicker,
            lead,
            role: front.byline,
            author: front.author,
            organisation: front.organisation,
            source,
            source_address,
            picture_alt: picture.as_ref().map(|picture| picture.alt.clone()).unwrap_or_default(),
            picture_caption: front.picture_caption,
            picture_focus,
            search_title: front.search_title,
            search_description: front.search_description,
        },
        picture: picture.map(|picture| picture.name),
    })
}

/// The main point of the picture, as stored.
fn read_focus(file: &Document, front: &ArticleFront) -> Result<String, PackError> {
    let Some(written) = &front.picture_focus else { return Ok(String::new()) };
    let text = written.get_ref();
    if text != "22" && Focus::read(text).text() != *text {
        return Err(file.wrong(written, "picture_focus cần hai chữ số từ 0 đến 4, như \"31\""));
    }
    Ok(Focus::read(text).text())
}

fn read_tag(file: &Document, written: &Text) -> Result<Named, PackError> {
    let name = written.get_ref().trim();
    let slug = Slug::loosely(name).ok_or_else(|| {
        file.wrong(written, format!("chủ đề “{name}” không có chữ nào dùng được cho địa chỉ"))
    })?;
    Ok(Named { slug, name: name.to_owned() })
}

fn read_source(file: &Document, front: &ArticleFront) -> Result<(String, Option<String>), PackError> {
    let Some(name) = &front.source else {
        return match &front.source_href {
            Some(href) => Err(file.wrong(href, "source_href cần đi cùng source")),
            None => Ok((String::new(), None)),
        };
    };
    filled(file, name)?;
    if let Some(href) = front.source_href.as_ref().filter(|href| !is_safe_address(href.get_ref())) {
        return Err(file.wrong(href, UNSAFE_ADDRESS));
    }
    let address = front.source_href.as_ref().map(|href| href.get_ref().clone());
    Ok((name.get_ref().clone(), address))
}

fn read_attachments(
    file: &Document,
    front: &ArticleFront,
    media: &mut PackMedia,
) -> Result<Vec<(String, String)>, PackError> {
    let attachment = |entry: &AttachmentEntry| {
        filled(file, &entry.label)?;
        let name =
            media.attachment(entry.file.get_ref()).map_err(|reason| file.wrong(&entry.file, reason))?;
        Ok((name, entry.label.get_ref().clone()))
    };
    front.attachments.iter().map(attachment).collect()
}

/// Sanitizes a body; a picture or file that cannot be used is reported with its line.
fn read_body(file: &Document, media: &mut PackMedia) -> Result<Vec<Block>, PackError> {
    let mut noted = Noted { media, refused: String::new() };
    sanitize(file.body(), &mut noted).map_err(|reason| file.wrong_in_body(&noted.refused, reason))
}

/// Remembers the picture, file or poll that could not be used.
struct Noted<'a> {
    media: &'a mut PackMedia,
    refused: String,
}

impl References for Noted<'_> {
    fn picture(&mut self, src: &str) -> Result<Picture, String> {
        self.media.picture(src).inspect_err(|_| src.clone_into(&mut self.refused))
    }

    fn file(&mut self, href: &str) -> Result<String, String> {
        self.media.file(href).inspect_err(|_| href.clone_into(&mut self.refused))
    }

    fn file_size(&mut self, name: &str) -> Option<i64> {
        self.media.file_size(name)
    }

    fn poll(&mut self, name: &str) -> Result<PollId, String> {
        // A poll of the pack may also be refused because of its position in the text.
        name.clone_into(&mut self.refused);
        self.media.poll(name)
    }
}

/// The `.html` files of a folder, by name; none if the folder does not exist.
fn html_files(folder: &Path) -> Result<Vec<PathBuf>, PackError> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let unreadable = |error| PackError::new(folder, None, format!("không đọc được thư mục ({error})"));
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|ending| ending == "html") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
