//! What is counted for each page.

use crate::routes::Address;
use domain::{news::ListKind, statistics::counter::ViewedPage};

impl Address {
    /// What is counted when the page with this address is shown.
    pub fn viewed_page(&self) -> ViewedPage {
        let (kind, article) = match self {
            Self::Front => ("front", None),
            Self::List { kind: ListKind::Category, .. } => ("category", None),
            Self::List { kind: ListKind::Series, .. } | Self::AllSeries => ("series", None),
            Self::List { kind: ListKind::Tag, .. } => ("tag", None),
            Self::List { kind: ListKind::Author, .. } => ("author", None),
            Self::Article(id) => ("article", Some(*id)),
            Self::Page(_) | Self::Kept => ("page", None),
            Self::Polls { .. } | Self::Poll { .. } => ("poll", None),
            Self::Statistics { .. } | Self::Counting => ("statistics", None),
            Self::Search(_) => ("search", None),
        };
        ViewedPage { kind, article }
    }
}
