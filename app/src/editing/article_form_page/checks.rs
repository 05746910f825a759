//! The list of what to look at before an article is published.

use super::ArticleFormPage;
use crate::{
    routes::{self, Address},
    server_only::ServerOnly,
};
use domain::{
    editing::{
        ArticleField, Linked, State,
        checks::{Warning, links, warnings},
    },
    text::Slug,
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
        let path = address.strip_prefix(url).unwrap_or(&address);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let is_own = path.starts_with('/') && !path.starts_with("//");
        let linked = is_own.then(|| linked(path)).flatten()?;
        Some(OwnLink { linked: linked.ok(), address })
    });
    own.take(MOST_LINKS).collect()
}

/// What a path leads to. `None` if every site has it, an error if no site has it.
fn linked(path: &str) -> Option<Result<Linked, ()>> {
    if let Some(name) = path.strip_prefix("/media/") {
        return Some(Ok(Linked::Media(name.to_owned())));
    }
    let slug = |text: &str| Slug::loosely(text).ok_or(());
    Some(match routes::read(path, "") {
        Some(Address::Article(id)) => Ok(Linked::Article(id)),
        Some(Address::Page(page)) => slug(&page).map(Linked::Page),
        Some(Address::List { kind, slug: text, .. }) => slug(&text).map(|slug| Linked::List(kind, slug)),
        Some(Address::Poll { id, .. }) => Ok(Linked::Poll(id)),
        Some(_) => return None,
        // Other files, for example tables of results.
        None if path.rsplit('/').next().is_some_and(|name| name.contains('.')) => return None,
        None => Err(()),
    })
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
