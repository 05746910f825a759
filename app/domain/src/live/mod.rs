//! Live updates of open pages. A feature has topics ([`feature`]); the [`bus`] keeps the newest message of
//! each topic with subscribers.

#[cfg(feature = "store")]
pub mod bus;
#[cfg(feature = "store")]
pub mod feature;
#[cfg(feature = "store")]
pub mod timetable;

use std::fmt;

/// The most topics of one event stream; if a page has more, the last ones are not updated.
pub const MAX_TOPICS: usize = 24;

/// The topic of an event stream. Written `poll.3`; a kind with a single topic has no number: `statistics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic {
    /// The kind; each belongs to one feature.
    pub kind: &'static str,
    /// The number within the kind, from 1; 0 for a single topic.
    pub id: i64,
}

impl Topic {
    /// Parses a topic, if it is of one of these kinds.
    pub fn read(text: &str, kinds: &[&'static str]) -> Option<Self> {
        let (name, id) = match text.split_once('.') {
            // Only the canonical form, so that each topic has one name.
            Some((name, id)) if id.starts_with(|first: char| first.is_ascii_digit() && first != '0') => {
                (name, id.parse().ok()?)
            }
            Some(_) => return None,
            None => (text, 0),
        };
        let kind = kinds.iter().find(|kind| **kind == name)?;
        Some(Self { kind, id })
    }
}

impl fmt::Display for Topic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        if self.id != 0 { write!(f, ".{}", self.id) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_has_one_name() {
        let kinds = ["poll", "statistics"];
        for (text, topic) in [
            ("poll.3", Some(Topic { kind: "poll", id: 3 })),
            ("statistics", Some(Topic { kind: "statistics", id: 0 })),
        ] {
            assert_eq!(Topic::read(text, &kinds), topic);
            assert_eq!(topic.map(|topic| topic.to_string()).as_deref(), Some(text));
        }
        for wrong in
            ["", "poll.", "poll.0", "poll.03", "poll.-3", "poll.+3", "poll.3.4", "article.3", ".3", "poll.3 "]
        {
            assert_eq!(Topic::read(wrong, &kinds), None, "{wrong}");
        }
        assert_eq!(Topic::read("poll.99999999999999999999", &kinds), None);
    }
}
