//! Reads a pack and checks it as a whole.

use super::{
    Pack, PackAuthor, PackCategory, PackError, PackLink, PackLinks,
    articles::{Known, read_articles, read_pages},
    document::Document,
    media::PackMedia,
    polls::read_polls,
    site_file::{Link, SiteFile, Statistics},
};
use domain::{
    clock::{Timestamp, zone_exists},
    media::Picture,
    menus::Place,
    news::References,
    site::{MAX_MENU_DEPTH, Operator, is_safe_address},
    text::Slug,
};
use std::{collections::BTreeSet, path::Path};
use toml::Spanned;

/// Why an address is refused.
pub(super) const UNSAFE_ADDRESS: &str =
    "địa chỉ phải bắt đầu bằng /, https://, mailto: hoặc tel:, và không có khoảng trắng";

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
    let polls = read_polls(&file, &site.poll)?;
    let mut media = PackMedia::of(folder, &polls);
    let authors = read_authors(&file, &site, &mut media)?;
    let series = read_series(&file, &site)?;
    let known = Known {
        categories: categories.iter().map(|category| &category.slug).collect(),
        authors: authors.iter().map(|author| &author.slug).collect(),
        series: series.iter().map(|(slug, ..)| slug).collect(),
    };
    let pages = read_pages(folder, &mut media)?;
    let articles = read_articles(folder, &known, &mut media)?;
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
            let items = read_links(&file, &list.items, &known.categories, 1)?;
            link_lists.push(PackLinks { place, name: list.name.clone(), items });
        }
    }
    let items = read_links(&file, &site.footer, &known.categories, 1)?;
    link_lists.push(PackLinks { place: Place::Footer, name: String::new(), items });
    let opening_balances = read_statistics(&file, &site.statistics)?;
    let (pictures, files) = media.into_found();

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
        authors,
        series,
        articles,
        pictures,
        files,
    })
}

/// Checks slugs and parents, and sorts parents before their children.
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
            if safe { Ok(href.get_ref().clone()) } else { Err(file.wrong(href, UNSAFE_ADDRESS)) }
        });
        let category = link.category.as_ref().map(|written| known(file, "chuyên mục", written, categories));
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

fn read_authors(
    file: &Document,
    site: &SiteFile,
    media: &mut PackMedia,
) -> Result<Vec<PackAuthor>, PackError> {
    let mut authors: Vec<PackAuthor> = Vec::new();
    for author in &site.author {
        let own = slug(file, &author.slug)?;
        filled(file, &author.name)?;
        if authors.iter().any(|known| known.slug == own) {
            return Err(file.wrong(&author.slug, format!("tác giả {own} được khai báo hai lần")));
        }
        let picture = match &author.picture {
            Some(written) => Some(placed_picture(file, media, written, &author.picture_alt)?),
            None => None,
        };
        let name = author.name.get_ref().clone();
        authors.push(PackAuthor { slug: own, name, description: author.description.clone(), picture });
    }
    Ok(authors)
}

fn read_series(file: &Document, site: &SiteFile) -> Result<Vec<(Slug, String, String)>, PackError> {
    let mut all: Vec<(Slug, String, String)> = Vec::new();
    for series in &site.series {
        let own = slug(file, &series.slug)?;
        filled(file, &series.title)?;
        if all.iter().any(|(known, ..)| *known == own) {
            return Err(file.wrong(&series.slug, format!("chuyên đề {own} được khai báo hai lần")));
        }
        all.push((own, series.title.get_ref().clone(), series.description.clone()));
    }
    Ok(all)
}

/// A picture in a value of the TOML, with its alternative text.
pub(super) fn placed_picture(
    file: &Document,
    media: &mut PackMedia,
    written: &Spanned<String>,
    alt: &str,
) -> Result<Picture, PackError> {
    let picture = media.picture(written.get_ref()).map_err(|reason| file.wrong(written, reason))?;
    Ok(Picture { alt: alt.to_owned(), ..picture })
}

pub(super) fn slug(file: &Document, written: &Spanned<String>) -> Result<Slug, PackError> {
    let reason = || format!("slug {} chỉ được gồm a-z, 0-9 và dấu gạch nối", written.get_ref());
    written.get_ref().parse().map_err(|_| file.wrong(written, reason()))
}

/// A slug that must be declared; `thing` is its name in error messages.
pub(super) fn known(
    file: &Document,
    thing: &str,
    written: &Spanned<String>,
    declared: &BTreeSet<&Slug>,
) -> Result<Slug, PackError> {
    let slug = slug(file, written)?;
    if declared.contains(&slug) {
        Ok(slug)
    } else {
        Err(file.wrong(written, format!("không có {thing} {slug}")))
    }
}

pub(super) fn filled(file: &Document, text: &Spanned<String>) -> Result<(), PackError> {
    if text.get_ref().trim().is_empty() {
        Err(file.wrong(text, "mục này không được để trống"))
    } else {
        Ok(())
    }
}
