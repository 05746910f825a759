//! Reading the log: filters by account, action, kind and day, and paging.

use super::*;
use proptest::prelude::*;

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

async fn numbers(log: &Log, filter: &Filter) -> Vec<i64> {
    log.all(filter).await.iter().map(|entry| entry.sequence).collect()
}

#[tokio::test]
async fn an_entry_tells_who_did_what_to_what_and_when() {
    let log = Log::empty().await;
    log.tamper(
        "insert into accounts (id, email, name, role, handle, created_at)
         values (3, 'lan@example.com', 'Nguyễn Thị Lan', 'editor', randomblob(16), 1)",
    )
    .await;
    log.note_as(NOW, EDITOR, Action::ArticlePublished, ARTICLE, &[("title", "Lễ phát thưởng")]).await;
    let entry = log.all(&Filter::default()).await.remove(0);
    assert_eq!(
        entry,
        Entry {
            sequence: 1,
            at: NOW,
            moment: Moment::at(NOW, "UTC"),
            actor: EDITOR,
            who: Some(Who { name: "Nguyễn Thị Lan".into(), email: "lan@example.com".into() }),
            action: Ok(Action::ArticlePublished),
            subject: Ok(ARTICLE),
            detail: BTreeMap::from([("title".into(), "Lễ phát thưởng".into())]),
        }
    );
}

#[tokio::test]
async fn the_log_outlives_accounts_and_knows_commands_without_one() {
    let log = Log::empty().await;
    log.note(NOW).await;
    log.note_as(NOW, Actor::COMMAND, Action::PackLoaded, Subject::Pack, &[]).await;
    let entries = log.all(&Filter::default()).await;
    assert_eq!((entries[0].actor, &entries[0].who), (Actor::COMMAND, &None));
    assert_eq!((entries[1].actor, &entries[1].who), (EDITOR, &None));
}

#[tokio::test]
async fn an_entry_that_this_version_does_not_know_is_shown_as_it_is() {
    let log = Log::five().await;
    log.tamper(
        "update audit_entries set action = 'moon_landed', subject = 'moon', detail = 'x' where sequence = 5;
         update audit_entries set subject = 'site' where sequence = 4;",
    )
    .await;
    let entries = log.all(&Filter::default()).await;
    assert_eq!(entries[0].action, Err("moon_landed".into()));
    assert_eq!(entries[0].subject, Err("moon".into()));
    assert_eq!(entries[0].detail, BTreeMap::from([(String::new(), "x".into())]));
    assert_eq!(entries[1].subject, Err("site".into()), "the site has no id");
}

#[tokio::test]
async fn a_day_goes_from_its_first_instant_until_before_the_next() {
    let log = Log::empty().await;
    let midnight = later(NOW, 16 * 60 * MINUTE);
    for at in [later(midnight, -1), midnight, later(midnight, DAY - 1), later(midnight, DAY)] {
        log.note(at).await;
    }
    let day = |from, until| Filter { from, until, ..Filter::default() };
    let next = later(midnight, DAY);
    assert_eq!(numbers(&log, &day(Some(midnight), Some(next))).await, [3, 2]);
    assert_eq!(numbers(&log, &day(None, Some(midnight))).await, [1]);
    assert_eq!(numbers(&log, &day(Some(next), None)).await, [4]);
    assert_eq!(numbers(&log, &day(Some(later(next, 1)), None)).await, [0; 0]);
    assert_eq!(numbers(&log, &day(Some(next), Some(midnight))).await, [0; 0], "a span turned around");
}

#[tokio::test]
async fn a_page_stays_the_same_while_new_entries_arrive() {
    let log = Log::five().await;
    let first = load_log(&log.db, &Filter::default(), None, 2).await.expect("a page");
    log.note(later(NOW, DAY)).await;
    let second = load_log(&log.db, &Filter::default(), first.next, 2).await.expect("a page");
    let found: Vec<i64> = second.entries.iter().map(|entry| entry.sequence).collect();
    assert_eq!((found, second.next), (vec![3, 2], Some(2)));
}

#[tokio::test]
async fn a_page_has_an_entry_at_least_and_a_thousand_at_most() {
    let log = Log::five().await;
    assert_eq!(load_log(&log.db, &Filter::default(), None, 0).await.expect("a page").entries.len(), 1);
    let all = load_log(&log.db, &Filter::default(), None, u32::MAX).await.expect("a page");
    assert_eq!((all.entries.len(), all.next), (5, None));
}

#[tokio::test]
async fn a_filtered_page_is_one_range_of_an_index() {
    let log = Log::empty().await;
    for (filter, index) in [
        (Filter::default(), "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        (Filter { account: Some(AccountId(1)), ..Filter::default() }, "audit_by_account (account_id=? AND"),
        (Filter { action: Some(Action::SignedIn), ..Filter::default() }, "audit_by_action (action=? AND"),
        (Filter { subject: Some(SubjectKind::Poll), ..Filter::default() }, "audit_by_subject (subject=? AND"),
    ] {
        let plan = format!("explain query plan {}", store::newest_first(&filter));
        let steps: Vec<(i64, i64, i64, String)> =
            sqlx::query_as(sqlx::AssertSqlSafe(plan)).fetch_all(log.db.read()).await.expect("a plan");
        let steps: Vec<String> = steps.into_iter().map(|step| step.3).collect();
        assert!(steps.iter().any(|step| step.contains(index)), "{steps:?}");
        assert!(!steps.iter().any(|step| step.contains("SCAN") || step.contains("TEMP")), "{steps:?}");
    }
}

/// An entry of the model: minutes after the one before, account, action, kind.
type Made = (i64, Option<i64>, usize, usize);

fn made() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec((0..3_i64, prop::option::of(1..3_i64), 0..2_usize, 0..2_usize), 0..40)
}

fn filter() -> impl Strategy<Value = Filter> {
    let account = prop::option::of((1..4_i64).prop_map(AccountId));
    let action = prop::option::of((0..2_usize).prop_map(|place| Action::ALL[place]));
    let subject = prop::option::of((0..2_usize).prop_map(|place| SubjectKind::ALL[place]));
    let instant = || prop::option::of((-1..90_i64).prop_map(|minutes| later(NOW, minutes * MINUTE)));
    (account, action, subject, instant(), instant())
        .prop_map(|(account, action, subject, from, until)| Filter { account, action, subject, from, until })
}

/// The entries of a model that match a filter, oldest first.
fn expected(made: &[Made], filter: &Filter) -> Vec<i64> {
    let (mut at, mut found) = (NOW, Vec::new());
    for (sequence, (minutes, account, action, kind)) in (1..).zip(made) {
        at = later(at, minutes * MINUTE);
        let fits = filter.account.is_none_or(|of| Some(of.0) == *account)
            && filter.action.is_none_or(|of| of == Action::ALL[*action])
            && filter.subject.is_none_or(|of| of == SubjectKind::ALL[*kind])
            && filter.from.is_none_or(|from| at >= from)
            && filter.until.is_none_or(|until| at < until);
        found.extend(fits.then_some(sequence));
    }
    found
}

async fn filled(made: &[Made]) -> Log {
    let log = Log::empty().await;
    let mut tx = log.db.write().await.expect("a transaction");
    let mut at = NOW;
    for (minutes, account, action, kind) in made {
        at = later(at, minutes * MINUTE);
        let actor = Actor { account: account.map(AccountId), session: None };
        let subject = Subject::of(SubjectKind::ALL[*kind], Some(1)).expect("a subject");
        note(&mut tx, at, actor, Action::ALL[*action], subject, &[]).await.expect("noted");
    }
    tx.commit().await.expect("committed");
    log
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn pages_of_any_size_are_together_what_the_filter_lets_through(
        made in made(), filters in prop::collection::vec(filter(), 1..8), size in 1..9_u32,
    ) {
        runtime().block_on(async {
            let log = filled(&made).await;
            for filter in &filters {
                let expected = expected(&made, filter);
                let (mut found, mut before) = (Vec::new(), None);
                loop {
                    let page = load_log(&log.db, filter, before, size).await.expect("a page");
                    assert!(page.entries.len() <= size as usize);
                    assert!(before.is_none() || !page.entries.is_empty(), "what was promised is there");
                    assert!(page.next.is_none() || page.entries.len() == size as usize, "a full page");
                    found.extend(page.entries.iter().map(|entry| entry.sequence));
                    before = page.next;
                    if before.is_none() {
                        break;
                    }
                }
                found.reverse();
                assert_eq!(found, expected, "{filter:?}");
                let onward = load_onward(&log.db, filter, None).await.expect("entries");
                let onward: Vec<i64> = onward.iter().map(|entry| entry.sequence).collect();
                assert_eq!(onward, expected, "{filter:?}");
            }
        });
    }
}

#[tokio::test]
async fn the_whole_log_is_read_a_thousand_entries_at_a_time_oldest_first() {
    let log = filled(&[(1, Some(1), 0, 0); 2_500]).await;
    let filter = Filter { from: Some(later(NOW, 2 * MINUTE)), ..Filter::default() };
    let (mut lengths, mut found, mut after) = (Vec::new(), Vec::new(), None);
    loop {
        let entries = load_onward(&log.db, &filter, after).await.expect("entries");
        lengths.push(entries.len());
        let Some(last) = entries.last() else { break };
        after = Some(last.sequence);
        found.extend(entries.iter().map(|entry| entry.sequence));
    }
    assert_eq!(lengths, [1000, 1000, 499, 0]);
    assert_eq!(found, (2..=2_500).collect::<Vec<_>>());
}
