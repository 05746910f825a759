//! Closing a poll at once, changing its hours, and the messages to open pages.

use super::{SignedIn, site_without_polls, terms, typed, value};
use crate::{
    polls::{ballots, site, voter::Voter},
    screen::Screen,
};
use axum::http::StatusCode;
use domain::polls::Phase;

const POLL: &str = "/ban-bien-tap/binh-chon/1";
const CLOSE: &str = "/ban-bien-tap/binh-chon/1/dong";

#[tokio::test]
async fn a_poll_that_is_closed_takes_no_vote_and_every_open_screen_hears_it() {
    let site = site(&["results = 'after_closing'\ncloses_at = '2026-12-01T08:00:00+07:00'"]).await;
    let person = SignedIn::administrator(&site).await;
    Voter::new(&site).votes("1", &[1]).await;
    let mut screen = Screen::open(&site, "/live?topics=poll.1", "").await;
    assert_eq!(screen.told().await, (Phase::Open, None));
    site.set_clock("2026-11-25T09:00:20+07:00");
    assert_eq!(person.done(CLOSE, &[]).await, format!("{POLL}?da=dong"));
    assert_eq!(screen.told().await, (Phase::Closed, Some(1)), "with the result that is now shown");
    // In the same minute.
    site.set_clock("2026-11-25T09:00:21+07:00");
    let refused = Voter::new(&site).vote("1", &[2]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN, "{}", refused.text);
    let page = person.get(&format!("{POLL}?da=dong")).await.text;
    assert!(page.contains("Cuộc bình chọn đã đóng.") && page.contains("Đã đóng"), "{page}");
    assert!(!page.contains(&format!("action=\"{CLOSE}\"")), "there is nothing to close any more");
    assert_eq!(value(&page, "gio-dong"), "2026-11-25T09:00");
    person.done(CLOSE, &[]).await;
    assert_eq!(ballots(&site).await, 1);
}

#[tokio::test]
async fn a_closed_poll_opens_again_with_a_later_closing() {
    let site = site(&[""]).await;
    let person = SignedIn::administrator(&site).await;
    let voter = Voter::new(&site).votes("1", &[1]).await;
    let mut screen = Screen::open(&site, "/live?topics=poll.1", "").await;
    assert_eq!(screen.told().await, (Phase::Open, Some(1)));
    person.done(CLOSE, &[]).await;
    assert_eq!(screen.told().await, (Phase::Closed, Some(1)));
    let version = value(&person.get(POLL).await.text, "phien-ban").to_owned();
    let later = [("phien-ban", version.as_str()), ("gio-dong", "2026-11-25T10:00")];
    person.done(POLL, &terms(&later)).await;
    assert_eq!(screen.told().await, (Phase::Open, Some(1)));
    Voter::new(&site).votes("1", &[2]).await;
    assert_eq!(screen.told().await, (Phase::Open, Some(2)));
    // The timetable was loaded before this time was set.
    site.set_clock("2026-11-25T10:00:00+07:00");
    assert_eq!(screen.told().await, (Phase::Closed, Some(2)));
    assert!(voter.get("/binh-chon/1").await.text.contains("Thứ tư, 25/11/2026 10:00"));
    assert_eq!(ballots(&site).await, 2);
}

#[tokio::test]
async fn a_poll_that_is_made_for_later_opens_by_itself_on_open_screens() {
    let site = site_without_polls().await;
    let person = SignedIn::administrator(&site).await;
    let hours = [("gio-mo", "2026-11-25T10:00"), ("gio-dong", "2026-11-25T11:00")];
    person.done("/ban-bien-tap/binh-chon/moi", &typed("Quả nào?", &hours)).await;
    let mut screen = Screen::open(&site, "/live?topics=poll.1", "").await;
    assert_eq!(screen.told().await, (Phase::Upcoming, None));
    for (now, told) in [("10:00", (Phase::Open, Some(0))), ("11:00", (Phase::Closed, Some(0)))] {
        site.set_clock(&format!("2026-11-25T{now}:00+07:00"));
        assert_eq!(screen.told().await, told, "{now}");
    }
}

#[tokio::test]
async fn a_poll_that_has_not_opened_is_not_closed_by_hand() {
    let site = site(&["opens_at = '2026-12-01T08:00:00+07:00'"]).await;
    let person = SignedIn::administrator(&site).await;
    assert!(!person.get(POLL).await.text.contains(CLOSE), "the button is not there");
    let page = person.post(CLOSE, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(super::problem(&page.text, "gio-mo").contains("chưa mở"), "{}", page.text);
    assert_eq!(person.post("/ban-bien-tap/binh-chon/99/dong", &[]).await.status, StatusCode::NOT_FOUND);
}
