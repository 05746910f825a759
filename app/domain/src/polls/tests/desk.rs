//! Creating and editing polls at the desk, on a migrated database.

mod hours;
mod making;
mod rewording;
mod side;

use super::*;
use crate::{
    accounts::{
        Person, Role,
        store::{NewAccount, create_account},
    },
    audit::{self, Action},
    clock::{Clock, Moment, Zone},
    id::SessionId,
    polls::{
        desk::{Counted, DeskPoll, Refusal},
        form::{OptionRow, PollField, PollForm, QuestionForm},
        store::{Saved, Target, load_desk_poll, save},
    },
    scope::Editing,
};
use std::sync::Arc;

fn zone() -> Zone {
    Zone::named("Asia/Ho_Chi_Minh")
}

/// A person with this role and an account.
async fn person(site: &TestPolls, name: &str, role: Role) -> Editing {
    let email = format!("{name}@site.test");
    let new =
        NewAccount { email: email.clone(), name: name.into(), role, categories: vec![], password: None };
    let mut tx = site.db.write().await.expect("a transaction");
    let id = create_account(&mut tx, &new, NOW).await.expect("an answer").expect("a free address");
    tx.commit().await.expect("committed");
    let person = Person { id, name: name.into(), email, role, categories: None, session: SessionId(1) };
    Editing { db: site.db.clone(), person: Arc::new(person), zone: zone(), now: NOW }
}

async fn administrator(site: &TestPolls) -> Editing {
    person(site, "lan", Role::Administrator).await
}

/// A form with a question and these options.
fn form(question: &str, labels: &[&str]) -> PollForm {
    let row = |label: &&str| OptionRow { label: (*label).into(), ..OptionRow::default() };
    let question = QuestionForm {
        text: question.into(),
        options: labels.iter().map(row).collect(),
        min_choices: "1".into(),
        max_choices: "1".into(),
    };
    PollForm { question: Some(question), ..PollForm::default() }
}

async fn stored(person: &Editing, poll: i64) -> DeskPoll {
    load_desk_poll(person, PollId(poll)).await.expect("an answer").expect("a poll")
}

/// Saves a poll based on the stored version.
async fn change(person: &Editing, poll: i64, form: &PollForm) -> Result<Saved, Refusal> {
    let version = stored(person, poll).await.version;
    let target = Target::Existing { id: PollId(poll), version };
    save(person, target, form).await.expect("an answer")
}

async fn make(person: &Editing, form: &PollForm) -> Result<Saved, Refusal> {
    save(person, Target::New(None), form).await.expect("an answer")
}

/// The fields with a problem.
fn wrong<T: std::fmt::Debug>(answer: Result<T, Refusal>) -> Vec<PollField> {
    match answer {
        Err(Refusal::Problems(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        answer => panic!("no problems: {answer:?}"),
    }
}

/// A clock that is stopped at an instant.
fn clock(site: &TestPolls, now: Timestamp) -> Clock {
    let file = site.folder.path().join("clock-of-the-desk");
    std::fs::write(&file, Moment::at(now, "UTC").machine).expect("written");
    Clock::from_file(file)
}

/// The entries of the log, newest first; the chain is verified.
async fn log(site: &TestPolls) -> Vec<audit::Entry> {
    audit::store::verify(&site.db).await.expect("an answer").expect("a log that is whole");
    let page = audit::store::load_log(&site.db, &audit::Filter::default(), None, 50).await;
    page.expect("an answer").entries
}

async fn actions(site: &TestPolls) -> Vec<Action> {
    log(site).await.into_iter().map(|entry| entry.action.expect("a known action")).collect()
}

/// The ids and labels of a poll's options, in order.
fn options(poll: &DeskPoll) -> Vec<(i64, &str)> {
    poll.options.iter().map(|option| (option.id.0, option.label.as_str())).collect()
}
