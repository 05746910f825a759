//! The site's settings, over HTTP.

mod settings;

use crate::access::{Access, RouteEntry};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageSite;

/// The routes of the site's settings.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let manage = Access::With(ManageSite);
    vec![
        RouteEntry::get(addresses::SITE, manage, settings::edit),
        RouteEntry::post(addresses::SITE, manage, settings::save),
    ]
}
