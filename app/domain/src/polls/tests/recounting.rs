//! Changes made to the file without the program are detected.

use super::*;
use crate::polls::store::Broken;

/// Five ballots in one poll.
async fn five() -> TestPolls {
    let site = TestPolls::with(&[NewPoll { max_choices: 2, ..poll("Câu hỏi") }]).await;
    for number in 1..=5 {
        counted(&site.cast(1, number, &[0, 1]).await);
    }
    site.assert_whole(5).await;
    site
}

/// Changes the file and returns what the recount reports.
async fn tampered(site: &TestPolls, change: &str) -> Broken {
    site.tamper(change).await;
    verify(&site.db).await.expect("an answer").expect_err("found")
}

async fn broken_by(change: &str) -> Broken {
    tampered(&five().await, change).await
}

#[tokio::test]
async fn a_changed_ballot_is_named() {
    for change in [
        "update ballots set options = '1' where sequence = 3",
        "update ballots set options = '1,x' where sequence = 3",
        "update ballots set cast_at = cast_at + 1 where sequence = 3",
        "update ballots set voter = zeroblob(32) where sequence = 3",
        "update ballots set hash = zeroblob(32) where sequence = 3",
        "update ballots set previous = zeroblob(32) where sequence = 3",
    ] {
        assert!(matches!(broken_by(change).await, Broken::Ballot { sequence: 3, .. }), "{change}");
    }
}

#[tokio::test]
async fn of_several_changed_ballots_the_first_is_named() {
    let broken = broken_by("update ballots set options = '1' where sequence in (2, 4)").await;
    assert!(matches!(broken, Broken::Ballot { poll: PollId(1), sequence: 2, .. }), "{broken}");
}

#[tokio::test]
async fn a_changed_ballot_is_named_with_its_poll() {
    let site = TestPolls::with(&[poll("Một"), poll("Hai"), poll("Ba")]).await;
    for id in [1, 2, 3] {
        counted(&site.cast(id, 1, &[0]).await);
    }
    let broken = tampered(&site, "update ballots set cast_at = 1 where poll_id = 2").await;
    assert!(matches!(broken, Broken::Ballot { poll: PollId(2), sequence: 1, .. }), "{broken}");
    assert!(broken.to_string().starts_with("Cuộc bình chọn 2, lá phiếu số 1:"), "{broken}");
}

/// A ballot of [`five`], rewritten with a matching hash.
fn forged(
    site: &TestPolls,
    sequence: i64,
    options: &[i64],
    cast_at: Timestamp,
    previous: crate::chain::Hash,
) -> (String, String) {
    let options = options.iter().copied().map(OptionId).collect();
    let voter = site.voter(1, sequence as u64);
    let ballot = ballot::Ballot { poll: PollId(1), sequence, options, cast_at, voter, previous };
    let hash = crate::chain::hexadecimal(&ballot.hash());
    let change = format!(
        "update ballots set options = '{}', cast_at = {}, hash = x'{hash}' where sequence = {sequence};",
        ballot.written_options(),
        cast_at.0
    );
    (change, format!("update polls set head = x'{hash}';"))
}

async fn hash_of(site: &TestPolls, sequence: i64) -> crate::chain::Hash {
    let hash: Vec<u8> = sqlx::query_scalar("select hash from ballots where sequence = $1")
        .bind(sequence)
        .fetch_one(site.db.read())
        .await
        .expect("a ballot");
    hash.try_into().expect("32 bytes")
}

#[tokio::test]
async fn a_ballot_forged_with_its_hash_does_not_fit_the_one_after_it() {
    let site = five().await;
    let (change, _) = forged(&site, 3, &[1], NOW, hash_of(&site, 2).await);
    let broken = tampered(&site, &change).await;
    assert!(matches!(broken, Broken::Ballot { sequence: 4, .. }), "{broken}");
}

#[tokio::test]
async fn the_last_ballot_forged_with_its_hash_does_not_fit_the_head() {
    let site = five().await;
    // A minute later, so that no other count differs.
    let (change, _) = forged(&site, 5, &[1, 2], later(NOW, MINUTE), hash_of(&site, 4).await);
    let broken = tampered(&site, &change).await;
    assert!(matches!(broken, Broken::Count { .. }), "{broken}");
}

#[tokio::test]
async fn a_forged_head_does_not_hide_what_no_voter_could_have_cast() {
    for (options, cast_at, what) in [
        (&[1, 99][..], NOW, "an option of nowhere"),
        (&[1, 1], NOW, "one option twice"),
        (&[1, 2, 3], NOW, "too many options"),
        (&[1, 2], later(NOW, -1), "before the ballot before it"),
    ] {
        let site = five().await;
        let (change, head) = forged(&site, 5, options, cast_at, hash_of(&site, 4).await);
        let broken = tampered(&site, &(change + &head)).await;
        assert!(matches!(broken, Broken::Ballot { sequence: 5, .. }), "{what}: {broken}");
    }
}

#[tokio::test]
async fn no_number_may_be_left_out_even_where_all_hashes_fit() {
    let site = five().await;
    let ballot = ballot::Ballot {
        poll: PollId(1),
        sequence: 6,
        options: vec![OptionId(1), OptionId(2)],
        cast_at: NOW,
        voter: site.voter(1, 5),
        previous: hash_of(&site, 4).await,
    };
    let hash = crate::chain::hexadecimal(&ballot.hash());
    let change = format!(
        "update ballots set sequence = 6, hash = x'{hash}' where sequence = 5;
         update polls set head = x'{hash}', ballots = 6;"
    );
    let broken = tampered(&site, &change).await;
    assert!(matches!(broken, Broken::Ballot { sequence: 6, .. }), "{broken}");
}

#[tokio::test]
async fn a_vote_moved_to_another_option_with_all_its_hashes_is_found_by_the_counts() {
    let site = five().await;
    let (change, head) = forged(&site, 5, &[1, 3], NOW, hash_of(&site, 4).await);
    let broken = tampered(&site, &(change + &head)).await;
    assert!(matches!(broken, Broken::Count { .. }), "{broken}");
}

#[tokio::test]
async fn ballots_whose_poll_was_taken_away_are_named() {
    for change in [
        "delete from poll_options",
        "pragma foreign_keys = off; delete from polls",
        "pragma foreign_keys = off; delete from polls; delete from poll_options; delete from poll_days",
    ] {
        let broken = broken_by(change).await;
        assert!(matches!(broken, Broken::Ballot { poll: PollId(1), sequence: 1, .. }), "{change}: {broken}");
    }
}

#[tokio::test]
async fn a_missing_ballot_is_named_by_the_one_after_it() {
    for (missing, named) in [(1, 2), (3, 4)] {
        let broken = broken_by(&format!("delete from ballots where sequence = {missing}")).await;
        assert!(matches!(broken, Broken::Ballot { sequence, .. } if sequence == named), "{broken}");
    }
}

#[tokio::test]
async fn the_last_ballots_cannot_be_cut_off() {
    for change in ["delete from ballots where sequence = 5", "delete from ballots"] {
        let broken = broken_by(change).await;
        assert!(matches!(broken, Broken::Count { .. }), "{change}: {broken}");
    }
}

#[tokio::test]
async fn a_count_that_does_not_equal_the_ballots_is_named() {
    for change in [
        "update poll_options set votes = votes + 1 where id = 2",
        "update polls set ballots = 6",
        "update polls set ballots = 4",
        "update polls set head = zeroblob(32)",
        "update polls set head = null",
        "update poll_days set ballots = ballots + 1",
        "insert into poll_days (poll_id, day, ballots) values (1, '2026-11-26', 1)",
        "delete from poll_days",
    ] {
        let broken = broken_by(change).await;
        assert!(matches!(broken, Broken::Count { .. }), "{change}: {broken}");
    }
}

#[tokio::test]
async fn a_ballot_is_neither_changed_nor_removed_by_the_program() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    counted(&site.cast(1, 1, &[0]).await);
    for statement in ["update ballots set cast_at = 1", "delete from ballots"] {
        let mut tx = site.db.write().await.expect("a transaction");
        assert!(sqlx::query(statement).execute(&mut *tx).await.is_err(), "{statement}");
    }
}

#[tokio::test]
async fn the_hash_of_a_ballot_is_the_one_of_the_documentation() {
    let ballot = ballot::Ballot {
        poll: PollId(3),
        sequence: 1,
        options: vec![OptionId(12), OptionId(14)],
        cast_at: Timestamp(1_764_061_200_000),
        voter: VoterHash([0xab; 32]),
        previous: crate::chain::BEGINNING,
    };
    let text = format!(
        "trangnhat ballot 1\npoll=3\nsequence=1\noptions=12,14\ntime=1764061200000\nvoter={}\nprevious={}\n",
        "ab".repeat(32),
        "0".repeat(64)
    );
    let expected: [u8; 32] = <sha2::Sha256 as sha2::Digest>::digest(text).into();
    assert_eq!(ballot.hash(), expected);
}
