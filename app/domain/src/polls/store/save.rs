//! Creating and changing polls at the desk: one transaction that checks permission and form, makes the change
//! and adds it to the log. Nobody can vote during the transaction, so its view of the ballots stays true.

use super::desk::load_stored;
use crate::{
    accounts::Right,
    audit::{Action, Subject, store::note},
    clock::{Timestamp, Zone},
    db::{DbError, WriteTx, boxed, breaks},
    form_key::{
        FormKey,
        store::{made_with, note_made},
    },
    id::PollId,
    polls::{
        desk::{Counted, DeskPoll, Refusal, kept_options},
        form::{CheckedQuestion, PollField, PollForm, Problem, QuestionForm, Terms},
    },
    scope::Editing,
};

/// The poll to save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A new one. If the same form (by its key) is sent again, it is the poll that was created.
    New(Option<FormKey>),
    /// An existing one.
    Existing {
        /// The poll.
        id: PollId,
        /// The version that was loaded into the form.
        version: i64,
    },
}

/// What was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The poll.
    pub id: PollId,
    /// Its version now.
    pub version: i64,
}

/// The result of a change, or why nothing was stored.
pub(super) type Change<T> = Result<Result<T, Refusal>, DbError>;

/// Saves the form. Reports all problems at once.
#[boxed]
pub async fn save(editing: &Editing, target: Target, form: &PollForm) -> Change<Saved> {
    let Editing { db, person, zone, now } = editing;
    if !person.may(Right::ManagePolls) {
        return Ok(Err(Refusal::NotAllowed));
    }
    let mut tx = db.write().await?;
    if let Target::New(key) = &target
        && let Some(id) = made_with(&mut tx, person.id, key.as_ref()).await?.map(PollId)
    {
        return Ok(load_stored(&mut tx, id)
            .await?
            .map(|stored| Saved { id, version: stored.version })
            .ok_or(Refusal::Gone));
    }
    let stored = match target {
        Target::New(_) => None,
        Target::Existing { id, version } => match load_stored(&mut tx, id).await? {
            None => return Ok(Err(Refusal::Gone)),
            Some(stored) if stored.version != version => return Ok(Err(stale(stored))),
            stored => stored,
        },
    };
    // Unchanged fields are not checked again: a poll from a content pack may have more options than the desk
    // allows.
    let question = match (&stored, &form.question) {
        (Some(stored), Some(question)) => {
            Some(question).filter(|question| !question.says_the_same(&stored.question_form()))
        }
        (Some(_), None) => None,
        (None, question) => question.as_ref(),
    };
    if question.is_some() && stored.as_ref().is_some_and(|stored| stored.ballots > 0) {
        return Ok(Err(Refusal::Own(Counted)));
    }
    let question = question.map(QuestionForm::check).transpose();
    let terms = form.check_terms(zone, *now, stored.as_ref().map(|stored| stored.hours));
    let (question, terms) = match (question, terms) {
        (Ok(question), Ok(terms)) => (question, terms),
        (question, terms) => {
            let problems = [question.err(), terms.err()].into_iter().flatten().flatten();
            return Ok(Err(Refusal::Problems(problems.collect())));
        }
    };
    if let Some(stored) = &stored
        && let Some(problem) = refuse(&mut tx, stored, question.as_ref(), &terms, zone).await?
    {
        return Ok(Err(Refusal::Problems(vec![problem])));
    }
    let written = match (&stored, &question) {
        (Some(stored), question) => update(&mut tx, editing, stored, question.as_ref(), &terms).await,
        (None, Some(question)) => insert(&mut tx, editing, question, &terms).await,
        // None of our forms omits the question.
        (None, None) => {
            let problem = Problem { field: PollField::Question, sentence: "Xin ghi câu hỏi.".to_owned() };
            return Ok(Err(Refusal::Problems(vec![problem])));
        }
    };
    let saved = match written {
        Err(fault) if breaks(&fault, "polls.question") => {
            let sentence = "Đã có cuộc bình chọn hỏi đúng câu này. Xin viết khác đi, chẳng hạn thêm năm.";
            let problem = Problem { field: PollField::Question, sentence: sentence.to_owned() };
            return Ok(Err(Refusal::Problems(vec![problem])));
        }
        written => written?,
    };
    if let Some(question) = &question {
        put_options(&mut tx, saved.id, stored.as_ref(), question).await?;
    }
    note_saved(&mut tx, editing, saved.id, stored.as_ref()).await?;
    if let Target::New(key) = &target {
        note_made(&mut tx, person.id, key.as_ref(), saved.id.0, *now).await?;
    }
    tx.commit().await?;
    Ok(Ok(saved))
}

pub(super) fn stale(stored: DeskPoll) -> Refusal {
    Refusal::Stale { by: stored.updated_by, at: stored.updated_at, version: stored.version }
}

/// Changes that are refused because of existing votes.
async fn refuse(
    tx: &mut WriteTx<'_>,
    stored: &DeskPoll,
    question: Option<&CheckedQuestion>,
    terms: &Terms,
    zone: &Zone,
) -> Result<Option<Problem>, DbError> {
    if let Some(question) = question {
        let kept = kept_options(&stored.options, &question.options);
        let lost =
            stored.options.iter().find(|option| option.opening_votes > 0 && !kept.contains(&Some(option.id)));
        if let Some(option) = lost {
            let sentence = format!(
                "Phương án “{}” có {} lượt từ trang cũ nên không bỏ được.",
                option.label, option.opening_votes
            );
            return Ok(Some(Problem { field: PollField::Options, sentence }));
        }
    }
    let opens = terms.hours.opens.filter(|_| terms.hours.opens != stored.hours.opens && stored.ballots > 0);
    let Some(opens) = opens else { return Ok(None) };
    let first: Option<Timestamp> =
        sqlx::query_scalar("select cast_at from ballots where poll_id = $1 and sequence = 1")
            .bind(stored.id)
            .fetch_optional(&mut **tx)
            .await?;
    Ok(first.filter(|first| opens > *first).map(|first| {
        let first = zone.moment(first).words;
        let sentence = format!("Lá phiếu đầu tiên được bỏ lúc {first}; giờ mở không thể ở sau lúc đó.");
        Problem { field: PollField::OpensAt, sentence }
    }))
}

async fn insert(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    question: &CheckedQuestion,
    terms: &Terms,
) -> Result<Saved, DbError> {
    let (id, version) = sqlx::query_as(
        "insert into polls (question, min_choices, max_choices, link, opens_at, closes_at, results,
            network_limit, updated_at, updated_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         returning id, version",
    )
    .bind(&question.text)
    .bind(i64::from(question.min_choices))
    .bind(i64::from(question.max_choices))
    .bind(&terms.link)
    .bind(terms.hours.opens)
    .bind(terms.hours.closes)
    .bind(terms.results.as_str())
    .bind(i64::from(terms.network_limit))
    .bind(editing.now)
    .bind(editing.person.id)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Saved { id, version })
}

async fn update(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    stored: &DeskPoll,
    question: Option<&CheckedQuestion>,
    terms: &Terms,
) -> Result<Saved, DbError> {
    let version = sqlx::query_scalar(
        "update polls
         set question = $1, min_choices = $2, max_choices = $3, link = $4, opens_at = $5, closes_at = $6,
            results = $7, network_limit = $8, updated_at = $9, updated_by = $10, version = version + 1
         where id = $11
         returning version",
    )
    .bind(question.map_or(&stored.question, |question| &question.text))
    .bind(i64::from(question.map_or(stored.min_choices, |question| question.min_choices)))
    .bind(i64::from(question.map_or(stored.max_choices, |question| question.max_choices)))
    .bind(&terms.link)
    .bind(terms.hours.opens)
    .bind(terms.hours.closes)
    .bind(terms.results.as_str())
    .bind(i64::from(terms.network_limit))
    .bind(editing.now)
    .bind(editing.person.id)
    .bind(stored.id)
    .fetch_one(&mut **tx)
    .await?;
    Ok(Saved { id: stored.id, version })
}

/// Updates the options to what was typed. Those that stay keep their ids, which open pages refer to.
async fn put_options(
    tx: &mut WriteTx<'_>,
    poll: PollId,
    stored: Option<&DeskPoll>,
    question: &CheckedQuestion,
) -> Result<(), DbError> {
    let known = stored.map_or(&[][..], |stored| &stored.options);
    let kept = kept_options(known, &question.options);
    // Moved aside first: no two options may share a position, even for a moment.
    sqlx::query("update poll_options set position = -1 - position where poll_id = $1")
        .bind(poll)
        .execute(&mut **tx)
        .await?;
    for option in known.iter().filter(|option| !kept.contains(&Some(option.id))) {
        sqlx::query("delete from poll_options where id = $1").bind(option.id).execute(&mut **tx).await?;
    }
    for (position, (id, option)) in (0_i64..).zip(kept.iter().zip(&question.options)) {
        let statement = match id {
            Some(_) => "update poll_options set position = $2, label = $3, link = $4 where id = $1",
            None => "insert into poll_options (poll_id, position, label, link) values ($1, $2, $3, $4)",
        };
        sqlx::query(statement)
            .bind(id.map_or(poll.0, |id| id.0))
            .bind(position)
            .bind(&option.label)
            .bind(&option.link)
            .execute(&mut **tx)
            .await?;
    }
    Ok(())
}

/// Logs the new values and, if the poll was changed, the old ones.
async fn note_saved(
    tx: &mut WriteTx<'_>,
    editing: &Editing,
    id: PollId,
    before: Option<&DeskPoll>,
) -> Result<(), DbError> {
    let Editing { person, zone, now, .. } = editing;
    // Written in this transaction.
    let Some(after) = load_stored(tx, id).await? else { return Err(DbError::RowNotFound) };
    let mut detail = vec![("title", after.question.clone())];
    if let Some(before) = before {
        let (old, new) = (said(before, zone), said(&after, zone));
        let changed = old.into_iter().zip(new).filter(|(old, new)| old.1 != new.1);
        detail.extend(changed.map(|((name, old), (_, new))| (name, format!("{old} → {new}"))));
    }
    let detail: Vec<(&str, &str)> = detail.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let action = if before.is_some() { Action::PollChanged } else { Action::PollCreated };
    note(tx, *now, person.actor(), action, Subject::Poll(id), &detail).await
}

/// All that can be changed of a poll, each with its name in the log.
fn said(poll: &DeskPoll, zone: &Zone) -> [(&'static str, String); 8] {
    let time = |instant: Option<Timestamp>| {
        instant.map_or_else(|| "–".to_owned(), |instant| zone.moment(instant).machine)
    };
    let labels: Vec<&str> = poll.options.iter().map(|option| option.label.as_str()).collect();
    let links = poll.options.iter().map(|option| option.link.as_deref().unwrap_or("–"));
    let links: Vec<&str> = [poll.link.as_deref().unwrap_or("–")].into_iter().chain(links).collect();
    [
        ("question", poll.question.clone()),
        ("options", labels.join("; ")),
        ("links", links.join("; ")),
        ("choices", format!("{}–{}", poll.min_choices, poll.max_choices)),
        ("opens", time(poll.hours.opens)),
        ("closes", time(poll.hours.closes)),
        ("results", poll.results.as_str().to_owned()),
        ("network_limit", poll.network_limit.to_string()),
    ]
}
