//! The content security policy of a page, made from the page itself.
//!
//! Leptos and our document mark their inline scripts with a random nonce. A nonce in a page that may be cached is
//! none, so the scripts are hashed instead and the marks removed; two renders of the same content are then equal
//! byte for byte. Only marked scripts are hashed: one that got into the page otherwise stays forbidden.

use base64::{Engine, engine::general_purpose::STANDARD};
use memchr::memmem;
use sha2::{Digest, Sha256};

/// A page without nonces, and the policy that allows just its own scripts.
pub(crate) struct SealedPage {
    /// The HTML.
    pub(crate) html: Vec<u8>,
    /// The value of `Content-Security-Policy`.
    pub(crate) policy: String,
}

const BODY_END: &[u8] = b"</body></html>";

/// Seals a rendered page.
pub(crate) fn seal(page: &[u8], nonce: &str) -> SealedPage {
    let page = whole_comments(&scripts_into_body(page));
    let mark = format!(" nonce=\"{nonce}\"");
    let mut html = Vec::with_capacity(page.len());
    let mut hashes = Vec::new();
    let mut rest = page.as_slice();
    while let Some(at) = memmem::find(rest, mark.as_bytes()) {
        html.extend_from_slice(&rest[..at]);
        rest = &rest[at + mark.len()..];
        if let Some(text) = element_text(rest) {
            hashes.push(format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text))));
        }
    }
    html.extend_from_slice(rest);
    hashes.sort();
    hashes.dedup();
    let scripts = hashes.join(" ");
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {scripts}; style-src 'self'; img-src 'self'; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'self'"
    );
    SealedPage { html, policy }
}

/// Leptos sends the data of the page after `</html>`, where no script may stand.
fn scripts_into_body(page: &[u8]) -> Vec<u8> {
    match memmem::rfind(page, BODY_END) {
        Some(end) => [&page[..end], &page[end + BODY_END.len()..], BODY_END].concat(),
        None => page.to_vec(),
    }
}

/// Leptos marks the places of texts by `<!>`, which every browser reads as an empty comment and no checker lets pass.
fn whole_comments(page: &[u8]) -> Vec<u8> {
    let mut whole = Vec::with_capacity(page.len() + 64);
    let mut rest = page;
    while let Some(at) = memmem::find(rest, b"<!>") {
        whole.extend_from_slice(&rest[..at]);
        whole.extend_from_slice(b"<!---->");
        rest = &rest[at + 3..];
    }
    whole.extend_from_slice(rest);
    whole
}

/// The text of the element whose start tag goes on here, up to `</script>`.
fn element_text(tag: &[u8]) -> Option<&[u8]> {
    let text = &tag[memchr::memchr(b'>', tag)? + 1..];
    memmem::find(text, b"</script>").map(|end| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_scripts_are_allowed_by_hash_and_others_are_not() {
        let page = br#"<html><head><script nonce="N">a()</script></head><body><script>evil()</script></body></html><script nonce="N">b()</script>"#;
        let sealed = seal(page, "N");
        let html = String::from_utf8(sealed.html).expect("text");
        assert_eq!(
            html,
            "<html><head><script>a()</script></head><body><script>evil()</script><script>b()</script></body></html>"
        );
        let hash = |text: &str| STANDARD.encode(Sha256::digest(text));
        assert!(sealed.policy.contains(&hash("a()")));
        assert!(sealed.policy.contains(&hash("b()")));
        assert!(!sealed.policy.contains(&hash("evil()")));
        assert!(!sealed.policy.contains("unsafe-inline"));
    }
}
