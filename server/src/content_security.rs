//! The content security policy of a page, derived from the page.
//!
//! Leptos and the document component mark their inline scripts with a random nonce. A nonce in a cacheable
//! page is no protection, so the scripts are hashed instead and the nonces removed; renderings of the same
//! content are then identical. Only scripts with the nonce are hashed: any other script in the page stays
//! forbidden.

use base64::{Engine, engine::general_purpose::STANDARD};
use memchr::memmem;
use sha2::{Digest, Sha256};

/// A page without nonces, and the policy that allows exactly its own scripts.
pub(crate) struct SealedPage {
    /// The HTML.
    pub(crate) html: Vec<u8>,
    /// The value of `Content-Security-Policy`.
    pub(crate) policy: String,
}

/// The players of videos (`frontend/src/video.js`).
const PLAYERS: &str = "https://www.youtube-nocookie.com https://player.vimeo.com";

const BODY_END: &[u8] = b"</body></html>";

/// Removes the nonces of a rendered page, and creates its policy.
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
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {scripts}; style-src 'self'; img-src 'self' blob:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; frame-src {PLAYERS}; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'self'"
    );
    SealedPage { html, policy }
}

/// Leptos writes the data of the page after `</html>`, where scripts are not allowed.
fn scripts_into_body(page: &[u8]) -> Vec<u8> {
    match memmem::rfind(page, BODY_END) {
        Some(end) => [&page[..end], &page[end + BODY_END.len()..], BODY_END].concat(),
        None => page.to_vec(),
    }
}

/// Leptos writes `<!>` as placeholders of texts. Browsers parse it as an empty comment, but validators reject
/// it.
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

/// The text of a script element up to `</script>`; `tag` begins within the start tag.
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
