//! The server functions of drafts. They are public endpoints: each checks who calls.

use crate::{error::AppError, wire::Json};
use domain::{
    drafting::{
        OwnDrafts,
        save_engine::{DraftAnswer, Request, Version},
    },
    id::{AccountId, ArticleId},
};
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use {
    crate::answer,
    domain::{
        accounts::Right::WriteArticles,
        db::NotWritten,
        drafting::save_engine::Answer,
        editing::store::{self, DraftTarget},
        form_key::FormKey,
        scope::Editing,
    },
};

/// The draft with which an editor is opened; number 0 if the server has nothing yet.
#[server(endpoint = "drafts/open", input = Json, output = Json)]
pub async fn open_draft(
    /// Who opens the editor.
    account: AccountId,
    /// The article; none for one that was never saved.
    article: Option<ArticleId>,
    /// The key of the form of a new article; empty otherwise.
    key: String,
) -> Result<Version, AppError> {
    let editing = editing(account)?;
    match store::open_draft(&editing, target(article, &key)?).await {
        Ok(opened) => opened.ok_or_else(answer::not_found),
        Err(fault) => Err(answer::fault(&fault)),
    }
}

/// Keeps a draft, and publishes it if that is the wish of the request.
#[server(endpoint = "drafts/keep", input = Json, output = Json)]
pub async fn keep_draft(
    /// Who writes.
    account: AccountId,
    /// The article; none for one that was never saved.
    article: Option<ArticleId>,
    /// The key of the form of a new article; empty otherwise.
    key: String,
    /// The request.
    request: Request,
) -> Result<DraftAnswer, AppError> {
    let editing = editing(account)?;
    match store::keep_draft(&editing, target(article, &key)?, &request).await {
        Ok(answer) => Ok(answer),
        Err(fault) if NotWritten::of(&fault) == NotWritten::Full => {
            answer::fault(&fault);
            Ok(DraftAnswer { answer: Answer::Full, article })
        }
        Err(fault) => Err(answer::fault(&fault)),
    }
}

/// What the person who is signed in has begun and not finished, for the bar.
#[server(endpoint = "drafts/count", input = Json, output = Json)]
pub async fn count_drafts() -> Result<OwnDrafts, AppError> {
    store::count_own(&answer::editing(WriteArticles)?).await.map_err(|fault| answer::fault(&fault))
}

/// What this account may edit. If somebody else has signed in meanwhile with the same browser, the one who wrote is
/// signed out: a draft is not kept in the name of another person.
#[cfg(feature = "ssr")]
fn editing(account: AccountId) -> Result<Editing, AppError> {
    let editing = answer::editing(WriteArticles)?;
    if editing.person.id == account { Ok(editing) } else { Err(answer::signed_out()) }
}

#[cfg(feature = "ssr")]
fn target(article: Option<ArticleId>, key: &str) -> Result<DraftTarget, AppError> {
    match article {
        Some(article) => Ok(DraftTarget::Article(article)),
        None => FormKey::read(key).map(DraftTarget::New).ok_or_else(answer::bad_request),
    }
}
