//! Publishing, withdrawing, putting away and bringing back.

use super::article::{STEPPED, refuse};
use crate::{
    desk,
    desk::{form::Form, id::Id},
    router::Site,
};
use app::{editing::article_form_page::VERSION, routes::desk as addresses};
use axum::{Extension, extract::State, response::Response};
use domain::{
    accounts::Person,
    clock::Timestamp,
    db::{Db, Fault},
    editing::{self, Refusal, store},
    id::ArticleId,
};
use std::sync::Arc;

type Answer = Result<Result<editing::State, Refusal>, Fault>;

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident,)*) => {$(
        $(#[$doc])*
        pub(crate) async fn $name(
            State(site): State<Site>,
            Extension(person): Extension<Arc<Person>>,
            Id(id): Id<ArticleId>,
            form: Form,
        ) -> Response {
            step(site, person, id, &form, async |db: &Db, person: &Person, id, version, now| {
                store::$name(db, person, id, version, now).await
            })
            .await
        }
    )*};
}

steps! {
    /// Shows an article to readers.
    publish,
    /// Takes it from them.
    withdraw,
    /// Puts it into the trash.
    trash,
    /// Brings it back from there.
    restore,
}

async fn step(
    site: Site,
    person: Arc<Person>,
    id: ArticleId,
    form: &Form,
    take: impl AsyncFnOnce(&Db, &Person, ArticleId, i64, Timestamp) -> Answer,
) -> Response {
    let version = form.value(VERSION).parse().unwrap_or_default();
    let now = site.backend.clock.now();
    match take(&site.backend.db, &person, id, version, now).await {
        Ok(Ok(_)) => desk::see(&format!("{}?da={}", addresses::article(id), STEPPED)),
        Ok(Err(refusal)) => refuse(&site, person, Some(id), None, refusal).await,
        Err(fault) => desk::failed(&site, &fault),
    }
}
