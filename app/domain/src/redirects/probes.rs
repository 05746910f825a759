//! What programs ask for that try whether a site has known holes. They ask for hundreds of such addresses, so they would
//! bury in the list what readers miss, and nobody can do anything about them: they are not noted at all.

use super::Source;

/// Segments that no page of any site has.
const SEGMENTS: [&str; 15] = [
    "administrator",
    "actuator",
    "boaform",
    "cgi-bin",
    "etc",
    "phpmyadmin",
    "pma",
    "phpinfo",
    "solr",
    "vendor",
    "wordpress",
    "wp",
    "wp-admin",
    "wp-content",
    "wp-includes",
];
/// Endings of files with secrets or programs. Pages of other sites may end in `.php` or `.aspx`.
const ENDINGS: [&str; 13] =
    [".bak", ".cgi", ".env", ".exe", ".git", ".ini", ".key", ".log", ".pem", ".sh", ".sql", ".yaml", ".yml"];
/// What is part of attacks only.
const PARTS: [&str; 9] =
    ["../", "<script", "${", "union select", "base64_", "wp-login", "xmlrpc", "eval(", "/self/environ"];

impl Source {
    /// Whether only programs that look for holes ask for this address. A `.php` without a query is one, since addresses
    /// of pages have parameters there; `/index.php/…` is that of a replaced site.
    pub fn is_probe(&self) -> bool {
        let text = self.as_str().to_ascii_lowercase();
        let (path, query) = text.split_once('?').unwrap_or((&text, ""));
        let mut segments = path.split('/').skip(1);
        let odd = |segment: &str| {
            (segment.starts_with('.') && segment != ".well-known") || SEGMENTS.contains(&segment)
        };
        let script = path.ends_with(".php") && query.is_empty() && path != "/index.php";
        segments.any(odd)
            || script
            || ENDINGS.iter().any(|ending| path.ends_with(ending))
            || PARTS.iter().any(|part| text.contains(part))
    }
}
