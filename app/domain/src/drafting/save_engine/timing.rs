//! When something is due, on a clock that never goes back.

use crate::clock::Timestamp;

/// How long somebody must pause before the draft is sent. With a tick each second it leaves within 3 s.
const PAUSE: i64 = 2_000;
/// How long typing may go on before the draft is sent nevertheless.
const LONGEST: i64 = 10_000;
/// The least time between two copies in the browser while somebody types.
const BROWSER: i64 = 1_000;
/// How long an answer is waited for.
const PATIENCE: i64 = 20_000;
/// How long a wish to publish or to discard holds.
const WISH: i64 = 60_000;
/// The first wait after a failure; doubled with each further one, up to 32 times.
const FIRST_WAIT: i64 = 2_000;

/// The times of one editor, in milliseconds since it was opened.
#[derive(Debug, Clone)]
pub(super) struct Timing {
    clock: Timestamp,
    now: i64,
    typed: i64,
    /// Since when something typed has not been sent.
    unsent: Option<i64>,
    in_browser: i64,
    asked: i64,
    wished: i64,
    failures: u32,
    retry: i64,
    /// From 0 to 1000: how much of the wait after a failure is left to chance.
    jitter: i64,
}

impl Timing {
    pub(super) fn new(at: Timestamp, jitter: u32) -> Self {
        let jitter = i64::from(jitter.min(1_000));
        Self {
            clock: at,
            now: 0,
            typed: 0,
            unsent: None,
            in_browser: -BROWSER,
            asked: 0,
            wished: 0,
            failures: 0,
            retry: 0,
            jitter,
        }
    }

    /// Reads the clock. If it was set back, no time has passed.
    pub(super) fn advance(&mut self, at: Timestamp) {
        let passed = at.0.saturating_sub(self.clock.0).max(0);
        self.now = self.now.saturating_add(passed);
        self.clock = at;
    }

    pub(super) fn typed(&mut self) {
        self.typed = self.now;
        self.unsent.get_or_insert(self.now);
    }

    /// Whether somebody has paused, or has typed for long enough.
    pub(super) fn is_due(&self) -> bool {
        let Some(unsent) = self.unsent else { return true };
        self.now - self.typed >= PAUSE || self.now - unsent >= LONGEST
    }

    /// What is typed is due now, even after a failure.
    pub(super) fn hurry(&mut self) {
        self.typed = self.now - PAUSE;
        self.retry = self.now;
    }

    /// All that was typed is in a request now.
    pub(super) fn taken(&mut self) {
        self.unsent = None;
    }

    pub(super) fn asked(&mut self) {
        self.asked = self.now;
    }

    pub(super) fn is_answer_late(&self) -> bool {
        self.now - self.asked >= PATIENCE
    }

    pub(super) fn wished(&mut self) {
        self.wished = self.now;
    }

    pub(super) fn is_wish_old(&self) -> bool {
        self.now - self.wished >= WISH
    }

    pub(super) fn kept_in_browser(&mut self) {
        self.in_browser = self.now;
    }

    pub(super) fn may_keep_in_browser(&self) -> bool {
        self.now - self.in_browser >= BROWSER
    }

    /// The next attempt waits longer.
    pub(super) fn failed(&mut self) {
        let wait = FIRST_WAIT << self.failures.min(5);
        self.retry = self.now + wait / 2 + wait / 2 * self.jitter / 1_000;
        self.failures = self.failures.saturating_add(1);
    }

    pub(super) fn may_try(&self) -> bool {
        self.now >= self.retry
    }

    /// The next attempt need not wait.
    pub(super) fn try_at_once(&mut self) {
        self.retry = self.now;
    }

    pub(super) fn succeeded(&mut self) {
        self.failures = 0;
        self.retry = self.now;
    }
}
