//! Validation of the form of a poll.

use super::*;
use crate::{
    clock::{Timestamp, Zone},
    id::PollId,
    polls::desk::{DeskOption, DeskPoll, kept_options},
};
use proptest::prelude::*;

/// 2026-11-25T09:00:00+07:00.
const NOW: Timestamp = Timestamp(1_795_572_000_000);
const MINUTE: i64 = 60_000;

fn zone() -> Zone {
    Zone::named("Asia/Ho_Chi_Minh")
}

fn row(label: &str) -> OptionRow {
    OptionRow { label: label.to_owned(), ..OptionRow::default() }
}

fn question() -> QuestionForm {
    QuestionForm {
        text: "Quý vị thích quả nào?".to_owned(),
        options: vec![row("Cam"), row(""), row("Quýt")],
        min_choices: "1".to_owned(),
        max_choices: "1".to_owned(),
    }
}

/// The fields with a problem.
fn wrong<T: std::fmt::Debug>(checked: Result<T, Vec<Problem>>) -> Vec<PollField> {
    checked.expect_err("something is wrong").into_iter().map(|problem| problem.field).collect()
}

#[test]
fn rows_that_were_left_empty_do_not_count() {
    let checked = question().check().expect("a poll");
    let labels: Vec<&str> = checked.options.iter().map(|option| option.label.as_str()).collect();
    assert_eq!(labels, ["Cam", "Quýt"]);
}

#[test]
fn what_is_wrong_is_told_at_its_own_field() {
    let changed = |change: fn(&mut QuestionForm)| {
        let mut question = question();
        change(&mut question);
        wrong(question.check())
    };
    assert_eq!(changed(|question| question.text = " \n".into()), [PollField::Question]);
    assert_eq!(changed(|question| question.text = "ệ".repeat(301)), [PollField::Question]);
    assert_eq!(changed(|question| question.options.truncate(1)), [PollField::Options]);
    assert_eq!(changed(|question| question.options[1] = row("  cam ")), [PollField::Option(1)]);
    assert_eq!(changed(|question| question.options[2] = row(&"ệ".repeat(201))), [PollField::Option(2)]);
    assert_eq!(changed(|question| question.options[1].link = "/tin/a".into()), [PollField::Option(1)]);
    assert_eq!(
        changed(|question| question.options[2].link = "javascript:alert(1)".into()),
        [PollField::OptionLink(2)]
    );
    assert_eq!(changed(|question| question.max_choices = "3".into()), [PollField::MaxChoices]);
    assert_eq!(changed(|question| question.max_choices = "0".into()), [PollField::MaxChoices]);
    assert_eq!(changed(|question| question.min_choices = "2".into()), [PollField::MinChoices]);
    assert_eq!(changed(|question| question.min_choices = "một".into()), [PollField::MinChoices]);
    let sentence = |question: QuestionForm| question.check().expect_err("a problem").remove(0).sentence;
    let least = |min: &str, max: &str| QuestionForm {
        min_choices: min.into(),
        max_choices: max.into(),
        ..question()
    };
    assert_eq!(sentence(least("2", "1")), "Ở đây chỉ ghi được số 1.");
    assert_eq!(sentence(least("3", "2")), "Xin ghi một số từ 1 đến 2.");
    let many =
        |number| QuestionForm { options: (0..number).map(|n| row(&n.to_string())).collect(), ..question() };
    assert!(many(40).check().is_ok());
    assert_eq!(wrong(many(41).check()), [PollField::Options]);
}

#[test]
fn hours_are_read_in_the_zone_of_the_site() {
    let form = PollForm {
        opens_at: "2026-11-25T10:00".into(),
        closes_at: "2026-11-26T10:00:00".into(),
        ..PollForm::default()
    };
    let terms = form.check_terms(&zone(), NOW, None).expect("terms");
    let opens = Timestamp(NOW.0 + 60 * MINUTE);
    let closes = Timestamp(opens.0 + 24 * 60 * MINUTE);
    assert_eq!(terms.hours, Hours { opens: Some(opens), closes: Some(closes) });
}

#[test]
fn hours_make_sense() {
    let check = |opens: &str, closes: &str| {
        let form = PollForm { opens_at: opens.into(), closes_at: closes.into(), ..PollForm::default() };
        form.check_terms(&zone(), NOW, None)
    };
    assert!(check("", "").is_ok());
    assert!(check("", "2026-11-25T09:01").is_ok());
    for (opens, closes, field) in [
        ("2026-11-25T10:00", "2026-11-25T10:00", PollField::ClosesAt),
        ("2026-11-25T10:00", "2026-11-25T09:59", PollField::ClosesAt),
        ("", "2026-11-25T09:00", PollField::ClosesAt),
        ("1989-11-25T10:00", "", PollField::OpensAt),
        ("", "2100-01-02T10:00", PollField::ClosesAt),
        ("ngày mai", "", PollField::OpensAt),
    ] {
        assert_eq!(wrong(check(opens, closes)), [field], "{opens} {closes}");
    }
}

#[test]
fn a_time_that_was_not_changed_stays_to_the_millisecond() {
    let stored = Hours { opens: None, closes: Some(Timestamp(NOW.0 - 12_345)) };
    let closes_at = zone().write_local(Timestamp(NOW.0 - 12_345));
    let form = PollForm { closes_at, ..PollForm::default() };
    assert_eq!(form.check_terms(&zone(), NOW, Some(stored)).expect("terms").hours, stored);
    assert_eq!(wrong(form.check_terms(&zone(), NOW, None)), [PollField::ClosesAt], "chosen anew it is past");
}

#[test]
fn terms_are_numbers_and_names_of_the_list() {
    let form = PollForm { network_limit: String::new(), results: "never".into(), ..PollForm::default() };
    assert_eq!(wrong(form.check_terms(&zone(), NOW, None)), [PollField::Results, PollField::NetworkLimit]);
    let form = PollForm { network_limit: "0".into(), link: "/tin/a/b-1".into(), ..PollForm::default() };
    let terms = form.check_terms(&zone(), NOW, None).expect("terms");
    assert_eq!((terms.network_limit, terms.link.as_deref()), (0, Some("/tin/a/b-1")));
    let form = PollForm { link: "khuyenhoc.example".into(), ..PollForm::default() };
    assert_eq!(wrong(form.check_terms(&zone(), NOW, None)), [PollField::Link]);
}

#[test]
fn more_rows_keep_what_was_typed_and_end_at_the_most() {
    let more = question().with_rows(12);
    assert_eq!(more.options.len(), 12);
    assert_eq!(more.options[..3], question().options[..]);
    assert_eq!(more.with_rows(100).options.len(), MAX_OPTIONS);
    assert_eq!(question().with_rows(1), question());
}

#[test]
fn spaces_and_empty_rows_change_nothing() {
    let mut same = question().with_rows(12);
    same.text = " Quý vị  thích\tquả nào? ".to_owned();
    assert!(same.says_the_same(&question()));
    for change in [
        |question: &mut QuestionForm| question.text.push('?'),
        |question: &mut QuestionForm| question.options[0].link = "/a".into(),
        |question: &mut QuestionForm| question.options.swap(0, 2),
        |question: &mut QuestionForm| question.max_choices = "2".into(),
    ] {
        let mut other = question();
        change(&mut other);
        assert!(!other.says_the_same(&question()), "{other:?}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_is_refused_or_a_poll_that_people_can_answer(
        text in ".{0,20}",
        rows in prop::collection::vec(("[ a-cA-C\\PC]{0,4}", "(/[a-z]?|x)?"), 0..45),
        (least, most) in ("[0-4]?", "[0-4]?"),
    ) {
        let options = rows.into_iter().map(|(label, link)| OptionRow { id: String::new(), label, link });
        let question = QuestionForm { text, options: options.collect(), min_choices: least, max_choices: most };
        if let Ok(checked) = question.check() {
            prop_assert!(!checked.text.is_empty());
            prop_assert!((2..=40).contains(&checked.options.len()));
            prop_assert!((1..=checked.max_choices).contains(&checked.min_choices));
            prop_assert!(checked.max_choices as usize <= checked.options.len());
            let different: std::collections::BTreeSet<String> =
                checked.options.iter().map(|option| option.label.to_lowercase()).collect();
            prop_assert_eq!(different.len(), checked.options.len());
            prop_assert!(checked.options.iter().all(|option| !option.label.trim().is_empty()));
        }
    }

    #[test]
    fn a_poll_comes_out_of_its_form_as_it_went_in(
        labels in prop::collection::btree_set("[a-z]{1,6}", 2..12),
        opens in prop::option::of(1_000_000_000_i64..2_000_000_000),
        limit in 0_u32..1000,
    ) {
        let option = |(id, label): (i64, String)| {
            DeskOption { id: OptionId(id), label, link: None, opening_votes: 0 }
        };
        let poll = DeskPoll {
            id: PollId(1),
            version: 1,
            question: "Câu hỏi".into(),
            link: None,
            options: (1..).zip(labels).map(option).collect(),
            min_choices: 1,
            max_choices: 2,
            hours: Hours { opens: opens.map(|seconds| Timestamp(seconds * 1000)), closes: None },
            results: ResultsShown::AfterVoting,
            network_limit: limit,
            ballots: 0,
            side: false,
            updated_by: None,
            updated_at: None,
        };
        let form = poll.form(&zone());
        let question = form.question.clone().expect("nobody has voted");
        prop_assert!(question.says_the_same(&poll.question_form()));
        let checked = question.check().expect("what is stored may be typed");
        let ids: Vec<Option<OptionId>> = poll.options.iter().map(|option| Some(option.id)).collect();
        prop_assert_eq!(kept_options(&poll.options, &checked.options), ids);
        let terms = form.check_terms(&zone(), NOW, Some(poll.hours)).expect("so may the hours");
        prop_assert_eq!(terms.hours, poll.hours);
        prop_assert_eq!(terms.network_limit, limit);
    }

    #[test]
    fn no_option_is_kept_twice_and_none_of_another_poll(
        stored in prop::collection::btree_set("[a-e]", 0..5),
        typed in prop::collection::vec(("[a-h]", prop::option::of(1_i64..9)), 0..8),
    ) {
        let stored: Vec<DeskOption> = (1..)
            .zip(stored)
            .map(|(id, label)| DeskOption { id: OptionId(id), label, link: None, opening_votes: 0 })
            .collect();
        let mut labels = std::collections::BTreeSet::new();
        let typed: Vec<CheckedOption> = typed
            .into_iter()
            .filter(|(label, _)| labels.insert(label.clone()))
            .map(|(label, id)| CheckedOption { id: id.map(OptionId), label, link: None })
            .collect();
        let kept = kept_options(&stored, &typed);
        prop_assert_eq!(kept.len(), typed.len());
        let ids: Vec<OptionId> = kept.iter().flatten().copied().collect();
        let different: std::collections::BTreeSet<OptionId> = ids.iter().copied().collect();
        prop_assert_eq!(different.len(), ids.len());
        prop_assert!(ids.iter().all(|id| stored.iter().any(|known| known.id == *id)));
        for known in &stored {
            let index = typed.iter().position(|option| option.label == known.label);
            if let Some(index) = index {
                prop_assert_eq!(kept[index], Some(known.id), "what reads the same is the same");
            }
        }
    }
}
