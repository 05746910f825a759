//! Signing in does not reveal who has an account.

use super::{AN, BINH, file_of, site, try_from};
use crate::support::Answer;
use sqlx::Connection;
use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

/// An address without an account.
const NOBODY: &str = "om@site.test";
/// Attempts for each kind of name.
const ATTEMPTS: usize = 15;

/// A response without what was typed and its length.
fn said(answer: &Answer, email: &str) -> (u16, BTreeMap<String, String>, String) {
    let headers = answer
        .headers
        .iter()
        .filter(|(name, _)| !["date", "content-length", "x-request-id"].contains(&name.as_str()));
    let headers = headers.map(|(name, value)| (name.to_string(), format!("{value:?}"))).collect();
    (answer.status.as_u16(), headers, answer.text.replace(email, "…"))
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64()
}

#[tokio::test]
async fn a_name_without_an_account_is_answered_as_one_with_an_account_or_a_disabled_one() {
    let site = site().await;
    let mut file = file_of(&site).await;
    let disable = "update accounts set disabled_at = 1 where email = 'binh@site.test'";
    let disabled = sqlx::query(disable).execute(&mut file).await.expect("disabled");
    assert_eq!(disabled.rows_affected(), 1);
    file.close().await.expect("closed");
    let names = [NOBODY, AN, BINH];
    let mut times: [Vec<Duration>; 3] = Default::default();
    for number in 0..ATTEMPTS {
        let mut answers = Vec::new();
        for (place, email) in names.into_iter().enumerate() {
            // A separate network for each attempt: none is slowed down.
            let begun = Instant::now();
            let answer = try_from(&site, &format!("10.{place}.{number}.1"), email, "đoán bừa một câu").await;
            times[place].push(begun.elapsed());
            assert_eq!(answer.status, 422, "{email}");
            answers.push(said(&answer, email));
        }
        assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:#?}");
    }
    let [nobody, an, binh] = times.map(median);
    println!("no account {nobody:.4} s, an account {an:.4} s, a disabled one {binh:.4} s");
    for known in [an, binh] {
        assert!((0.5..2.0).contains(&(known / nobody)), "{known} s and {nobody} s");
    }
}
