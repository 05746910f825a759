//! Writing entries: together with the action or not at all, in order, and safe for any input.

use super::*;
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use tokio::task::JoinSet;

#[tokio::test]
async fn the_hash_of_an_entry_is_the_one_of_the_documentation() {
    let log = Log::empty().await;
    let detail = [("title", "Lễ \"phát thưởng\"\nnăm 2026"), ("slug", "le-phat-thuong")];
    log.note_as(NOW, EDITOR, Action::ArticlePublished, ARTICLE, &detail).await;
    let first = format!(
        "trangnhat audit 1\nsequence=1\ntime=1795568400000\naccount=3\nsession=41\naction=article_published\n\
         subject=article\nsubject_id=12\n\
         detail={{\"slug\":\"le-phat-thuong\",\"title\":\"Lễ \\\"phát thưởng\\\"\\nnăm 2026\"}}\nprevious={}\n",
        "0".repeat(64)
    );
    let first: Hash = Sha256::digest(first).into();
    assert_eq!(log.stored(1).await.2, first);

    log.note_as(NOW, Actor::COMMAND, Action::PackLoaded, Subject::Pack, &[]).await;
    let second = format!(
        "trangnhat audit 1\nsequence=2\ntime=1795568400000\naccount=\nsession=\naction=pack_loaded\n\
         subject=pack\nsubject_id=\ndetail={{}}\nprevious={}\n",
        hexadecimal(&first)
    );
    let second: Hash = Sha256::digest(second).into();
    assert_eq!(log.verified().await, Ok(Verified { entries: 2, head: second }));
}

#[tokio::test]
async fn an_action_that_is_undone_leaves_neither_entry_nor_gap() {
    let log = Log::empty().await;
    log.note(NOW).await;
    let mut tx = log.db.write().await.expect("a transaction");
    note(&mut tx, NOW, EDITOR, Action::ArticleTrashed, ARTICLE, &[]).await.expect("noted");
    drop(tx);
    log.assert_whole(1).await;
    log.note(NOW).await;
    log.assert_whole(2).await;
    assert!(log.all(&Filter::default()).await.iter().all(|entry| entry.action == Ok(Action::ArticleSaved)));
}

#[tokio::test]
async fn one_action_may_leave_several_entries() {
    let log = Log::empty().await;
    let mut tx = log.db.write().await.expect("a transaction");
    for action in [Action::PasswordChanged, Action::SessionsEnded] {
        note(&mut tx, NOW, EDITOR, action, Subject::Account(AccountId(3)), &[]).await.expect("noted");
    }
    tx.commit().await.expect("committed");
    log.assert_whole(2).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_at_once_is_written_one_after_the_other() {
    let log = Log::empty().await;
    let mut waiting = JoinSet::new();
    for account in 0..200 {
        let db = log.db.clone();
        waiting.spawn(async move {
            let mut tx = db.write().await.expect("a transaction");
            let actor = Actor { account: Some(AccountId(account)), session: None };
            note(&mut tx, NOW, actor, Action::SignedIn, Subject::Site, &[]).await.expect("noted");
            tx.commit().await.expect("committed");
        });
    }
    waiting.join_all().await;
    log.assert_whole(200).await;
    let mut accounts: Vec<_> =
        log.all(&Filter::default()).await.iter().map(|entry| entry.actor.account).collect();
    accounts.sort();
    assert_eq!(accounts, (0..200).map(|account| Some(AccountId(account))).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_clock_set_back_does_not_turn_time_around() {
    let log = Log::empty().await;
    for at in [later(NOW, DAY), NOW, later(NOW, DAY + 1)] {
        log.note(at).await;
    }
    let times: Vec<Timestamp> = log.all(&Filter::default()).await.iter().map(|entry| entry.at).collect();
    assert_eq!(times, [later(NOW, DAY + 1), later(NOW, DAY), later(NOW, DAY)]);
    log.assert_whole(3).await;
}

#[tokio::test]
async fn what_people_type_comes_back_as_they_typed_it() {
    let log = Log::empty().await;
    let unusual = [
        "một\nhai\r\nba",
        "a\nprevious=0000",
        "\"nháy\" và \\ngược\\",
        "hàng\u{2028}mới\u{2029}",
        "𠀋🎓👩‍🏫",
        "e\u{301}\u{323}",
        "\0\u{1}\u{7f}",
        "",
        "</script><b>",
    ];
    for value in unusual {
        log.note_as(NOW, EDITOR, Action::ArticleSaved, ARTICLE, &[("title", value), (value, "tên")]).await;
    }
    log.assert_whole(unusual.len() as i64).await;
    let entries = log.all(&Filter::default()).await;
    for (entry, value) in entries.iter().rev().zip(unusual) {
        let expected = BTreeMap::from([("title", value), (value, "tên")]);
        let found = entry.detail.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        assert_eq!(found.collect::<BTreeMap<_, _>>(), expected);
    }
    for sequence in 1..=unusual.len() as i64 {
        assert!(log.stored(sequence).await.0.has_lines_only(), "{sequence}");
    }
}

#[tokio::test]
async fn a_long_value_is_cut_between_two_characters() {
    for (length, kept) in [(299, 299), (300, 300), (301, 300), (100_000, 300)] {
        let log = Log::empty().await;
        log.note_as(NOW, EDITOR, Action::ArticleSaved, ARTICLE, &[("title", &"🎓".repeat(length))]).await;
        let title = log.all(&Filter::default()).await.remove(0).detail.remove("title").expect("a title");
        assert_eq!(title.chars().count(), kept);
        assert_eq!(title.ends_with('…'), length > kept, "{length}");
        log.assert_whole(1).await;
    }
}

#[tokio::test]
async fn the_table_takes_no_line_feed() {
    let log = Log::empty().await;
    for (action, subject, detail) in [
        ("'saved' || char(10)", "'article'", "'{}'"),
        ("'saved'", "'article' || char(10) || 'subject_id='", "'{}'"),
        ("'saved'", "'article'", "'{' || char(10) || '}'"),
    ] {
        let mut tx = log.db.write().await.expect("a transaction");
        let insert = format!(
            "insert into audit_entries (sequence, at, action, subject, detail, previous, hash)
             values (1, 0, {action}, {subject}, {detail}, zeroblob(32), zeroblob(32))"
        );
        assert!(sqlx::raw_sql(sqlx::AssertSqlSafe(insert)).execute(&mut *tx).await.is_err(), "{detail}");
    }
}

proptest! {
    #[test]
    fn no_text_brings_a_line_feed_into_what_is_hashed(name in any::<String>(), value in "(?s).{0,400}") {
        let detail = entry::write_detail(&[(&name, &value)]).expect("written");
        prop_assert!(crate::chain::is_line(&detail));
        let read = entry::read_detail(detail.clone());
        prop_assert!(read.values().all(|value| value.chars().count() <= MOST_CHARACTERS));
        let again: Vec<(&str, &str)> = read.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        prop_assert_eq!(entry::write_detail(&again).expect("written"), detail);
    }
}
