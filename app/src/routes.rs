//! Addresses and pages: the only place that builds and parses addresses. One file, so that each address is built beside where
//! it is read.

pub mod desk;
pub mod feeds;
#[cfg(feature = "ssr")]
pub mod old;
#[cfg(feature = "ssr")]
pub mod sitemaps;

use crate::polls::place::Place;
#[cfg(feature = "ssr")]
use domain::statistics::{Dimension, period::Period};
use domain::{
    clock::Month,
    id::{ArticleId, PollId},
    live::{MAX_TOPICS, Topic},
    news::{Article, Card, Headline, ListKind, Named, PageKey},
    site::{Link, Target},
    text::Slug,
};
use leptos_router::location::Url;

/// The front page.
pub const FRONT: &str = "/";
/// The list of all series.
pub const ALL_SERIES: &str = "/chuyen-de";
/// The list of polls.
pub const POLLS: &str = "/binh-chon";
/// The visitor statistics of the current month.
pub const STATISTICS: &str = "/thong-ke";
/// How visitors are counted.
pub const COUNTING: &str = "/thong-ke/cach-dem";
/// The articles that this browser keeps.
pub const KEPT: &str = "/doc-sau";
/// The search.
pub const SEARCH: &str = "/tim-kiem";
/// The query parameter with the words that are searched for.
pub const WORDS: &str = "q";
/// The query parameters of the search's filters.
pub const IN_CATEGORY: &str = "muc";
/// Of this series.
pub const IN_SERIES: &str = "loat";
/// By this author.
pub const BY_AUTHOR: &str = "nguoi-viet";
/// Of this year.
pub const IN_YEAR: &str = "nam";
/// The query parameter with the last result of the page before.
const AFTER: &str = "sau";
/// The endpoint of the view beacon.
pub const VIEWS: &str = "/api/views";
/// The period of the total.
#[cfg(feature = "ssr")]
const EVER: &str = "tu-dau";
/// The file with the visits of a period.
#[cfg(feature = "ssr")]
const VISITS: &str = "luot-truy-cap";
/// The end of the address for embedding a poll.
const FRAMED: &str = "nhung";
/// The query parameter with a receipt.
pub const RECEIPT: &str = "phieu";
/// The query parameter with the key of a list's page.
const BEFORE: &str = "truoc";
/// A query parameter that bypasses the browser's cache; it has no other meaning.
pub(crate) const VERSION: &str = "luc";
/// The search, with a variable for what is searched.
#[cfg(feature = "ssr")]
pub(crate) const SEARCH_TEMPLATE: &str = "/tim-kiem?q={search_term_string}";
/// The site's own picture for link previews.
#[cfg(feature = "ssr")]
const SITE_PICTURE: &str = "trang-chu";
/// The segment between a category and a month.
const MONTH: &str = "thang";

/// A parsed address, before the server has checked whether it exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// The front page.
    Front,
    /// A page of a list.
    List {
        /// What the listed articles have in common.
        kind: ListKind,
        /// The slug as typed, possibly with diacritics or capitals.
        slug: String,
        /// A month of a category.
        month: Option<String>,
        /// The page key.
        before: Option<String>,
    },
    /// The list of all series.
    AllSeries,
    /// An article.
    Article(ArticleId),
    /// A static page.
    Page(String),
    /// The list of polls.
    Polls {
        /// The page key of the closed ones.
        before: Option<String>,
    },
    /// A poll.
    Poll {
        /// The poll.
        id: PollId,
        /// A receipt to search for.
        receipt: Option<String>,
    },
    /// The visitor statistics.
    Statistics {
        /// The period; `None` is the current month.
        period: Option<String>,
    },
    /// How visitors are counted.
    Counting,
    /// The articles that this browser keeps.
    Kept,
    /// The search.
    Search(SearchAddress),
}

/// The parameters of the search, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchAddress {
    /// The words.
    pub words: String,
    /// The slug of a category.
    pub category: Option<String>,
    /// The slug of a series.
    pub series: Option<String>,
    /// The slug of an author.
    pub author: Option<String>,
    /// A year.
    pub year: Option<String>,
    /// The last article of the page before.
    pub after: Option<String>,
}

/// The path in an address.
pub fn path(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}

/// Whether the request updates a page that is already open.
#[cfg(feature = "ssr")]
pub(crate) fn renews(query: &str) -> bool {
    parameter(query, VERSION).is_some()
}

/// Parses path and query of an address of this site; `None` if no page of readers can have it.
pub fn read(path: &str, query: &str) -> Option<Address> {
    // Old links end in a slash; the page then redirects to its canonical address.
    let path = path.strip_suffix('/').filter(|path| !path.is_empty()).unwrap_or(path);
    let parts: Vec<String> = path.split('/').skip(1).map(Url::unescape).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let list = |kind, slug: &str, month: Option<&str>| Address::List {
        kind,
        slug: slug.to_owned(),
        month: month.map(str::to_owned),
        before: parameter(query, BEFORE),
    };
    Some(match parts[..] {
        [""] => Address::Front,
        ["tin", category] => list(ListKind::Category, category, None),
        ["tin", category, MONTH, month] => list(ListKind::Category, category, Some(month)),
        ["tin", _, article] => Address::Article(read_article(article)?),
        ["chuyen-de"] => Address::AllSeries,
        ["chuyen-de", series] => list(ListKind::Series, series, None),
        ["the", tag] => list(ListKind::Tag, tag, None),
        ["tac-gia", author] => list(ListKind::Author, author, None),
        ["trang", page] => Address::Page(page.to_owned()),
        ["binh-chon"] => Address::Polls { before: parameter(query, BEFORE) },
        ["binh-chon", id] => Address::Poll { id: id.parse().ok()?, receipt: parameter(query, RECEIPT) },
        ["thong-ke"] => Address::Statistics { period: None },
        ["thong-ke", "cach-dem"] => Address::Counting,
        ["doc-sau"] => Address::Kept,
        ["tim-kiem"] => Address::Search(read_search(query)),
        ["thong-ke", period] => Address::Statistics { period: Some(period.to_owned()) },
        _ => return None,
    })
}

/// The category in the address of an article, category or month.
#[cfg(feature = "ssr")]
pub fn read_category(path: &str) -> Option<Slug> {
    Slug::loosely(&Url::unescape(path.strip_prefix("/tin/")?.split('/').next()?))
}

/// The first value of a query parameter.
fn parameter(query: &str, name: &str) -> Option<String> {
    // Forms encode a space as a plus.
    let value =
        |pair: &str| Some(Url::unescape(&pair.strip_prefix(name)?.strip_prefix('=')?.replace('+', " ")));
    query.split('&').find_map(value)
}

/// The parameters of the search; a filter without a value is none.
fn read_search(query: &str) -> SearchAddress {
    let chosen = |name| parameter(query, name).filter(|value| !value.is_empty());
    SearchAddress {
        words: parameter(query, WORDS).unwrap_or_default(),
        category: chosen(IN_CATEGORY),
        series: chosen(IN_SERIES),
        author: chosen(BY_AUTHOR),
        year: chosen(IN_YEAR),
        after: chosen(AFTER),
    }
}

/// A page of the search.
#[cfg(feature = "ssr")]
pub fn search(asked: &domain::search::Asked) -> String {
    let domain::search::Asked { typed, filter, after } = asked;
    let slug = |slug: &Option<Slug>| slug.as_ref().map(|slug| slug.as_str().to_owned());
    let parameters = [
        (WORDS, Some(typed.clone()).filter(|typed| !typed.is_empty())),
        (IN_CATEGORY, slug(&filter.category)),
        (IN_SERIES, slug(&filter.series)),
        (BY_AUTHOR, slug(&filter.author)),
        (IN_YEAR, filter.year.map(|year| year.to_string())),
        (AFTER, after.map(|after| after.to_string())),
    ];
    let written = parameters
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", Url::escape(value.as_ref()?))));
    let written: Vec<String> = written.collect();
    if written.is_empty() { SEARCH.to_owned() } else { format!("{SEARCH}?{}", written.join("&")) }
}

/// The id at the end of an article's address; the text before it is ignored.
fn read_article(segment: &str) -> Option<ArticleId> {
    segment.rsplit('-').next()?.parse().ok()
}

/// A page of a list with articles older than `before`, or its first page.
pub fn list(kind: ListKind, slug: &Slug, month: Option<Month>, before: Option<PageKey>) -> String {
    let mut address = match kind {
        ListKind::Category => category(slug),
        ListKind::Series => series(slug),
        ListKind::Tag => tag(slug),
        ListKind::Author => author(slug),
    };
    if let Some(month) = month {
        address = format!("{address}/{MONTH}/{month}");
    }
    match before {
        Some(key) => format!("{address}?{BEFORE}={key}"),
        None => address,
    }
}

/// A category's first page.
pub fn category(slug: &Slug) -> String {
    format!("/tin/{slug}")
}

/// A series' first page.
pub fn series(slug: &Slug) -> String {
    format!("{ALL_SERIES}/{slug}")
}

/// A tag's first page.
pub fn tag(slug: &Slug) -> String {
    format!("/the/{slug}")
}

/// An author's first page.
pub fn author(slug: &Slug) -> String {
    format!("/tac-gia/{slug}")
}

/// An article, from the slugs in its address.
pub fn article_address(category: &Slug, slug: &Slug, id: ArticleId) -> String {
    format!("/tin/{category}/{slug}-{id}")
}

/// The article of a card.
pub fn card(card: &Card) -> String {
    article_address(&card.category.slug, &card.slug, card.id)
}

/// The article of a headline.
pub fn headline(headline: &Headline) -> String {
    article_address(&headline.category, &headline.slug, headline.id)
}

/// The canonical address of an article.
pub fn article(article: &Article) -> String {
    match article.category() {
        Some(Named { slug, .. }) => article_address(slug, &article.slug, article.id),
        None => FRONT.to_owned(),
    }
}

/// A static page.
pub fn page(slug: &Slug) -> String {
    format!("/trang/{slug}")
}

/// A page of the list of polls.
pub fn polls(before: Option<PageKey<PollId>>) -> String {
    match before {
        Some(key) => format!("{POLLS}?{BEFORE}={key}"),
        None => POLLS.to_owned(),
    }
}

/// A poll's own page; votes are sent to the same address.
pub fn poll(id: PollId) -> String {
    format!("{POLLS}/{id}")
}

/// The id of a poll's block: a page may contain a poll twice.
pub fn poll_part(id: PollId, place: Place) -> String {
    let place = match place {
        Place::Side => "ben",
        Place::Body => "bai",
        Place::Page => "trang",
        Place::Framed => "khung",
    };
    format!("binh-chon-{id}-{place}")
}

/// The CSV file with the result of a poll.
pub fn poll_csv(id: PollId) -> String {
    format!("{POLLS}/{id}/ket-qua.csv")
}

/// The CSV file with a poll's ballots by day.
pub fn poll_days_csv(id: PollId) -> String {
    format!("{POLLS}/{id}/theo-ngay.csv")
}

/// A poll for embedding in other sites.
pub fn framed_poll(id: PollId) -> String {
    format!("{POLLS}/{id}/{FRAMED}")
}

/// The poll of an address for embedding.
pub fn read_framed(path: &str) -> Option<PollId> {
    path.strip_prefix(POLLS)?.strip_prefix('/')?.strip_suffix(FRAMED)?.strip_suffix('/')?.parse().ok()
}

/// The event stream with these topics.
pub fn live(topics: &[Topic]) -> String {
    let names: Vec<String> = topics.iter().take(MAX_TOPICS).map(ToString::to_string).collect();
    format!("/live?topics={}", names.join(","))
}

/// A page of the statistics; `None` is the current month.
#[cfg(feature = "ssr")]
pub fn statistics(period: Option<Period>) -> String {
    period.map_or_else(|| STATISTICS.to_owned(), |period| format!("{STATISTICS}/{}", period_segment(period)))
}

/// A CSV file of the statistics; `None` is the visits themselves.
#[cfg(feature = "ssr")]
pub fn statistics_csv(period: Period, dimension: Option<Dimension>) -> String {
    let name = dimension.map_or(VISITS, table_name);
    format!("{}/{name}.csv", statistics(Some(period)))
}

/// Parses the segments of the address of a CSV file.
#[cfg(feature = "ssr")]
pub fn read_statistics_csv(period: &str, file: &str) -> Option<(Period, Option<Dimension>)> {
    let period = read_period(period)?;
    let name = file.strip_suffix(".csv")?;
    if name == VISITS {
        return Some((period, None));
    }
    Dimension::ALL
        .into_iter()
        .find(|dimension| table_name(*dimension) == name)
        .map(|found| (period, Some(found)))
}

/// Parses a period in an address.
#[cfg(feature = "ssr")]
pub fn read_period(segment: &str) -> Option<Period> {
    if segment == EVER {
        Some(Period::All)
    } else {
        segment.parse().ok().filter(|period| *period != Period::All)
    }
}

/// A period as written in an address.
#[cfg(feature = "ssr")]
pub fn period_segment(period: Period) -> String {
    if period == Period::All { EVER.to_owned() } else { period.to_string() }
}

#[cfg(feature = "ssr")]
fn table_name(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Article => "bai-viet",
        Dimension::Kind => "loai-trang",
        Dimension::Referrer => "nguon",
        Dimension::Country => "quoc-gia",
        Dimension::Language => "ngon-ngu",
        Dimension::Device => "thiet-bi",
        Dimension::Browser => "trinh-duyet",
        Dimension::System => "he-dieu-hanh",
        Dimension::Crawler => "may-tu-dong",
    }
}

/// The picture of an article, or of the site, for link previews, in this version.
#[cfg(feature = "ssr")]
pub fn shared_picture(of: Option<ArticleId>, version: &str) -> String {
    let name = of.map_or_else(|| SITE_PICTURE.to_owned(), |id| id.to_string());
    format!("/chia-se/{name}-{version}.jpg")
}

/// Parses the last segment of such an address.
#[cfg(feature = "ssr")]
pub fn read_shared_picture(segment: &str) -> Option<(Option<ArticleId>, &str)> {
    let (name, version) = segment.strip_suffix(".jpg")?.rsplit_once('-')?;
    if name == SITE_PICTURE { Some((None, version)) } else { Some((Some(name.parse().ok()?), version)) }
}

/// The QR code with the address of an article, as SVG.
#[cfg(feature = "ssr")]
pub fn qr_code(id: ArticleId) -> String {
    format!("/ma-qr/{id}.svg")
}

/// Parses the last segment of such an address.
#[cfg(feature = "ssr")]
pub fn read_qr_code(segment: &str) -> Option<ArticleId> {
    segment.strip_suffix(".svg")?.parse().ok()
}

/// The file by which search engines recognise who sends them addresses.
#[cfg(feature = "ssr")]
pub fn key_file(key: &str) -> String {
    format!("/{key}.txt")
}

/// The key in such an address.
#[cfg(feature = "ssr")]
pub fn read_key_file(path: &str) -> Option<&str> {
    let key = path.strip_prefix('/')?.strip_suffix(".txt")?;
    let is_key = key.len() == domain::announcing::KEY_LENGTH
        && key.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit));
    is_key.then_some(key)
}

/// A picture or file of the media folder.
pub fn media(name: &str) -> String {
    domain::media::address(name)
}

/// The address of a menu link; `None` for plain text.
pub fn link(link: &Link) -> Option<String> {
    match &link.target {
        Target::Nowhere => None,
        Target::Address(address) => Some(address.clone()),
        Target::List(kind, slug) => Some(list(*kind, slug, None, None)),
        Target::Page(slug) => Some(page(slug)),
        Target::Article { category, slug, id } => Some(article_address(category, slug, *id)),
        Target::Poll(id) => Some(poll(*id)),
        Target::File(name) => Some(media(name)),
    }
}

#[cfg(test)]
mod tests;
