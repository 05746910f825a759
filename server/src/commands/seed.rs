//! `trangnhat seed PACK`: reads a content pack and loads it in one transaction.

use super::{Failure, say};
use crate::{
    config,
    pack::{self, Pack, PackLink},
};
use domain::{
    db::{Change, Db, Missing, Write},
    id::{CategoryId, MediaId},
    media,
    news::store::{NewArticle, NewCategory, PlacedFigure, put_article, put_category, relist_articles},
    polls,
    site::store::{NewLink, NewLinkList, NewPage, NewSite, put_link_lists, put_page, put_site, site_exists},
    statistics,
    text::Slug,
};
use std::{
    collections::BTreeMap,
    fmt,
    fs::{self, File},
    path::Path,
};

pub(super) async fn seed(folder: &Path, data: &Path, replace: bool) -> Result<(), Failure> {
    if !folder.is_dir() {
        return Err(format!("Không có thư mục {}.", folder.display()).into());
    }
    say(&format!("Đang đọc gói {}…", folder.display()));
    let pack = pack::read(folder)?;
    say(&format!(
        "Gói có {} bài, {} trang, {} hình. Đang nạp…",
        pack.articles.len(),
        pack.pages.len(),
        pack.pictures.len()
    ));
    let media = config::media(data);
    fs::create_dir_all(&media)
        .map_err(|error| format!("Không tạo được thư mục {}: {error}.", media.display()))?;
    let db = Db::open(&config::database(data), Missing::Create).await?;
    let mut tx = db.write().await?;
    copy_pictures(&pack, &media)?;
    let report = load(&mut tx, pack, replace).await?;
    tx.commit().await?;
    db.close().await;
    say(&report.to_string());
    Ok(())
}

/// Before the commit, and on the disk: a picture nobody shows does no harm, a page without its picture does.
fn copy_pictures(pack: &Pack, media: &Path) -> Result<(), Failure> {
    let cannot = |error| format!("Không ghi được vào thư mục {}: {error}.", media.display());
    for picture in &pack.pictures {
        let place = media.join(&picture.picture.name);
        let whole = fs::metadata(&place).is_ok_and(|file| i64::try_from(file.len()) == Ok(picture.bytes));
        if !whole {
            let part = media.join(format!("{}.part", picture.picture.name));
            fs::copy(&picture.file, &part).map_err(cannot)?;
            File::open(&part).and_then(|file| file.sync_all()).map_err(cannot)?;
            fs::rename(&part, &place).map_err(cannot)?;
        }
    }
    // The names are on the disk once the folder is.
    File::open(media).and_then(|folder| folder.sync_all()).map_err(cannot)?;
    Ok(())
}

async fn load(tx: &mut Write<'_>, pack: Pack, replace: bool) -> Result<Report, Failure> {
    let mut report = Report::default();
    let mut pictures = BTreeMap::new();
    for found in &pack.pictures {
        let id = media::store::put(tx, &found.picture, found.mime, found.bytes).await?;
        pictures.insert(found.picture.name.clone(), id);
    }
    let categories = load_categories(tx, &pack, replace, &mut report).await?;
    load_articles(tx, &pack, &categories, &pictures, replace, &mut report).await?;
    load_site(tx, &pack, &categories, replace, &mut report).await?;
    for poll in &pack.polls {
        report.note("cuộc thăm dò", polls::store::add(tx, poll).await?);
    }
    for (span, period, visits) in &pack.opening_balances {
        let change = statistics::store::put_opening_balance(tx, span, period, *visits, replace).await?;
        report.note("số liệu truy cập", change);
    }
    Ok(report)
}

type Categories = BTreeMap<Slug, CategoryId>;

async fn load_categories(
    tx: &mut Write<'_>,
    pack: &Pack,
    replace: bool,
    report: &mut Report,
) -> Result<Categories, Failure> {
    let mut ids = Categories::new();
    for (position, category) in (0_i64..).zip(&pack.categories) {
        let new = NewCategory {
            slug: category.slug.clone(),
            name: category.name.clone(),
            description: category.description.clone(),
            parent: category.parent.as_ref().and_then(|parent| ids.get(parent)).copied(),
            position,
        };
        let (id, change) = put_category(tx, &new, replace).await?;
        ids.insert(category.slug.clone(), id);
        report.note("chuyên mục", change);
    }
    if replace {
        relist_articles(tx).await?;
    }
    Ok(ids)
}

async fn load_articles(
    tx: &mut Write<'_>,
    pack: &Pack,
    categories: &Categories,
    pictures: &BTreeMap<String, MediaId>,
    replace: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    for article in &pack.articles {
        // Both maps hold every reference of a pack that was read without a mistake.
        let Some(category) = categories.get(&article.category).copied() else { continue };
        let figure = article.picture.as_ref().and_then(|(picture, caption)| {
            let id = *pictures.get(&picture.name)?;
            Some(PlacedFigure { picture: id, alt: picture.alt.clone(), caption: caption.clone() })
        });
        let new = NewArticle {
            slug: article.slug.clone(),
            category,
            title: article.title.clone(),
            lead: article.lead.clone(),
            body: article.body.clone(),
            byline: article.byline.clone(),
            figure,
            published_at: article.published_at,
        };
        report.note("bài viết", put_article(tx, &new, replace).await?);
    }
    Ok(())
}

/// The site's own row and its links are one thing: there, or not.
async fn load_site(
    tx: &mut Write<'_>,
    pack: &Pack,
    categories: &Categories,
    replace: bool,
    report: &mut Report,
) -> Result<(), Failure> {
    let mut pages = BTreeMap::new();
    for page in &pack.pages {
        let new = NewPage {
            slug: page.slug.clone(),
            title: page.title.clone(),
            excerpt: page.excerpt.clone(),
            body: page.body.clone(),
        };
        let (id, change) = put_page(tx, &new, replace).await?;
        pages.insert(page.slug.clone(), id);
        report.note("trang", change);
    }
    let known = site_exists(tx).await?;
    let change = match (known, replace) {
        (false, _) => Change::Added,
        (true, true) => Change::Replaced,
        (true, false) => Change::Kept,
    };
    report.note("thông tin trang web", change);
    if change == Change::Kept {
        return Ok(());
    }
    let (title, page) = pack.introduction.clone().unzip();
    let site = NewSite {
        name: pack.name.clone(),
        description: pack.description.clone(),
        language: pack.language.clone(),
        time_zone: pack.time_zone.clone(),
        operator: pack.operator.clone(),
        introduction_title: title.unwrap_or_default(),
        introduction_page: page.and_then(|page| pages.get(&page).copied()),
    };
    put_site(tx, &site).await?;
    let lists: Vec<NewLinkList> = pack
        .link_lists
        .iter()
        .map(|list| NewLinkList {
            place: list.place,
            name: list.name.clone(),
            items: links(&list.items, categories),
        })
        .collect();
    put_link_lists(tx, &lists).await?;
    Ok(())
}

fn links(items: &[PackLink], categories: &Categories) -> Vec<NewLink> {
    let link = |link: &PackLink| NewLink {
        label: link.label.clone(),
        address: link.address.clone(),
        category: link.category.as_ref().and_then(|slug| categories.get(slug)).copied(),
        items: links(&link.items, categories),
    };
    items.iter().map(link).collect()
}

/// What a load did, thing by thing.
#[derive(Default)]
struct Report(Vec<(&'static str, [u32; 3])>);

impl Report {
    fn note(&mut self, thing: &'static str, change: Change) {
        let place = match self.0.iter().position(|(name, _)| *name == thing) {
            Some(place) => place,
            None => {
                self.0.push((thing, [0; 3]));
                self.0.len() - 1
            }
        };
        let column = match change {
            Change::Added => 0,
            Change::Replaced => 1,
            Change::Kept => 2,
        };
        self.0[place].1[column] += 1;
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Đã nạp xong.")?;
        for (column, words) in ["Thêm mới", "Ghi đè", "Đã có, giữ nguyên"].into_iter().enumerate()
        {
            let parts: Vec<String> = self
                .0
                .iter()
                .filter(|(_, counts)| counts[column] > 0)
                .map(|(thing, counts)| format!("{} {thing}", counts[column]))
                .collect();
            if !parts.is_empty() {
                write!(f, "\n{words}: {}.", parts.join(", "))?;
            }
        }
        Ok(())
    }
}
