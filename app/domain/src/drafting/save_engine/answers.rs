//! What happens with an answer of the server.

use super::{Answer, Output, Request, SaveEngine, State, Version, Wish};
use crate::drafting::merge::{changes, merge};

const LAPSED: &str = "máy chủ trả lời quá chậm. Xin quý vị bấm đăng lần nữa.";

impl SaveEngine {
    /// Takes in the answer to the request that was on its way.
    pub(super) fn answered(&mut self, request: Request, answer: Answer, outputs: &mut Vec<Output>) {
        let has_content = self.has_content(&request);
        self.is_waiting = false;
        self.is_unkept = true;
        match answer {
            Answer::Kept(saved) => {
                self.timing.succeeded();
                self.trouble = None;
                let has_lapsed = std::mem::take(&mut self.has_lapsed);
                if saved.published {
                    self.success = State::Published(saved.time);
                } else if !saved.sentences.is_empty() {
                    self.success = State::NotPublished(saved.sentences);
                } else if has_lapsed {
                    self.success = State::NotPublished(vec![LAPSED.to_owned()]);
                } else if has_content {
                    self.success = State::Saved(saved.time);
                }
                let theirs = Version {
                    number: saved.version,
                    draft: saved.draft.unwrap_or_else(|| request.draft.clone()),
                };
                if request.wish == Wish::Discard {
                    self.kept.base.draft = self.kept.typed.clone();
                } else {
                    self.kept.base.draft = request.draft;
                }
                self.meet(theirs, outputs);
            }
            Answer::Differs(theirs) => {
                self.meet(theirs, outputs);
                // What was typed meanwhile may have settled it. If not, the person must see what came, and ask
                // for publishing again.
                if self.kept.theirs.is_none() && self.wish == Wish::Keep {
                    self.wish = request.wish;
                }
                self.timing.failed();
            }
            Answer::Refused(sentences) => {
                self.timing.succeeded();
                self.trouble = Some(State::Refused(sentences));
            }
            Answer::SignedOut | Answer::Gone | Answer::Full | Answer::Failed => {
                self.kept.sent = Some(request);
                self.timing.failed();
                self.trouble = Some(match answer {
                    Answer::SignedOut => State::SignedOut,
                    Answer::Gone => State::Gone,
                    Answer::Full => State::Full,
                    _ => State::Failed,
                });
            }
        }
    }

    /// Merges what was typed with the server's draft; both were made from `base`.
    pub(super) fn meet(&mut self, theirs: Version, outputs: &mut Vec<Output>) {
        self.is_unkept = true;
        match merge(&self.kept.base.draft, &self.kept.typed, &theirs.draft, &self.decisions) {
            Ok(merged) => {
                if merged != self.kept.typed {
                    let changes = changes(&self.kept.typed, &merged);
                    outputs.push(Output::Change(Box::new(merged.clone()), changes));
                }
                self.kept.typed = merged;
                self.kept.base = theirs;
                self.decisions.clear();
                self.questions = 0;
            }
            Err(questions) => {
                self.kept.theirs = Some(theirs);
                self.questions = questions.len();
                outputs.push(Output::Ask(questions));
            }
        }
    }
}
