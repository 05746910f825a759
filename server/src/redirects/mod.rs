//! Redirects by hand: the answer in place of "not found", and their pages at the desk.

pub(crate) mod answer;
mod form;
pub(crate) mod keep;
mod list;
mod missing;

use crate::access::{Access, RouteEntry};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageSite;

/// The routes of redirects at the desk.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let manage = Access::With(ManageSite);
    vec![
        RouteEntry::get(addresses::REDIRECTS, manage, list::list),
        RouteEntry::get(addresses::NEW_REDIRECT, manage, form::new),
        RouteEntry::post(addresses::NEW_REDIRECT, manage, form::create),
        RouteEntry::get(addresses::MISSING_ADDRESSES, manage, missing::list),
        RouteEntry::post(addresses::MISSING_ADDRESSES, manage, missing::forget),
        RouteEntry::get("/ban-bien-tap/chuyen-huong/{id}", manage, form::edit),
        RouteEntry::post("/ban-bien-tap/chuyen-huong/{id}", manage, form::save),
        RouteEntry::post("/ban-bien-tap/chuyen-huong/{id}/xoa", manage, form::remove),
    ]
}
