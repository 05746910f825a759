//! Store failures: a ballot is stored completely or not at all.

use super::*;
use crate::{
    clock::Clock,
    live::bus::Bus,
    polls::vote_queue::{Lost, VoteQueue},
};

#[tokio::test]
async fn a_ballot_that_fails_does_not_fail_its_neighbours() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let broken = crate::chain::hexadecimal(&site.voter(1, 2).0);
    site.tamper(&format!(
        "create trigger one_voter_fails before insert on ballots when hex(new.voter) = upper('{broken}')
             begin select raise(abort, 'as if the disk had failed'); end;"
    ))
    .await;
    let votes = [site.vote(1, 1, &[0]).await, site.vote(1, 2, &[1]).await, site.vote(1, 3, &[2]).await];
    let done = site.cast_all(NOW, &votes).await;
    let [first, second, third] = &done.answers[..] else { panic!("three answers") };
    assert!(second.is_err());
    for (answer, sequence) in [(first, "1-"), (third, "2-")] {
        assert!(counted(answer.as_ref().expect("an answer")).receipt.starts_with(sequence));
    }
    assert_eq!(site.tally(1).await, (vec![1, 0, 1], 2));
    site.assert_whole(2).await;
}

/// Makes every count fail, as a disk failure would.
const NOTHING_IS_COUNTED: &str = "create trigger nothing_is_counted before update on polls
    begin select raise(abort, 'as if the disk had failed'); end;";

#[tokio::test]
async fn a_batch_that_fails_leaves_nothing_and_may_be_cast_again() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let votes = site.votes(1, 0..3).await;
    site.tamper(NOTHING_IS_COUNTED).await;
    assert!(cast_all(&site.db, NOW, &mut site.own_keys(), &votes).await.is_err());
    assert_eq!(site.rows().await, [0, 0, 0]);
    site.assert_whole(0).await;
    site.tamper("drop trigger nothing_is_counted").await;
    site.cast_all(NOW, &votes).await.answers.iter().for_each(|answer| {
        counted(answer.as_ref().expect("an answer"));
    });
    site.assert_whole(3).await;
}

#[tokio::test]
async fn a_booth_goes_on_after_a_failure() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let bus = Bus::open();
    let vote_queue = VoteQueue::open(site.db.clone(), Clock::system(), site.own_keys(), bus);
    let vote = site.vote(1, 1, &[0]).await;
    site.tamper(NOTHING_IS_COUNTED).await;
    assert!(matches!(vote_queue.cast(vote.clone()).await, Err(Lost::Fault(_))));
    site.tamper("drop trigger nothing_is_counted").await;
    counted(&vote_queue.cast(vote).await.expect("an answer"));
    site.assert_whole(1).await;
}

/// Limits the size of the file, in pages.
async fn limit_pages(site: &TestPolls, pages: i64) {
    let mut tx = site.db.write().await.expect("a transaction");
    let limit = format!("pragma max_page_count = {pages}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(limit)).execute(&mut *tx).await.expect("a limit");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn a_full_disk_breaks_no_chain_and_is_overcome() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    counted(&site.cast(1, 1_000, &[0]).await);
    let pages: i64 = sqlx::query_scalar("pragma page_count").fetch_one(site.db.read()).await.expect("pages");
    limit_pages(&site, pages + 1).await;
    // The engine rolls back the transaction by itself at the first ballot without space.
    let votes = site.votes(1, 0..200).await;
    assert!(cast_all(&site.db, NOW, &mut site.own_keys(), &votes).await.is_err());
    assert_eq!(site.rows().await, [1, 1, 1]);
    site.assert_whole(1).await;
    limit_pages(&site, 1_000_000).await;
    site.cast_all(NOW, &votes).await.answers.iter().for_each(|answer| {
        counted(answer.as_ref().expect("an answer"));
    });
    site.assert_whole(201).await;
}
