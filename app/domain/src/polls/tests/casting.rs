//! Who may vote for what, and when.

use super::*;
use crate::polls::store::forget_past_networks;
use crate::{clock::Clock, live::bus::Bus, polls::vote_queue::VoteQueue};
use proptest::prelude::*;
use tokio::task::JoinSet;

#[tokio::test]
async fn a_reader_votes_once() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let first = site.cast(1, 7, &[1]).await;
    let own = counted(&first).clone();
    let second = refusal(site.cast(1, 7, &[2]).await);
    assert_eq!(second, VoteRefusal::AlreadyVoted(own), "with what was voted, and when");
    assert_eq!(site.tally(1).await, (vec![0, 1, 0], 1));
    site.assert_whole(1).await;
}

#[tokio::test]
async fn a_reader_has_a_ballot_in_each_poll() {
    let site = TestPolls::with(&[poll("Một"), poll("Hai")]).await;
    counted(&site.cast(1, 7, &[0]).await);
    counted(&site.cast(2, 7, &[0]).await);
    site.assert_whole(2).await;
}

async fn vote_queue(site: &TestPolls) -> VoteQueue {
    let bus = Bus::open();
    VoteQueue::open(site.db.clone(), Clock::system(), site.own_keys(), bus)
}

/// Submits all votes at once; returns how many were counted.
async fn hand_in(vote_queue: &VoteQueue, votes: impl IntoIterator<Item = Vote>) -> usize {
    let mut waiting = JoinSet::new();
    for vote in votes {
        let vote_queue = vote_queue.clone();
        waiting.spawn(async move { vote_queue.cast(vote).await.expect("an answer") });
    }
    waiting.join_all().await.iter().filter(|cast| matches!(cast, Cast::Counted(_))).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_votes_of_one_reader_at_once_are_one_ballot() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let vote = site.vote(1, 7, &[1]).await;
    let counted = hand_in(&vote_queue(&site).await, std::iter::repeat_n(vote, 10_000)).await;
    assert_eq!(counted, 1);
    assert_eq!(site.tally(1).await, (vec![0, 1, 0], 1));
    site.assert_whole(1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_readers_at_once_are_five_thousand_ballots() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let vote = site.vote(1, 0, &[0]).await;
    let options: Vec<OptionId> =
        site.paper(1, None, NOW).await.poll.options.iter().map(|option| option.id).collect();
    let votes = (0..5_000_u64).map(|number| Vote {
        voter: site.voter(1, number),
        choices: vec![options[number as usize % 3]],
        ..vote.clone()
    });
    assert_eq!(hand_in(&vote_queue(&site).await, votes).await, 5_000);
    assert_eq!(site.tally(1).await, (vec![1_667, 1_667, 1_666], 5_000));
    site.assert_whole(5_000).await;
}

#[tokio::test]
async fn a_poll_takes_ballots_from_its_first_minute_until_before_its_last() {
    let (opens, closes) = (later(NOW, HOUR), later(NOW, 2 * HOUR));
    let site =
        TestPolls::with(&[NewPoll { opens_at: Some(opens), closes_at: Some(closes), ..poll("Câu hỏi") }])
            .await;
    let early = site.vote(1, 1, &[0]).await;
    assert!(matches!(
        refusal(site.cast_at(later(opens, -1), early.clone()).await),
        VoteRefusal::NotOpenYet(opens) if opens.words == "Thứ tư, 25/11/2026 02:00"
    ));
    counted(&site.cast_at(opens, early).await);
    let last = site.vote(1, 2, &[0]).await;
    counted(&site.cast_at(later(closes, -1), last).await);
    let late = site.vote(1, 3, &[0]).await;
    assert!(matches!(refusal(site.cast_at(closes, late).await), VoteRefusal::Closed(_)));
    assert_eq!(site.rows().await[0], 2);
}

#[tokio::test]
async fn a_clock_set_back_does_not_turn_time_around() {
    let site = TestPolls::with(&[NewPoll { opens_at: Some(NOW), ..poll("Câu hỏi") }]).await;
    // The clock is a day ahead by mistake, then corrected.
    let ahead = site.vote(1, 1, &[0]).await;
    let first = site.cast_at(later(NOW, 24 * HOUR), ahead).await;
    let second = site.cast(1, 2, &[0]).await;
    assert_eq!(counted(&first).cast, counted(&second).cast, "no ballot lies before the one before it");
    assert_eq!(counted(&first).cast.words, "Thứ năm, 26/11/2026 01:00");
    let before_it_opened = site.vote(1, 3, &[0]).await;
    let third = site.cast_at(later(NOW, -HOUR), before_it_opened).await;
    assert_eq!(counted(&first).cast, counted(&third).cast, "what has opened stays open");
    site.assert_whole(3).await;
}

#[tokio::test]
async fn a_clock_set_back_does_not_reopen_a_poll_whose_last_ballot_lies_at_its_closing() {
    let last = later(NOW, 2 * HOUR);
    for (closes, taken) in [(last, false), (later(last, 1), true)] {
        let site = TestPolls::with(&[poll("Câu hỏi")]).await;
        counted(&site.cast_at(last, site.vote(1, 1, &[0]).await).await);
        site.tamper(&format!("update polls set closes_at = {}", closes.0)).await;
        match site.cast(1, 2, &[0]).await {
            Cast::Counted(own) => assert!(taken && own.cast.words == "Thứ tư, 25/11/2026 03:00"),
            Cast::Refused(refusal) => assert!(!taken && matches!(refusal, VoteRefusal::Closed(_))),
        }
        site.assert_whole(1 + i64::from(taken)).await;
    }
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_by_name_and_leaves_no_trace() {
    let several = NewPoll { min_choices: 2, max_choices: 2, ..poll("Chọn hai") };
    let site = TestPolls::with(&[several, poll("Khác")]).await;
    counted(&site.cast(1, 9, &[0, 1]).await);
    let foreign = site.vote(2, 1, &[0]).await.choices[0];
    let own = site.vote(1, 1, &[0, 1, 2]).await;
    for (choices, wrong) in [
        (vec![], WrongChoices::TooFew),
        (vec![own.choices[0]], WrongChoices::TooFew),
        (own.choices.clone(), WrongChoices::TooMany),
        (vec![own.choices[0], own.choices[0]], WrongChoices::Repeated),
        (vec![own.choices[0], foreign], WrongChoices::Unknown),
        (vec![OptionId(i64::MAX)], WrongChoices::Unknown),
    ] {
        let cast = site.cast_at(NOW, Vote { choices: choices.clone(), ..own.clone() }).await;
        assert_eq!(refusal(cast), VoteRefusal::Choices(wrong), "{choices:?}");
    }
    let nowhere = site.cast_at(NOW, Vote { poll: PollId(99), ..own }).await;
    assert_eq!(refusal(nowhere), VoteRefusal::NoPoll);
    assert_eq!(site.rows().await, [1, 1, 1]);
    assert_eq!(site.tally(1).await, (vec![1, 1, 0], 1));
    assert_eq!(site.tally(2).await, (vec![0, 0, 0], 0));
    site.assert_whole(1).await;
}

#[tokio::test]
async fn a_network_casts_so_many_ballots_within_an_hour() {
    let site = TestPolls::with(&[NewPoll { network_limit: 2, ..poll("Câu hỏi") }]).await;
    let from = async |voter_number, address: &str| Vote {
        address: address.parse().expect("an address"),
        ..site.vote(1, voter_number, &[0]).await
    };
    counted(&site.cast_at(NOW, from(1, "2001:db8::1").await).await);
    counted(&site.cast_at(NOW, from(2, "2001:db8::2").await).await);
    let third = refusal(site.cast_at(later(NOW, MINUTE), from(3, "2001:db8::3").await).await);
    assert!(matches!(third, VoteRefusal::NetworkFull { again } if again.words == "Thứ tư, 25/11/2026 02:10"));
    let again = site.cast_at(NOW, from(1, "2001:db8::3").await).await;
    assert!(matches!(refusal(again), VoteRefusal::AlreadyVoted(_)), "who has voted hears that");
    counted(&site.cast_at(NOW, from(4, "2001:db8:0:1::3").await).await);
    let last = refusal(site.cast_at(later(NOW, FORGOTTEN - 1), from(3, "2001:db8::3").await).await);
    assert!(matches!(last, VoteRefusal::NetworkFull { .. }), "until the ballots are an hour old");
    assert_eq!(site.rows().await, [3, 1, 3], "two households and what both have in common");
    counted(&site.cast_at(later(NOW, FORGOTTEN), from(3, "2001:db8::3").await).await);
    assert_eq!(site.rows().await[2], 2, "networks of past hours are forgotten");
    site.assert_whole(4).await;
}

/// The age at which a vote cast at [`NOW`], the start of a span, stops counting.
const FORGOTTEN: i64 = HOUR + 10 * MINUTE;

#[tokio::test]
async fn who_has_sixty_thousand_networks_has_four_times_the_limit_of_one() {
    let site = TestPolls::with(&[NewPoll { network_limit: 3, ..poll("Câu hỏi") }]).await;
    let from = async |voter_number: u64| Vote {
        address: format!("2001:db8:7:{voter_number:x}::1").parse().expect("an address"),
        ..site.vote(1, voter_number, &[0]).await
    };
    // In one batch, and later in several.
    let mut votes = Vec::new();
    for number in 0..8 {
        votes.push(from(number).await);
    }
    let mut answers = site.cast_all(NOW, &votes).await.answers;
    for number in 8..16 {
        answers.extend(site.cast_all(later(NOW, MINUTE), &[from(number).await]).await.answers);
    }
    let counted = answers.iter().filter(|answer| matches!(answer, Ok(Cast::Counted(_)))).count();
    assert_eq!(counted, 12);
    let neighbour =
        Vote { address: "2001:db8:8::1".parse().expect("an address"), ..site.vote(1, 99, &[0]).await };
    assert!(matches!(site.cast_at(later(NOW, MINUTE), neighbour).await, Cast::Counted(_)));
    site.assert_whole(13).await;
}

#[tokio::test]
async fn no_hour_has_more_ballots_of_a_network_than_its_limit_and_a_restart_changes_nothing() {
    let site = TestPolls::with(&[NewPoll { network_limit: 2, ..poll("Câu hỏi") }]).await;
    let file = site.folder.path().join("networks.hour");
    let cast = async |voter_number, minute: i64| {
        // The program restarts before each vote.
        site.keys.lock().await.networks = networks::NetworkKeys::read(&file);
        let address = [192, 0, 2, 1].into();
        let vote = Vote { address, ..site.vote(1, voter_number, &[0]).await };
        site.cast_at(later(NOW, minute * MINUTE), vote).await
    };
    counted(&cast(1, 45).await);
    counted(&cast(2, 59).await);
    for minute in [59, 60, 75, 104, 109] {
        assert!(matches!(cast(3, minute).await, Cast::Refused(VoteRefusal::NetworkFull { .. })), "{minute}");
    }
    counted(&cast(3, 110).await);
    assert!(matches!(cast(4, 119).await, Cast::Refused(VoteRefusal::NetworkFull { .. })));
    counted(&cast(4, 120).await);
    site.assert_whole(4).await;
}

#[tokio::test]
async fn a_network_without_a_limit_casts_as_many_as_it_likes() {
    let site = TestPolls::with(&[poll("Không giới hạn"), NewPoll { network_limit: 1, ..poll("Một") }]).await;
    for (poll, taken) in [(1, 30), (2, 1)] {
        let done = site.cast_all(NOW, &site.votes(poll, 0..30).await).await;
        let counted = done.answers.iter().filter(|answer| matches!(answer, Ok(Cast::Counted(_))));
        assert_eq!(counted.count(), taken, "poll {poll}");
    }
    site.assert_whole(31).await;
}

#[tokio::test]
async fn networks_are_forgotten_also_where_nobody_votes_any_more() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    counted(&site.cast(1, 1, &[0]).await);
    forget_past_networks(&site.db, later(NOW, HOUR)).await.expect("an answer");
    assert_eq!(site.rows().await[2], 1, "within the hour they are needed");
    forget_past_networks(&site.db, later(NOW, FORGOTTEN)).await.expect("an answer");
    assert_eq!(site.rows().await, [1, 1, 0]);
}

#[tokio::test]
async fn one_network_in_one_batch_has_the_same_limit() {
    let site = TestPolls::with(&[NewPoll { network_limit: 3, ..poll("Câu hỏi") }]).await;
    let address = [192, 0, 2, 1].into();
    let mut votes = Vec::new();
    for number in 0..5 {
        votes.push(Vote { address, ..site.vote(1, number, &[0]).await });
    }
    let done = site.cast_all(NOW, &votes).await;
    let counted = done.answers.iter().filter(|answer| matches!(answer, Ok(Cast::Counted(_)))).count();
    assert_eq!(counted, 3);
    site.assert_whole(3).await;
}

/// A voter and the indexes of options.
type Wish = (u64, Vec<usize>);

/// Batches with their times, in milliseconds after [`NOW`].
fn batches() -> impl Strategy<Value = Vec<(i64, Vec<Wish>)>> {
    let wish = (0_u64..12, prop::collection::vec(0_usize..3, 0..4));
    prop::collection::vec((-HOUR..HOUR, prop::collection::vec(wish, 1..6)), 1..12)
}

/// How long before and after [`NOW`] the poll of the model is open.
const HALF: i64 = HOUR / 2;
/// The most ballots from one network within an hour.
const LIMIT: u32 = 3;

/// What a poll with up to two choices should contain, counted in the simplest way.
#[derive(Default)]
struct Model {
    last: Option<i64>,
    ballots: std::collections::BTreeMap<u64, Vec<usize>>,
    networks: std::collections::BTreeMap<(i64, u64), u32>,
}

impl Model {
    fn cast(&mut self, now: i64, (number, places): &Wish) -> &'static str {
        let time = self.last.map_or(now, |last| last.max(now));
        let different: std::collections::BTreeSet<_> = places.iter().collect();
        let (span, network) = (now.div_euclid(10 * MINUTE), number % 3);
        let cast = self.networks.range((span - 6, 0)..).filter(|((_, other), _)| *other == network);
        // After the clock was set back, ballots of a future hour have another key.
        let cast = cast.filter(|((other, _), _)| other.div_euclid(6) <= span.div_euclid(6));
        let ballots: u32 = cast.map(|(_, ballots)| ballots).sum();
        if time >= HALF {
            "closed"
        } else if time < -HALF {
            "not open yet"
        } else if different.len() != places.len() || !(1..=2).contains(&places.len()) {
            "wrong choices"
        } else if self.ballots.contains_key(number) {
            "voted"
        } else if ballots >= LIMIT {
            "network full"
        } else {
            *self.networks.entry((span, network)).or_default() += 1;
            self.last = Some(time);
            self.ballots.insert(*number, places.clone());
            "counted"
        }
    }

    /// Removes networks older than the last hour, even if the clock is set back to that time later.
    fn forget(&mut self, now: i64) {
        self.networks.retain(|(span, _), _| *span >= now.div_euclid(10 * MINUTE) - 6);
    }

    fn tally(&self) -> (Vec<u32>, u32) {
        let mut votes = vec![0; 3];
        self.ballots.values().flatten().for_each(|place| votes[*place] += 1);
        (votes, self.ballots.len() as u32)
    }
}

fn name(cast: &Cast) -> &'static str {
    match cast {
        Cast::Counted(_) => "counted",
        Cast::Refused(VoteRefusal::Closed(_)) => "closed",
        Cast::Refused(VoteRefusal::NotOpenYet(_)) => "not open yet",
        Cast::Refused(VoteRefusal::Choices(_)) => "wrong choices",
        Cast::Refused(VoteRefusal::AlreadyVoted(_)) => "voted",
        Cast::Refused(VoteRefusal::NetworkFull { .. }) => "network full",
        Cast::Refused(VoteRefusal::NoPoll | VoteRefusal::NoKey | VoteRefusal::NotStored) => "something else",
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn whatever_is_voted_at_whatever_time_the_ballots_are_those_of_a_simple_count(batches in batches()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let new = NewPoll {
                max_choices: 2,
                network_limit: LIMIT,
                opens_at: Some(later(NOW, -HALF)),
                closes_at: Some(later(NOW, HALF)),
                ..poll("Câu hỏi")
            };
            let (site, mut model) = (TestPolls::with(&[new]).await, Model::default());
            for (now, wishes) in batches {
                let (mut votes, mut expected) = (Vec::new(), Vec::new());
                for wish in &wishes {
                    let address = [192, 0, 2, (wish.0 % 3) as u8].into();
                    votes.push(Vote { address, ..site.vote(1, wish.0, &wish.1).await });
                    expected.push(model.cast(now, wish));
                }
                model.forget(now);
                let answers = site.cast_all(later(NOW, now), &votes).await.answers;
                let answers: Vec<_> =
                    answers.iter().map(|answer| name(answer.as_ref().expect("an answer"))).collect();
                assert_eq!(answers, expected);
                assert_eq!(site.tally(1).await, model.tally());
            }
            site.assert_whole(i64::from(model.tally().1)).await;
        });
    }
}
