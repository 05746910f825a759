//! Question and options can be changed before the first ballot, and never after it.

use super::*;
use std::sync::Arc;
use tokio::task::JoinSet;

/// The form of a poll without ballots, with question and options changed.
async fn reworded(person: &Editing, poll: i64, change: impl FnOnce(&mut QuestionForm)) -> PollForm {
    let poll = stored(person, poll).await;
    let mut question = poll.question_form();
    change(&mut question);
    PollForm { question: Some(question), ..poll.form(&zone()) }
}

fn row(label: &str) -> OptionRow {
    OptionRow { label: label.into(), ..OptionRow::default() }
}

#[tokio::test]
async fn a_reworded_option_is_the_same_option() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    let early = site.vote(1, 7, &[1]).await;
    let form = reworded(&person, 1, |question| {
        question.text = "Câu hỏi hay hơn".into();
        question.options[1].label = "Hai, đã sửa".into();
        question.options.remove(0);
        question.options.push(row("Bốn"));
    });
    change(&person, 1, &form.await).await.expect("saved");
    let poll = stored(&person, 1).await;
    assert_eq!(options(&poll), [(2, "Hai, đã sửa"), (3, "Ba"), (4, "Bốn")]);
    counted(&site.cast_at(NOW, early).await);
    assert_eq!(site.tally(1).await, (vec![1, 0, 0], 1), "a paper that lay open is still good");
    site.assert_whole(1).await;
}

#[tokio::test]
async fn an_option_that_was_taken_away_does_not_come_back_as_another_one() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    let early = site.vote(1, 7, &[2]).await;
    let without = reworded(&person, 1, |question| drop(question.options.pop())).await;
    change(&person, 1, &without).await.expect("saved");
    let another = reworded(&person, 1, |question| question.options.push(row("Khác hẳn"))).await;
    change(&person, 1, &another).await.expect("saved");
    assert_eq!(options(&stored(&person, 1).await), [(1, "Một"), (2, "Hai"), (4, "Khác hẳn")]);
    assert_eq!(refusal(site.cast_at(NOW, early).await), VoteRefusal::Choices(WrongChoices::Unknown));
    site.assert_whole(0).await;
}

#[tokio::test]
async fn options_change_places_with_their_ids_and_their_votes_of_the_replaced_site() {
    let mut imported = poll("Câu hỏi");
    imported.options[2].opening_votes = 120;
    let site = TestPolls::with(&[imported]).await;
    let person = administrator(&site).await;
    // The texts of the two rows are exchanged.
    let form = reworded(&person, 1, |question| {
        question.options[0].label = "Ba".into();
        question.options[2].label = "Một".into();
    });
    change(&person, 1, &form.await).await.expect("saved");
    let poll = stored(&person, 1).await;
    assert_eq!(options(&poll), [(3, "Ba"), (2, "Hai"), (1, "Một")]);
    assert_eq!(poll.options[0].opening_votes, 120);
    let without = reworded(&person, 1, |question| drop(question.options.remove(0)));
    assert_eq!(wrong(change(&person, 1, &without.await).await), [PollField::Options]);
    assert_eq!(stored(&person, 1).await, poll);
}

#[tokio::test]
async fn an_option_of_another_poll_cannot_be_taken_over() {
    let site = TestPolls::with(&[poll("Một câu"), poll("Câu khác")]).await;
    let person = administrator(&site).await;
    let form = reworded(&person, 1, |question| {
        question.options[0] = OptionRow { id: "4".into(), ..row("Chiếm") };
        question.options[1] = OptionRow { id: "3".into(), ..row("Trùng") };
    });
    change(&person, 1, &form.await).await.expect("saved");
    assert_eq!(options(&stored(&person, 1).await), [(7, "Chiếm"), (8, "Trùng"), (3, "Ba")]);
    assert_eq!(options(&stored(&person, 2).await), [(4, "Một"), (5, "Hai"), (6, "Ba")]);
}

#[tokio::test]
async fn after_the_first_ballot_what_was_asked_stays() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    counted(&site.cast(1, 7, &[1]).await);
    let before = stored(&person, 1).await;
    assert_eq!(before.form(&zone()).question, None, "the form does not ask for it any more");
    let changes: [fn(&mut QuestionForm); 7] = [
        |question| question.text = "Câu khác".into(),
        |question| question.options[1].label = "Đổi".into(),
        |question| question.options[1].link = "/tin/a".into(),
        |question| drop(question.options.pop()),
        |question| question.options.push(row("Bốn")),
        |question| question.options.swap(0, 1),
        |question| question.max_choices = "2".into(),
    ];
    for change_it in changes {
        let form = reworded(&person, 1, change_it).await;
        let form = PollForm { link: "/tin/moi".into(), ..form };
        assert_eq!(change(&person, 1, &form).await, Err(Refusal::Own(Counted)), "{form:?}");
    }
    assert_eq!(stored(&person, 1).await, before, "nothing is half saved");
    assert!(log(&site).await.is_empty());
    site.assert_whole(1).await;
}

#[tokio::test]
async fn after_the_first_ballot_the_terms_can_change() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let person = administrator(&site).await;
    // A form that was opened before the ballot, with the question unchanged.
    let form = reworded(&person, 1, |_| {}).await;
    counted(&site.cast(1, 7, &[1]).await);
    let form = PollForm {
        link: "/tin/moi".into(),
        closes_at: "2026-12-01T08:00".into(),
        results: "after_voting".into(),
        network_limit: "3".into(),
        ..form
    };
    change(&person, 1, &form).await.expect("saved");
    let poll = stored(&person, 1).await;
    assert_eq!((poll.network_limit, poll.results), (3, ResultsShown::AfterVoting));
    assert_eq!(poll.link.as_deref(), Some("/tin/moi"));
    change(&person, 1, &poll.form(&zone())).await.expect("saved without asking");
    counted(&site.cast(1, 8, &[0]).await);
    site.assert_whole(2).await;
}

#[tokio::test]
async fn what_people_voted_on_is_guarded_in_the_file() {
    let site = TestPolls::with(&[poll("Câu hỏi")]).await;
    let statements = [
        "update polls set question = 'Khác' where id = 1",
        "update polls set max_choices = 2 where id = 1",
        "update poll_options set label = 'Khác' where id = 1",
        "update poll_options set position = 9 where id = 1",
        "update poll_options set opening_votes = 9 where id = 1",
        "insert into poll_options (poll_id, position, label) values (1, 9, 'Khác')",
        "delete from poll_options where id = 1",
    ];
    for (voted, allowed) in [(false, true), (true, false)] {
        if voted {
            counted(&site.cast(1, 7, &[1]).await);
        }
        for statement in statements {
            let mut tx = site.db.write().await.expect("a transaction");
            let done = sqlx::query(statement).execute(&mut *tx).await;
            assert_eq!(done.is_ok(), allowed, "{statement}");
        }
    }
    site.assert_whole(1).await;
}

#[tokio::test]
async fn a_poll_of_a_pack_with_more_options_than_the_form_allows_can_have_other_hours() {
    let option = |number| NewOption { label: format!("Số {number}"), link: None, opening_votes: 0 };
    let site = TestPolls::with(&[NewPoll { options: (1..=60).map(option).collect(), ..poll("Nhiều") }]).await;
    let person = administrator(&site).await;
    let form = stored(&person, 1).await.form(&zone());
    let later = PollForm { closes_at: "2026-12-01T08:00".into(), ..form };
    change(&person, 1, &later).await.expect("saved");
    let form = reworded(&person, 1, |question| question.options[0].label = "Khác".into()).await;
    assert_eq!(wrong(change(&person, 1, &form).await), [PollField::Options]);
    assert_eq!(stored(&person, 1).await.options.len(), 60);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_ballot_and_a_new_wording_at_once_never_mix() {
    let polls: Vec<NewPoll> = (1..=40).map(|number| poll(&format!("Câu {number}"))).collect();
    let site = Arc::new(TestPolls::with(&polls).await);
    let person = administrator(&site).await;
    let mut both = JoinSet::new();
    for id in 1..=40 {
        let form = reworded(&person, id, |question| question.options[0] = row("Đã đổi")).await;
        // The first option, which the change replaces.
        let vote = site.vote(id, 7, &[0]).await;
        let (ours, person) = (site.clone(), person.clone());
        both.spawn(async move {
            let target = Target::Existing { id: PollId(id), version: 1 };
            let (ballot, saved) = tokio::join!(
                {
                    let ours = ours.clone();
                    async move { tokio::spawn(async move { ours.cast_at(NOW, vote).await }).await.expect("cast") }
                },
                async { save(&person, target, &form).await.expect("an answer") },
            );
            match (&ballot, &saved) {
                (Cast::Counted(_), Err(Refusal::Own(Counted))) => 1,
                (Cast::Refused(VoteRefusal::Choices(WrongChoices::Unknown)), Ok(_)) => 0,
                both => panic!("poll {id}: {both:?}"),
            }
        });
    }
    let ballots: i64 = both.join_all().await.into_iter().sum();
    site.assert_whole(ballots).await;
    for id in 1..=40 {
        let poll = stored(&person, id).await;
        let first = if poll.ballots == 1 { "Một" } else { "Đã đổi" };
        assert_eq!(poll.options[0].label, first, "poll {id}");
    }
}
