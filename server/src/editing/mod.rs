//! The desk's pages and forms about articles, over HTTP.

mod article;
mod drafts;
mod linkable;
mod lists;
mod preview;
mod preview_links;
mod steps;
mod word;

use crate::access::{Access, RouteEntry};
use app::routes::desk as addresses;
use domain::accounts::Right::{PublishArticles, WriteArticles};

/// The routes of articles.
pub(crate) fn routes() -> Vec<RouteEntry> {
    let (write, publish) = (Access::With(WriteArticles), Access::With(PublishArticles));
    vec![
        RouteEntry::get(addresses::DESK, write, lists::desk),
        RouteEntry::get(addresses::ARTICLES, write, lists::articles),
        RouteEntry::get(addresses::DRAFTS, write, drafts::list),
        RouteEntry::post(addresses::DRAFTS, write, drafts::forget),
        RouteEntry::get(addresses::NEW_ARTICLE, write, article::new),
        RouteEntry::post(addresses::NEW_ARTICLE, write, article::create),
        RouteEntry::post(addresses::NEW_PREVIEW, write, preview::typed_new),
        RouteEntry::get("/xem-truoc/{token}", Access::Everybody, preview::shared),
        RouteEntry::get(addresses::LINKABLE, write, linkable::find),
        RouteEntry::post(addresses::WORD, write, word::read),
        RouteEntry::get("/ban-bien-tap/bai-viet/{id}", write, article::edit),
        RouteEntry::post("/ban-bien-tap/bai-viet/{id}", write, article::save),
        RouteEntry::post("/ban-bien-tap/bai-viet/{id}/xem-truoc", write, preview::typed),
        RouteEntry::post("/ban-bien-tap/bai-viet/{id}/dang", publish, steps::publish),
        RouteEntry::post("/ban-bien-tap/bai-viet/{id}/go", publish, steps::withdraw),
        RouteEntry::post("/ban-bien-tap/bai-viet/{id}/bo", write, steps::trash),
        RouteEntry::post("/ban-bien-tap/bai-viet/{id}/khoi-phuc", write, steps::restore),
        RouteEntry::post("/ban-bien-tap/bai-viet/{id}/bo-thay-doi", write, steps::discard),
    ]
}
