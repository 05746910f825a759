//! Bringing the open page up to date in place: it is asked for once more, and what is new in it comes into what stands there.
//! What is read stays where it is, and so does the focus.

use crate::{
    drawn::{DrawnPage, Part},
    error::AppError,
    routes,
    ui::{dom, merge},
};
use domain::news::{SafeHtml, Shown, Version};
use leptos::prelude::*;
use std::pin::Pin;

/// Asks for the page of a path and a query.
pub(crate) type Load = fn(String, String) -> Pin<Box<dyn Future<Output = Result<DrawnPage, AppError>>>>;

/// What the server alone has drawn of the page that is shown, and the polls between.
const PARTS: &str = "main .part, main .poll";
/// What it has drawn beside it, and what moves there.
const BESIDE: &str = ".most-read-place > .layout__served";

/// The way to newer versions of the page that is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Renewal {
    load: Load,
    /// The title of the page.
    title: RwSignal<String>,
}

impl Renewal {
    /// Provides it to the whole site.
    pub(crate) fn provide(load: Load) -> Self {
        let renewal = Self { load, title: RwSignal::new(String::new()) };
        provide_context(renewal);
        renewal
    }

    /// The title of the page that is shown from now on, which may change.
    pub(crate) fn title(self, title: String) -> RwSignal<String> {
        self.title.set(title);
        self.title
    }

    /// The page of an address as it stands now. The browser keeps answers for a moment, each under its address: `version` is
    /// a part of it.
    pub(crate) async fn load(self, address: &str, version: u64) -> Result<DrawnPage, AppError> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        (self.load)(path.to_owned(), format!("{query}&{}={version}", routes::VERSION)).await
    }

    /// Brings the page that is shown up to date; none where it has another address now or is built from other parts. Gives the
    /// versions of what is shown then.
    pub(crate) fn take(self, page: DrawnPage) -> Option<Vec<(Shown, Version)>> {
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

/// What a newer page consists of.
#[derive(Default)]
struct New<'a> {
    /// Its parts by the ids of polls; what only the server draws has none.
    parts: Vec<String>,
    html: Vec<&'a SafeHtml>,
    versions: Vec<(Shown, Version)>,
}

impl<'a> New<'a> {
    fn add(&mut self, part: &'a Part) {
        match part {
            Part::Html(html) => {
                self.parts.push(String::new());
                self.html.push(html);
            }
            Part::Poll { paper, place, .. } => self.parts.push(routes::poll_part(paper.poll.id, *place)),
            Part::News { shown, version } => self.versions.push((*shown, version.clone())),
            Part::Article(parts) => parts.iter().for_each(|part| self.add(part)),
        }
    }
}
