//! The addresses of sitemaps and of the rules for crawlers.

use super::parameter;
use domain::news::sitemap::{SitemapKind, SitemapPart};

/// The sitemap: the list of its parts.
pub const SITEMAP: &str = "/sitemap.xml";
/// The sitemap of the newest articles, for news search.
pub const NEWS_SITEMAP: &str = "/news-sitemap.xml";
/// The rules for crawlers.
pub const ROBOTS: &str = "/robots.txt";
/// The query parameter with a part of the sitemap. A part in a folder could only list what is in that folder.
const PART: &str = "phan";

/// The address of a part of the sitemap.
pub fn sitemap(part: SitemapPart) -> String {
    format!("{SITEMAP}?{PART}={}.{}", kind_name(part.kind), part.number)
}

/// The part in the query of the sitemap: `None` for the list of parts, `Some(None)` if there is no such part.
pub fn read_sitemap(query: &str) -> Option<Option<SitemapPart>> {
    let part = parameter(query, PART)?;
    let read = || {
        let (name, number) = part.rsplit_once('.')?;
        let kind = SitemapKind::ALL.into_iter().find(|kind| kind_name(*kind) == name)?;
        let number = number.parse().ok().filter(|number| *number > 0)?;
        // Each part has one address.
        Some(SitemapPart { kind, number }).filter(|found| sitemap(*found).ends_with(&format!("={part}")))
    };
    Some(read())
}

fn kind_name(kind: SitemapKind) -> &'static str {
    match kind {
        SitemapKind::Articles => "bai-viet",
        SitemapKind::Categories => "chuyen-muc",
        SitemapKind::Series => "chuyen-de",
        SitemapKind::Tags => "the",
        SitemapKind::Authors => "tac-gia",
        SitemapKind::Pages => "trang",
        SitemapKind::Polls => "binh-chon",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_sitemap_is_read_as_it_is_written() {
        for kind in SitemapKind::ALL {
            let part = SitemapPart { kind, number: 12 };
            let address = sitemap(part);
            let (path, query) = address.split_once('?').expect("a query");
            assert_eq!((path, read_sitemap(query)), (SITEMAP, Some(Some(part))));
        }
        assert_eq!(read_sitemap(""), None);
        for wrong in ["", "bai-viet", "bai-viet.0", "bai-viet.-1", "bai-viet.01", "bai-viet.1.2", "khac.1"] {
            assert_eq!(read_sitemap(&format!("phan={wrong}")), Some(None), "{wrong}");
        }
    }
}
