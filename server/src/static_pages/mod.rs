//! Static pages at the desk, over HTTP.

mod form;
mod list;

use crate::access::{Access, RouteEntry};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageSite;

/// The routes of static pages at the desk.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let manage = Access::With(ManageSite);
    vec![
        RouteEntry::get(addresses::PAGES, manage, list::show),
        RouteEntry::get(addresses::NEW_PAGE, manage, form::new),
        RouteEntry::post(addresses::NEW_PAGE, manage, form::create),
        RouteEntry::get("/ban-bien-tap/trang/{id}", manage, form::edit),
        RouteEntry::post("/ban-bien-tap/trang/{id}", manage, form::save),
        RouteEntry::post("/ban-bien-tap/trang/{id}/thu-tu", manage, list::order),
        RouteEntry::post("/ban-bien-tap/trang/{id}/bo", manage, form::trash),
        RouteEntry::post("/ban-bien-tap/trang/{id}/khoi-phuc", manage, list::restore),
    ]
}
