//! From what an address asks for to the page: load, and draw.

use super::{DrawnPage, Head, HeadPicture, Part};
use crate::{
    answer::{self, Asked},
    error::AppError,
    news::{
        all_series_page::all_series_page, article_page::article_page, front_page::front_page,
        list_page::list_page,
    },
    routes::{self, Address},
    served,
    site::static_page::static_page,
};
use domain::{
    db::Fault,
    media::Picture,
    news::{
        SafeHtml,
        store::{self as news, ListName},
    },
    site::store as site,
    text::Slug,
};
use leptos::prelude::*;

/// Draws the page of an address; whoever asks may see it, or there is no such page.
pub async fn draw(asked: &Asked, address: Address) -> Result<DrawnPage, AppError> {
    let Asked { db, scope, now } = asked;
    let (scope, now) = (*scope, *now);
    match address {
        Address::Front => Ok(front_page(loaded(news::load_front_page(db, scope, now).await)?)),
        Address::List { kind, slug, month, before } => {
            let slug = Slug::loosely(&slug).ok_or_else(answer::not_found)?;
            let month = month.map(|month| month.parse()).transpose().map_err(|_| answer::not_found())?;
            let before = before.map(|key| key.parse()).transpose().map_err(|_| answer::bad_request())?;
            let name = ListName { kind, slug, month, before };
            let page = found(news::load_list(db, scope, &name, now).await)?;
            Ok(list_page(page, before))
        }
        Address::AllSeries => Ok(all_series_page(loaded(news::load_all_series(db, scope, now).await)?)),
        Address::Article(id) => Ok(article_page(found(news::load_article(db, scope, id, now).await)?)),
        Address::Page(slug) => {
            let slug = Slug::loosely(&slug).ok_or_else(answer::not_found)?;
            Ok(static_page(found(site::load_page(db, scope, &slug).await)?))
        }
    }
}

fn loaded<T>(answer: Result<T, Fault>) -> Result<T, AppError> {
    answer.map_err(|cause| answer::fault(&cause))
}

fn found<T>(answer: Result<Option<T>, Fault>) -> Result<T, AppError> {
    loaded(answer)?.ok_or_else(answer::not_found)
}

impl DrawnPage {
    /// A page that is one piece of HTML.
    pub(crate) fn of(address: String, head: Head, view: impl IntoView) -> Self {
        let html = SafeHtml::drawn(served::html(view));
        Self { address, head, parts: vec![Part::Html(html)] }
    }
}

impl From<&Picture> for HeadPicture {
    fn from(picture: &Picture) -> Self {
        let width = picture.fallback_width();
        Self {
            address: routes::media(&picture.fallback()),
            width,
            height: picture.height_at(width),
            alt: picture.alt.clone(),
        }
    }
}
