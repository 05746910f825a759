//! Keeps what a poll's own page says of the tally below its bars as new as these: when they move, the page is asked for once
//! more, and its report taken over. The report itself is drawn by the server alone (`report.rs`), days and all.
//!
//! What bounds the asking: one question waits at a time however many votes come meanwhile, and it waits longer the more
//! people are online (of one network 50 at most), so that together they ask [`ALL_ASK`] times a second: 10,000 open screens and
//! a vote each second are 250 questions a second, and each screen asks about every 40 seconds. Only screens that show this page
//! ask at all. Whoever has just voted asks at once, which is one question a ballot. The page says until when its numbers count.

use super::{
    open_polls::{OpenPoll, OpenPolls, far},
    place::Place,
};
use crate::{
    drawn::Part,
    routes,
    ui::{dom, merge},
};
use domain::id::PollId;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// How often all screens together ask in a second, at most.
const ALL_ASK: u32 = 250;
/// How long a screen waits on average when few are online, in milliseconds.
const LEAST: u32 = 1_000;
/// How long a screen waits on average after a question that found no answer, in milliseconds.
const FAILED: u32 = 40_000;
/// As many people are taken to be online where nobody counts them.
const UNCOUNTED: i64 = 5_000;

/// How long a screen waits on average before it asks, in milliseconds, with so many people online.
pub(super) fn wait(online: i64) -> u32 {
    let online = if online > 0 { online } else { UNCOUNTED };
    let online = u32::try_from(online).unwrap_or(u32::MAX).min(1_000_000);
    (online * (1_000 / ALL_ASK)).max(LEAST)
}

/// The report on the current page, if that is the poll's own.
fn place(poll: PollId) -> String {
    format!("#{} + .part", routes::poll_part(poll, Place::Page))
}

impl OpenPolls {
    /// Asks for the report of a poll whose page is open, after about so many milliseconds.
    pub(super) fn renew_report(self, poll: PollId, open: OpenPoll, wait: u32) {
        if wait > 0 && self.report_waits.get_value() == Some(poll) {
            return;
        }
        self.report_waits.set_value(Some(poll));
        // From half of it to half more: screens that saw one vote do not ask at one moment.
        let wait = wait / 2 + (js_sys::Math::random() * f64::from(wait)) as u32;
        let ask = move || {
            self.report_waits.set_value(None);
            if !dom::is_there(&place(poll)) {
                return;
            }
            let version = (js_sys::Math::random() * 1e9) as u64;
            spawn_local(async move {
                let Ok(page) = self.renewal.load(&routes::poll(poll), version).await else {
                    return self.renew_report(poll, open, FAILED);
                };
                // An answer that is older than the bars is followed by another one, which waits already.
                if let [_, Part::Poll { paper, .. }, Part::Html(report), ..] = &page.parts[..]
                    && far(&paper.standing) >= open.with_untracked(|state| far(&state.standing))
                {
                    for old in dom::all(&place(poll)) {
                        merge::renew(&old, report.as_str());
                    }
                }
            });
        };
        set_timeout(ask, Duration::from_millis(wait.into()));
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
