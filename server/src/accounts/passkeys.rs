//! Passkeys: keys that a telephone or computer keeps, instead of passwords. They need JavaScript and an address with a name.

use std::sync::Arc;
use webauthn_rs::{Webauthn, WebauthnBuilder, prelude::Url};

/// What makes and checks passkeys for the address of the site; none where its host is a number.
pub(crate) fn passkeys(url: &str) -> Option<Arc<Webauthn>> {
    let url = Url::parse(url).ok()?;
    let host = url.domain()?.to_owned();
    let builder = WebauthnBuilder::new(&host, &url).ok()?;
    builder.rp_name(&host).build().ok().map(Arc::new)
}
