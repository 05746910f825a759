//! Keeps what a poll's own page says of the tally below its bars as new as these: when they move, the page is asked for once
//! more, and its report taken over. The report itself is drawn by the server alone (`report.rs`), days and all.
//!
//! What bounds the asking: one question waits at a time however many votes come meanwhile, and it waits longer the more
//! people are online (of one network 50 at most), so that together they ask [`ALL_ASK`] times a second: 10,000 open screens and
//! a vote each second are 250 questions a second, and each screen asks about every 40 seconds. Only screens that show this page
//! ask at all. Whoever has just voted asks at once, which is one question a ballot. The page says until when its numbers count.

use super::open_polls::{OpenPoll, far};
use crate::{
    live::Live,
    page::{Part, calls::load_page},
    routes,
    ui::dom,
};
use domain::{id::PollId, polls::Phase};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use std::time::Duration;

/// What changes in a report that has as many options and days as before.
const MOVING: &str = "td,svg,.poll-report__moving";

/// How often all screens together ask in a second, at most.
const ALL_ASK: u32 = 250;
/// How long a screen waits on average when few are online, in milliseconds.
const LEAST: u32 = 1_000;
/// How long it waits on average after a question that found no answer, in milliseconds, if not longer.
const FAILED: u32 = 10_000;
/// As many people are taken to be online where nobody counts them.
const UNCOUNTED: i64 = 5_000;

/// How long a screen waits on average before it asks, in milliseconds, with so many people online.
fn wait(online: i64) -> u32 {
    let online = if online > 0 { online } else { UNCOUNTED };
    let online = u32::try_from(online).unwrap_or(u32::MAX).min(1_000_000);
    (online * (1_000 / ALL_ASK)).max(LEAST)
}

/// What the page says, and what is waited for.
#[derive(Clone)]
struct Kept {
    poll: PollId,
    open: OpenPoll,
    live: Live,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

/// The id of a poll's report within its page.
pub(super) fn report_id(poll: PollId) -> String {
    format!("so-lieu-{poll}")
}

/// Keeps the report of a poll's page for as long as the part of the page that calls this stands.
pub(super) fn keep_report(poll: PollId, open: OpenPoll, live: Live) {
    let kept = Kept { poll, open, live, waiting: StoredValue::new(None) };
    let waiting = kept.waiting;
    on_cleanup(move || stop(waiting));
    Effect::new(move |before: Option<((Phase, u32), bool)>| {
        let now = kept.open.with(|state| (far(&state.standing), state.own.is_some()));
        if let Some(before) = before
            && before != now
        {
            if before.1 != now.1 {
                stop(waiting);
                kept.ask_within(0);
            } else {
                kept.ask_within(wait(kept.live.online()));
            }
        }
        now
    });
}

/// Gives up the question that waits.
fn stop(waiting: StoredValue<Option<TimeoutHandle>>) {
    if let Some(Some(handle)) = waiting.try_update_value(Option::take) {
        handle.clear();
    }
}

impl Kept {
    /// Asks after about so many milliseconds, unless a question waits already.
    fn ask_within(&self, wait: u32) {
        if self.waiting.try_with_value(Option::is_none) != Some(true) {
            return;
        }
        // From half of it to half more: screens that saw one vote do not ask at one moment.
        let wait = wait / 2 + (js_sys::Math::random() * f64::from(wait)) as u32;
        let kept = self.clone();
        let ask = set_timeout_with_handle(move || kept.ask(), Duration::from_millis(wait.into()));
        self.waiting.set_value(ask.ok());
    }

    fn ask(self) {
        self.waiting.set_value(None);
        // The browser keeps answers for a moment, each under its address: this one is asked for anew.
        let query = format!("luc={}", (js_sys::Math::random() * 1e9) as u32);
        spawn_local(async move {
            let Ok(page) = load_page(routes::poll(self.poll), query).await else {
                return self.ask_within(wait(self.live.online()).max(FAILED));
            };
            for part in page.parts {
                if let Part::Poll { paper, report: Some(html), .. } = part {
                    // An answer that is older than the bars is followed by another one, which waits already.
                    if far(&paper.standing) >= self.open.with_untracked(|state| far(&state.standing)) {
                        dom::renew(&report_id(self.poll), html.as_str(), MOVING);
                    }
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_people_are_online_together_they_ask_so_often_and_no_more() {
        for online in [1, 2, 249, 250, 251, 1_000, 10_000, 100_000, 1_000_000_u32] {
            let wait = wait(online.into());
            assert!(
                u64::from(online) * 1_000 <= u64::from(ALL_ASK) * u64::from(wait),
                "{online} ask once in {wait} ms"
            );
        }
        assert_eq!(wait(1), LEAST, "a small site is current within a moment");
        assert_eq!(wait(10_000), 40_000);
        assert_eq!(wait(0), wait(UNCOUNTED), "where nobody is counted");
        assert_eq!(wait(i64::MAX), wait(1_000_000));
    }
}
