//! Categories at the desk, over HTTP.

mod form;
mod list;

use crate::access::{Access, RouteEntry};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageSite;

/// The routes of categories at the desk.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let manage = Access::With(ManageSite);
    vec![
        RouteEntry::get(addresses::CATEGORIES, manage, list::show),
        RouteEntry::get(addresses::NEW_CATEGORY, manage, form::new),
        RouteEntry::post(addresses::NEW_CATEGORY, manage, form::create),
        RouteEntry::get("/ban-bien-tap/chuyen-muc/{id}", manage, form::edit),
        RouteEntry::post("/ban-bien-tap/chuyen-muc/{id}", manage, form::save),
        RouteEntry::post("/ban-bien-tap/chuyen-muc/{id}/thu-tu", manage, list::order),
        RouteEntry::post("/ban-bien-tap/chuyen-muc/{id}/gop", manage, form::merge),
        RouteEntry::post("/ban-bien-tap/chuyen-muc/{id}/xoa", manage, form::remove),
    ]
}
