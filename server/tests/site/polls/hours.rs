//! Polls open and close on the minute.

use super::{ballots, block, counted, site, voter::Voter};
use crate::screen::Screen;
use crate::support::{TestSite, between};
use axum::http::StatusCode;
use domain::polls::Phase;

const HOURS: &str = "opens_at = '2026-11-25T09:30:00+07:00'\ncloses_at = '2026-11-25T10:00:00+07:00'";
const BEFORE: &str = "2026-11-25T09:29:59.999+07:00";
const OPENS: &str = "2026-11-25T09:30:00+07:00";
const LAST: &str = "2026-11-25T09:59:59.999+07:00";
const CLOSES: &str = "2026-11-25T10:00:00+07:00";

/// Votes as a new voter at this time, by form and by server function: the status, the sentence, and the
/// number of ballots.
async fn voted_at(site: &TestSite, now: &str) -> (StatusCode, Option<String>, i64) {
    site.set_clock(now);
    let answer = Voter::new(site).vote("1", &[1]).await;
    let told = Voter::with_key(site, "1").await.call("1", &[1]).await;
    if let Some(sentence) = &told.sentence {
        assert!(block(&answer).contains(sentence), "{}", block(&answer));
    }
    (answer.status, told.sentence, ballots(site).await)
}

#[tokio::test]
async fn ballots_are_taken_from_the_first_instant_to_the_last() {
    let site = site(&[HOURS]).await;
    let early = "Cuộc bình chọn này đến Thứ tư, 25/11/2026 09:30 mới mở.".to_owned();
    let late = "Cuộc bình chọn này đã đóng lúc Thứ tư, 25/11/2026 10:00.".to_owned();
    assert_eq!(voted_at(&site, BEFORE).await, (StatusCode::FORBIDDEN, Some(early), 0));
    assert_eq!(voted_at(&site, OPENS).await, (StatusCode::SEE_OTHER, None, 2));
    assert_eq!(voted_at(&site, LAST).await, (StatusCode::SEE_OTHER, None, 4));
    assert_eq!(voted_at(&site, CLOSES).await, (StatusCode::FORBIDDEN, Some(late), 4));
}

#[tokio::test]
async fn a_page_shows_whether_the_poll_is_open() {
    let site = site(&[HOURS]).await;
    for (now, state, hours, may_vote) in [
        (BEFORE, "Sắp mở", "Mở lúc Thứ tư, 25/11/2026 09:30", false),
        (OPENS, "Đang mở", "Đóng lúc Thứ tư, 25/11/2026 10:00", true),
        (LAST, "Đang mở", "Đóng lúc Thứ tư, 25/11/2026 10:00", true),
        (CLOSES, "Đã đóng", "Đã đóng lúc Thứ tư, 25/11/2026 10:00", false),
    ] {
        site.set_clock(now);
        let page = site.get("/binh-chon/1").await;
        // The heading stays as loaded, even if the poll closes meanwhile.
        assert!(!between(&page.text, "<header class=\"list-head\">", "</header>").contains(state), "{now}");
        assert!(block(&page).contains(hours), "{now}: {}", block(&page));
        assert_eq!(block(&page).contains("name=\"option\""), may_vote, "{now}");
        let list = site.get("/binh-chon").await.text;
        let group = between(&list, "<section class=\"poll-list\">", "</section>");
        assert!(group.contains(&format!(">{state}</h2>")) && group.contains(hours), "{now}: {group}");
        assert_eq!(list.matches("class=\"poll-list\"").count(), 1, "{now}");
    }
}

#[tokio::test]
async fn a_result_that_waits_for_the_end_is_shown_at_the_last_instant() {
    let site = site(&[&format!("{HOURS}\nresults = 'after_closing'")]).await;
    site.set_clock(LAST);
    let voter = Voter::new(&site).votes("1", &[2]).await;
    let hidden = (Vec::new(), "Kết quả được công bố khi cuộc bình chọn đóng.");
    assert_eq!(counted(block(&voter.get("/binh-chon/1").await)), hidden);
    site.set_clock(CLOSES);
    let page = site.get("/binh-chon/1").await;
    assert_eq!(counted(block(&page)), (vec!["0", "1", "0"], "1 người đã bình chọn"));
}

#[tokio::test]
async fn screens_that_are_open_already_see_a_poll_open_and_close() {
    let site = site(&[&format!("{HOURS}\nresults = 'after_closing'")]).await;
    let mut screen = Screen::open(&site, "/live?topics=poll.1", "").await;
    assert_eq!(screen.told().await, (Phase::Upcoming, None));
    site.set_clock(OPENS);
    assert_eq!(screen.told().await, (Phase::Open, None));
    // Nobody is notified of a vote whose count is hidden.
    Voter::new(&site).votes("1", &[1]).await;
    site.set_clock(CLOSES);
    assert_eq!(screen.told().await, (Phase::Closed, Some(1)));
}
