//! What a feature brings so that its topics are told to open screens.

use super::bus::Bus;
use crate::{db::Fault, polls::voter::VoterKey};
use serde::Serialize;
use std::{pin::Pin, sync::Arc};

/// What a feature is still working on.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;
/// What a feature does for as long as the site is open.
pub type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A feature with topics of one kind. It is added to the bus once ([`Bus::add`]) and calls [`Bus::changed`].
pub trait Feature: Send + Sync {
    /// The kind of its topics, in small letters.
    fn kind(&self) -> &'static str;

    /// How a topic stands now; `None` when there is none of this number.
    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>>;

    /// In which of these topics a reader is an insider, who may see more than everyone.
    fn insiders<'a>(&'a self, _ids: &'a [i64], _reader: &'a Reader) -> Answer<'a, Vec<i64>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Whether a new screen begins with a snapshot of its own: where one costs nothing, and changes more often than is told.
    fn begins_anew(&self) -> bool {
        false
    }

    /// Tells the bus, for as long as it goes on, of what changes by itself as time goes by.
    fn watch_time(self: Arc<Self>, _bus: Bus) -> Option<Task> {
        None
    }
}

/// Who a stream is for, as far as features ask.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The key with which they vote, if this browser has one.
    pub voter: Option<VoterKey>,
}

/// How a topic stands, as JSON, for each audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub(super) everyone: String,
    /// None where insiders see what everyone sees.
    pub(super) insiders: Option<String>,
}

impl Snapshot {
    /// The same for everyone.
    pub fn same(news: &impl Serialize) -> Self {
        Self { everyone: json(news), insiders: None }
    }

    /// More for insiders.
    pub fn of(everyone: &impl Serialize, insiders: &impl Serialize) -> Self {
        Self { everyone: json(everyone), insiders: Some(json(insiders)) }
    }
}

/// Numbers and texts of our own always have a JSON form, and it has no line feed.
fn json(news: &impl Serialize) -> String {
    serde_json::to_string(news).unwrap_or_default()
}
