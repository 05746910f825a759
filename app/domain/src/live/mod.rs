//! What open screens are told the moment it changes. A feature has topics ([`feature`]), the [`bus`] keeps the newest
//! message of each that somebody listens to.

#[cfg(feature = "store")]
pub mod bus;
#[cfg(feature = "store")]
pub mod feature;
#[cfg(feature = "store")]
pub mod timetable;

use std::fmt;

/// The most topics of one event stream; a page with more of them does not move in the last ones.
pub const MAX_TOPICS: usize = 24;

/// What an event stream tells about. Written `poll.3`; a kind of which there is but one has no number: `statistics`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Topic {
    /// The kind, which one feature tells about.
    pub kind: &'static str,
    /// Which of that kind, from 1; 0 where there is but one.
    pub id: i64,
}

impl Topic {
    /// Reads what was written of a topic, if it is of one of these kinds.
    pub fn read(text: &str, kinds: &[&'static str]) -> Option<Self> {
        let (name, id) = match text.split_once('.') {
            // As it is written, so that each topic has one name.
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
