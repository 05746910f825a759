//! Storing a pack: first the pictures and files, then everything else in one transaction.

use super::{Pack, PackArticle, PackLink};
use crate::{
    command_error::CommandError,
    media::{NewFiles, fallback_bytes, write_picture},
};
use domain::{
    clock::Timestamp,
    db::{Change, Db, DbError, WriteTx},
    id::{AuthorId, CategoryId, FileId, MediaId, PollId, SeriesId},
    media::{self, Picture},
    news::{
        AttachedFile, Block, Manuscript,
        store::{
            NewAuthor, NewCategory, PlacedPicture, put_article, put_author, put_category, put_series,
            relist_articles,
        },
    },
    polls,
    search::store::{merge_index, relate_waiting},
    site::store::{NewLink, NewLinkList, NewPage, NewSite, put_link_lists, put_page, put_site, site_exists},
    statistics,
    text::Slug,
};
use std::{
    collections::BTreeMap,
    fmt, fs, io,
    num::NonZeroUsize,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// How many rounds related articles are searched for, of some articles each; the site does the rest while it runs.
const RELATED: usize = 50;

/// Writes and syncs the pictures before the commit: an unused picture does no harm, a page without its
/// picture does. `begun` is told how many pictures have begun.
pub(crate) fn write_media(pack: &Pack, folder: &Path, begun: impl Fn(usize) + Sync) -> io::Result<()> {
    for file in &pack.files {
        let mut files = NewFiles::of(folder);
        files.write(&file.attachment.name, &fs::read(&file.file)?)?;
        files.keep();
    }
    // Pictures take long, so all cores share them.
    let next = AtomicUsize::new(0);
    let work = || -> io::Result<()> {
        while let Some(found) = pack.pictures.get(next.fetch_add(1, Ordering::Relaxed)) {
            write_picture(&found.picture, &fs::read(&found.file)?, folder)?.keep();
            begun(next.load(Ordering::Relaxed));
        }
        Ok(())
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or_else(|_| Err(io::Error::other("việc chuẩn bị hình bị dừng giữa chừng")))
        })
    })
}

/// Stores a pack whose pictures and files are in the folder `media`. With `replace`, what is there already is overwritten.
///
/// # Errors
/// A picture cannot be read, or the database has failed.
pub(crate) async fn store(
    tx: &mut WriteTx<'_>,
    pack: Pack,
    media: &Path,
    replace: bool,
) -> Result<Report, CommandError> {
    let mut report = Report::default();
    let categories = load_categories(tx, &pack, replace, &mut report).await?;
    let known = load_known(tx, &pack, media, categories, replace, &mut report).await?;
    // First: the index of articles needs the time zone of the site.
    load_site(tx, &pack, &known, replace, &mut report).await?;
    for article in &pack.articles {
        // After the pack has been read without errors, all references are known.
        let Some(new) = known.manuscript(article) else { continue };
        report.note("bài viết", put_article(tx, &new, Timestamp::now(), replace).await?);
    }
    if let Some(poll) = pack.polls.iter().zip(&known.polls).find_map(|(poll, id)| poll.side.then_some(*id)) {
        polls::store::choose_side_poll(tx, Some(poll)).await?;
    }
    for (span, period, visits) in &pack.opening_balances {
        let change = statistics::store::put_opening_balance(tx, span, period, *visits, replace).await?;
        report.note("số liệu truy cập", change);
    }
    Ok(report)
}

/// What a site can do without for a while: merges the index, and finds related articles.
pub(crate) async fn finish(db: &Db) -> Result<(), DbError> {
    while merge_index(db).await? {}
    for _ in 0..RELATED {
        if !relate_waiting(db, Timestamp::now()).await? {
            break;
        }
    }
    Ok(())
}

type Categories = BTreeMap<Slug, CategoryId>;

async fn load_categories(
    tx: &mut WriteTx<'_>,
    pack: &Pack,
    replace: bool,
    report: &mut Report,
) -> Result<Categories, CommandError> {
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

/// The ids of the things that articles refer to, by their names in the pack.
struct Known {
    categories: Categories,
    authors: BTreeMap<Slug, AuthorId>,
    series: BTreeMap<Slug, SeriesId>,
    pictures: BTreeMap<String, MediaId>,
    files: BTreeMap<String, FileId>,
    /// In the order of the pack.
    polls: Vec<PollId>,
}

async fn load_known(
    tx: &mut WriteTx<'_>,
    pack: &Pack,
    folder: &Path,
    categories: Categories,
    replace: bool,
    report: &mut Report,
) -> Result<Known, CommandError> {
    let mut known = Known {
        categories,
        authors: BTreeMap::new(),
        series: BTreeMap::new(),
        pictures: BTreeMap::new(),
        files: BTreeMap::new(),
        polls: Vec::new(),
    };
    for poll in &pack.polls {
        let (id, change) = polls::store::add(tx, &poll.new).await?;
        known.polls.push(id);
        report.note("cuộc bình chọn", change);
    }
    for found in &pack.pictures {
        let fallback = fallback_bytes(&found.picture, folder)?;
        let id = media::store::put(tx, &found.picture, found.mime, found.bytes, fallback).await?;
        known.pictures.insert(found.picture.name.clone(), id);
    }
    for found in &pack.files {
        let id = media::store::put_file(tx, &found.attachment.name, found.attachment.bytes).await?;
        known.files.insert(found.attachment.name.clone(), id);
    }
    for author in &pack.authors {
        let new = NewAuthor {
            slug: author.slug.clone(),
            name: author.name.clone(),
            description: author.description.clone(),
            picture: known.placed(author.picture.as_ref()),
        };
        let (id, change) = put_author(tx, &new, replace).await?;
        known.authors.insert(author.slug.clone(), id);
        report.note("tác giả", change);
    }
    for (slug, name, description) in &pack.series {
        let (id, change) = put_series(tx, slug, name, description, replace).await?;
        known.series.insert(slug.clone(), id);
        report.note("chuyên đề", change);
    }
    Ok(known)
}

impl Known {
    fn placed(&self, picture: Option<&Picture>) -> Option<PlacedPicture> {
        let picture = picture?;
        Some(PlacedPicture { picture: *self.pictures.get(&picture.name)?, alt: picture.alt.clone() })
    }

    /// A body with the numbers of polls replaced by their ids.
    fn body(&self, body: &[Block]) -> Vec<Block> {
        let known = |block: &Block| match block {
            Block::Poll(number) => {
                let place = usize::try_from(number.0 - 1).ok()?;
                self.polls.get(place).copied().map(Block::Poll)
            }
            Block::Html(html) => Some(Block::Html(html.clone())),
        };
        body.iter().filter_map(known).collect()
    }

    fn manuscript(&self, article: &PackArticle) -> Option<Manuscript> {
        let attachment = |(name, label): &(String, String)| {
            Some(AttachedFile { file: *self.files.get(name)?, label: label.clone() })
        };
        Some(Manuscript {
            slug: article.slug.clone(),
            category: *self.categories.get(&article.category)?,
            content: article.content.clone(),
            body: self.body(&article.body),
            words: article.words,
            picture: article.picture.as_ref().and_then(|name| self.pictures.get(name).copied()),
            published_at: Some(article.published_at),
            authors: article.authors.iter().filter_map(|slug| self.authors.get(slug).copied()).collect(),
            series: article.series.as_ref().and_then(|slug| self.series.get(slug).copied()),
            tags: article.tags.clone(),
            attachments: article.attachments.iter().filter_map(attachment).collect(),
        })
    }
}

/// The row of the site and its links are either all stored or not at all.
async fn load_site(
    tx: &mut WriteTx<'_>,
    pack: &Pack,
    known: &Known,
    replace: bool,
    report: &mut Report,
) -> Result<(), CommandError> {
    let mut pages = BTreeMap::new();
    for page in &pack.pages {
        let new = NewPage {
            slug: page.slug.clone(),
            title: page.title.clone(),
            excerpt: page.excerpt.clone(),
            body: known.body(&page.body),
        };
        let (id, change) = put_page(tx, &new, replace).await?;
        pages.insert(page.slug.clone(), id);
        report.note("trang", change);
    }
    let change = match (site_exists(tx).await?, replace) {
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
            items: links(&list.items, &known.categories),
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

/// How many things of each kind were added, replaced and kept.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<(&'static str, [u32; 3])>);

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
