//! Addresses and pages: the only place that builds an address, and the only one that takes one apart.

use domain::{
    clock::Month,
    id::ArticleId,
    news::{Article, Card, Headline, ListKind, Named, PageKey},
    site::{Link, Target},
    text::Slug,
};
use leptos_router::location::Url;

/// The front page.
pub const FRONT: &str = "/";
/// The list of all series.
pub const ALL_SERIES: &str = "/chuyen-de";
/// The parameter of a list's address that says where the page begins.
const BEFORE: &str = "truoc";
/// What stands between a category and a month.
const MONTH: &str = "thang";

/// What an address asks for, as it was typed: whether there is such a thing is the server's to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// The front page.
    Front,
    /// A page of a list.
    List {
        /// What its articles have in common.
        kind: ListKind,
        /// The slug, perhaps with marks or capitals.
        slug: String,
        /// A month of a category.
        month: Option<String>,
        /// Where the page begins.
        before: Option<String>,
    },
    /// The list of all series.
    AllSeries,
    /// An article.
    Article(ArticleId),
    /// A static page.
    Page(String),
}

/// Reads the path and query of an address of this site; `None` where no page of readers can be.
pub fn read(path: &str, query: &str) -> Option<Address> {
    // Old links end in a slash; the page then puts its address right.
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
        _ => return None,
    })
}

/// The first value of a parameter of a query.
fn parameter(query: &str, name: &str) -> Option<String> {
    let value = |pair: &str| pair.strip_prefix(name)?.strip_prefix('=').map(Url::unescape);
    query.split('&').find_map(value)
}

/// The id at the end of an article's address; whatever stands before it is for people.
fn read_article(segment: &str) -> Option<ArticleId> {
    segment.rsplit('-').next()?.parse().ok()
}

/// A list's page of articles older than `before`, or its first page.
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

fn article_address(category: &Slug, slug: &Slug, id: ArticleId) -> String {
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

/// The one right address of an article.
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

/// A picture or file of the media folder.
pub fn media(name: &str) -> String {
    domain::media::address(name)
}

/// Where a link of a menu leads; `None` for plain text.
pub fn link(link: &Link) -> Option<String> {
    match &link.target {
        Target::Nowhere => None,
        Target::Address(address) => Some(address.clone()),
        Target::Category(slug) => Some(category(slug)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> Slug {
        text.parse().expect("a slug")
    }

    #[test]
    fn an_article_is_known_by_the_id_at_the_end() {
        assert_eq!(read("/tin/a/bai-viet-12", ""), Some(Address::Article(ArticleId(12))));
        assert_eq!(read("/tin/a/B%C3%80I-VI%E1%BA%BET-12", ""), Some(Address::Article(ArticleId(12))));
        assert_eq!(read("/tin/a/12", ""), Some(Address::Article(ArticleId(12))));
        for wrong in ["/tin/a/bai-viet", "/tin/a/bai-viet-012", "/tin", "/tin/a/b/c-1", "/khac"] {
            assert_eq!(read(wrong, ""), None, "{wrong}");
        }
    }

    #[test]
    fn a_list_is_read_as_it_is_written() {
        let key: PageKey = "1711289160000-7".parse().expect("a key");
        let march: Month = "2024-03".parse().expect("a month");
        for kind in [ListKind::Category, ListKind::Series, ListKind::Tag, ListKind::Author] {
            for month in [None, Some(march).filter(|_| kind == ListKind::Category)] {
                for before in [None, Some(key)] {
                    let written = list(kind, &slug("tin-tuc"), month, before);
                    let (path, query) = written.split_once('?').unwrap_or((&written, ""));
                    let expected = Address::List {
                        kind,
                        slug: "tin-tuc".into(),
                        month: month.map(String::from),
                        before: before.map(String::from),
                    };
                    assert_eq!(read(path, query), Some(expected), "{written}");
                }
            }
        }
    }

    #[test]
    fn what_people_type_is_kept_for_the_server_to_judge() {
        let read = read("/the/%C4%90%E1%BB%8Dc%20S%C3%A1ch", "x=1&truoc=%3C&truoc=2");
        let expected = Address::List {
            kind: ListKind::Tag,
            slug: "Đọc Sách".into(),
            month: None,
            before: Some("<".into()),
        };
        assert_eq!(read, Some(expected));
    }

    #[test]
    fn pages_have_one_address() {
        assert_eq!(read(FRONT, ""), Some(Address::Front));
        assert_eq!(read("/chuyen-de/", ""), Some(Address::AllSeries));
        assert_eq!(read(ALL_SERIES, ""), Some(Address::AllSeries));
        assert_eq!(read(&page(&slug("gioi-thieu")), ""), Some(Address::Page("gioi-thieu".into())));
    }
}
