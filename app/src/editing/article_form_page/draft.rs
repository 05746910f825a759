//! The draft that the form shows.

use super::{ArticleFormPage, FILE_LABEL, step_button};
use crate::{routes::desk::Step, server_only::ServerOnly};
use domain::{
    clock::Timestamp,
    editing::{AUTHORS, ArticleField, State},
    form_key::FormKey,
    id::AccountId,
};
use leptos::prelude::*;

/// The draft that a form shows, and keeps while somebody writes if the browser runs scripts.
#[derive(Debug, Clone)]
pub struct DraftOfForm {
    /// Who writes.
    pub account: AccountId,
    /// The address they sign in with, for a session that ends while they write.
    pub email: String,
    /// The version that the form shows; none without a draft.
    pub version: Option<i64>,
    /// The key of the form of a new article.
    pub key: Option<FormKey>,
    /// When the draft was kept and by whom, if it has something that the article does not have.
    pub pending: Option<(Timestamp, String)>,
    /// The addresses of the script and the wasm that keep it.
    pub files: [String; 2],
}

/// The lists of the form, for the script that keeps drafts: their names, and where entries have a text the name of
/// its field.
pub(super) fn lists() -> String {
    format!("{AUTHORS} {}:{FILE_LABEL}", ArticleField::Attachments.name())
}

impl ArticleFormPage {
    /// Says that the form shows a draft with more than the article has. The button is shown by the script too, once
    /// something is kept.
    pub(super) fn pending(&self) -> Option<AnyView> {
        let article = self.article.as_ref().filter(|article| article.state != State::Trashed)?;
        let hidden = self.draft.pending.is_none();
        let words = self.draft.pending.as_ref().map(|(at, by)| {
            let moment = self.zone.moment(*at);
            view! {
                "Đây là bản nháp của " {by.clone()} ", giữ lúc " <time datetime=moment.machine>{moment.words}</time> ". "
            }
        });
        Some(
            view! {
                <p class="pending-draft" hidden=hidden>
                    <span>{words} "Có thay đổi chưa lưu vào bài."</span>
                    {step_button(article.id, Step::Discard, "Bỏ thay đổi", true)}
                </p>
            }
            .server_only(),
        )
    }
}
