use super::*;
use counter::MOST_KEYS;
use std::net::Ipv4Addr;

mod figures;
mod interleaved;

const NOON: Timestamp = Timestamp(1_795_568_400_000);
const AN: &str = "an@khuyenhoc.example";
const BINH: &str = "binh@khuyenhoc.example";
const DEVICE: DeviceId = DeviceId(7);

fn after(milliseconds: i64) -> Timestamp {
    Timestamp(NOON.0 + milliseconds)
}

/// An address in the network with this number.
fn from(network: u32) -> IpAddr {
    Ipv4Addr::from(0x0a00_0000 + network).into()
}

fn fresh() -> SignInLimiter {
    SignInLimiter::new().expect("random bytes")
}

/// A failed attempt, if it is admitted.
fn fail(
    slow: &SignInLimiter,
    name: &str,
    device: Option<DeviceId>,
    network: u32,
    now: Timestamp,
) -> Result<(), WaitUntil> {
    slow.begin(name, device, from(network), now).map(drop)
}

fn succeed(slow: &SignInLimiter, name: &str, device: Option<DeviceId>, network: u32, now: Timestamp) {
    slow.begin(name, device, from(network), now).expect("it is let in").succeeded();
}

/// How many failed attempts are admitted at the same time.
fn free(
    slow: &SignInLimiter,
    now: Timestamp,
    mut attempt: impl FnMut(u32) -> (String, Option<DeviceId>, u32),
) -> u32 {
    (0..1_000)
        .take_while(|count| {
            let (name, device, network) = attempt(*count);
            fail(slow, &name, device, network, now).is_ok()
        })
        .count() as u32
}

/// The waits between failed attempts, in seconds, each made as soon as it is admitted.
fn waits(
    slow: &SignInLimiter,
    count: usize,
    mut attempt: impl FnMut(u32) -> (String, Option<DeviceId>, u32),
) -> Vec<i64> {
    let (mut now, mut waits, mut tries) = (NOON, Vec::new(), 1_000);
    while waits.len() < count {
        tries += 1;
        let (name, device, network) = attempt(tries);
        if let Err(WaitUntil(until)) = fail(slow, &name, device, network, now) {
            waits.push((until.0 - now.0) / SECOND);
            let early = Timestamp(until.0 - 1);
            assert!(fail(slow, &name, device, network, early).is_err(), "a millisecond too early");
            now = until;
        }
    }
    waits
}

#[test]
fn a_name_has_five_free_failures_from_a_network() {
    let slow = fresh();
    assert_eq!(free(&slow, NOON, |_| (AN.into(), None, 1)), 5);
    assert_eq!(free(&slow, NOON, |_| (BINH.into(), None, 1)), 5, "another name has its own");
    assert_eq!(free(&slow, NOON, |_| (AN.into(), None, 2)), 5, "and so has another network");
    let doubling = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900];
    assert_eq!(waits(&slow, 12, |_| (AN.into(), None, 1)), doubling);
}

#[test]
fn a_network_has_twenty_free_failures() {
    let slow = fresh();
    let another = |count: u32| (format!("{count}@khuyenhoc.example"), None, 1);
    assert_eq!(free(&slow, NOON, another), 20);
    assert_eq!(waits(&slow, 12, another), [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    assert_eq!(free(&slow, NOON, |_| (AN.into(), None, 2)), 5, "another network has its own");
}

#[test]
fn a_name_has_fifty_free_failures_from_all_networks_together() {
    let slow = fresh();
    assert_eq!(free(&slow, NOON, |count| (AN.into(), None, count)), 50);
    assert_eq!(waits(&slow, 8, |count| (AN.into(), None, count)), [1, 2, 4, 8, 16, 32, 60, 60]);
}

#[test]
fn what_belongs_to_one_customer_is_one_network() {
    let slow = fresh();
    let mut tried = 0;
    for customer in ["2001:db8:1:1::1", "2001:db8:1:2::1", "2001:db8:1:ffff::1"] {
        let address = customer.parse().expect("an address");
        while slow.begin(AN, None, address, NOON).is_ok() {
            tried += 1;
        }
    }
    assert_eq!(tried, 5);
    assert!(slow.begin(AN, None, "2001:db8:2::1".parse().expect("an address"), NOON).is_ok());
    let written_as_ipv6: IpAddr = "::ffff:10.0.0.1".parse().expect("an address");
    assert_eq!(free(&slow, NOON, |_| (AN.into(), None, 1)), 5);
    assert!(slow.begin(AN, None, written_as_ipv6, NOON).is_err());
}

#[test]
fn a_name_is_one_name_however_it_is_typed() {
    let slow = fresh();
    let typed = [AN, "AN@khuyenhoc.example", " an@khuyenhoc.example ", "An@KhuyenHoc.Example\n", AN];
    assert_eq!(free(&slow, NOON, |count| (typed[count as usize % 5].into(), None, 1)), 5);
}

#[test]
fn a_refused_attempt_prolongs_nothing() {
    let slow = fresh();
    free(&slow, NOON, |_| (AN.into(), None, 1));
    let until = fail(&slow, AN, None, 1, NOON);
    for millisecond in 0..1_000 {
        assert_eq!(fail(&slow, AN, None, 1, after(millisecond)), until);
    }
    assert_eq!(until, Err(WaitUntil(after(SECOND))));
    assert_eq!(fail(&slow, AN, None, 1, after(SECOND)), Ok(()));
}

#[test]
fn many_at_once_do_not_slip_through() {
    let slow = fresh();
    let let_in = |attempt: &(dyn Fn(u32) -> (&'static str, u32) + Sync)| {
        std::thread::scope(|scope| {
            let tasks: Vec<_> = (0..8u32)
                .map(|thread| {
                    let slow = &slow;
                    scope.spawn(move || {
                        let begin = |count| {
                            let (name, network) = attempt(thread * 20 + count);
                            slow.begin(name, None, from(network), NOON).ok()
                        };
                        // None of them has ended yet.
                        (0..20).filter_map(begin).collect::<Vec<Attempt>>()
                    })
                })
                .collect();
            tasks.into_iter().map(|task| task.join().expect("it ends").len()).sum::<usize>()
        })
    };
    assert_eq!(let_in(&|_| (AN, 1)), 5);
    assert_eq!(let_in(&|count| (BINH, 100 + count)), 50);
}

#[test]
fn who_signs_in_has_all_free_failures_again() {
    let slow = fresh();
    for device in [None, Some(DEVICE)] {
        for _ in 0..5 {
            for _ in 0..4 {
                assert_eq!(fail(&slow, AN, device, 1, NOON), Ok(()), "{device:?}");
            }
            succeed(&slow, AN, device, 1, NOON);
            // The counter of the network keeps its failures; it is not tested here.
            slow.counters.lock().expect("a lock").networks = Counter::of(NETWORK);
        }
        assert_eq!(free(&slow, NOON, |_| (AN.into(), device, 1)), 5);
        slow.counters.lock().expect("a lock").networks = Counter::of(NETWORK);
    }
}

#[test]
fn who_signs_in_from_everywhere_never_waits() {
    let slow = fresh();
    for network in 0..100 {
        succeed(&slow, AN, None, network, NOON);
        succeed(&slow, AN, None, 200, NOON);
    }
    assert_eq!(free(&slow, NOON, |count| (AN.into(), None, 300 + count)), 50);
}

#[test]
fn an_account_of_ones_own_opens_no_way_to_others() {
    let slow = fresh();
    let mut failures = 0;
    let mut victim = (0..).map(|number| format!("{number}@khuyenhoc.example"));
    while fail(&slow, &victim.next().expect("another"), None, 1, NOON).is_ok() {
        failures += 1;
        if let Ok(attempt) = slow.begin(BINH, None, from(1), NOON) {
            attempt.succeeded();
        }
    }
    assert_eq!(failures, 20);
}

#[test]
fn a_success_takes_back_what_it_took_and_no_more() {
    let slow = fresh();
    let another = |count: u32| (format!("{count}@khuyenhoc.example"), None, 1);
    let waited = waits(&slow, 5, another).iter().sum::<i64>() * SECOND;
    // 24 failures; the last one was admitted 8 s ago, and 16 s must lie between it and the next.
    let now = after(waited);
    succeed(&slow, AN, None, 1, now);
    assert_eq!(fail(&slow, BINH, None, 1, now), Ok(()), "it neither counts nor begins a wait");
    assert_eq!(fail(&slow, BINH, None, 1, now), Err(WaitUntil(Timestamp(now.0 + 32 * SECOND))));
}

#[test]
fn failures_are_forgotten_after_quiet() {
    let slow = fresh();
    free(&slow, NOON, |_| (AN.into(), None, 1));
    waits(&slow, 9, |_| (AN.into(), None, 1));
    let last = after((1 + 2 + 4 + 8 + 16 + 32 + 64 + 128) * SECOND);
    let early = Timestamp(last.0 + HOUR - 1);
    assert_eq!(fail(&slow, AN, None, 1, early), Ok(()), "the wait of 256 s is long over");
    assert!(fail(&slow, AN, None, 1, early).is_err(), "but nothing is forgotten");
    let late = Timestamp(early.0 + HOUR);
    assert_eq!(free(&slow, late, |_| (AN.into(), None, 1)), 5);
}

#[test]
fn failures_by_name_are_kept_for_a_day() {
    let slow = fresh();
    free(&slow, NOON, |count| (AN.into(), None, count));
    let early = after(24 * HOUR - 1);
    assert_eq!(free(&slow, early, |count| (AN.into(), None, 100 + count)), 1);
    let late = Timestamp(early.0 + 24 * HOUR);
    assert_eq!(free(&slow, late, |count| (AN.into(), None, 200 + count)), 50);
}

#[test]
fn nobody_locks_a_known_device_out() {
    let slow = fresh();
    free(&slow, NOON, |count| (AN.into(), None, count));
    free(&slow, NOON, |count| (format!("{count}@khuyenhoc.example"), None, 1));
    free(&slow, NOON, |_| (AN.into(), Some(DeviceId(8)), 1));
    free(&slow, NOON, |_| (BINH.into(), Some(DEVICE), 1));
    assert!(fail(&slow, AN, None, 1, NOON).is_err());
    assert_eq!(free(&slow, NOON, |_| (AN.into(), Some(DEVICE), 1)), 5, "its own five");
    assert_eq!(waits(&slow, 3, |count| (AN.into(), Some(DEVICE), count)), [1, 2, 4], "from wherever it is");
}

#[test]
fn a_known_device_takes_nothing_from_others() {
    let slow = fresh();
    free(&slow, NOON, |_| (AN.into(), Some(DEVICE), 1));
    assert_eq!(free(&slow, NOON, |count| (format!("{count}@khuyenhoc.example"), None, 1)), 20);
    assert_eq!(free(&slow, NOON, |count| (AN.into(), None, 100 + count)), 50);
}

#[test]
fn a_clock_that_is_set_back_locks_nobody_out() {
    let slow = fresh();
    free(&slow, NOON, |_| (AN.into(), None, 1));
    waits(&slow, 12, |_| (AN.into(), None, 1));
    let years_ago = after(-10 * 365 * 24 * HOUR);
    let Err(WaitUntil(until)) = fail(&slow, AN, None, 1, years_ago) else {
        panic!("failures are not forgotten")
    };
    assert!(until.0 - years_ago.0 <= 15 * MINUTE, "{until:?}");
    assert_eq!(fail(&slow, AN, None, 1, until), Ok(()));
}

#[test]
fn passkeys_are_asked_for_so_many_times_by_a_network() {
    let slow = fresh();
    let ask = |address: &str, now| slow.begin_ceremony(address.parse().expect("an address"), now);
    for _ in 0..30 {
        assert_eq!(ask("2001:db8:1:1::1", NOON), Ok(()));
    }
    assert_eq!(ask("2001:db8:1:2::9", NOON), Err(WaitUntil(after(SECOND))), "one customer is one network");
    assert_eq!(ask("2001:db8:2::1", NOON), Ok(()));
    assert_eq!(ask("2001:db8:1:1::1", after(SECOND)), Ok(()));
    assert_eq!(ask("2001:db8:1:1::1", after(SECOND)), Err(WaitUntil(after(3 * SECOND))));
    assert_eq!(slow.begin(AN, None, "2001:db8:1:1::1".parse().expect("an address"), NOON).map(drop), Ok(()));
}

#[test]
fn memory_is_bounded_and_what_makes_wait_is_kept() {
    let mut counter = Counter::of(ORIGIN);
    let key = |number: u64| {
        let mut key = Key::default();
        key[..8].copy_from_slice(&number.to_be_bytes());
        key
    };
    for _ in 0..6 {
        counter.take(key(0), NOON);
    }
    for number in 1..3 * MOST_KEYS as u64 {
        counter.take(key(number), after(number as i64));
        assert!(counter.len() <= MOST_KEYS);
    }
    assert!(counter.len() > MOST_KEYS / 2);
    let newest = 3 * MOST_KEYS as u64 - 1;
    assert!(counter.wait(key(0), NOON).is_some(), "the oldest of all, but it makes somebody wait");
    let now = after(newest as i64);
    for _ in 0..4 {
        counter.take(key(newest), now);
        counter.take(key(1), now);
    }
    assert!(counter.wait(key(newest), now).is_some(), "the newest was still known");
    assert!(counter.wait(key(1), now).is_none(), "the oldest was not");
}

#[test]
fn memory_is_bounded_where_everybody_waits() {
    let mut counter = Counter::of(Rule { free: 0, ..ORIGIN });
    for number in 0..2 * MOST_KEYS as u64 {
        let mut key = Key::default();
        key[..8].copy_from_slice(&number.to_be_bytes());
        counter.take(key, after(number as i64));
        assert!(counter.len() <= MOST_KEYS);
    }
}

#[test]
fn nothing_readable_is_kept() {
    let slow = fresh();
    free(&slow, NOON, |_| (AN.into(), None, 1));
    let kept = format!("{slow:?}");
    assert!(kept.contains("Failures"), "{kept}");
    assert!(!kept.contains("khuyenhoc") && !kept.contains(&format!("{:?}", AN.as_bytes())), "{kept}");
    let other = fresh();
    free(&other, NOON, |_| (AN.into(), None, 1));
    let keys = |slow: &SignInLimiter| slow.hash("name", &[AN.as_bytes()]);
    assert_ne!(keys(&slow), keys(&other), "each process has its own key");
}
