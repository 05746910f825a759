//! The state of all polls shown in this tab, by id: two blocks of one poll show the same, and a reader's vote
//! is remembered while they move between pages.

use super::{place::Refused, poll_block::voters, report_kept::wait};
use crate::{
    event_stream::EventStream, renewal::Renewal, statistics::open_figures::OpenFigures,
    ui::announcer::Announcer,
};
use domain::{
    id::{OptionId, PollId},
    polls::{BallotPaper, LIVE, OwnBallot, Phase, Poll, Standing, Tally, live_topic},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The changing state of a poll.
#[derive(Debug, Clone)]
pub struct PollState {
    /// Its standing.
    pub standing: Standing,
    /// This reader's ballot.
    pub own: Option<OwnBallot>,
    /// The vote that has been sent and not been answered yet.
    pub pending: Option<Vec<OptionId>>,
    /// Why the last vote was refused.
    pub sentence: Option<String>,
    /// The choices that were sent: they stay checked if the vote is refused.
    pub ticked: Vec<OptionId>,
    /// Whether screen readers announce changing results: on the poll's own page, and for its voters.
    pub spoken: bool,
}

/// The state of a poll in this tab.
pub type OpenPoll = ArcRwSignal<PollState>;

/// All polls that this tab has shown.
#[derive(Debug, Clone, Copy)]
pub struct OpenPolls {
    polls: StoredValue<BTreeMap<PollId, (Poll, OpenPoll)>>,
    /// Announcements for screen readers.
    announcer: Announcer,
    /// Reloads a poll's page.
    pub(super) renewal: Renewal,
    /// The poll whose report will be requested soon.
    pub(super) report_waits: StoredValue<Option<PollId>>,
    /// The request for the voter's key.
    key: StoredValue<Key>,
}

/// The state of the request for the voter's key. Only one at a time: the key of a later response would
/// replace the key that a ballot was cast with.
#[derive(Default)]
enum Key {
    /// Not requested yet.
    #[default]
    Unasked,
    /// Requested; the actions to run once it is there.
    Asked(Vec<Act>),
    /// The browser has a key, or refuses cookies.
    Answered,
}

type Act = Box<dyn FnOnce() + Send + Sync>;

impl OpenPolls {
    /// Provides the polls, updated by the event stream. Requires [`Announcer`] and [`Renewal`] in context.
    pub(crate) fn provide(events: EventStream, figures: OpenFigures) -> Self {
        let polls = Self {
            polls: StoredValue::new(BTreeMap::new()),
            announcer: expect_context::<Announcer>(),
            renewal: expect_context::<Renewal>(),
            report_waits: StoredValue::new(None),
            key: StoredValue::new(Key::default()),
        };
        events.hear(LIVE, move |_, standing| polls.take(standing, figures.online()));
        provide_context(polls);
        polls
    }

    /// The state of the paper's poll. The paper replaces older state, except for a ballot cast meanwhile:
    /// responses of calls are cached for some seconds.
    ///
    /// Also returns whether the paper contains a new ballot: its voter may see more than before.
    pub(crate) fn of(self, paper: &BallotPaper, refused: Option<Refused>, spoken: bool) -> (OpenPoll, bool) {
        let known = self.polls.with_value(|polls| polls.get(&paper.poll.id).map(|(_, open)| open.clone()));
        if let Some(open) = known {
            let mut found = false;
            open.update(|state| {
                if progress_of(&state.standing) <= progress_of(&paper.standing) {
                    state.standing = paper.standing.clone();
                }
                found = state.own.is_none() && paper.own.is_some();
                if found {
                    state.own.clone_from(&paper.own);
                }
                state.spoken |= spoken;
                // The side column, which is rendered first, does not have it.
                if let Some(refused) = refused {
                    (state.sentence, state.ticked) = (Some(refused.sentence), refused.ticked);
                }
            });
            return (open, found);
        }
        let (sentence, ticked) = refused.map_or((None, Vec::new()), |it| (Some(it.sentence), it.ticked));
        let open = ArcRwSignal::new(PollState {
            standing: paper.standing.clone(),
            own: paper.own.clone(),
            pending: None,
            sentence,
            ticked,
            spoken,
        });
        let (poll, kept) = (paper.poll.clone(), open.clone());
        self.polls.update_value(|polls| drop(polls.insert(poll.id, (poll, kept))));
        (open, false)
    }

    /// Runs `ask` unless the key was requested before; to be followed by [`OpenPolls::key_answered`].
    pub(crate) fn ask_for_key(self, ask: impl FnOnce()) {
        let first = self.key.try_update_value(|key| {
            let first = matches!(key, Key::Unasked);
            if first {
                *key = Key::Asked(Vec::new());
            }
            first
        });
        if first == Some(true) {
            ask();
        }
    }

    /// Runs the actions that waited for the key.
    pub(crate) fn key_answered(self) {
        let before = self.key.try_update_value(|key| std::mem::replace(key, Key::Answered));
        if let Some(Key::Asked(waiting)) = before {
            waiting.into_iter().for_each(|act| act());
        }
    }

    /// Runs an action; if a key is being requested, after the response.
    pub(crate) fn with_key(self, act: impl FnOnce() + Send + Sync + 'static) {
        let mut act: Option<Act> = Some(Box::new(act));
        self.key.update_value(|key| {
            if let Key::Asked(waiting) = key {
                waiting.extend(act.take());
            }
        });
        if let Some(act) = act {
            act();
        }
    }

    /// Handles a message of the event stream; `online` is the number of people online.
    fn take(self, standing: Standing, online: i64) {
        let known = self.polls.try_with_value(|polls| polls.get(&standing.id).cloned()).flatten();
        let Some((poll, open)) = known else { return };
        if open.with_untracked(|state| state.standing == standing) {
            return;
        }
        let spoken = open.with_untracked(|state| state.spoken || state.own.is_some());
        let tally = standing.tally.clone().filter(|_| spoken);
        open.update(|state| state.standing = standing);
        self.renew_report(poll.id, open.clone(), wait(online));
        if let Some(tally) = tally {
            self.announcer.say(live_topic(poll.id), summary(&poll, tally));
        }
    }
}

/// How far a poll has progressed; a standing that is equally far is not older.
pub(super) fn progress_of(standing: &Standing) -> (Phase, u32) {
    (standing.phase, standing.tally.as_ref().map_or(0, |tally| tally.voters))
}

fn summary(poll: &Poll, tally: Tally) -> String {
    let parts = poll.options.iter().zip(&tally.options);
    let parts: Vec<String> = parts
        .map(|(option, count)| format!("{} {} %", option.label, (tally.share(*count) + 5) / 10))
        .collect();
    format!("{} Kết quả mới: {}. {}.", poll.question, parts.join(", "), voters(&tally))
}
