//! The normal form of an address of this site.

use crate::text::{composed, one_line};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::fmt;
use url::Url;

/// The first segments of addresses that no redirect may have: the desk, signing in, files of the program, and what
/// programs read.
const RESERVED: [&str; 23] = [
    "api",
    "atom.xml",
    "ban-bien-tap",
    "chia-se",
    "dang-nhap",
    "dang-xuat",
    "dat-mat-khau",
    "favicon.ico",
    "feed.json",
    "fonts",
    "healthz",
    "live",
    "ma-qr",
    "manifest.webmanifest",
    "media",
    "news-sitemap.xml",
    "pkg",
    "readyz",
    "robots.txt",
    "rss.xml",
    "sitemap.xml",
    "sw.js",
    "xem-truoc",
];
/// The first segments of pages with files below them, which the program answers.
const WITH_FILES: [&str; 2] = ["binh-chon", "thong-ke"];
/// The beginnings of query parameters that say where a reader came from, not which page is meant.
const TRACKING: [&str; 7] = ["fbclid=", "gclid=", "gad_source=", "msclkid=", "utm_", "zarsrc=", "_ga="];

/// What is escaped in an address, apart from letters outside ASCII. A `%` is part of an escape already.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Path and query of an address of this site in normal form, so that all spellings of an address are one text: decoded
/// and composed (NFC), without a slash at the end, without a fragment and without parameters of advertisements. What
/// would be read as something else stays escaped: `%`, `?` and `#` in the path; `%`, `&`, `+` and `#` in the query.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, sqlx::Type)]
#[sqlx(transparent)]
pub struct Source(String);

/// Why a typed address cannot be redirected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotASource {
    /// Nothing was typed.
    Empty,
    /// It does not begin with a slash.
    NotAPath,
    /// It is on another site.
    OtherSite,
    /// It is not text.
    Unreadable,
    /// It is longer than [`Source::MAX_CHARACTERS`].
    TooLong,
    /// It is the front page.
    FrontPage,
    /// It belongs to the desk, or to a file of the program.
    Reserved,
}

impl Source {
    /// The longest address, in characters of the normal form.
    pub const MAX_CHARACTERS: usize = 500;

    /// The address of a request, as sent; `None` if it has no normal form: it is no text, has invisible characters, or
    /// is too long.
    pub fn of_request(path: &str, query: Option<&str>) -> Option<Self> {
        Self::read_parts(path, query).ok()
    }

    /// An address that was typed, perhaps with this site in front of it. `own` is the public address of the site.
    ///
    /// # Errors
    /// It cannot be redirected.
    pub fn read(typed: &str, own: &str) -> Result<Self, NotASource> {
        let source = Self::read_own(typed, own)?;
        match source.0.split('?').next() {
            Some("/") => Err(NotASource::FrontPage),
            _ if source.is_reserved() => Err(NotASource::Reserved),
            _ => Ok(source),
        }
    }

    /// Any address of this site that was typed, without its fragment.
    pub(super) fn read_own(typed: &str, own: &str) -> Result<Self, NotASource> {
        let typed = one_line(typed);
        let path = match typed.split_once("://") {
            _ if typed.is_empty() => return Err(NotASource::Empty),
            Some((scheme, _)) if scheme.bytes().all(|letter| letter.is_ascii_alphabetic()) => {
                own_part(&typed, own).ok_or(NotASource::OtherSite)?
            }
            _ => typed,
        };
        let path = path.split('#').next().unwrap_or_default();
        if !path.starts_with('/') {
            return Err(NotASource::NotAPath);
        }
        let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
        Self::read_parts(path, query)
    }

    /// The page of this site that a reader came from, by the header `Referer`: its path. `None` if it is not of this
    /// site, or may contain a secret.
    pub fn of_link(referrer: &str, own: &str) -> Option<Self> {
        let part = own_part(referrer, own)?;
        let page = Self::of_request(part.split(['?', '#']).next().unwrap_or_default(), None)?;
        (!page.is_reserved()).then_some(page)
    }

    /// Path and query, as sent or typed.
    pub(super) fn read_parts(path: &str, query: Option<&str>) -> Result<Self, NotASource> {
        let decoded = |text: &str| {
            percent_decode_str(text)
                .decode_utf8()
                .map(|text| composed(&text))
                .map_err(|_| NotASource::Unreadable)
        };
        let path = escape(&decoded(path)?, &['?', '#']);
        let bare = path.trim_end_matches('/');
        let mut text = if bare.is_empty() { "/".to_owned() } else { bare.to_owned() };
        let parameters = query.unwrap_or_default().split('&').filter(|parameter| {
            !parameter.is_empty() && !TRACKING.iter().any(|begin| parameter.starts_with(begin))
        });
        for (place, parameter) in parameters.enumerate() {
            text.push(if place == 0 { '?' } else { '&' });
            text.push_str(&escape(&decoded(&parameter.replace('+', " "))?, &['&', '+', '#']));
            if text.len() > 4 * Self::MAX_CHARACTERS {
                return Err(NotASource::TooLong);
            }
        }
        if text.chars().nth(Self::MAX_CHARACTERS).is_some() {
            return Err(NotASource::TooLong);
        }
        // Two slashes at the beginning refer to another host.
        let is_path = text.starts_with('/') && !text.starts_with("//") && !text.contains('\\');
        if is_path && one_line(&text) == text { Ok(Self(text)) } else { Err(NotASource::Unreadable) }
    }

    /// The normal form, which people can read.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same without the query.
    pub fn path(&self) -> Self {
        Self(self.0.split('?').next().unwrap_or_default().to_owned())
    }

    /// Whether it has a query.
    pub fn has_query(&self) -> bool {
        self.0.contains('?')
    }

    /// The address as it is sent, in ASCII.
    pub fn address(&self) -> String {
        escaped(&self.0)
    }

    /// Whether it belongs to the desk, or to a file of the program, so that no redirect is ever looked up for it.
    pub fn is_reserved(&self) -> bool {
        let mut segments = self.0.split('?').next().unwrap_or_default().split('/').skip(1);
        let first = segments.next().unwrap_or_default();
        RESERVED.contains(&first) || (WITH_FILES.contains(&first) && segments.nth(1).is_some())
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An address in normal form as it is sent.
pub(super) fn escaped(text: &str) -> String {
    utf8_percent_encode(text, ESCAPED).to_string()
}

/// Path, query and fragment of an address of this site, as sent.
pub(super) fn own_part(address: &str, own: &str) -> Option<String> {
    let (address, own) = (Url::parse(address).ok()?, Url::parse(own).ok()?);
    let host = |url: &Url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned());
    let same = matches!(address.scheme(), "http" | "https") && host(&address) == host(&own);
    // Ports matter only where the site itself has one, as while it is tried out.
    let same = same && (own.port().is_none() || own.port() == address.port());
    let query = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    let fragment = address.fragment().map(|fragment| format!("#{fragment}")).unwrap_or_default();
    same.then(|| format!("{}{query}{fragment}", address.path()))
}

/// The text with these characters escaped, and `%`.
fn escape(text: &str, special: &[char]) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '%' => escaped.push_str("%25"),
            '?' if special.contains(&letter) => escaped.push_str("%3F"),
            '#' if special.contains(&letter) => escaped.push_str("%23"),
            '&' if special.contains(&letter) => escaped.push_str("%26"),
            '+' if special.contains(&letter) => escaped.push_str("%2B"),
            _ => escaped.push(letter),
        }
    }
    escaped
}
