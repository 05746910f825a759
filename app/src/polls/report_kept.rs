//! Keeps the report on a poll's own page up to date: when the result changes, the page is requested again,
//! and its report replaced. The report is rendered on the server only (`report.rs`), including the days.
//!
//! The load is limited: a tab has one request waiting, however many votes come meanwhile, and the wait grows
//! with the number of people online (at most 50 per network), so that all tabs together make [`ALL_ASK`]
//! requests a second: 10,000 open tabs and a vote each second give 250 requests a second, and each tab makes
//! one about every 40 seconds. Only tabs that show this page make requests. Whoever has just voted makes one
//! at once, which is one request per ballot. The page says at which time its numbers were counted.

use super::{
    open_polls::{OpenPoll, OpenPolls, progress_of},
    place::Place,
};
use crate::{
    rendered_page::PagePart,
    routes,
    ui::{dom, merge},
};
use domain::id::PollId;
use leptos::{prelude::*, task::spawn_local};
use std::time::Duration;

/// The most requests per second by all tabs together.
const ALL_ASK: u32 = 250;
/// The average wait if few people are online, in milliseconds.
const LEAST: u32 = 1_000;
/// The average wait after a failed request, in milliseconds.
const FAILED: u32 = 40_000;
/// The assumed number of people online if they are not counted.
const UNCOUNTED: i64 = 5_000;

/// The average wait before a request, in milliseconds, with this many people online.
pub(super) fn wait(online: i64) -> u32 {
    let online = if online > 0 { online } else { UNCOUNTED };
    let online = u32::try_from(online).unwrap_or(u32::MAX).min(1_000_000);
    (online * (1_000 / ALL_ASK)).max(LEAST)
}

/// The report on the current page, if it is the poll's own page.
fn place(poll: PollId) -> String {
    format!("#{} + .part", routes::poll_part(poll, Place::Page))
}

impl OpenPolls {
    /// Requests the report of a poll whose page is open, after about `wait` milliseconds.
    pub(super) fn renew_report(self, poll: PollId, open: OpenPoll, wait: u32) {
        if wait > 0 && self.report_waits.get_value() == Some(poll) {
            return;
        }
        self.report_waits.set_value(Some(poll));
        // Jitter of ±50%, so that tabs that have received the same vote do not send requests at the same
        // moment.
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
                // If the response is older than the bars, another request is waiting already.
                if let [_, PagePart::Poll { paper, .. }, PagePart::Html(report), ..] = &page.parts[..]
                    && progress_of(&paper.standing)
                        >= open.with_untracked(|state| progress_of(&state.standing))
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
