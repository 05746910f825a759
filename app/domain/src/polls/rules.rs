//! The rules of voting, without database and clock.

use crate::{
    clock::Timestamp,
    id::{OptionId, PollId},
    polls::Poll,
};
use serde::{Deserialize, Serialize};

/// The period in which a poll is open. Both instants are whole minutes as typed by people; if somebody closes
/// a poll early, the end is that exact instant, so that no ballot is later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// The first instant; `None`: it has always been open.
    pub opens: Option<Timestamp>,
    /// The first instant at which it is closed; `None`: it stays open.
    pub closes: Option<Timestamp>,
}

impl Hours {
    /// The phase at an instant. It is computed, never stored.
    pub fn phase(self, now: Timestamp) -> Phase {
        if self.closes.is_some_and(|closes| closes <= now) {
            Phase::Closed
        } else if self.opens.is_some_and(|opens| now < opens) {
            Phase::Upcoming
        } else {
            Phase::Open
        }
    }
}

/// Whether a poll accepts ballots, in chronological order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Phase {
    /// Not yet.
    Upcoming,
    /// Now.
    Open,
    /// No longer.
    Closed,
}

/// Who may see the result of a poll, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResultsShown {
    /// Everybody, at any time.
    Always,
    /// Those who have voted, and everybody once the poll is closed.
    AfterVoting,
    /// Everybody, once the poll is closed.
    AfterClosing,
}

impl ResultsShown {
    /// All variants, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Always, Self::AfterVoting, Self::AfterClosing];

    /// Reads a stored name.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|results| results.as_str() == name)
    }

    /// The name it is stored under.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::AfterVoting => "after_voting",
            Self::AfterClosing => "after_closing",
        }
    }

    /// Whether somebody may see the result. A poll that is not open yet has none.
    pub fn shown_to(self, has_voted: bool, phase: Phase) -> bool {
        match (self, phase) {
            (_, Phase::Upcoming) => false,
            (_, Phase::Closed) | (Self::Always, _) => true,
            (Self::AfterVoting, Phase::Open) => has_voted,
            (Self::AfterClosing, Phase::Open) => false,
        }
    }
}

/// Why the choices are no valid vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WrongChoices {
    /// Fewer options than required.
    TooFew,
    /// More options than allowed.
    TooMany,
    /// An option that the poll does not have.
    Unknown,
    /// One option twice.
    Repeated,
}

/// Validates the choices of a vote in this poll.
pub fn check_choices(poll: &Poll, choices: &[OptionId]) -> Result<(), WrongChoices> {
    let known = |choice| poll.options.iter().any(|option| option.id == choice);
    if !choices.iter().copied().all(known) {
        return Err(WrongChoices::Unknown);
    }
    if choices.iter().enumerate().any(|(index, choice)| choices[..index].contains(choice)) {
        return Err(WrongChoices::Repeated);
    }
    let count = u32::try_from(choices.len()).unwrap_or(u32::MAX);
    if count < poll.min_choices {
        Err(WrongChoices::TooFew)
    } else if count > poll.max_choices {
        Err(WrongChoices::TooMany)
    } else {
        Ok(())
    }
}

/// A share in thousandths, rounded to the nearest; 0 if `whole` is 0. Votes are computed in integers only,
/// never in floats.
pub fn per_mille(part: u32, whole: u32) -> u32 {
    if whole == 0 {
        return 0;
    }
    let (part, whole) = (u64::from(part), u64::from(whole));
    u32::try_from((part * 1000 + whole / 2) / whole).unwrap_or(u32::MAX)
}

/// The poll for the side column among several open ones: it changes every hour.
pub fn rotating_poll(now: Timestamp, open: &[PollId]) -> Option<PollId> {
    let hour = now.0.div_euclid(60 * 60 * 1000);
    let many = i64::try_from(open.len()).ok().filter(|many| *many > 0)?;
    usize::try_from(hour.rem_euclid(many)).ok().and_then(|index| open.get(index)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::polls::PollOption;
    use proptest::prelude::*;

    fn poll(options: i64, min_choices: u32, max_choices: u32) -> Poll {
        let option = |id| PollOption { id: OptionId(id), label: id.to_string(), link: None };
        Poll {
            id: PollId(1),
            question: "Câu hỏi".into(),
            link: None,
            options: (1..=options).map(option).collect(),
            min_choices,
            max_choices,
        }
    }

    #[test]
    fn a_poll_is_open_from_its_first_minute_and_closed_at_its_last() {
        let hours = Hours { opens: Some(Timestamp(1_000)), closes: Some(Timestamp(2_000)) };
        for (now, phase) in [
            (999, Phase::Upcoming),
            (1_000, Phase::Open),
            (1_999, Phase::Open),
            (2_000, Phase::Closed),
            (9_000, Phase::Closed),
        ] {
            assert_eq!(hours.phase(Timestamp(now)), phase, "{now}");
        }
        let always = Hours { opens: None, closes: None };
        assert_eq!(always.phase(Timestamp(0)), Phase::Open);
    }

    #[test]
    fn a_result_is_shown_to_whom_it_may_be() {
        use {Phase::*, ResultsShown::*};
        for (results, voted, phase, shown) in [
            (Always, false, Upcoming, false),
            (Always, false, Open, true),
            (AfterVoting, false, Open, false),
            (AfterVoting, true, Open, true),
            (AfterVoting, false, Closed, true),
            (AfterClosing, true, Open, false),
            (AfterClosing, false, Closed, true),
        ] {
            assert_eq!(results.shown_to(voted, phase), shown, "{results:?} {voted} {phase:?}");
        }
    }

    #[test]
    fn each_broken_rule_has_its_name() {
        let poll = poll(4, 2, 3);
        let check = |choices: &[i64]| {
            check_choices(&poll, &choices.iter().copied().map(OptionId).collect::<Vec<_>>())
        };
        assert_eq!(check(&[1, 3]), Ok(()));
        assert_eq!(check(&[4, 2, 1]), Ok(()));
        assert_eq!(check(&[]), Err(WrongChoices::TooFew));
        assert_eq!(check(&[1]), Err(WrongChoices::TooFew));
        assert_eq!(check(&[1, 2, 3, 4]), Err(WrongChoices::TooMany));
        assert_eq!(check(&[1, 5]), Err(WrongChoices::Unknown));
        assert_eq!(check(&[1, 1]), Err(WrongChoices::Repeated));
    }

    #[test]
    fn open_polls_take_turns_by_the_hour() {
        let hour = 60 * 60 * 1000;
        let open = [PollId(3), PollId(5)];
        assert_eq!(rotating_poll(Timestamp(0), &open), Some(PollId(3)));
        assert_eq!(rotating_poll(Timestamp(hour - 1), &open), Some(PollId(3)));
        assert_eq!(rotating_poll(Timestamp(hour), &open), Some(PollId(5)));
        assert_eq!(rotating_poll(Timestamp(2 * hour), &open), Some(PollId(3)));
        assert_eq!(rotating_poll(Timestamp(0), &[]), None);
    }

    proptest! {
        #[test]
        fn valid_choices_are_different_options_of_the_poll_in_the_right_number(
            options in 2_i64..8,
            least in 1_u32..4,
            most in 1_u32..8,
            choices in prop::collection::vec(0_i64..9, 0..9),
        ) {
            let poll = poll(options, least, most);
            let chosen: Vec<OptionId> = choices.iter().copied().map(OptionId).collect();
            if check_choices(&poll, &chosen).is_ok() {
                let different: std::collections::BTreeSet<_> = choices.iter().collect();
                prop_assert_eq!(different.len(), choices.len());
                prop_assert!(choices.iter().all(|id| (1..=options).contains(id)));
                prop_assert!((least as usize..=most as usize).contains(&choices.len()));
            }
        }

        #[test]
        fn a_phase_never_goes_back(opens in 0_i64..100, long in 0_i64..100, earlier in 0_i64..300, later in 0_i64..300) {
            let hours = Hours { opens: Some(Timestamp(opens)), closes: Some(Timestamp(opens + long)) };
            let (earlier, later) = (earlier.min(later), earlier.max(later));
            let order = |now| hours.phase(Timestamp(now)) as u8;
            prop_assert!(order(earlier) <= order(later));
        }

        #[test]
        fn a_share_is_between_nothing_and_everything(part in any::<u32>(), more in any::<u32>()) {
            let share = per_mille(part, part.saturating_add(more));
            prop_assert!(share <= 1000);
            prop_assert_eq!(per_mille(part, part), if part > 0 { 1000 } else { 0 });
        }
    }
}
