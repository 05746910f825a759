//! A server that keeps to the rules of `exchange.rs`.

use super::*;
use std::collections::BTreeMap;

/// What the server remembers of the last request of a tab.
#[derive(Clone, Copy)]
struct Decided {
    sequence: i64,
    is_kept: bool,
}

pub(super) struct Server {
    /// All versions; the first has number 1.
    versions: Vec<Draft>,
    pub(super) published: Option<Draft>,
    decided: BTreeMap<String, Decided>,
    /// What every request is answered at the moment.
    pub(super) trouble: Option<Answer>,
}

impl Server {
    pub(super) fn new(first: Draft) -> Self {
        Self { versions: vec![first], published: None, decided: BTreeMap::new(), trouble: None }
    }

    pub(super) fn newest(&self) -> i64 {
        self.versions.len() as i64
    }

    pub(super) fn version(&self, number: i64) -> Version {
        let at = usize::try_from(number - 1).expect("a version");
        Version { number, draft: self.versions[at].clone() }
    }

    pub(super) fn has_had(&self, draft: &Draft) -> bool {
        self.versions.contains(draft)
    }

    pub(super) fn receive(&mut self, request: &Request) -> Answer {
        if let Some(trouble) = &self.trouble {
            return trouble.clone();
        }
        let present = self.version(self.newest());
        let last = self.decided.get(&request.id.tab).copied();
        let is_kept = match last.filter(|last| last.sequence >= request.id.sequence) {
            Some(last) => last.is_kept,
            None => self.decide(request, &present.draft),
        };
        if !is_kept {
            return Answer::Differs(present);
        }
        let present = self.version(self.newest());
        let draft = (present.draft != request.draft).then_some(present.draft);
        Answer::Kept(Saved { version: present.number, draft, time: "21:06".into(), ..Saved::default() })
    }

    fn decide(&mut self, request: &Request, present: &Draft) -> bool {
        let base = self.version(request.base).draft;
        let merged = merge(&base, &request.draft, present, &[]);
        let is_kept = merged.is_ok();
        if let Ok(merged) = merged {
            if merged != *present {
                self.versions.push(merged.clone());
            }
            if request.wish == Wish::Publish {
                self.published = Some(merged);
            }
        }
        self.decided.insert(request.id.tab.clone(), Decided { sequence: request.id.sequence, is_kept });
        is_kept
    }
}
