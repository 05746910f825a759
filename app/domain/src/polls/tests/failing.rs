//! Store failures: a ballot is stored completely or not at all.

use super::*;
use crate::{
    clock::Clock,
    live::bus::Bus,
    polls::booth::{Booth, Lost},
};

#[tokio::test]
async fn a_ballot_that_fails_does_not_fail_its_neighbours() {
    let booths = Booths::with(&[poll("Câu hỏi")]).await;
    let broken = crate::chain::hexadecimal(&booths.voter(1, 2).0);
    booths
        .tamper(&format!(
            "create trigger one_voter_fails before insert on ballots when hex(new.voter) = upper('{broken}')
             begin select raise(abort, 'as if the disk had failed'); end;"
        ))
        .await;
    let votes = [booths.vote(1, 1, &[0]).await, booths.vote(1, 2, &[1]).await, booths.vote(1, 3, &[2]).await];
    let done = booths.cast_all(NOW, &votes).await;
    let [first, second, third] = &done.answers[..] else { panic!("three answers") };
    assert!(second.is_err());
    for (answer, sequence) in [(first, "1-"), (third, "2-")] {
        assert!(counted(answer.as_ref().expect("an answer")).receipt.starts_with(sequence));
    }
    assert_eq!(booths.tally(1).await, (vec![1, 0, 1], 2));
    booths.assert_whole(2).await;
}

/// Makes every count fail, as a disk failure would.
const NOTHING_IS_COUNTED: &str = "create trigger nothing_is_counted before update on polls
    begin select raise(abort, 'as if the disk had failed'); end;";

#[tokio::test]
async fn a_batch_that_fails_leaves_nothing_and_may_be_cast_again() {
    let booths = Booths::with(&[poll("Câu hỏi")]).await;
    let votes = booths.votes(1, 0..3).await;
    booths.tamper(NOTHING_IS_COUNTED).await;
    assert!(cast_all(&booths.db, NOW, &mut booths.own_keys(), &votes).await.is_err());
    assert_eq!(booths.rows().await, [0, 0, 0]);
    booths.assert_whole(0).await;
    booths.tamper("drop trigger nothing_is_counted").await;
    booths.cast_all(NOW, &votes).await.answers.iter().for_each(|answer| {
        counted(answer.as_ref().expect("an answer"));
    });
    booths.assert_whole(3).await;
}

#[tokio::test]
async fn a_booth_goes_on_after_a_failure() {
    let booths = Booths::with(&[poll("Câu hỏi")]).await;
    let bus = Bus::open();
    let booth = Booth::open(booths.db.clone(), Clock::system(), booths.own_keys(), bus);
    let vote = booths.vote(1, 1, &[0]).await;
    booths.tamper(NOTHING_IS_COUNTED).await;
    assert!(matches!(booth.cast(vote.clone()).await, Err(Lost::Fault(_))));
    booths.tamper("drop trigger nothing_is_counted").await;
    counted(&booth.cast(vote).await.expect("an answer"));
    booths.assert_whole(1).await;
}

/// Limits the size of the file, in pages.
async fn limit_pages(booths: &Booths, pages: i64) {
    let mut tx = booths.db.write().await.expect("a transaction");
    let limit = format!("pragma max_page_count = {pages}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(limit)).execute(&mut *tx).await.expect("a limit");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_full_disk_breaks_no_chain_and_is_overcome() {
    let booths = Booths::with(&[poll("Câu hỏi")]).await;
    counted(&booths.cast(1, 1_000, &[0]).await);
    let pages: i64 =
        sqlx::query_scalar("pragma page_count").fetch_one(booths.db.read()).await.expect("pages");
    limit_pages(&booths, pages + 1).await;
    // The engine rolls back the transaction by itself at the first ballot without space.
    let votes = booths.votes(1, 0..200).await;
    assert!(cast_all(&booths.db, NOW, &mut booths.own_keys(), &votes).await.is_err());
    assert_eq!(booths.rows().await, [1, 1, 1]);
    booths.assert_whole(1).await;
    limit_pages(&booths, 1_000_000).await;
    booths.cast_all(NOW, &votes).await.answers.iter().for_each(|answer| {
        counted(answer.as_ref().expect("an answer"));
    });
    booths.assert_whole(201).await;
}
