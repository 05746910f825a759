//! Publishing, unpublishing, moving to the trash and restoring.

use super::article::{refuse, show, typed};
use crate::{
    desk,
    desk::{form::Form, id::Id},
    state::AppState,
};
use app::{
    editing::article_form_page::{DISCARDED, STEPPED, Said, WITHDRAWN, WITHOUT_SAVING},
    routes::desk::{self as addresses, Step},
};
use axum::{Extension, extract::State, response::Response};
use domain::{
    accounts::Person,
    db::DbError,
    editing::{self, Refusal, store, store::load_article},
    id::ArticleId,
    scope::Editing,
};
use std::sync::Arc;

type Answer = Result<Result<editing::State, Refusal>, DbError>;

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident $step:ident,)*) => {$(
        $(#[$doc])*
        pub(crate) async fn $name(
            State(state): State<AppState>,
            Extension(person): Extension<Arc<Person>>,
            Id(id): Id<ArticleId>,
            form: Form,
        ) -> Response {
            step(state, person, (id, Step::$step), &form, async |editing: &Editing, id, version| {
                store::$name(editing, id, version).await
            })
            .await
        }
    )*};
}

steps! {
    /// Publishes an article.
    publish Publish,
    /// Unpublishes it.
    withdraw Withdraw,
    /// Moves it to the trash.
    trash Trash,
    /// Restores it from the trash.
    restore Restore,
}

/// Gives up what the draft of an article has and the article does not; the form that was sent with it too.
pub(crate) async fn discard(
    State(state): State<AppState>,
    Extension(person): Extension<Arc<Person>>,
    Id(id): Id<ArticleId>,
) -> Response {
    match store::discard(&state.editing(&person), id).await {
        Ok(Ok(())) => desk::see(&DISCARDED.at(&addresses::article(id))),
        Ok(Err(refusal)) => refuse(&state, &person, Some(id), None, refusal).await,
        Err(fault) => desk::failed(&state, &fault),
    }
}

async fn step(
    state: AppState,
    person: Arc<Person>,
    (id, step): (ArticleId, Step),
    form: &Form,
    take: impl AsyncFnOnce(&Editing, ArticleId, i64) -> Answer,
) -> Response {
    let version = form.version();
    let editing = state.editing(&person);
    let typed = typed(form);
    if let Some(typed) = &typed
        && !form.has(WITHOUT_SAVING)
    {
        match load_article(&editing, id).await {
            Ok(Some(article)) if article.form.says_the_same(&typed.form) && !form.has_files() => {}
            // What was typed would be lost.
            Ok(Some(_)) => {
                return show(&state, &person, Some(id), Some(Said::Unsaved(step)), Some(typed.clone())).await;
            }
            Ok(None) => {}
            Err(fault) => return desk::failed(&state, &fault),
        }
    }
    match take(&editing, id, version).await {
        Ok(Ok(_)) => {
            state.live_news.changed(&state.bus, id);
            let done = if step == Step::Withdraw { WITHDRAWN } else { STEPPED };
            desk::see(&done.at(&addresses::article(id)))
        }
        Ok(Err(refusal)) => refuse(&state, &person, Some(id), typed, refusal).await,
        Err(fault) => desk::failed(&state, &fault),
    }
}
