//! Conditional requests (RFC 9110, 13): whether a client has already what it asks for.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use domain::clock::Timestamp;

/// What a response is recognised by.
#[derive(Debug, Clone)]
pub(crate) struct Validators {
    /// The entity tag, in quotation marks.
    pub(crate) tag: String,
    /// The last change, if known.
    pub(crate) modified: Option<Timestamp>,
}

impl Validators {
    /// Whether the client has this version. The date counts only without a tag, and only if it is the same:
    /// a list becomes older when its newest article is withdrawn.
    pub(crate) fn are_known(&self, headers: &HeaderMap) -> bool {
        if let Some(asked) = headers.get(header::IF_NONE_MATCH) {
            return asked == "*" || names(asked, self.tag.as_bytes());
        }
        let asked = headers.get(header::IF_MODIFIED_SINCE).and_then(|asked| asked.to_str().ok());
        asked.is_some_and(|asked| self.modified.is_some_and(|modified| modified.http_date() == asked))
    }

    /// Adds them to a response.
    pub(crate) fn add_to(&self, headers: &mut HeaderMap) {
        let modified = self.modified.map(Timestamp::http_date);
        for (name, value) in [(header::ETAG, Some(self.tag.clone())), (header::LAST_MODIFIED, modified)] {
            // Both are ASCII.
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                headers.insert(name, value);
            }
        }
    }
}

/// Whether a list of entity tags contains this one, by weak comparison.
pub(crate) fn names(asked: &HeaderValue, tag: &[u8]) -> bool {
    asked.as_bytes().split(|byte| *byte == b',').any(|one| opaque(one) == opaque(tag))
}

/// An entity tag without its weak prefix: conditional GET requests use weak comparison (RFC 9110, 13.1.2).
fn opaque(tag: &[u8]) -> &[u8] {
    let tag = tag.trim_ascii();
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

/// A strong tag is that of the uncompressed bytes; the same content compressed has a weak one.
pub(crate) async fn weaken_if_compressed(mut response: Response) -> Response {
    if response.headers().contains_key(header::CONTENT_ENCODING)
        && let Some(tag) = response.headers().get(header::ETAG)
        && !tag.as_bytes().starts_with(b"W/")
        && let Ok(weak) = HeaderValue::from_bytes(&[b"W/", tag.as_bytes()].concat())
    {
        response.headers_mut().insert(header::ETAG, weak);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(headers: &[(header::HeaderName, &str)]) -> bool {
        let newest = Timestamp::parse("2026-11-25T02:00:00.25Z");
        let validators = Validators { tag: "\"abc\"".to_owned(), modified: newest };
        let headers = headers.iter().map(|(name, value)| (name.clone(), value.parse().expect("a value")));
        validators.are_known(&headers.collect())
    }

    #[test]
    fn a_tag_is_compared_weakly_and_before_the_date() {
        let (tag, date) = (header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE);
        let same = "Wed, 25 Nov 2026 02:00:00 GMT";
        for asked in ["\"abc\"", "W/\"abc\"", "\"x\", W/\"abc\"", "*"] {
            assert!(known(&[(tag.clone(), asked)]), "{asked}");
        }
        assert!(!known(&[(tag.clone(), "\"ab\"")]));
        assert!(!known(&[(tag, "\"x\""), (date.clone(), same)]));
        assert!(known(&[(date.clone(), same)]));
        assert!(!known(&[(date, "Wed, 25 Nov 2026 02:00:01 GMT")]));
        assert!(!known(&[]));
    }
}
