use super::*;
use std::sync::mpsc;

const PASSWORD: &str = "ghế mây cá thu";

/// A hash of [`PASSWORD`] with these parameters.
fn stored(
    algorithm: Algorithm,
    version: Version,
    (memory, passes, lanes, bytes): (u32, u32, u32, usize),
    salt: &[u8],
) -> String {
    let params = Params::new(memory, passes, lanes, Some(bytes)).expect("parameters");
    let hash = Argon2::new(algorithm, version, params).hash_password_with_salt(PASSWORD.as_bytes(), salt);
    hash.expect("a hash").to_string()
}

fn cheap() -> String {
    stored(Algorithm::Argon2id, Version::V0x13, (8, 1, 1, 32), &[7; 16])
}

#[tokio::test]
async fn a_password_is_the_same_from_every_keyboard() {
    let hasher = Hasher::default();
    // The same text, composed and decomposed.
    let (composed, apart) = (
        "b\u{1ebf}n \u{0111}\u{00f2} chi\u{1ec1}u",
        "be\u{302}\u{301}n \u{0111}o\u{300} chie\u{302}\u{300}u",
    );
    let stored = hasher.hash(apart).await.expect("a hash");
    assert_eq!(hasher.verify(composed, Some(&stored)).await, Ok(Verdict::Right));
    assert_eq!(hasher.verify("ben \u{0111}o chieu", Some(&stored)).await, Ok(Verdict::Wrong));
}

#[tokio::test]
async fn a_password_is_right_and_any_other_is_wrong() {
    let hasher = Hasher::default();
    let stored = hasher.hash(PASSWORD).await.expect("a hash");
    assert_eq!(hasher.verify(PASSWORD, Some(&stored)).await, Ok(Verdict::Right));
    for wrong in ["", "ghế mây cá thú", "Ghế mây cá thu", "ghế mây cá thu ", "ghế mây cá thu\0"]
    {
        assert_eq!(hasher.verify(wrong, Some(&stored)).await, Ok(Verdict::Wrong), "{wrong:?}");
    }
}

#[tokio::test]
async fn a_stored_hash_says_how_it_was_made() {
    let stored = Hasher::default().hash(PASSWORD).await.expect("a hash");
    assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
}

#[tokio::test]
async fn the_same_password_is_stored_in_another_way_each_time() {
    let hasher = Hasher::default();
    assert_ne!(hasher.hash(PASSWORD).await, hasher.hash(PASSWORD).await);
}

#[tokio::test]
async fn the_hash_of_another_program_is_read() {
    // The published test vector for argon2id, version 0x13, m=256, t=2, p=1, from test.c of the reference
    // implementation.
    let stored = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
    assert_eq!(Hasher::default().verify("password", Some(stored)).await, Ok(Verdict::RightButOld));
    assert_eq!(Hasher::default().verify("passwort", Some(stored)).await, Ok(Verdict::Wrong));
}

#[tokio::test]
async fn nobody_signs_in_to_an_account_without_a_password() {
    let hasher = Hasher::default();
    for password in ["", PASSWORD] {
        assert_eq!(hasher.verify(password, None).await, Ok(Verdict::Wrong));
    }
}

#[tokio::test]
async fn nobody_signs_in_with_a_hash_that_cannot_be_read() {
    let hasher = Hasher::default();
    for damaged in
        ["", "x", "$argon2id$v=19$m=8,t=1,p=1", "$argon2id$v=19$m=8,t=1,p=1$BwcHBwcHBwcHBwcHBwcHBw"]
    {
        assert_eq!(hasher.verify(PASSWORD, Some(damaged)).await, Ok(Verdict::Wrong), "{damaged}");
        assert_eq!(hasher.verify("", Some(damaged)).await, Ok(Verdict::Wrong), "{damaged}");
    }
}

#[tokio::test]
async fn a_password_that_is_too_long_is_not_cut_off() {
    let hasher = Hasher::default();
    let longest = "ă".repeat(MOST_BYTES / 2);
    let stored = hasher.hash(&longest).await.expect("a hash");
    assert_eq!(hasher.verify(&longest, Some(&stored)).await, Ok(Verdict::Right));
    let longer = format!("{longest}x");
    assert_eq!(hasher.verify(&longer, Some(&stored)).await, Ok(Verdict::Wrong));
    assert_eq!(hasher.hash(&longer).await, Err(NotHashed::TooLong));
    // And the hash is not that of the empty password.
    let empty = hasher.hash("").await.expect("a hash");
    assert_eq!(hasher.verify(&longer, Some(&empty)).await, Ok(Verdict::Wrong));
}

#[test]
fn the_same_work_is_done_whether_there_is_an_account_or_not() {
    let long = "x".repeat(MOST_BYTES + 1);
    let todays = hash_now(PASSWORD.as_bytes()).expect("a hash");
    let others_work = "$scrypt$ln=17,r=8,p=1$BwcHBwcHBwcHBwcHBwcHBw$BwcHBwcHBwcHBwcHBwcHBwcHBwc";
    let trials = [
        (PASSWORD, Some(todays.as_str())),
        ("another one", Some(&todays)),
        (PASSWORD, None),
        (PASSWORD, Some("")),
        (PASSWORD, Some("$argon2id$v=19$m=8,t=1,p=1")),
        (PASSWORD, Some("$argon2id$v=99$m=8,t=1,p=1$BwcHBwcHBwcHBwcHBwcHBw$BwcHBwcHBwcHBwcHBwcHBw")),
        (PASSWORD, Some("$argon2id$v=19$m=1,t=1,p=1$BwcHBwcHBwcHBwcHBwcHBw$BwcHBwcHBwcHBwcHBwcHBw")),
        (PASSWORD, Some(others_work)),
        (&long, Some(&todays)),
        (&long, None),
    ];
    for (password, stored) in trials {
        let computed = Trial::of(password, stored).compute().expect("a hash").to_string();
        assert!(computed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored:?}: {computed}");
    }
}

#[tokio::test]
async fn a_hash_with_other_parameters_asks_to_be_made_anew() {
    let hasher = Hasher::default();
    let (id, now) = (Algorithm::Argon2id, Version::V0x13);
    for old in [
        cheap(),
        stored(id, now, (19_456, 1, 1, 32), &[7; 16]),
        stored(id, now, (19_456, 2, 2, 32), &[7; 16]),
        stored(id, now, (19_456, 2, 1, 16), &[7; 16]),
        stored(id, now, (19_456, 2, 1, 32), &[7; 8]),
        stored(id, Version::V0x10, (19_456, 2, 1, 32), &[7; 16]),
        stored(Algorithm::Argon2i, now, (19_456, 2, 1, 32), &[7; 16]),
    ] {
        assert_eq!(hasher.verify(PASSWORD, Some(&old)).await, Ok(Verdict::RightButOld), "{old}");
        assert_eq!(hasher.verify("another one", Some(&old)).await, Ok(Verdict::Wrong), "{old}");
    }
    let todays = stored(id, now, (19_456, 2, 1, 32), &[7; 16]);
    assert_eq!(hasher.verify(PASSWORD, Some(&todays)).await, Ok(Verdict::Right));
    assert!(Verdict::Right.is_right() && Verdict::RightButOld.is_right() && !Verdict::Wrong.is_right());
}

/// Work that reports when it has begun, and ends on request of the test.
fn held_work() -> (impl FnOnce() + Send + 'static, mpsc::Receiver<()>, mpsc::Sender<()>) {
    let (begins, begun) = mpsc::channel();
    let (end, ends) = mpsc::channel::<()>();
    let work = move || {
        let _ = begins.send(());
        let _ = ends.recv();
    };
    (work, begun, end)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn two_are_at_work_and_whoever_finds_the_queue_full_hears_it_at_once() {
    let hasher = Hasher::default();
    let (mut tasks, mut ends) = (Vec::new(), Vec::new());
    let mut start = |hasher: &Hasher| {
        let (work, begun, end) = held_work();
        let hasher = hasher.clone();
        tasks.push(tokio::spawn(async move { hasher.run(work).await }));
        ends.push(end);
        begun
    };
    let first: Vec<_> = (0..AT_WORK).map(|_| start(&hasher)).collect();
    for begun in &first {
        begun.recv().expect("it begins");
    }
    let waiting: Vec<_> = (0..WAITING).map(|_| start(&hasher)).collect();
    while hasher.queue.available_permits() > 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(hasher.verify(PASSWORD, Some(&cheap())).await, Err(NotHashed::Busy));
    assert_eq!(hasher.verify(PASSWORD, None).await, Err(NotHashed::Busy));
    assert_eq!(hasher.hash(PASSWORD).await, Err(NotHashed::Busy));
    assert!(waiting.iter().all(|begun| begun.try_recv().is_err()), "two at a time");

    drop(ends);
    for task in tasks {
        assert_eq!(task.await.expect("it ends"), Ok(()));
    }
    assert_eq!(
        hasher.verify(PASSWORD, Some(&cheap())).await,
        Ok(Verdict::RightButOld),
        "there is room again"
    );
    assert_eq!(hasher.queue.available_permits(), AT_WORK + WAITING);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn who_leaves_frees_a_thread_only_when_it_is_done() {
    let hasher = Hasher::default();
    let (work, begun, end) = held_work();
    let task = tokio::spawn({
        let hasher = hasher.clone();
        async move { hasher.run(work).await }
    });
    begun.recv().expect("it begins");
    task.abort();
    assert!(task.await.expect_err("nobody waits for it").is_cancelled());
    assert_eq!(hasher.work.available_permits(), AT_WORK - 1, "the thread is still at work");
    assert_eq!(hasher.queue.available_permits(), AT_WORK + WAITING - 1);

    drop(end);
    let all = hasher.queue.acquire_many((AT_WORK + WAITING) as u32).await.expect("every permit comes back");
    assert_eq!(hasher.work.available_permits(), AT_WORK);
    drop(all);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn who_leaves_while_waiting_frees_the_place() {
    let hasher = Hasher::default();
    let all = hasher.work.acquire_many(AT_WORK as u32).await.expect("everything is taken");
    let waiting = tokio::spawn({
        let hasher = hasher.clone();
        async move { hasher.verify(PASSWORD, None).await }
    });
    while hasher.queue.available_permits() == AT_WORK + WAITING {
        tokio::task::yield_now().await;
    }
    waiting.abort();
    assert!(waiting.await.is_err());
    assert_eq!(hasher.queue.available_permits(), AT_WORK + WAITING);
    drop(all);
    assert_eq!(hasher.verify(PASSWORD, Some(&cheap())).await, Ok(Verdict::RightButOld));
}

#[tokio::test]
async fn work_that_panics_takes_no_place_with_it() {
    let hasher = Hasher::default();
    let end = hasher.run(|| std::panic::resume_unwind(Box::new("a fault"))).await;
    let end: Result<(), NotHashed> = end;
    assert!(matches!(end, Err(NotHashed::Failed(_))), "{end:?}");
    assert_eq!(hasher.queue.available_permits(), AT_WORK + WAITING);
    assert_eq!(hasher.work.available_permits(), AT_WORK);
}
