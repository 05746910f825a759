//! The desk's pages and forms about articles, over HTTP.

mod article;
mod lists;
mod steps;

use crate::access::{Access, Entry};
use app::routes::desk as addresses;
use domain::accounts::Right::{PublishArticles, WriteArticles};

/// The routes of articles.
pub(crate) fn routes() -> Vec<Entry> {
    let (write, publish) = (Access::With(WriteArticles), Access::With(PublishArticles));
    vec![
        Entry::get(addresses::DESK, write, lists::desk),
        Entry::get(addresses::ARTICLES, write, lists::articles),
        Entry::get(addresses::NEW_ARTICLE, write, article::new),
        Entry::post(addresses::NEW_ARTICLE, write, article::create),
        Entry::get("/ban-bien-tap/bai-viet/{id}", write, article::edit),
        Entry::post("/ban-bien-tap/bai-viet/{id}", write, article::save),
        Entry::get("/ban-bien-tap/bai-viet/{id}/xem-truoc", write, article::preview),
        Entry::post("/ban-bien-tap/bai-viet/{id}/xem-truoc", write, article::preview_typed),
        Entry::post("/ban-bien-tap/bai-viet/{id}/dang", publish, steps::publish),
        Entry::post("/ban-bien-tap/bai-viet/{id}/go", publish, steps::withdraw),
        Entry::post("/ban-bien-tap/bai-viet/{id}/bo", write, steps::trash),
        Entry::post("/ban-bien-tap/bai-viet/{id}/khoi-phuc", write, steps::restore),
    ]
}
