//! What readers see: results, receipts, the side column, the list.

use super::*;
use crate::{
    db::Change,
    news::{Block, PageKey},
    polls::{
        ballot::Receipt,
        store::{
            PollCard, choose_side_poll, find_ballot, load_list, load_report, load_side_poll, load_standings,
            load_voted,
        },
    },
};

#[tokio::test]
async fn a_result_is_shown_only_to_those_who_may_see_it() {
    let closes_at = Some(later(NOW, HOUR));
    let hidden = |results, question| NewPoll { results, closes_at, ..poll(question) };
    let site = TestPolls::with(&[
        hidden(ResultsShown::AfterVoting, "Sau khi bình chọn"),
        hidden(ResultsShown::AfterClosing, "Sau khi đóng"),
    ])
    .await;
    for id in [1, 2] {
        counted(&site.cast(id, 1, &[0]).await);
    }
    for (id, voter, now, shown) in [
        (1, None, NOW, false),
        (1, Some(2), NOW, false),
        (1, Some(1), NOW, true),
        (1, None, later(NOW, HOUR), true),
        (2, Some(1), NOW, false),
        (2, None, later(NOW, HOUR), true),
    ] {
        let paper = site.paper(id, voter, now).await;
        assert_eq!(paper.standing.tally.is_some(), shown, "poll {id} for {voter:?}");
        assert_eq!(paper.own.is_some(), voter == Some(1), "poll {id} for {voter:?}");
    }
    let list = load_list(&site.reading(NOW), None).await.expect("a list");
    assert!(list.open.iter().all(|card| card.voters.is_none()));
}

#[tokio::test]
async fn the_list_tells_votes_of_a_replaced_site_where_everybody_may_see_them() {
    let mut polls = [poll("Công khai"), poll("Kín")];
    for new in &mut polls {
        (new.options[0].opening_votes, new.options[1].opening_votes) = (200, 73);
    }
    polls[1].results = ResultsShown::AfterClosing;
    let site = TestPolls::with(&polls).await;
    let list = load_list(&site.reading(NOW), None).await.expect("a list");
    let told: Vec<_> = list.open.iter().map(|card| (card.voters, card.opening)).collect();
    assert_eq!(told, [(None, 0), (Some(0), 273)], "the newest first");
}

#[tokio::test]
async fn open_screens_are_told_what_their_readers_may_see() {
    use ResultsShown::*;
    let (opens_at, closes_at) = (Some(NOW), Some(later(NOW, HOUR)));
    for (results, everyone_while_open, voters_while_open) in
        [(Always, true, true), (AfterVoting, false, true), (AfterClosing, false, false)]
    {
        let site = TestPolls::with(&[NewPoll { results, opens_at, closes_at, ..poll("Câu hỏi") }]).await;
        counted(&site.cast(1, 1, &[0]).await);
        for (now, phase, everyone, voters) in [
            (later(NOW, -1), Phase::Upcoming, false, false),
            (NOW, Phase::Open, everyone_while_open, voters_while_open),
            (later(NOW, HOUR), Phase::Closed, true, true),
        ] {
            let told = load_standings(&site.db, PollId(1), now).await.expect("an answer").expect("a poll");
            assert_eq!((told.everyone.phase, told.voters.phase), (phase, phase), "{results:?}");
            let shown = |standing: Standing| standing.tally.map(|tally| tally.voters);
            assert_eq!(shown(told.everyone), everyone.then_some(1), "{results:?} {phase:?}");
            assert_eq!(shown(told.voters), voters.then_some(1), "{results:?} {phase:?}");
            let paper = site.paper(1, None, now).await;
            assert_eq!(paper.standing.tally.is_some(), everyone, "{results:?} {phase:?}");
        }
    }
    let site = TestPolls::with(&[]).await;
    assert_eq!(load_standings(&site.db, PollId(1), NOW).await.expect("an answer"), None);
}

#[tokio::test]
async fn the_page_of_a_poll_counts_its_ballots_by_day_where_its_result_is_shown() {
    let hidden = NewPoll { results: ResultsShown::AfterVoting, ..poll("Ẩn") };
    let site = TestPolls::with(&[hidden]).await;
    let load = async |voter| {
        let viewer = site.viewer(voter);
        let report = load_report(&site.reading(NOW), PollId(1), &viewer).await.expect("an answer");
        report.expect("a poll")
    };
    assert_eq!(load(None).await.head, None);
    for (number, days) in [(1, 0), (2, 0), (3, 2)] {
        let vote = site.vote(1, number, &[0]).await;
        counted(&site.cast_at(later(NOW, days * 24 * HOUR), vote).await);
    }
    let report = load(Some(1)).await;
    let days: Vec<_> = report.days.iter().map(|day| (day.day.as_str(), day.ballots)).collect();
    assert_eq!(days, [("2026-11-25", 2), ("2026-11-27", 1)]);
    assert_eq!(report.days[0].number + 2, report.days[1].number);
    let head: Vec<u8> = sqlx::query_scalar("select hash from ballots where sequence = 3")
        .fetch_one(site.db.read())
        .await
        .expect("a ballot");
    assert_eq!(report.head, Some(crate::chain::hexadecimal(&head)));
    let report = load(None).await;
    assert!(report.days.is_empty() && report.head.is_some(), "the chain is no result");
}

#[tokio::test]
async fn a_voter_is_known_in_the_polls_they_voted_in() {
    let site = TestPolls::with(&[poll("Một"), poll("Hai")]).await;
    counted(&site.cast(2, 1, &[0]).await);
    let polls = [PollId(1), PollId(2), PollId(99)];
    for (number, voted) in [(1, vec![PollId(2)]), (2, vec![])] {
        assert_eq!(load_voted(&site.db, &polls, &key(number), &site.secret).await.expect("an answer"), voted);
    }
}

#[tokio::test]
async fn a_poll_that_is_there_is_never_changed() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let before = site.paper(1, None, NOW).await;
    let mut tx = site.db.write().await.expect("a transaction");
    let other = NewPoll { max_choices: 2, closes_at: Some(NOW), ..poll("Câu hỏi") };
    assert_eq!(add(&mut tx, &other).await.expect("an answer"), (PollId(1), Change::Kept));
    tx.commit().await.expect("committed");
    assert_eq!(site.paper(1, None, NOW).await, before);
}

#[tokio::test]
async fn the_secret_of_a_site_stays_the_same() {
    let site = TestPolls::with(&[]).await;
    assert_eq!(load_secret(&site.db).await.expect("a secret").0, site.secret.0);
    assert_ne!(site.secret.0, TestPolls::with(&[]).await.secret.0, "and is no other site's");
}

#[tokio::test]
async fn votes_of_a_replaced_site_are_shown_apart() {
    let mut new = poll("Câu hỏi");
    new.options[0].opening_votes = 10;
    let site = TestPolls::with(&[new]).await;
    counted(&site.cast(1, 1, &[1]).await);
    let tally = site.paper(1, None, NOW).await.standing.tally.expect("a result");
    assert_eq!((tally.voters, tally.opening(), tally.ticks()), (1, 10, 11));
    assert_eq!(
        tally.share(tally.options[0]),
        909,
        "of all ticks, since nobody knows how many people they were"
    );
    site.assert_whole(1).await;
}

#[tokio::test]
async fn a_receipt_finds_its_ballot_however_it_was_copied() {
    let site = TestPolls::with(&[poll("Câu hỏi"), poll("Khác")]).await;
    counted(&site.cast(1, 1, &[0]).await);
    let cast = site.cast(1, 2, &[2]).await;
    let receipt = counted(&cast).receipt.clone();
    assert!(receipt.starts_with("2-"));
    let find = async |poll, text: &str| {
        let receipt = Receipt::read(text)?;
        let viewer = site.viewer(None);
        find_ballot(&site.reading(NOW), PollId(poll), &receipt, &viewer).await.expect("an answer")
    };
    let bare = format!(" 2-{} ", receipt[2..].replace('-', "").to_lowercase());
    let spaced = format!("2 - {}", receipt[2..].replace('-', " "));
    for text in [receipt.as_str(), &receipt.to_lowercase(), &bare, &spaced] {
        let found = find(1, text).await.expect("the ballot");
        assert_eq!((found.sequence, found.options), (2, counted(&cast).choices.clone()), "{text}");
    }
    for wrong in ["2-AAAA-AAAA-AAAA", &receipt.replacen('2', "1", 1), "", "x", "2", "0-AAAAAAAAAAAA", "2-Ă"]
    {
        assert_eq!(find(1, wrong).await, None, "{wrong}");
    }
    assert_eq!(find(2, &receipt).await, None, "another poll");
    site.tamper("update ballots set options = '1' where sequence = 2").await;
    assert_eq!(find(1, &receipt).await, None, "a ballot that was edited is not the one that was cast");
}

/// The question in the side column.
async fn side(site: &TestPolls, now: Timestamp) -> Option<String> {
    let paper = load_side_poll(&site.reading(now), &site.viewer(None)).await.expect("an answer");
    paper.map(|paper| paper.poll.question)
}

/// The side column needs a site.
const SITE: &str =
    "insert into site (id, name, description, language, time_zone, operator, introduction_title)
    values (1, 'Tên', '', 'vi', 'Asia/Ho_Chi_Minh', '{}', '')";

#[tokio::test]
async fn the_side_column_shows_what_is_open_in_turn_unless_one_was_chosen() {
    let at = |opens: i64, closes: i64, question: &str| NewPoll {
        opens_at: Some(later(NOW, opens)),
        closes_at: Some(later(NOW, closes)),
        ..poll(question)
    };
    let site = TestPolls::with(&[
        at(-9 * HOUR, -8 * HOUR, "đóng trước"),
        at(-9 * HOUR, -7 * HOUR, "đóng sau"),
        at(0, 2 * HOUR, "mở một"),
        at(0, 2 * HOUR, "mở hai"),
        at(9 * HOUR, 10 * HOUR, "sắp mở"),
    ])
    .await;
    site.tamper(SITE).await;
    let (now, next) = (side(&site, NOW).await, side(&site, later(NOW, HOUR)).await);
    let open = [Some("mở một".to_owned()), Some("mở hai".to_owned())];
    assert!(open.contains(&now) && open.contains(&next) && now != next, "{now:?}, {next:?}");
    assert_eq!(side(&site, later(NOW, -HOUR)).await.as_deref(), Some("đóng sau"));
    assert_eq!(side(&site, later(NOW, -10 * HOUR)).await.as_deref(), Some("đóng trước"), "the next to open");
    for (id, question) in [(1, "đóng trước"), (5, "sắp mở"), (4, "mở hai")] {
        choose(&site, Some(PollId(id))).await;
        assert_eq!(side(&site, NOW).await.as_deref(), Some(question));
        assert_eq!(side(&site, later(NOW, HOUR)).await.as_deref(), Some(question), "at any hour");
    }
    choose(&site, None).await;
    assert_eq!(side(&site, NOW).await, now, "in turn again");
}

async fn choose(site: &TestPolls, poll: Option<PollId>) {
    let mut tx = site.db.write().await.expect("a transaction");
    choose_side_poll(&mut tx, poll).await.expect("chosen");
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn without_polls_the_side_column_is_empty() {
    let site = TestPolls::with(&[]).await;
    assert_eq!(side(&site, NOW).await, None);
    site.tamper(SITE).await;
    assert_eq!(side(&site, NOW).await, None);
}

#[tokio::test]
async fn the_list_goes_on_page_by_page() {
    let closed = (0..45).map(|number| NewPoll {
        // Two polls close at the same time each.
        closes_at: Some(later(NOW, -HOUR * (1 + number / 2))),
        ..poll(&format!("đóng {number}"))
    });
    let opens_at =
        |hours: i64, question: &str| NewPoll { opens_at: Some(later(NOW, hours * HOUR)), ..poll(question) };
    let polls: Vec<NewPoll> = closed.chain([poll("mở"), opens_at(2, "sau"), opens_at(1, "trước")]).collect();
    let site = TestPolls::with(&polls).await;
    let load = async |key: Option<PageKey<PollId>>| load_list(&site.reading(NOW), key).await.expect("a list");
    let questions = |cards: &[PollCard]| cards.iter().map(|card| card.question.clone()).collect::<Vec<_>>();
    let first = load(None).await;
    assert_eq!(questions(&first.open), ["mở"]);
    assert_eq!(questions(&first.upcoming), ["trước", "sau"]);
    let mut seen = questions(&first.closed);
    let mut next = first.next;
    while let Some(key) = next {
        let page = load(Some(key)).await;
        assert!(page.open.is_empty() && page.upcoming.is_empty());
        seen.extend(questions(&page.closed));
        next = page.next;
    }
    // The last one closed comes first; of two at once the newer one.
    let pairs = (0..45).step_by(2).flat_map(|number| [number + 1, number]).filter(|number| *number < 45);
    assert_eq!(seen, pairs.map(|number| format!("đóng {number}")).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_page_of_the_list_has_twenty_closed_polls() {
    for (polls, first, second) in [(20, 20, None), (21, 20, Some(1)), (25, 20, Some(5))] {
        let closed: Vec<NewPoll> = (0..polls)
            .map(|number| NewPoll { closes_at: Some(NOW), ..poll(&format!("đóng {number}")) })
            .collect();
        let site = TestPolls::with(&closed).await;
        let page = load_list(&site.reading(NOW), None).await.expect("a list");
        assert_eq!(page.closed.len(), first, "of {polls}");
        let rest = match page.next {
            Some(key) => Some(load_list(&site.reading(NOW), Some(key)).await.expect("a list")),
            None => None,
        };
        assert_eq!(rest.as_ref().map(|page| page.closed.len()), second, "of {polls}");
        assert_eq!(rest.and_then(|page| page.next), None);
    }
}

#[tokio::test]
async fn polls_open_in_order_also_while_clocks_are_set_back() {
    let opens =
        |instant: &str, question: &str| NewPoll { opens_at: Timestamp::parse(instant), ..poll(question) };
    // In Berlin the clock is set back in between: 02:40 (summer time) comes before 02:10.
    let site = TestPolls::with(&[
        opens("2027-10-31T02:40:00+02:00", "trước"),
        opens("2027-10-31T02:10:00+01:00", "sau"),
    ])
    .await;
    site.tamper(&SITE.replace("Asia/Ho_Chi_Minh", "Europe/Berlin")).await;
    let list = load_list(&site.reading(NOW), None).await.expect("a list");
    let questions: Vec<_> = list.upcoming.iter().map(|card| card.question.as_str()).collect();
    assert_eq!(questions, ["trước", "sau"]);
}

#[tokio::test]
async fn a_body_shows_the_polls_that_there_are() {
    let site = TestPolls::with(&[poll("một"), poll("hai")]).await;
    let read = async |html: &str| crate::editing::body::read(&site.db, html).await.expect("an answer");
    let body = read(r#"<p>Trước.</p><p data-poll="2"></p><p data-poll="1"></p><p>Sau.</p>"#).await;
    let blocks = body.expect("a body").blocks;
    let polls: Vec<_> = blocks
        .iter()
        .filter_map(|block| match block {
            Block::Poll(poll) => Some(*poll),
            Block::Html(_) => None,
        })
        .collect();
    assert_eq!(polls, [PollId(2), PollId(1)]);
    let refused = read(r#"<p data-poll="1"></p><p data-poll="3"></p>"#).await.expect_err("no such poll");
    assert!(refused.contains("hông có cuộc bình chọn số 3"), "{refused}");
}
