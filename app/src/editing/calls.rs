//! The server functions of drafts. They are public endpoints: each checks who calls.

use crate::{error::AppError, wire::Json};
use domain::{
    drafting::save_engine::{DraftAnswer, Request, Version},
    id::ArticleId,
};
use leptos::{prelude::*, server_fn::codec::PostUrl};

#[cfg(feature = "ssr")]
use {
    crate::answer,
    domain::{
        accounts::Right::WriteArticles,
        db::NotWritten,
        drafting::save_engine::Answer,
        editing::store::{self, DraftTarget},
        form_key::FormKey,
    },
};

/// The draft with which the editor of an article is opened.
#[server(endpoint = "drafts/open", input = PostUrl, output = Json)]
pub async fn open_draft(
    /// The article.
    article: ArticleId,
) -> Result<Version, AppError> {
    let editing = answer::editing(WriteArticles)?;
    match store::open_draft(&editing, article).await {
        Ok(opened) => opened.ok_or_else(answer::not_found),
        Err(fault) => Err(answer::fault(&fault)),
    }
}

/// Keeps a draft, and publishes it if that is the wish of the request.
#[server(endpoint = "drafts/keep", input = Json, output = Json)]
pub async fn keep_draft(
    /// The article; none for one that was never saved.
    article: Option<ArticleId>,
    /// The key of the form of a new article; empty otherwise.
    key: String,
    /// The request.
    request: Request,
) -> Result<DraftAnswer, AppError> {
    let editing = answer::editing(WriteArticles)?;
    let target = match article {
        Some(article) => DraftTarget::Article(article),
        None => DraftTarget::New(FormKey::read(&key).ok_or_else(answer::bad_request)?),
    };
    match store::keep_draft(&editing, target, &request).await {
        Ok(answer) => Ok(answer),
        Err(fault) if NotWritten::of(&fault) == NotWritten::Full => {
            answer::fault(&fault);
            Ok(DraftAnswer { answer: Answer::Full, article })
        }
        Err(fault) => Err(answer::fault(&fault)),
    }
}
