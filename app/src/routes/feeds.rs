//! The addresses of feeds.

#[cfg(feature = "ssr")]
use super::{Address, read};
#[cfg(feature = "ssr")]
use domain::news::ListKind;

/// The format of a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// Atom 1.0.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All formats.
    pub const ALL: [Self; 3] = [Self::Rss, Self::Atom, Self::Json];

    /// The last segment of its addresses.
    fn file(self) -> &'static str {
        match self {
            Self::Rss => "rss.xml",
            Self::Atom => "atom.xml",
            Self::Json => "feed.json",
        }
    }

    /// Its type, and its name in the title of a link to it.
    pub fn kind(self) -> (&'static str, &'static str) {
        match self {
            Self::Rss => ("application/rss+xml", "RSS"),
            Self::Atom => ("application/atom+xml", "Atom"),
            Self::Json => ("application/feed+json", "JSON"),
        }
    }

    /// The feed of the list with this address, or of the site.
    pub fn of(self, list: &str) -> String {
        format!("{}/{}", list.trim_end_matches('/'), self.file())
    }
}

/// The list of a feed, or `None` for the site; the slug as typed; and the format.
#[cfg(feature = "ssr")]
pub fn read_feed(path: &str) -> Option<(Option<(ListKind, String)>, FeedFormat)> {
    let (list, file) = path.rsplit_once('/')?;
    let format = FeedFormat::ALL.into_iter().find(|format| format.file() == file)?;
    if list.is_empty() {
        return Some((None, format));
    }
    match read(list, "")? {
        Address::List { kind, slug, month: None, .. } => Some((Some((kind, slug)), format)),
        _ => None,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn a_feed_is_read_as_it_is_written() {
        for format in FeedFormat::ALL {
            assert_eq!(read_feed(&format.of("/")), Some((None, format)));
            for (list, kind) in [
                ("/tin/a", ListKind::Category),
                ("/chuyen-de/a", ListKind::Series),
                ("/the/a", ListKind::Tag),
                ("/tac-gia/a", ListKind::Author),
            ] {
                let expected = Some((Some((kind, "a".to_owned())), format));
                assert_eq!(read_feed(&format.of(list)), expected, "{list}");
            }
        }
        for wrong in ["/rss.xml/", "/a/rss.xml", "/tin/a/b-1/rss.xml", "/tin/a/thang/2026-01/rss.xml", "/"] {
            assert_eq!(read_feed(wrong), None, "{wrong}");
        }
    }
}
