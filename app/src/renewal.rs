//! Updating the open page in place: it is loaded again, and what is new is merged into the document. Scroll
//! position and focus are kept.

use crate::{
    error::AppError,
    rendered_page::{PagePart, RenderedPage},
    routes,
    ui::{dom, merge},
};
use domain::news::{SafeHtml, Shown, Version};
use leptos::{prelude::*, text_prop::TextProp};
use std::pin::Pin;

/// Loads the page of a path and a query.
pub(crate) type Load = fn(String, String) -> Pin<Box<dyn Future<Output = Result<RenderedPage, AppError>>>>;

/// The server-rendered parts of the current page, and the polls between them.
const PARTS: &str = "main .part, main .poll";
/// The server-rendered parts beside it that can be updated.
const BESIDE: &str = ".most-read-place > .layout__served";

/// Updates the current page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renewal {
    load: Load,
    /// The title of the page.
    title: RwSignal<String>,
}

impl Renewal {
    /// Provides it as context.
    pub(crate) fn provide(load: Load) -> Self {
        let renewal = Self { load, title: RwSignal::new(String::new()) };
        provide_context(renewal);
        renewal
    }

    /// Sets the title of the current page; it can be updated.
    pub(crate) fn title(self, title: String) -> TextProp {
        // The server reads it after the owner of the signal has gone, where a signal panics.
        if cfg!(feature = "ssr") {
            return title.into();
        }
        self.title.set(title);
        self.title.into()
    }

    /// Loads the current version of a page. The browser caches responses for a moment by address, so
    /// `version` is part of it.
    pub(crate) async fn load(self, address: &str, version: u64) -> Result<RenderedPage, AppError> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        (self.load)(path.to_owned(), format!("{query}&{}={version}", routes::VERSION)).await
    }

    /// Updates the current page; none if its address or its structure is different now. Returns the versions
    /// that are shown then.
    pub(crate) fn take(self, page: RenderedPage) -> Option<Vec<(Shown, Version)>> {
        let (mut new, mut beside) = (New::default(), New::default());
        page.parts.iter().for_each(|part| new.add(part));
        page.beside.iter().for_each(|part| beside.add(part));
        let stand = dom::all(PARTS);
        let is_here = routes::path(&page.address) == routes::path(&dom::here());
        if !is_here || !stand.iter().map(|part| part.id()).eq(new.parts) {
            return None;
        }
        let stand = stand.into_iter().filter(|part| part.id().is_empty()).chain(dom::all(BESIDE));
        merge::keeping_place(|| {
            for (old, new) in stand.zip(new.html.into_iter().chain(beside.html)) {
                merge::renew(&old, new.as_str());
            }
        });
        self.title.set(page.head.title);
        new.versions.extend(beside.versions);
        Some(new.versions)
    }
}

/// The parts of a newer page.
#[derive(Default)]
struct New<'a> {
    /// The poll id of each part; empty for server-rendered parts.
    parts: Vec<String>,
    html: Vec<&'a SafeHtml>,
    versions: Vec<(Shown, Version)>,
}

impl<'a> New<'a> {
    fn add(&mut self, part: &'a PagePart) {
        match part {
            PagePart::Html(html) => {
                self.parts.push(String::new());
                self.html.push(html);
            }
            PagePart::Poll { paper, place, .. } => self.parts.push(routes::poll_part(paper.poll.id, *place)),
            PagePart::News { shown, version } => self.versions.push((*shown, version.clone())),
            PagePart::Article(parts) => parts.iter().for_each(|part| self.add(part)),
        }
    }
}
