//! How many guesses at one name are admitted within a day.

use super::*;
use proptest::prelude::*;

const DAY: i64 = 24 * HOUR;

/// Guesses in the first day, each made as soon as it is admitted, without ever signing in.
fn guesses_in_a_day(device: Option<DeviceId>, network: impl Fn(u32) -> u32) -> u32 {
    let (slow, mut now, mut guesses) = (fresh(), NOON, 0);
    while now <= after(DAY) {
        match fail(&slow, AN, device, network(guesses), now) {
            Ok(()) => guesses += 1,
            Err(WaitUntil(until)) => now = until,
        }
    }
    guesses
}

#[test]
fn all_networks_together_have_1494_guesses_a_day() {
    assert_eq!(guesses_in_a_day(None, |guess| guess), 1_494, "a network for each guess");
    assert_eq!(guesses_in_a_day(None, |guess| guess % 1_000), 1_494);
}

#[test]
fn a_few_networks_have_fewer() {
    assert!(guesses_in_a_day(None, |guess| guess % 2) < 300);
}

/// Guesses in a day if the attacker pauses after so many until they are forgotten.
fn guesses_with_pauses(device: Option<DeviceId>, in_a_row: u32) -> u32 {
    let (slow, mut now, mut guesses, mut row) = (fresh(), NOON, 0, 0);
    while now <= after(DAY) {
        match fail(&slow, AN, device, 1, now) {
            Ok(()) => (guesses, row) = (guesses + 1, row + 1),
            Err(WaitUntil(until)) => now = until,
        }
        if row == in_a_row {
            (now, row) = (Timestamp(now.0 + HOUR), 0);
        }
    }
    guesses
}

#[test]
fn one_network_or_a_stolen_device_has_306_a_day() {
    let most =
        |device| (5..60).map(|in_a_row| guesses_with_pauses(device, in_a_row)).max().unwrap_or_default();
    // 306 is the best possible with series of any lengths; here all series have the same length.
    assert_eq!(most(Some(DEVICE)), 305);
    // After the first fifty the limit of the name slows down a network as well.
    assert_eq!(most(None), 273);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn however_guesses_are_mixed_with_other_attempts_an_hour_has_114_at_most(
        steps in proptest::collection::vec((0u32..40, 0u8..10, 0..90 * SECOND), 200..500),
    ) {
        let (slow, mut now, mut guesses) = (fresh(), NOON, Vec::<i64>::new());
        for (network, what, passes) in steps {
            match what {
                // The attacker's own account, from the same networks.
                0 => if let Ok(attempt) = slow.begin(BINH, None, from(network), now) {
                    attempt.succeeded();
                },
                1 => drop(fail(&slow, BINH, None, network, now)),
                2 => now = Timestamp(now.0 + passes),
                _ => match fail(&slow, AN, None, network, now) {
                    Ok(()) => guesses.push(now.0),
                    Err(WaitUntil(until)) if what < 5 => now = until,
                    Err(_) => {}
                },
            }
        }
        for (index, begin) in guesses.iter().enumerate() {
            let within = guesses[index..].iter().take_while(|guess| **guess <= begin + HOUR).count();
            prop_assert!(within <= 114, "{} guesses in an hour", within);
        }
    }
}
