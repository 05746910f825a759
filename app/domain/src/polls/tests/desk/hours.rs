//! Closing a poll early, and changing its hours.

use super::*;
use crate::polls::store::close_now;

async fn close(site: &TestPolls, person: &Editing, now: Timestamp) -> Result<(), Refusal> {
    let clock = clock(site, now);
    close_now(person, PollId(1), &clock).await.expect("an answer")
}

#[tokio::test]
async fn a_poll_that_is_closed_by_hand_takes_no_ballot_from_that_instant_on() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    let instant = later(NOW, 30_000);
    // Earlier in the same minute.
    let last = later(instant, -1_000);
    counted(&site.cast_at(last, site.vote(1, 1, &[0]).await).await);
    close(&site, &person, instant).await.expect("closed");
    let closes = stored(&person, 1).await.hours.closes.expect("an instant");
    assert!(last < closes && closes <= instant, "no ballot that was counted lies after the closing");
    for now in [instant, later(instant, 1_000), later(instant, HOUR)] {
        let late = site.vote(1, 2, &[0]).await;
        assert!(matches!(refusal(site.cast_at(now, late).await), VoteRefusal::Closed(_)));
    }
    site.assert_whole(1).await;
    assert_eq!(actions(&site).await, [Action::PollClosed]);
    close(&site, &person, later(instant, MINUTE)).await.expect("it is closed");
    assert_eq!(stored(&person, 1).await.hours.closes, Some(closes), "asked twice, done once");
    assert_eq!(actions(&site).await.len(), 1);
}

#[tokio::test]
async fn a_ballot_of_the_very_instant_of_the_closing_is_the_last() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    counted(&site.cast(1, 1, &[0]).await);
    close(&site, &person, NOW).await.expect("closed");
    assert!(matches!(refusal(site.cast(1, 2, &[0]).await), VoteRefusal::Closed(_)));
    let before = site.vote(1, 2, &[0]).await;
    let set_back = site.cast_at(later(NOW, -HOUR), before).await;
    assert!(matches!(refusal(set_back), VoteRefusal::Closed(_)), "also when the clock is set back");
    site.assert_whole(1).await;
}

#[tokio::test]
async fn whoever_had_the_form_open_does_not_open_a_closed_poll_unknowingly() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    let form = stored(&person, 1).await.form(&zone());
    close(&site, &person, NOW).await.expect("closed");
    let target = Target::Existing { id: PollId(1), version: 1 };
    let saved = save(&person, target, &form).await.expect("an answer");
    assert!(matches!(saved, Err(Refusal::Stale { .. })), "{saved:?}");
    assert!(matches!(refusal(site.cast(1, 2, &[0]).await), VoteRefusal::Closed(_)));
}

#[tokio::test]
async fn a_poll_that_has_not_opened_cannot_be_closed_by_hand() {
    let site = TestPolls::with(&[NewPoll { opens_at: Some(later(NOW, HOUR)), ..poll("Câu hỏi") }]).await;
    let person = administrator(&site).await;
    assert_eq!(wrong(close(&site, &person, NOW).await), [PollField::OpensAt]);
    assert_eq!(stored(&person, 1).await.version, 1);
    assert!(log(&site).await.is_empty());
}

#[tokio::test]
async fn a_closed_poll_opens_again_with_a_later_closing_and_the_log_knows() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    counted(&site.cast(1, 1, &[0]).await);
    close(&site, &person, later(NOW, MINUTE)).await.expect("closed");
    let form = stored(&person, 1).await.form(&zone());
    assert_eq!(form.closes_at, "2026-11-25T08:01");
    // Saved with an unchanged closing time, it stays closed.
    let other = PollForm { network_limit: "7".into(), ..form.clone() };
    change(&person, 1, &other).await.expect("saved");
    let late = site.vote(1, 2, &[0]).await;
    let cast = site.cast_at(later(NOW, 2 * MINUTE), late.clone()).await;
    assert!(matches!(refusal(cast), VoteRefusal::Closed(_)));
    let reopened = PollForm { closes_at: "2026-11-25T12:00".into(), ..form };
    change(&person, 1, &reopened).await.expect("saved");
    counted(&site.cast_at(later(NOW, 2 * MINUTE), late).await);
    site.assert_whole(2).await;
    let entry = log(&site).await.remove(0);
    assert_eq!(entry.action, Ok(Action::PollChanged));
    let closes = "2026-11-25T08:01:00+07:00 → 2026-11-25T12:00:00+07:00";
    assert_eq!(entry.detail.get("closes").map(String::as_str), Some(closes));
}

#[tokio::test]
async fn a_poll_cannot_open_after_its_first_ballot() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    counted(&site.cast(1, 1, &[0]).await);
    let form = stored(&person, 1).await.form(&zone());
    let after = PollForm { opens_at: "2026-11-25T08:01".into(), ..form.clone() };
    assert_eq!(wrong(change(&person, 1, &after).await), [PollField::OpensAt]);
    let before = PollForm { opens_at: "2026-11-25T08:00".into(), ..form };
    change(&person, 1, &before).await.expect("saved");
    site.assert_whole(1).await;
}
