//! `/live`: messages to open pages.

use super::{site, voter::Voter};
use crate::{screen::Screen, support::STREAMS_OF_ONE};
use axum::http::{Method, StatusCode};
use domain::polls::Phase;

#[tokio::test]
async fn a_stream_begins_with_how_each_poll_stands() {
    let site = site(&["", "", "opens_at = '2027-01-01T08:00:00+07:00'"]).await;
    Voter::new(&site).votes("2", &[4]).await;
    let mut screen = Screen::open(&site, "/live?topics=poll.3,poll.2,poll.999,poll.1,poll.2", "").await;
    let mut told = Vec::new();
    for _ in 0..3 {
        let standing = screen.next().await;
        told.push((standing.id.0, standing.phase, standing.tally.map(|tally| tally.voters)));
    }
    told.sort_by_key(|(id, ..)| *id);
    assert_eq!(told, [(1, Phase::Open, Some(0)), (2, Phase::Open, Some(1)), (3, Phase::Upcoming, None)]);
    Voter::new(&site).votes("1", &[1]).await;
    let mut next = screen.next().await;
    // The message about the earlier vote may still arrive.
    while next.id.0 != 1 {
        next = screen.next().await;
    }
    assert_eq!(next.tally.map(|tally| tally.voters), Some(1));
}

#[tokio::test]
async fn every_open_screen_sees_a_vote() {
    let site = site(&[""]).await;
    let mut screens = Vec::new();
    for _ in 0..STREAMS_OF_ONE {
        let mut screen = Screen::open(&site, "/live?topics=poll.1", "").await;
        assert_eq!(screen.told().await, (Phase::Open, Some(0)));
        screens.push(screen);
    }
    Voter::new(&site).votes("1", &[3]).await;
    for screen in &mut screens {
        let tally = screen.next().await.tally.expect("a result");
        assert_eq!(tally.options.iter().map(|count| count.votes).collect::<Vec<_>>(), [0, 0, 1]);
    }
}

#[tokio::test]
async fn a_screen_too_many_is_sent_away_until_another_one_closes() {
    let site = site(&[""]).await;
    let mut screens = Vec::new();
    for _ in 0..STREAMS_OF_ONE {
        screens.push(Screen::open(&site, "/live?topics=poll.1", "").await);
    }
    let refused = site.get("/live?topics=poll.1").await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(refused.header("retry-after"), "30");
    assert!(refused.text.contains("tạm thời chưa phục vụ được"), "{}", refused.text);
    assert_eq!(site.get("/binh-chon/1").await.status, StatusCode::OK, "pages are answered as ever");
    drop(screens.pop());
    assert_eq!(Screen::open(&site, "/live?topics=poll.1", "").await.told().await, (Phase::Open, Some(0)));
}

#[tokio::test]
async fn a_stream_is_kept_by_nobody_and_held_back_by_nobody() {
    let site = site(&[""]).await;
    let screen = Screen::open(&site, "/live?topics=poll.1", "").await;
    for (name, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "no-store"),
        ("x-accel-buffering", "no"),
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "SAMEORIGIN"),
    ] {
        assert_eq!(screen.headers.get(name).and_then(|value| value.to_str().ok()), Some(value), "{name}");
    }
    // The client accepts gzip and br: compressed, a message would wait for the next one.
    assert!(!screen.headers.contains_key("content-encoding"));
    assert!(!screen.headers.contains_key("content-length"));
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_refused_in_words() {
    let site = site(&[""]).await;
    let long = vec!["poll.1"; 1000].join(",");
    for query in [
        "",
        "?",
        "?topics",
        "?topics=",
        "?topics=poll.x",
        "?topics=poll.0",
        "?topics=poll.01",
        "?topics=poll.1,",
        "?topics=,poll.1",
        "?topics=poll.1;poll.2",
        "?topics=poll.-1",
        "?topics=poll.1%2Cpoll.2",
        "?topics=%FF",
        "?topics=poll.99999999999999999999",
        "?topics=1",
        "?topics=nothing.1",
        "?Topics=poll.1",
        &format!("?topics={long}"),
    ] {
        let answer = site.get(&format!("/live{query}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.text.contains("Về trang nhất"), "{query}");
    }
    for topics in ["poll.998,poll.999", "poll"] {
        let nothing = site.get(&format!("/live?topics={topics}")).await;
        assert_eq!(nothing.status, StatusCode::NOT_FOUND, "nothing to tell about");
        assert!(nothing.text.contains("Về trang nhất"));
    }
    assert_eq!(site.ask(Method::HEAD, "/live?topics=poll.1", &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_voter_who_opens_the_stream_anew_sees_what_voters_may_see() {
    let closes = "closes_at = '2026-11-25T10:00:00+07:00'\nresults = 'after_voting'";
    let site = site(&[closes, closes]).await;
    let mut before = Screen::open(&site, "/live?topics=poll.1", "").await;
    assert_eq!(before.told().await.1, None);
    let voter = Voter::new(&site).votes("1", &[1]).await;
    let mut after = Screen::open(&site, "/live?topics=poll.1", &voter.cookie).await;
    let mut seen = after.told().await.1;
    assert!(seen.is_some());
    // The bus sends at most ten messages a second, so the vote itself may be in the second one.
    while seen != Some(1) {
        seen = after.told().await.1;
    }
    let mut other = Screen::open(&site, "/live?topics=poll.2", &voter.cookie).await;
    assert_eq!(other.told().await.1, None, "they have not voted in the other poll");
    // The subscriber from before gets no message about the vote; its next one is the end.
    site.set_clock("2026-11-25T10:00:00+07:00");
    assert_eq!(before.told().await, (Phase::Closed, Some(1)));
}
