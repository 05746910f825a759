//! The list of what to look at before an article is published.

use super::ArticleFormPage;
use crate::{
    linked::{linked, own_path},
    server_only::ServerOnly,
};
use domain::editing::{
    ArticleField, Linked, State,
    checks::{Warning, links, warnings},
};
use leptos::prelude::*;
use std::collections::BTreeSet;

/// How many links of a text are looked at.
const MOST_LINKS: usize = 300;

/// A link of a text to a page or a file of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnLink {
    /// The address, as written.
    pub address: String,
    /// What it leads to, if it is an address of the site; whether that exists is known by the store.
    pub linked: Option<Linked>,
}

/// The links of a body to pages and files of this site whose address is `url`; each address once. Pages that every
/// site has are left out.
pub fn own_links(body: &str, url: &str) -> Vec<OwnLink> {
    let addresses: BTreeSet<String> = links(body).collect();
    let own = addresses.into_iter().filter_map(|address| {
        let linked = own_path(&address, url).and_then(linked)?;
        Some(OwnLink { linked: linked.ok(), address })
    });
    own.take(MOST_LINKS).collect()
}

impl ArticleFormPage {
    /// What to look at before the article is published; a new one has no text yet.
    pub(super) fn checks(&self) -> Option<AnyView> {
        let is_begun = self.article.is_some() || self.draft.version.is_some();
        let mut found =
            if is_begun && !self.is_trashed() { warnings(&self.form, &self.misspelt) } else { Vec::new() };
        found.extend(self.dead_links.iter().map(|address| Warning {
            field: ArticleField::Body,
            sentence: format!("Liên kết “{address}” dẫn tới trang mà bạn đọc không mở được."),
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
