//! Backups: making one, making them by themselves, and their page at the desk. What is due and what is kept are rules of
//! `domain::backups`; the format of the file is in `archive`.

mod desk_page;
mod download;
pub(crate) mod folder;
pub(crate) mod keep;
pub(crate) mod make;
mod run;

use crate::access::{Access, RouteEntry};
use app::routes::desk as addresses;
use domain::accounts::Right::ManageSite;

/// The routes of backups at the desk.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let manage = Access::With(ManageSite);
    vec![
        RouteEntry::get(addresses::BACKUPS, manage, desk_page::page),
        RouteEntry::post(addresses::BACKUPS, manage, desk_page::save),
        RouteEntry::post(addresses::BACKUP_NOW, manage, desk_page::ask),
        RouteEntry::post(addresses::BACKUP_DOWNLOAD, manage, download::download),
    ]
}
