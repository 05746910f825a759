//! Passkeys: keys stored in a phone or computer, instead of passwords. They need JavaScript and an address
//! with a host name.

use std::sync::Arc;
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude::Url};

/// The WebAuthn configuration for the site's address; none if its host is an IP address.
pub(crate) fn passkeys(url: &str) -> Option<Arc<Webauthn>> {
    let url = Url::parse(url).ok()?;
    let host = url.domain()?.to_owned();
    let builder = WebauthnBuilder::new(&host, &url).ok()?;
    builder.rp_name(&host).build().ok().map(Arc::new)
}
