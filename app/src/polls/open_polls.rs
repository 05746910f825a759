//! The polls of the open site, by id: two blocks about one poll show the same, and what a voter has done is still known
//! when the page is left and found again.

use super::{place::Refused, poll_block::voters, report_kept::wait};
use crate::{live::Live, renewal::Renewal, statistics::open_figures::OpenFigures, ui::spoken::Spoken};
use domain::{
    id::{OptionId, PollId},
    polls::{BallotPaper, LIVE, OwnBallot, Phase, Poll, Standing, Tally, live_topic},
};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// What changes about a poll.
#[derive(Debug, Clone)]
pub struct PollState {
    /// How it stands.
    pub standing: Standing,
    /// This reader's ballot.
    pub own: Option<OwnBallot>,
    /// What was sent and is not answered yet.
    pub pending: Option<Vec<OptionId>>,
    /// Why the last vote did not count.
    pub sentence: Option<String>,
    /// What was ticked when it was sent: it stays ticked when it is refused.
    pub ticked: Vec<OptionId>,
    /// Whether moving results are told to the ear too: on the poll's own page, and to who has voted in it.
    pub spoken: bool,
}

/// A poll of the open site.
pub type OpenPoll = ArcRwSignal<PollState>;

/// All polls that this tab has shown.
#[derive(Debug, Clone, Copy)]
pub struct OpenPolls {
    polls: StoredValue<BTreeMap<PollId, (Poll, OpenPoll)>>,
    /// For the ear.
    spoken: Spoken,
    /// What asks for a poll's page once more.
    pub(super) renewal: Renewal,
    /// The poll whose report is about to be asked for.
    pub(super) report_waits: StoredValue<Option<PollId>>,
    /// The way to the voter's key.
    key: StoredValue<Key>,
}

/// How far the tab is on its way to a voter's key. One answer at a time: the key of a later one would take the place of
/// the key that a ballot was cast with.
#[derive(Default)]
enum Key {
    /// Nobody has begun to vote.
    #[default]
    Unasked,
    /// It was asked for; what is to be done once it is there.
    Asked(Vec<Act>),
    /// The browser has one, or refuses it.
    Answered,
}

type Act = Box<dyn FnOnce() + Send + Sync>;

impl OpenPolls {
    /// Provides the polls, kept current by the stream. [`Spoken`] and [`Renewal`] are provided before.
    pub(crate) fn provide(live: Live, figures: OpenFigures) -> Self {
        let polls = Self {
            polls: StoredValue::new(BTreeMap::new()),
            spoken: expect_context::<Spoken>(),
            renewal: expect_context::<Renewal>(),
            report_waits: StoredValue::new(None),
            key: StoredValue::new(Key::default()),
        };
        live.hear(LIVE, move |_, standing| polls.take(standing, figures.online()));
        provide_context(polls);
        polls
    }

    /// The poll of a paper. What the paper says is newer than what was known, but for a ballot cast meanwhile: answers
    /// of calls are kept for some seconds.
    ///
    /// Also tells whether the paper brings a ballot that was not known: its voter may see more than before.
    pub(crate) fn of(self, paper: &BallotPaper, refused: Option<Refused>, spoken: bool) -> (OpenPoll, bool) {
        let known = self.polls.with_value(|polls| polls.get(&paper.poll.id).map(|(_, open)| open.clone()));
        if let Some(open) = known {
            let mut found = false;
            open.update(|state| {
                if far(&state.standing) <= far(&paper.standing) {
                    state.standing = paper.standing.clone();
                }
                found = state.own.is_none() && paper.own.is_some();
                if found {
                    state.own.clone_from(&paper.own);
                }
                state.spoken |= spoken;
                // The side column, which is drawn first, knows nothing of it.
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

    /// Runs `ask` unless the key of the voter was asked for already; it ends with [`OpenPolls::key_answered`].
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

    /// Does what waited for the key.
    pub(crate) fn key_answered(self) {
        let before = self.key.try_update_value(|key| std::mem::replace(key, Key::Answered));
        if let Some(Key::Asked(waiting)) = before {
            waiting.into_iter().for_each(|act| act());
        }
    }

    /// Does this once no answer about the key is under way.
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

    /// Takes what the event stream says, with so many people online.
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
            self.spoken.say(live_topic(poll.id), summary(&poll, tally));
        }
    }
}

/// How far a poll has come; a standing that is as far as another one is not older.
pub(super) fn far(standing: &Standing) -> (Phase, u32) {
    (standing.phase, standing.tally.as_ref().map_or(0, |tally| tally.voters))
}

fn summary(poll: &Poll, tally: Tally) -> String {
    let parts = poll.options.iter().zip(&tally.options);
    let parts: Vec<String> = parts
        .map(|(option, count)| format!("{} {} %", option.label, (tally.share(*count) + 5) / 10))
        .collect();
    format!("{} Kết quả mới: {}. {}.", poll.question, parts.join(", "), voters(&tally))
}
