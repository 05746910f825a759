//! Addresses of the replaced site. It ran on NukeViet, whose addresses have these forms, each also behind `/index.php`
//! and behind the language `/vi`, and with a slash at the end:
//!
//! * `/news/CATEGORY/ALIAS-ID` (3.x, with capitals), `/news/CATEGORY/ALIAS-ID.html` (4.x);
//! * `/news/CATEGORY`, `/news/rss`, `/news/rss/CATEGORY`, `/about`, `/voting`, `/statistics`;
//! * `/index.php?language=vi&nv=news&op=CATEGORY/ALIAS-ID`.
//!
//! An imported article keeps its id, an imported category the slug that its alias gives.

use super::{FRONT, POLLS, SEARCH, STATISTICS, feeds::FeedFormat, parameter, sitemaps::SITEMAP};
use domain::{id::ArticleId, news::ListKind, text::Slug};
use leptos_router::location::Url;

/// The segment that NukeViet's addresses may begin with.
const PROGRAM: &str = "index.php";
/// The language of the replaced site.
const LANGUAGE: &str = "vi";
/// The slug of the page for NukeViet's module for letters to the editors.
const CONTACT: &str = "lien-he";

/// What an old address leads to, if it exists here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OldAddress {
    /// An address of this site that always exists.
    Address(String),
    /// An article.
    Article(ArticleId),
    /// A category, series, tag or author.
    List(ListKind, Slug),
    /// The RSS feed of a category.
    Feed(Slug),
    /// A static page.
    Page(Slug),
    /// The page that introduces the site.
    Introduction,
}

/// Reads an address of the replaced site; `None` if it is none.
pub fn read_old(path: &str, query: &str) -> Option<OldAddress> {
    let segments = |path: &str| -> Vec<String> {
        path.split('/').map(Url::unescape).filter(|segment| !segment.is_empty()).collect()
    };
    let mut parts = segments(path);
    let is_program = parts.first().is_some_and(|first| first == PROGRAM);
    if is_program {
        parts.remove(0);
    }
    if parts.is_empty()
        && is_program
        && let Some(module) = parameter(query, "nv")
    {
        parts = segments(&parameter(query, "op").unwrap_or_default());
        parts.insert(0, module);
    }
    let has_language = parts.first().is_some_and(|first| first == LANGUAGE);
    if has_language {
        parts.remove(0);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let Some((module, rest)) = parts.split_first() else {
        return (is_program || has_language).then(|| to(FRONT));
    };
    match (*module, rest) {
        ("news", rest) => news(without_page(rest)),
        ("rss" | "feeds", _) => Some(OldAddress::Address(FeedFormat::Rss.of(FRONT))),
        ("about", []) => Some(OldAddress::Introduction),
        ("about" | "page", [alias, ..]) => Slug::loosely(bare(alias)).map(OldAddress::Page),
        ("contact", _) => CONTACT.parse().ok().map(OldAddress::Page),
        ("voting", _) => Some(to(POLLS)),
        ("statistics", _) => Some(to(STATISTICS)),
        _ => None,
    }
}

fn to(address: &str) -> OldAddress {
    OldAddress::Address(address.to_owned())
}

/// The segments of the module for news, without the module itself.
fn news(rest: &[&str]) -> Option<OldAddress> {
    let list = |kind, alias: &str| Slug::loosely(bare(alias)).map(|slug| OldAddress::List(kind, slug));
    match rest {
        [] => Some(to(FRONT)),
        ["rss"] => Some(OldAddress::Address(FeedFormat::Rss.of(FRONT))),
        ["rss", category] => Slug::loosely(category).map(OldAddress::Feed),
        ["sitemap" | "sitemap.xml"] => Some(to(SITEMAP)),
        ["topic", series] => list(ListKind::Series, series),
        ["tag", tag] => list(ListKind::Tag, tag),
        ["author", author] => list(ListKind::Author, author),
        ["search", ..] => Some(to(SEARCH)),
        // Lists of chosen articles.
        ["groups", ..] => Some(to(FRONT)),
        [category] if bare(category) == *category => list(ListKind::Category, category),
        // Also for print, as a file and by e-mail, where a word stands before the category.
        [.., article] => bare(article).rsplit('-').next()?.parse().ok().map(OldAddress::Article),
    }
}

/// The segments without the page of a list: `page-2` or `page/2`.
fn without_page<'a>(rest: &'a [&'a str]) -> &'a [&'a str] {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match rest {
        [before @ .., "page", number] if is_number(number) => before,
        [before @ .., page] if page.strip_prefix("page-").is_some_and(is_number) => before,
        _ => rest,
    }
}

/// A segment without the ending of a file.
fn bare(segment: &str) -> &str {
    segment.strip_suffix(".html").or_else(|| segment.strip_suffix(".htm")).unwrap_or(segment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slug(text: &str) -> Slug {
        text.parse().expect("a slug")
    }

    #[test]
    fn an_article_is_known_by_the_id_at_the_end_in_every_spelling() {
        let article = Some(OldAddress::Article(ArticleId(1234)));
        for path in [
            "/news/So-tay-Khuyen-hoc/Kinh-nghiem-hoat-dong-1234/",
            "/news/So-tay-Khuyen-hoc/Kinh-nghiem-hoat-dong-1234",
            "/vi/news/so-tay/kinh-nghiem-1234.html",
            "/vi/news/so-tay/kinh-nghiem-1234.htm",
            "/index.php/vi/news/So-tay/Kinh-nghiem-1234/",
            "/index.php/news/So-tay/Kinh-nghiem-1234/",
            "/news/print/So-tay/Kinh-nghiem-1234.html",
            "/news/savefile/So-tay/Kinh-nghiem-1234",
            "/news/kinh-nghiem-1234.html",
            "/news/S%E1%BB%95-tay/B%C3%A0i-1234/",
        ] {
            assert_eq!(read_old(path, ""), article, "{path}");
        }
        for query in ["language=vi&nv=news&op=So-tay/Bai-1234", "nv=news&op=So-tay%2FBai-1234"] {
            assert_eq!(read_old("/index.php", query), article, "{query}");
        }
    }

    #[test]
    fn everything_else_leads_to_what_is_nearest() {
        let address = |address: &str| Some(OldAddress::Address(address.to_owned()));
        let list = |kind, name| Some(OldAddress::List(kind, slug(name)));
        for (path, expected) in [
            ("/vi", address("/")),
            ("/vi/", address("/")),
            ("/index.php", address("/")),
            ("/news/", address("/")),
            ("/vi/news/page-3/", address("/")),
            ("/news/rss/", address("/rss.xml")),
            ("/vi/news/rss/", address("/rss.xml")),
            ("/rss/", address("/rss.xml")),
            ("/news/rss/So-tay-Khuyen-hoc/", Some(OldAddress::Feed(slug("so-tay-khuyen-hoc")))),
            ("/news/So-tay-Khuyen-hoc/", list(ListKind::Category, "so-tay-khuyen-hoc")),
            ("/news/So-tay-Khuyen-hoc/page-2/", list(ListKind::Category, "so-tay-khuyen-hoc")),
            ("/news/So-tay-Khuyen-hoc/page/2/", list(ListKind::Category, "so-tay-khuyen-hoc")),
            ("/news/Khoa-12/", list(ListKind::Category, "khoa-12")),
            ("/news/topic/Moi-xom/", list(ListKind::Series, "moi-xom")),
            ("/news/tag/doc-sach/", list(ListKind::Tag, "doc-sach")),
            ("/about/", Some(OldAddress::Introduction)),
            ("/vi/about/Dieu-le.html", Some(OldAddress::Page(slug("dieu-le")))),
            ("/contact/", Some(OldAddress::Page(slug("lien-he")))),
            ("/voting/", address("/binh-chon")),
            ("/vi/statistics/allreferers/", address("/thong-ke")),
        ] {
            assert_eq!(read_old(path, ""), expected, "{path}");
        }
    }

    #[test]
    fn addresses_of_this_site_are_no_old_ones() {
        for path in
            ["/", "/tin/a", "/tin/a/b-1", "/rss.xml", "/tin/a/rss.xml", "/trang/vi", "/news/a/b", "/users/"]
        {
            assert_eq!(read_old(path, ""), None, "{path}");
        }
    }
}
