//! The site's settings, over HTTP.

mod settings;

use crate::access::{Access, Entry};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageSite;

/// The routes of the site's settings.
pub(crate) fn routes() -> Vec<Entry> {
    let manage = Access::With(ManageSite);
    vec![
        Entry::get(addresses::SITE, manage, settings::edit),
        Entry::post(addresses::SITE, manage, settings::save),
    ]
}
