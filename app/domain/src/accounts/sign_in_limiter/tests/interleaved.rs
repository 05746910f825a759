//! Properties that hold for any order of attempts by many people.

use super::*;
use proptest::prelude::*;

/// An event of one of a few names, networks and devices.
#[derive(Debug, Clone)]
enum Event {
    Begin {
        name: u8,
        device: Option<u8>,
        network: u8,
    },
    /// The open attempt with this number ends.
    End {
        attempt: usize,
        success: bool,
    },
    Passes(i64),
}

fn events(clock: std::ops::Range<i64>) -> impl Strategy<Value = Vec<Event>> {
    let begin = (0u8..3, proptest::option::weighted(0.3, 0u8..2), 0u8..4)
        .prop_map(|(name, device, network)| Event::Begin { name, device, network });
    let end = (any::<usize>(), any::<bool>()).prop_map(|(attempt, success)| Event::End { attempt, success });
    let passes = prop_oneof![0..5 * SECOND, clock].prop_map(Event::Passes);
    proptest::collection::vec(prop_oneof![5 => begin, 2 => end, 2 => passes], 1..200)
}

/// Plays the events for which `happens` is true; returns the answer to each attempt.
fn play(events: &[Event], happens: impl Fn(&Event) -> bool) -> Vec<Option<Result<(), WaitUntil>>> {
    let slow = fresh();
    let (mut now, mut attempts, mut answers) = (NOON, Vec::new(), Vec::new());
    for event in events {
        match event {
            Event::Begin { name, device, network } => {
                let device = device.map(|device| DeviceId(device.into()));
                let name = format!("{name}@khuyenhoc.example");
                // A skipped attempt keeps its place in the list, so that the numbers stay the same.
                let begun = happens(event).then(|| slow.begin(&name, device, from((*network).into()), now));
                answers.push(begun.as_ref().map(|begun| begun.as_ref().map(|_| ()).map_err(|wait| *wait)));
                attempts.push(begun.and_then(Result::ok));
            }
            Event::End { attempt, success } if !attempts.is_empty() => {
                let attempt = attempts.remove(attempt % attempts.len());
                attempt.filter(|_| *success).map(Attempt::succeeded).unwrap_or_default();
            }
            Event::End { .. } => {}
            Event::Passes(milliseconds) => now = Timestamp(now.0.saturating_add(*milliseconds)),
        }
    }
    answers
}

proptest! {
    #[test]
    fn others_change_nothing_for_a_known_device(events in events(0..2 * HOUR)) {
        let its_own = |event: &Event| matches!(event, Event::Begin { name: 0, device: Some(0), .. });
        let among_others = play(&events, |_| true);
        let alone = play(&events, its_own);
        for (index, (among, alone)) in among_others.iter().zip(&alone).enumerate() {
            if alone.is_some() {
                prop_assert_eq!(among, alone, "attempt {}", index);
            }
        }
    }

    #[test]
    fn known_devices_change_nothing_for_others(events in events(0..2 * HOUR)) {
        let strangers = |event: &Event| matches!(event, Event::Begin { device: None, .. });
        let among_all = play(&events, |_| true);
        for (among, alone) in among_all.iter().zip(play(&events, strangers)) {
            if alone.is_some() {
                prop_assert_eq!(*among, alone);
            }
        }
    }

    #[test]
    fn no_wait_is_longer_than_a_quarter_of_an_hour_whatever_the_clock_does(events in events(-48 * HOUR..48 * HOUR)) {
        let mut now = NOON;
        let answers = play(&events, |_| true);
        let mut answers = answers.iter();
        for event in &events {
            match event {
                Event::Passes(milliseconds) => now = Timestamp(now.0.saturating_add(*milliseconds)),
                Event::Begin { .. } => {
                    if let Some(Some(Err(WaitUntil(until)))) = answers.next() {
                        prop_assert!((1..=15 * MINUTE).contains(&(until.0 - now.0)), "{} ms", until.0 - now.0);
                    }
                }
                Event::End { .. } => {}
            }
        }
    }

    #[test]
    fn no_instant_breaks_the_count(instants in proptest::collection::vec(any::<i64>(), 1..60)) {
        let slow = fresh();
        for instant in instants {
            let _ = fail(&slow, AN, None, 1, Timestamp(instant));
        }
    }
}
