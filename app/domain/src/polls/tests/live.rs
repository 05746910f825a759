//! Messages to open pages, with a clock that the tests set.

use super::*;
use crate::{
    clock::{Clock, Moment},
    live::{
        bus::{Bus, Stream},
        feature::Reader,
    },
    polls::{live::LivePolls, live_topic, store::load_standings, vote_queue::VoteQueue},
};
use std::time::{Duration, Instant};

/// Polls with a vote_queue and a bus.
struct Live {
    site: TestPolls,
    vote_queue: VoteQueue,
    bus: Bus,
    polls: std::sync::Arc<LivePolls>,
}

impl Live {
    async fn with(polls: &[NewPoll]) -> Self {
        let site = TestPolls::with(polls).await;
        set_clock(&site, NOW);
        let clock = Clock::from_file(site.folder.path().join("clock"));
        let bus = Bus::open();
        let polls = LivePolls::add_to(&bus, site.db.clone(), clock.clone(), site.own_keys().secret);
        let vote_queue = VoteQueue::open(site.db.clone(), clock, site.own_keys(), bus.clone());
        Self { site, vote_queue, bus, polls }
    }

    async fn cast(&self, poll: i64, voter_number: u64) -> Cast {
        let vote = self.site.vote(poll, voter_number, &[0]).await;
        self.vote_queue.cast(vote).await.expect("an answer")
    }

    /// An event stream about polls, for this voter or for somebody without a key.
    async fn stream(&self, polls: &[i64], voter: Option<u64>) -> Stream {
        let topics: Vec<_> = polls.iter().map(|id| live_topic(PollId(*id))).collect();
        self.bus.stream(&topics, &Reader { voter: voter.map(key) }).await.expect("a stream")
    }
}

/// Replaces the clock file atomically, so that it is never read half written.
fn set_clock(site: &TestPolls, now: Timestamp) {
    let (new, file) = (site.folder.path().join("clock.new"), site.folder.path().join("clock"));
    std::fs::write(&new, Moment::at(now, "UTC").machine).expect("written");
    std::fs::rename(new, file).expect("replaced");
}

/// Fails the test instead of waiting for ever.
async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), future).await.expect("in time")
}

/// The next messages of an event stream.
async fn told(stream: &mut Stream) -> Vec<Standing> {
    let text = soon(stream.next()).await.expect("a stream that goes on");
    let events = text.strip_suffix("\n\n").expect("whole events").split("\n\n");
    let read = |event: &str| {
        let (topic, news) = event.split_once("\ndata: ").expect("a topic and data");
        let standing: Standing = serde_json::from_str(news).expect("a standing");
        assert_eq!(topic, format!("event: {}", live_topic(standing.id)));
        standing
    };
    events.map(read).collect()
}

/// The next message of an event stream, about one poll.
async fn told_of_one(stream: &mut Stream) -> Standing {
    let mut standings = told(stream).await;
    assert_eq!(standings.len(), 1, "{standings:?}");
    standings.remove(0)
}

fn voters(standing: &Standing) -> Option<u32> {
    standing.tally.as_ref().map(|tally| tally.voters)
}

#[tokio::test]
async fn a_screen_is_told_first_how_each_of_its_polls_stands() {
    let live = Live::with(&[poll("Một"), poll("Hai"), poll("Ba")]).await;
    counted(&live.cast(3, 1).await);
    let mut stream = live.stream(&[3, 1, 99, 3], None).await;
    let mut expected = Vec::new();
    for id in [1, 3] {
        let told = load_standings(&live.site.db, PollId(id), NOW).await.expect("an answer");
        expected.push(told.expect("a poll").everyone);
    }
    assert_eq!(told(&mut stream).await, expected, "each once, and none that does not exist");
    assert_eq!(expected.iter().map(voters).collect::<Vec<_>>(), [Some(0), Some(1)]);
}

#[tokio::test]
async fn a_screen_is_told_of_the_poll_that_changes() {
    let live = Live::with(&[poll("Một"), poll("Hai")]).await;
    let mut stream = live.stream(&[1, 2], None).await;
    assert_eq!(told(&mut stream).await.len(), 2);
    counted(&live.cast(2, 1).await);
    let standing = told_of_one(&mut stream).await;
    assert_eq!((standing.id, voters(&standing)), (PollId(2), Some(1)));
    // A refused vote changes nothing, so the next message is about the vote after it.
    refusal(live.cast(2, 1).await);
    counted(&live.cast(1, 1).await);
    let standing = told_of_one(&mut stream).await;
    assert_eq!((standing.id, voters(&standing)), (PollId(1), Some(1)));
}

#[tokio::test]
async fn every_open_screen_is_told() {
    let live = Live::with(&[poll("Một")]).await;
    let mut streams = Vec::new();
    for _ in 0..20 {
        let mut stream = live.stream(&[1], None).await;
        assert_eq!(voters(&told_of_one(&mut stream).await), Some(0));
        streams.push(stream);
    }
    counted(&live.cast(1, 1).await);
    for mut stream in streams {
        assert_eq!(voters(&told_of_one(&mut stream).await), Some(1));
    }
}

#[tokio::test]
async fn a_poll_opens_and_closes_on_open_screens_by_itself() {
    let new = NewPoll {
        opens_at: Some(later(NOW, HOUR)),
        closes_at: Some(later(NOW, 2 * HOUR)),
        results: ResultsShown::AfterClosing,
        ..poll("Câu hỏi")
    };
    let live = Live::with(&[new, poll("Luôn mở")]).await;
    let mut stream = live.stream(&[1, 2], None).await;
    let phases: Vec<_> = told(&mut stream).await.iter().map(|standing| standing.phase).collect();
    assert_eq!(phases, [Phase::Upcoming, Phase::Open]);
    set_clock(&live.site, later(NOW, HOUR));
    let standing = told_of_one(&mut stream).await;
    assert_eq!((standing.id, standing.phase, standing.tally), (PollId(1), Phase::Open, None));
    set_clock(&live.site, later(NOW, 2 * HOUR));
    let standing = told_of_one(&mut stream).await;
    assert_eq!((standing.id, standing.phase, voters(&standing)), (PollId(1), Phase::Closed, Some(0)));
}

#[tokio::test]
async fn hours_that_change_while_nothing_is_due_are_kept_as_well() {
    let live = Live::with(&[poll("Câu hỏi")]).await;
    let mut stream = live.stream(&[1], None).await;
    assert_eq!(told_of_one(&mut stream).await.phase, Phase::Open);
    live.site.tamper(&format!("update polls set closes_at = {}", later(NOW, HOUR).0)).await;
    live.polls.timetable_changed();
    // No standing has changed so far, so the next message is the closing. Unless it is woken, the bus would
    // read its schedule long after the test's timeout.
    set_clock(&live.site, later(NOW, HOUR));
    assert_eq!(told_of_one(&mut stream).await.phase, Phase::Closed);
}

#[tokio::test]
async fn a_booth_opens_and_closes_with_the_clock() {
    let (opens, closes) = (later(NOW, HOUR), later(NOW, 2 * HOUR));
    let live =
        Live::with(&[NewPoll { opens_at: Some(opens), closes_at: Some(closes), ..poll("Câu hỏi") }]).await;
    let second = 1_000;
    set_clock(&live.site, later(opens, -second));
    assert!(matches!(refusal(live.cast(1, 1).await), VoteRefusal::NotOpenYet(_)));
    set_clock(&live.site, opens);
    counted(&live.cast(1, 1).await);
    set_clock(&live.site, later(closes, -second));
    counted(&live.cast(1, 2).await);
    set_clock(&live.site, closes);
    assert!(matches!(refusal(live.cast(1, 3).await), VoteRefusal::Closed(_)));
    live.site.assert_whole(2).await;
}

#[tokio::test]
async fn the_screen_of_a_voter_shows_what_voters_may_see() {
    let after_voting = |question| NewPoll { results: ResultsShown::AfterVoting, ..poll(question) };
    let live = Live::with(&[after_voting("Một"), after_voting("Hai"), poll("Ba")]).await;
    counted(&live.cast(1, 9).await);
    let (mut voter, mut other) = (live.stream(&[1, 2], Some(9)).await, live.stream(&[1, 2], Some(8)).await);
    let seen = |standings: Vec<Standing>| standings.iter().map(voters).collect::<Vec<_>>();
    assert_eq!(seen(told(&mut voter).await), [Some(1), None], "only in the poll they voted in");
    assert_eq!(seen(told(&mut other).await), [None, None]);
    counted(&live.cast(1, 1).await);
    assert_eq!(seen(told(&mut voter).await), [Some(2)]);
    let mut watcher = live.stream(&[1, 3], None).await;
    assert_eq!(seen(told(&mut watcher).await), [None, Some(0)]);
    counted(&live.cast(1, 2).await);
    assert_eq!(seen(told(&mut voter).await), [Some(3)]);
    counted(&live.cast(3, 1).await);
    assert_eq!(seen(told(&mut watcher).await), [Some(1)], "nobody else hears that somebody has voted");
}

#[tokio::test]
async fn a_bus_that_stops_ends_its_streams() {
    let live = Live::with(&[poll("Một")]).await;
    let (mut stream, mut unread) = (live.stream(&[1], None).await, live.stream(&[1], None).await);
    let mut of_nothing = live.stream(&[99], None).await;
    assert!(soon(stream.next()).await.is_some());
    let ((), message, nothing) =
        soon(async { tokio::join!(async { live.bus.stop() }, stream.next(), of_nothing.next()) }).await;
    assert_eq!((message, nothing), (None, None));
    assert_eq!(soon(unread.next()).await, None);
    assert_eq!(soon(live.stream(&[1], None).await.next()).await, None, "also those that come later");
    counted(&live.cast(1, 1).await);
    assert_eq!(soon(stream.next()).await, None, "and a ballot does not start it again");
}

#[tokio::test]
async fn a_screen_that_waits_is_told_of_the_end() {
    let live = Live::with(&[poll("Một")]).await;
    let mut stream = live.stream(&[1], None).await;
    assert!(soon(stream.next()).await.is_some());
    // The stream is polled first, so it is waiting when the bus stops.
    let (message, ()) = soon(async { tokio::join!(biased; stream.next(), async { live.bus.stop() }) }).await;
    assert_eq!(message, None);
}

#[tokio::test]
async fn of_one_poll_a_screen_is_told_at_most_ten_times_a_second() {
    let live = Live::with(&[poll("Một")]).await;
    let mut stream = live.stream(&[1], None).await;
    told_of_one(&mut stream).await;
    let began = Instant::now();
    for voter in 1..=4 {
        counted(&live.cast(1, voter).await);
        told_of_one(&mut stream).await;
    }
    assert!(began.elapsed() >= Duration::from_millis(300), "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_vote_is_missed_by_a_screen_that_opens_meanwhile() {
    let polls: Vec<NewPoll> = (0..100).map(|number| poll(&format!("Câu hỏi {number}"))).collect();
    let live = std::sync::Arc::new(Live::with(&polls).await);
    let mut screens = tokio::task::JoinSet::new();
    for id in 1..=100 {
        for _ in 0..2 {
            let live = live.clone();
            screens.spawn(async move {
                let mut stream = live.stream(&[id], None).await;
                while voters(&told_of_one(&mut stream).await) != Some(1) {}
            });
        }
        let live = live.clone();
        screens.spawn(async move {
            counted(&live.cast(id, 1).await);
        });
    }
    screens.join_all().await;
}
