//! What a feature implements to publish its topics on event streams.

use super::bus::Bus;
use crate::{db::DbError, polls::voter::VoterKey};
use serde::Serialize;
use std::{pin::Pin, sync::Arc};

/// A future of a feature.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, DbError>> + Send + 'a>>;
/// A background task that runs as long as the site.
pub type Task = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A feature with topics of one kind. It is added to the bus once ([`Bus::add`]) and calls [`Bus::changed`].
pub trait Feature: Send + Sync {
    /// The kind of its topics, in lower case.
    fn kind(&self) -> &'static str;

    /// The current snapshot of a topic; `None` if it does not exist.
    fn snapshot(&self, id: i64) -> Answer<'_, Option<Snapshot>>;

    /// Those of these topics in which the reader is an insider, who may see more than everyone.
    fn insiders<'a>(&'a self, _ids: &'a [i64], _reader: &'a Reader) -> Answer<'a, Vec<i64>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    /// Whether a new stream begins with a snapshot of its own: for topics where one costs nothing and that
    /// change more often than messages are sent.
    fn begins_anew(&self) -> bool {
        false
    }

    /// A task that reports changes caused by time alone to the bus, for as long as the bus runs.
    fn watch_time(self: Arc<Self>, _bus: Bus) -> Option<Task> {
        None
    }
}

/// The reader of a stream, as far as features need to know.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    /// The voter key, if this browser has one.
    pub voter: Option<VoterKey>,
}

/// The state of a topic, as JSON, for each audience.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub(super) everyone: String,
    /// None if insiders see what everyone sees.
    pub(super) insiders: Option<String>,
}

impl Snapshot {
    /// The same for everyone.
    pub fn same(news: &impl Serialize) -> Self {
        Self { everyone: json(news), insiders: None }
    }

    /// With more for insiders.
    pub fn of(everyone: &impl Serialize, insiders: &impl Serialize) -> Self {
        Self { everyone: json(everyone), insiders: Some(json(insiders)) }
    }
}

/// Our numbers and texts can always be written as JSON, which has no line feed.
fn json(news: &impl Serialize) -> String {
    serde_json::to_string(news).unwrap_or_default()
}
