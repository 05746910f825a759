//! Menus, blocks of links and the footer at the desk, over HTTP.

mod links;
mod lists;

use crate::access::{Access, RouteEntry};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageSite;

/// The routes of menus at the desk.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let manage = Access::With(ManageSite);
    vec![
        RouteEntry::get(addresses::MENUS, manage, lists::show),
        RouteEntry::post(addresses::MENUS, manage, lists::create),
        RouteEntry::post("/ban-bien-tap/menu/nhom/{id}", manage, lists::rename),
        RouteEntry::post("/ban-bien-tap/menu/nhom/{id}/thu-tu", manage, lists::order),
        RouteEntry::post("/ban-bien-tap/menu/nhom/{id}/xoa", manage, lists::remove),
        RouteEntry::get("/ban-bien-tap/menu/nhom/{id}/moi", manage, links::new),
        RouteEntry::post("/ban-bien-tap/menu/nhom/{id}/moi", manage, links::create),
        RouteEntry::get("/ban-bien-tap/menu/lien-ket/{id}", manage, links::edit),
        RouteEntry::post("/ban-bien-tap/menu/lien-ket/{id}", manage, links::save),
        RouteEntry::post("/ban-bien-tap/menu/lien-ket/{id}/thu-tu", manage, links::order),
        RouteEntry::post("/ban-bien-tap/menu/lien-ket/{id}/bo", manage, links::remove),
        RouteEntry::post("/ban-bien-tap/menu/lien-ket/{id}/khoi-phuc", manage, links::restore),
    ]
}
