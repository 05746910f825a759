//! The list of what to look at before an article is published.

use super::ArticleFormPage;
use crate::{
    routes::{self, Address},
    server_only::ServerOnly,
};
use domain::{
    editing::{
        ArticleField, State,
        checks::{Warning, links, warnings},
    },
    id::ArticleId,
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The articles of this site to which a body links, with the addresses; each once.
pub fn linked_articles(body: &str) -> BTreeMap<ArticleId, String> {
    let articles = links(body).filter_map(|address| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        match routes::read(path, "") {
            Some(Address::Article(id)) if path.starts_with('/') => Some((id, address)),
            _ => None,
        }
    });
    articles.collect()
}

impl ArticleFormPage {
    /// What to look at before the article is published; a new one has no text yet.
    pub(super) fn checks(&self) -> Option<AnyView> {
        let is_begun = self.article.is_some() || self.draft.version.is_some();
        let mut found = if is_begun && !self.is_trashed() { warnings(&self.form) } else { Vec::new() };
        found.extend(self.dead_links.iter().map(|address| Warning {
            field: ArticleField::Body,
            sentence: format!("Liên kết “{address}” dẫn tới bài mà bạn đọc không mở được."),
        }));
        if found.is_empty() {
            return None;
        }
        let is_shown = self.article.as_ref().is_some_and(|article| article.state == State::Published);
        let when = if is_shown { "" } else { " trước khi đăng" };
        let heading = format!("Nên xem lại{when}: {} chỗ", found.len());
        let rows = found.into_iter().map(|warning| {
            let place = format!("#{}", warning.field.name());
            view! { <li><a href=place>{warning.field.label()}</a> ": " {warning.sentence}</li> }
        });
        Some(
            view! {
                <details class="checks" open=!is_shown>
                    <summary>{heading}</summary>
                    <ul class="checks__list">{rows.collect_view()}</ul>
                </details>
            }
            .server_only(),
        )
    }
}
