//! Keeps a draft while somebody writes: decides when it is sent to the server, what is kept in the browser,
//! and what happens with each answer. It is a pure state machine: the page hands over what happens
//! ([`Input`]) and carries out what comes back ([`Output`]), in that order, each one after the one before is
//! done. So what is sent is in the browser's store before it leaves.
//!
//! One request is on its way at a time. It is sent again, with the same id, until an answer comes; answers to
//! anything else are late or doubled, and ignored. What is typed meanwhile is merged with the answer. The
//! rules for the server are in `exchange.rs`.
//!
//! The page hands over what stands in the editor before it hands over an answer, and ticks once a second.

mod answers;
mod exchange;
mod page;
mod state;
mod timing;

use super::{Draft, merge::Decision};
use timing::Timing;

pub use exchange::{Answer, DraftAnswer, Request, RequestId, Saved, Version, Wish};
pub use page::{Input, Kept, Opening, Output};
pub use state::State;

/// The engine of one open editor.
#[derive(Debug, Clone)]
pub struct SaveEngine {
    tab: String,
    sequence: i64,
    kept: Kept,
    timing: Timing,
    /// An answer may come.
    is_waiting: bool,
    is_online: bool,
    trouble: Option<State>,
    wish: Wish,
    /// A publication was wished, and has lapsed.
    has_lapsed: bool,
    /// The newest version heard of, if it may be newer than the base.
    heard: i64,
    decisions: Vec<Decision>,
    questions: usize,
    /// The last success.
    success: State,
    shown: State,
    is_in_browser: bool,
    /// The browser's store is behind.
    is_unkept: bool,
}

impl SaveEngine {
    /// Opens an editor; [`SaveEngine::draft`] is what it shows. What was left in the browser goes on from
    /// where it was, but is only kept: nothing is published or discarded by opening an editor.
    pub fn open(opening: Opening) -> (Self, Vec<Output>) {
        let Opening { tab, jitter, server, kept, at } = opening;
        let is_in_browser = kept.is_some();
        let heard = server.number;
        let mut kept = kept.unwrap_or_else(|| Kept {
            typed: server.draft.clone(),
            base: server,
            sent: None,
            theirs: None,
        });
        if let Some(sent) = &mut kept.sent {
            sent.wish = Wish::Keep;
        }
        let mut engine = Self {
            tab,
            sequence: 0,
            kept,
            timing: Timing::new(at, jitter),
            is_waiting: false,
            is_online: true,
            trouble: None,
            wish: Wish::Keep,
            has_lapsed: false,
            heard,
            decisions: Vec::new(),
            questions: 0,
            success: State::Opened,
            shown: State::Opened,
            is_in_browser,
            is_unkept: false,
        };
        let mut outputs = Vec::new();
        if let Some(theirs) = engine.kept.theirs.take() {
            engine.meet(theirs, &mut outputs);
        }
        engine.proceed(&mut outputs);
        (engine, outputs)
    }

    /// The draft as it stands in the editor.
    pub fn draft(&self) -> &Draft {
        &self.kept.typed
    }

    /// Whether the server has everything; the page warns before it is closed otherwise.
    pub fn is_saved(&self) -> bool {
        !self.has_unsaved()
    }

    /// The version of the server's draft that the editor includes; 0 if the server has none.
    pub fn version(&self) -> i64 {
        self.kept.base.number
    }

    /// Takes in what happened.
    pub fn handle(&mut self, input: Input) -> Vec<Output> {
        let mut outputs = Vec::new();
        match input {
            Input::Typed(draft, at) => {
                self.timing.advance(at);
                self.typed(draft);
            }
            Input::Tick(at) => self.timing.advance(at),
            Input::Answered(id, answer, at) => {
                self.timing.advance(at);
                if let Some(request) = self.kept.sent.take_if(|sent| sent.id == id) {
                    self.answered(request, answer, &mut outputs);
                }
            }
            Input::Offline => {
                self.is_online = false;
                self.is_waiting = false;
            }
            Input::Online => {
                self.is_online = true;
                self.timing.try_at_once();
            }
            Input::Heard(version) => self.heard = self.heard.max(version),
            Input::Decided(decisions) => {
                self.decisions.extend(decisions);
                self.timing.try_at_once();
                if let Some(theirs) = self.kept.theirs.take() {
                    self.meet(theirs, &mut outputs);
                }
            }
            Input::SaveAsked => self.timing.hurry(),
            Input::PublishAsked => self.wish(Wish::Publish),
            Input::DiscardAsked => self.wish(Wish::Discard),
            Input::SignedIn => {
                self.trouble.take_if(|trouble| *trouble == State::SignedOut);
                self.timing.try_at_once();
            }
        }
        self.proceed(&mut outputs);
        outputs
    }

    fn typed(&mut self, draft: Draft) {
        if draft == self.kept.typed {
            return;
        }
        self.kept.typed = draft;
        self.timing.typed();
        self.is_unkept = true;
        self.trouble.take_if(|trouble| matches!(trouble, State::Refused(_)));
        if matches!(self.success, State::NotPublished(_) | State::Published(_)) {
            self.success = State::Opened;
        }
    }

    fn wish(&mut self, wish: Wish) {
        if self.is_online && !self.is_barred() && self.kept.theirs.is_none() {
            self.wish = wish;
            self.has_lapsed = false;
            self.timing.wished();
        }
    }

    fn has_unsaved(&self) -> bool {
        self.kept.theirs.is_some()
            || self.kept.typed != self.kept.base.draft
            || self.kept.sent.as_ref().is_some_and(|sent| self.has_content(sent))
    }

    /// Whether a request without an answer asks for more than the newest version.
    fn has_content(&self, sent: &Request) -> bool {
        sent.wish != Wish::Keep || sent.draft != self.kept.base.draft
    }

    fn is_barred(&self) -> bool {
        matches!(self.trouble, Some(State::SignedOut | State::Gone))
    }

    /// Does what is due.
    fn proceed(&mut self, outputs: &mut Vec<Output>) {
        if self.is_waiting && self.timing.is_answer_late() {
            self.is_waiting = false;
            self.timing.failed();
            self.trouble = Some(State::Failed);
        }
        if self.timing.is_wish_old() {
            self.lapse();
        }
        let request = self.next_request();
        self.keep_in_browser(request.is_some(), outputs);
        if let Some(request) = request {
            outputs.push(Output::Send(request));
        }
        let state = self.state();
        if state != self.shown {
            self.shown = state.clone();
            outputs.push(Output::Show(state));
        }
    }

    /// What somebody wished long ago is not done any more, but the draft is kept.
    fn lapse(&mut self) {
        let sent = self.kept.sent.as_mut().map(|sent| std::mem::take(&mut sent.wish));
        let wish = std::mem::take(&mut self.wish);
        self.has_lapsed |= wish == Wish::Publish || sent == Some(Wish::Publish);
    }

    /// What leaves now: the request without an answer once more, or the next one.
    fn next_request(&mut self) -> Option<Request> {
        if self.is_waiting || !self.is_online || self.is_barred() || !self.timing.may_try() {
            return None;
        }
        if self.kept.sent.is_none() {
            self.kept.sent = Some(self.new_request()?);
            self.is_unkept = true;
            self.timing.taken();
        }
        let request = self.kept.sent.clone()?;
        self.is_waiting = true;
        self.timing.asked();
        Some(request)
    }

    fn new_request(&mut self) -> Option<Request> {
        let is_refused = matches!(self.trouble, Some(State::Refused(_)));
        let is_changed = self.kept.typed != self.kept.base.draft;
        let is_due =
            if is_changed { self.timing.is_due() && !is_refused } else { self.heard > self.kept.base.number };
        if self.kept.theirs.is_some() || (self.wish == Wish::Keep && !is_due) {
            return None;
        }
        self.sequence += 1;
        self.heard = 0;
        Some(Request {
            id: RequestId { tab: self.tab.clone(), sequence: self.sequence },
            base: self.kept.base.number,
            draft: self.kept.typed.clone(),
            wish: std::mem::take(&mut self.wish),
        })
    }

    /// While somebody types, at most once a second; before something leaves, always.
    fn keep_in_browser(&mut self, leaves: bool, outputs: &mut Vec<Output>) {
        if !self.has_unsaved() {
            if std::mem::take(&mut self.is_in_browser) {
                outputs.push(Output::ForgetInBrowser);
            }
            self.is_unkept = false;
        } else if self.is_unkept && (leaves || self.timing.may_keep_in_browser()) {
            outputs.push(Output::KeepInBrowser(Box::new(self.kept.clone())));
            self.timing.kept_in_browser();
            self.is_in_browser = true;
            self.is_unkept = false;
        }
    }

    fn state(&self) -> State {
        if self.kept.theirs.is_some() {
            return State::Asking(self.questions);
        }
        if !self.has_unsaved() && self.wish == Wish::Keep {
            return self.success.clone();
        }
        if !self.is_online && !self.is_barred() {
            return State::Offline;
        }
        if let Some(trouble) = &self.trouble {
            return trouble.clone();
        }
        match (&self.kept.sent, self.wish) {
            (_, Wish::Publish) | (Some(Request { wish: Wish::Publish, .. }), _) => State::Publishing,
            (_, Wish::Discard) | (Some(Request { wish: Wish::Discard, .. }), _) => State::Discarding,
            (Some(_), Wish::Keep) => State::Saving,
            (None, Wish::Keep) => State::Typing,
        }
    }
}

#[cfg(test)]
mod tests;
