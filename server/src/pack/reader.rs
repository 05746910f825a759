//! Reads a pack and checks it as a whole.

use super::{
    Pack, PackArticle, PackCategory, PackError, PackLink, PackLinks, PackPage,
    document::Document,
    pictures::Pictures,
    site_file::{ArticleFront, Link, PageFront, Poll, SiteFile, Statistics},
};
use domain::{
    clock::{Timestamp, zone_exists},
    news::{Block, Byline, PictureSource, plain_text, sanitize},
    polls::store::NewPoll,
    site::{MAX_MENU_DEPTH, Operator, is_safe_address, store::Place},
    text::{Slug, excerpt},
};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use toml::Spanned;

/// The most characters of a page's excerpt.
const EXCERPT: usize = 280;

/// Reads the pack in a folder.
pub fn read(folder: &Path) -> Result<Pack, PackError> {
    let file = Document::toml(&folder.join("site.toml"))?;
    let site: SiteFile = file.front()?;
    filled(&file, &site.name)?;
    if !zone_exists(site.time_zone.get_ref()) {
        return Err(file.wrong(&site.time_zone, format!("không có múi giờ {}", site.time_zone.get_ref())));
    }
    if site.language.get_ref() != "vi" {
        return Err(file.wrong(&site.language, "trang web hiện chỉ có tiếng Việt, language phải là vi"));
    }
    let categories = read_categories(&file, &site)?;
    let known: BTreeSet<&Slug> = categories.iter().map(|category| &category.slug).collect();
    let mut pictures = Pictures::of(folder);
    let pages = read_pages(folder, &mut pictures)?;
    let articles = read_articles(folder, &known, &mut pictures)?;
    let introduction = match &site.introduction {
        None => None,
        Some(introduction) => {
            let page = slug(&file, &introduction.page)?;
            if !pages.iter().any(|known| known.slug == page) {
                return Err(file.wrong(&introduction.page, format!("không có trang {page}")));
            }
            Some((introduction.title.clone(), page))
        }
    };
    let mut link_lists = Vec::new();
    for (place, lists) in [(Place::Menu, &site.menu), (Place::Links, &site.links)] {
        for list in lists {
            let items = read_links(&file, &list.items, &known, 1)?;
            link_lists.push(PackLinks { place, name: list.name.clone(), items });
        }
    }
    let items = read_links(&file, &site.footer, &known, 1)?;
    link_lists.push(PackLinks { place: Place::Footer, name: String::new(), items });
    let polls = site.poll.iter().map(|poll| read_poll(&file, poll)).collect::<Result<_, _>>()?;
    let opening_balances = read_statistics(&file, &site.statistics)?;

    Ok(Pack {
        name: site.name.into_inner(),
        description: site.description,
        language: site.language.into_inner(),
        time_zone: site.time_zone.into_inner(),
        operator: Operator {
            name: site.operator.name,
            address: site.operator.address,
            phone: site.operator.phone,
            email: site.operator.email,
            responsible: site.operator.responsible,
            licence: site.operator.licence,
        },
        categories,
        link_lists,
        introduction,
        polls,
        opening_balances,
        pages,
        articles,
        pictures: pictures.into_found(),
    })
}

/// Checks slugs and parents, and puts parents before their children.
fn read_categories(file: &Document, site: &SiteFile) -> Result<Vec<PackCategory>, PackError> {
    let mut waiting = Vec::new();
    let mut slugs = BTreeSet::new();
    for category in &site.category {
        let own = slug(file, &category.slug)?;
        filled(file, &category.name)?;
        if !slugs.insert(own.clone()) {
            return Err(file.wrong(&category.slug, format!("chuyên mục {own} được khai báo hai lần")));
        }
        waiting.push((own, category));
    }
    let mut sorted: Vec<PackCategory> = Vec::new();
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut later = Vec::new();
        for (own, category) in waiting {
            let parent = category.parent.as_ref().map(|parent| slug(file, parent)).transpose()?;
            if let (Some(parent), Some(written)) = (&parent, &category.parent)
                && !slugs.contains(parent)
            {
                return Err(file.wrong(written, format!("không có chuyên mục {parent}")));
            }
            let ready = parent.as_ref().is_none_or(|parent| sorted.iter().any(|known| known.slug == *parent));
            if ready {
                let name = category.name.get_ref().clone();
                sorted.push(PackCategory {
                    slug: own,
                    name,
                    description: category.description.clone(),
                    parent,
                });
            } else {
                later.push((own, category));
            }
        }
        if let Some((own, category)) = later.first().filter(|_| later.len() == before) {
            return Err(file.wrong(&category.slug, format!("chuyên mục {own} nằm dưới chính nó")));
        }
        waiting = later;
    }
    Ok(sorted)
}

fn read_links(
    file: &Document,
    links: &[Link],
    categories: &BTreeSet<&Slug>,
    depth: usize,
) -> Result<Vec<PackLink>, PackError> {
    let mut read = Vec::new();
    for link in links {
        filled(file, &link.label)?;
        if depth > MAX_MENU_DEPTH {
            return Err(file.wrong(&link.label, format!("danh mục sâu quá {MAX_MENU_DEPTH} cấp")));
        }
        let address = link.href.as_ref().map(|href| {
            let safe = is_safe_address(href.get_ref());
            let reason = "địa chỉ phải bắt đầu bằng /, https://, mailto: hoặc tel:, và không có khoảng trắng";
            if safe { Ok(href.get_ref().clone()) } else { Err(file.wrong(href, reason)) }
        });
        let category = link.category.as_ref().map(|written| known_category(file, written, categories));
        if let (Some(href), Some(_)) = (&link.href, &category) {
            return Err(file.wrong(href, "một mục chỉ dẫn đến một nơi: href hoặc category"));
        }
        read.push(PackLink {
            label: link.label.get_ref().clone(),
            address: address.transpose()?,
            category: category.transpose()?,
            items: read_links(file, &link.items, categories, depth + 1)?,
        });
    }
    Ok(read)
}

fn read_poll(file: &Document, poll: &Poll) -> Result<NewPoll, PackError> {
    filled(file, &poll.question)?;
    let options = poll.options.len();
    if options < 2 || poll.options.iter().any(|label| label.trim().is_empty()) {
        return Err(file
            .wrong(&poll.question, "cuộc thăm dò cần ít nhất hai phương án, không phương án nào để trống"));
    }
    let max_choices = *poll.max_choices.get_ref();
    if max_choices == 0 || max_choices as usize > options {
        return Err(file.wrong(&poll.max_choices, format!("max_choices phải từ 1 đến {options}")));
    }
    Ok(NewPoll {
        question: poll.question.get_ref().clone(),
        options: poll.options.clone(),
        max_choices,
        results: poll.results,
    })
}

fn read_statistics(
    file: &Document,
    figures: &Statistics,
) -> Result<Vec<(&'static str, String, i64)>, PackError> {
    let total = figures.total.iter().map(|visits| ("total", String::new(), visits));
    let spans = [("year", 0, &figures.year), ("month", 1, &figures.month), ("day", 2, &figures.day)];
    let mut balances = Vec::new();
    for (span, hyphens, periods) in spans {
        for (period, visits) in periods {
            let full = format!("{period}{}T00:00:00Z", &"-01-01"[..6 - 3 * hyphens]);
            if period.matches('-').count() != hyphens || Timestamp::parse(&full).is_none() {
                return Err(
                    file.wrong(visits, format!("{period} không phải là ngày, tháng hay năm viết đúng"))
                );
            }
            balances.push((span, period.clone(), visits));
        }
    }
    let checked = total.chain(balances).map(|(span, period, visits)| {
        let count = *visits.get_ref();
        if count < 0 {
            Err(file.wrong(visits, "số lượt truy cập không thể âm"))
        } else {
            Ok((span, period, count))
        }
    });
    checked.collect()
}

fn read_pages(folder: &Path, pictures: &mut Pictures) -> Result<Vec<PackPage>, PackError> {
    let mut pages: Vec<PackPage> = Vec::new();
    for path in html_files(&folder.join("pages"))? {
        let file = Document::html(&path)?;
        let front: PageFront = file.front()?;
        filled(&file, &front.title)?;
        let own = slug(&file, &front.slug)?;
        if pages.iter().any(|page| page.slug == own) {
            return Err(file.wrong(&front.slug, format!("đã có trang khác mang slug {own}")));
        }
        let body = read_body(&file, pictures)?;
        let excerpt = excerpt(&plain_text(file.body()), EXCERPT);
        pages.push(PackPage { slug: own, title: front.title.into_inner(), excerpt, body });
    }
    Ok(pages)
}

fn read_articles(
    folder: &Path,
    categories: &BTreeSet<&Slug>,
    pictures: &mut Pictures,
) -> Result<Vec<PackArticle>, PackError> {
    let mut articles: Vec<PackArticle> = Vec::new();
    for path in html_files(&folder.join("articles"))? {
        let file = Document::html(&path)?;
        let front: ArticleFront = file.front()?;
        filled(&file, &front.title)?;
        let own = slug(&file, &front.slug)?;
        if articles.iter().any(|article| article.slug == own) {
            return Err(file.wrong(&front.slug, format!("đã có bài khác mang slug {own}")));
        }
        let category = known_category(&file, &front.category, categories)?;
        let date = front.published_at.get_ref();
        let published_at = Timestamp::parse(date).filter(|instant| instant.0 > 0).ok_or_else(|| {
            let reason = format!("ngày giờ {date} viết sai, cần dạng 2024-03-24T21:06:00+07:00");
            file.wrong(&front.published_at, reason)
        })?;
        let picture = match &front.picture {
            None => None,
            Some(written) => {
                let mut picture =
                    pictures.find(written.get_ref()).map_err(|reason| file.wrong(written, reason))?;
                picture.alt = front.picture_alt;
                Some((picture, front.picture_caption))
            }
        };
        let body = read_body(&file, pictures)?;
        articles.push(PackArticle {
            slug: own,
            title: front.title.into_inner(),
            category,
            published_at,
            lead: front.lead.trim().to_owned(),
            body,
            byline: Byline { role: front.byline, author: front.author, organisation: front.organisation },
            picture,
        });
    }
    // Equal times are ordered by id, and ids by this order: the oldest first.
    articles.sort_by(|a, b| (a.published_at, &a.slug).cmp(&(b.published_at, &b.slug)));
    Ok(articles)
}

/// Cleans a body; a picture that cannot be found is shown by its line.
fn read_body(file: &Document, pictures: &mut Pictures) -> Result<Vec<Block>, PackError> {
    let mut noted = Noted { pictures, missing: String::new() };
    sanitize(file.body(), &mut noted).map_err(|reason| file.wrong_in_body(&noted.missing, reason))
}

/// Remembers the picture that could not be found.
struct Noted<'a> {
    pictures: &'a mut Pictures,
    missing: String,
}

impl PictureSource for Noted<'_> {
    fn find(&mut self, src: &str) -> Result<domain::media::Picture, String> {
        self.pictures.find(src).inspect_err(|_| src.clone_into(&mut self.missing))
    }
}

/// The `.html` files of a folder, by name; a folder that is not there has none.
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

fn slug(file: &Document, written: &Spanned<String>) -> Result<Slug, PackError> {
    let reason = || format!("slug {} chỉ được gồm a-z, 0-9 và dấu gạch nối", written.get_ref());
    written.get_ref().parse().map_err(|_| file.wrong(written, reason()))
}

fn known_category(
    file: &Document,
    written: &Spanned<String>,
    categories: &BTreeSet<&Slug>,
) -> Result<Slug, PackError> {
    let slug = slug(file, written)?;
    if categories.contains(&slug) {
        Ok(slug)
    } else {
        Err(file.wrong(written, format!("không có chuyên mục {slug}")))
    }
}

fn filled(file: &Document, text: &Spanned<String>) -> Result<(), PackError> {
    if text.get_ref().trim().is_empty() {
        Err(file.wrong(text, "mục này không được để trống"))
    } else {
        Ok(())
    }
}
