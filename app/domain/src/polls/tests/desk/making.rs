//! Creating polls, and the rights for it.

use super::*;
use crate::polls::store::{close_now, load_desk_list, set_side_poll};

#[tokio::test]
async fn a_poll_made_at_the_desk_takes_ballots() {
    let site = TestPolls::with(&[]).await;
    let person = administrator(&site).await;
    let saved = make(&person, &form("Quả nào?", &["Cam", "", " Quýt "])).await.expect("made");
    assert_eq!(saved, Saved { id: PollId(1), version: 1 });
    let poll = stored(&person, 1).await;
    assert_eq!(options(&poll), [(1, "Cam"), (2, "Quýt")]);
    assert_eq!((poll.network_limit, poll.updated_by.as_deref()), (500, Some("lan")));
    counted(&site.cast(1, 7, &[1]).await);
    assert_eq!(site.tally(1).await, (vec![0, 1], 1));
    site.assert_whole(1).await;
    assert_eq!(actions(&site).await, [Action::PollCreated]);
}

#[tokio::test]
async fn a_question_is_asked_once() {
    let site = TestPolls::with(&[poll("Quả nào?"), poll("Khác")]).await;
    let person = administrator(&site).await;
    let taken = make(&person, &form(" Quả  nào? ", &["Cam", "Quýt"])).await;
    assert_eq!(wrong(taken), [PollField::Question]);
    let mut form = stored(&person, 2).await.form(&zone());
    form.link = "/tin/a".into();
    form.question.as_mut().expect("no ballots").text = "Quả nào?".into();
    form.question.as_mut().expect("no ballots").options[0].label = "Mới".into();
    assert_eq!(wrong(change(&person, 2, &form).await), [PollField::Question]);
    let poll = stored(&person, 2).await;
    assert_eq!((poll.version, poll.link.as_deref()), (1, None), "nothing is half saved");
    assert_eq!(options(&poll), [(4, "Một"), (5, "Hai"), (6, "Ba")]);
    assert!(log(&site).await.is_empty());
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let site = TestPolls::with(&[]).await;
    let person = administrator(&site).await;
    let form = PollForm { closes_at: "2020-01-01T08:00".into(), ..form("", &["Cam"]) };
    let problems = wrong(make(&person, &form).await);
    assert_eq!(problems, [PollField::Question, PollField::Options, PollField::ClosesAt]);
    let nothing = PollForm { question: None, ..PollForm::default() };
    assert_eq!(wrong(make(&person, &nothing).await), [PollField::Question]);
}

#[tokio::test]
async fn only_administrators_manage_polls_and_editors_see_them() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let administrator = administrator(&site).await;
    for role in [Role::Author, Role::Editor] {
        let other = person(&site, role.as_str(), role).await;
        let seen = role == Role::Editor;
        let found = load_desk_poll(&other, PollId(1)).await.expect("an answer");
        assert_eq!(found.is_some(), seen, "{role:?}");
        let list = load_desk_list(&other, None).await.expect("an answer");
        assert_eq!(!list.cards.is_empty(), seen, "{role:?}");
        let form = form("Quả nào?", &["Cam", "Quýt"]);
        assert_eq!(make(&other, &form).await, Err(Refusal::NotAllowed));
        let target = Target::Existing { id: PollId(1), version: 1 };
        let saved = save(&other, target, &form).await.expect("an answer");
        assert_eq!(saved, Err(Refusal::NotAllowed));
        let clock = clock(&site, NOW);
        let closed = close_now(&other, PollId(1), &clock).await.expect("an answer");
        assert_eq!(closed, Err(Refusal::NotAllowed));
        let chosen = set_side_poll(&other, PollId(1), true).await.expect("an answer");
        assert_eq!(chosen, Err(Refusal::NotAllowed));
    }
    assert_eq!(stored(&administrator, 1).await.version, 1);
    assert!(log(&site).await.is_empty());
}

#[tokio::test]
async fn of_two_administrators_nobody_overwrites_the_other_unseen() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let (lan, minh) = (administrator(&site).await, person(&site, "minh", Role::Administrator).await);
    let form = stored(&lan, 1).await.form(&zone());
    let first = PollForm { link: "/tin/mot".into(), ..form.clone() };
    change(&minh, 1, &first).await.expect("saved");
    let second = PollForm { link: "/tin/hai".into(), ..form };
    let old = Target::Existing { id: PollId(1), version: 1 };
    let saved = save(&lan, old, &second).await.expect("an answer");
    assert_eq!(saved, Err(Refusal::Stale { by: Some("minh".into()), at: Some(NOW), version: 2 }));
    assert_eq!(stored(&lan, 1).await.link.as_deref(), Some("/tin/mot"));
    let gone = Target::Existing { id: PollId(99), version: 1 };
    let saved = save(&lan, gone, &second).await.expect("an answer");
    assert_eq!(saved, Err(Refusal::Gone));
}

#[tokio::test]
async fn the_list_goes_on_page_by_page_from_the_newest() {
    let polls: Vec<NewPoll> = (1..=65).map(|number| poll(&format!("Câu {number}"))).collect();
    let site = TestPolls::with(&polls).await;
    let person = administrator(&site).await;
    counted(&site.cast(65, 1, &[0]).await);
    let (mut before, mut ids) = (None, Vec::new());
    loop {
        let list = load_desk_list(&person, before).await.expect("a list");
        ids.extend(list.cards.iter().map(|card| card.id.0));
        before = list.next;
        if before.is_none() {
            break;
        }
        assert_eq!(list.cards.len(), 30);
    }
    assert_eq!(ids, (1..=65).rev().collect::<Vec<_>>());
    let first = load_desk_list(&person, None).await.expect("a list");
    assert_eq!((first.cards[0].ballots, first.cards[0].phase), (1, Phase::Open));
}

#[tokio::test]
async fn the_log_tells_what_was_there_before() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    let mut form = stored(&person, 1).await.form(&zone());
    form.results = "after_closing".into();
    form.question.as_mut().expect("no ballots").options[2].label = "Bốn".into();
    change(&person, 1, &form).await.expect("saved");
    let entry = log(&site).await.remove(0);
    assert_eq!(entry.subject, Ok(audit::Subject::Poll(PollId(1))));
    let detail: Vec<(&str, &str)> =
        entry.detail.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let expected = [
        ("options", "Một; Hai; Ba → Một; Hai; Bốn"),
        ("results", "always → after_closing"),
        ("title", "Câu hỏi"),
    ];
    assert_eq!(detail, expected);
}
