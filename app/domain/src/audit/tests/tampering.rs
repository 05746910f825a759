//! Changes made to the file without the program are detected, except those that the chain cannot show.

use super::*;
use sha2::{Digest, Sha256};

async fn broken_by(change: &str) -> Broken {
    Log::five().await.broken_by(change).await
}

fn is_entry(broken: &Broken, number: i64) -> bool {
    matches!(broken, Broken::Entry { sequence, .. } if *sequence == number)
}

#[tokio::test]
async fn a_changed_entry_is_named_whatever_was_changed() {
    for change in [
        "at = at + 1",
        "account_id = 9",
        "account_id = null",
        "session_id = 9",
        "session_id = null",
        "action = 'article_trashed'",
        "subject = 'poll'",
        "subject_id = 9",
        "subject_id = null",
        "detail = '{}'",
        "detail = '{ \"title\":\"Bài 3\"}'",
        "previous = zeroblob(32)",
        "previous = x''",
        "hash = zeroblob(32)",
        "hash = x''",
    ] {
        let broken = broken_by(&format!("update audit_entries set {change} where sequence = 3")).await;
        assert!(is_entry(&broken, 3), "{change}: {broken}");
    }
}

#[tokio::test]
async fn values_moved_from_one_column_to_another_are_named() {
    for change in [
        "account_id = session_id, session_id = account_id",
        "account_id = null, session_id = 313",
        "session_id = subject_id, subject_id = session_id",
        "action = subject, subject = action",
    ] {
        let broken = broken_by(&format!("update audit_entries set {change} where sequence = 3")).await;
        assert!(is_entry(&broken, 3), "{change}: {broken}");
    }
}

#[tokio::test]
async fn a_line_feed_is_named_even_where_hash_and_head_fit() {
    let log = Log::five().await;
    let (content, previous, _) = log.stored(5).await;
    let text = format!(
        "trangnhat audit 1\nsequence=5\ntime={}\naccount=5\nsession=15\naction={}\nsubject=article\nsubject_id=105\n\
         detail={{\n}}\nprevious={}\n",
        content.at.0,
        content.action,
        hexadecimal(&previous)
    );
    let hash = hexadecimal(&Sha256::digest(text));
    let broken = log
        .broken_by(&format!(
            "update audit_entries set detail = '{{' || char(10) || '}}', hash = x'{hash}' where sequence = 5;
             update audit_head set hash = x'{hash}';"
        ))
        .await;
    assert_eq!(
        broken.to_string(),
        "Nhật ký, mục số 5: có ký tự xuống dòng, điều mà chương trình không bao giờ ghi."
    );
}

#[tokio::test]
async fn of_several_changed_entries_the_first_is_named() {
    let broken = broken_by("update audit_entries set account_id = 9 where sequence in (2, 4)").await;
    assert_eq!(
        broken.to_string(),
        "Nhật ký, mục số 2: nội dung không khớp với dấu niêm phong, tức là đã bị sửa."
    );
}

#[tokio::test]
async fn a_removed_entry_is_named_by_the_one_after_it() {
    for (removed, named) in [(1, 2), (3, 4)] {
        let broken = broken_by(&format!("delete from audit_entries where sequence = {removed}")).await;
        assert_eq!(broken.to_string(), format!("Nhật ký, mục số {named}: thiếu một hay nhiều mục ở trước."));
    }
}

#[tokio::test]
async fn a_removed_entry_is_named_where_those_after_it_moved_up() {
    let broken = broken_by(
        "delete from audit_entries where sequence = 3;
         update audit_entries set sequence = sequence - 1 where sequence > 3;
         update audit_head set entries = 4;",
    )
    .await;
    assert_eq!(broken.to_string(), "Nhật ký, mục số 3: không nối tiếp mục ở trước.");
}

#[tokio::test]
async fn two_entries_that_changed_places_are_named() {
    let swap = "update audit_entries set sequence = 9 where sequence = 2;
        update audit_entries set sequence = 2 where sequence = 3;
        update audit_entries set sequence = 3 where sequence = 9;";
    assert!(is_entry(&broken_by(swap).await, 2));
    let with_their_links = format!(
        "{swap}
         update audit_entries set previous = (select hash from audit_entries where sequence = 1) where sequence = 2;
         update audit_entries set previous = (select hash from audit_entries where sequence = 2) where sequence = 3;
         update audit_entries set previous = (select hash from audit_entries where sequence = 3) where sequence = 4;"
    );
    assert!(is_entry(&broken_by(&with_their_links).await, 2));
}

/// SQL that copies an entry under this number.
fn copy(number: i64, of: i64) -> String {
    format!(
        "insert into audit_entries
         select {number}, at, account_id, session_id, action, subject, subject_id, detail, previous, hash
         from audit_entries where sequence = {of};"
    )
}

#[tokio::test]
async fn an_entry_that_was_slipped_in_is_named() {
    let between = format!(
        "update audit_entries set sequence = -sequence where sequence > 2;
         update audit_entries set sequence = 1 - sequence where sequence < 0;
         {}
         update audit_head set entries = 6;",
        copy(3, 2)
    );
    assert!(is_entry(&broken_by(&between).await, 3));
    for (number, of) in [(6, 5), (7, 5), (0, 1), (-1, 1)] {
        let broken = broken_by(&copy(number, of)).await;
        assert!(is_entry(&broken, number), "{number}: {broken}");
    }
}

/// An entry rewritten with another account and a matching hash.
async fn forged(log: &Log, sequence: i64, at: Timestamp) -> (String, String) {
    let (content, previous, _) = log.stored(sequence).await;
    let content = Content { account_id: Some(AccountId(9)), at, ..content };
    let hash = hexadecimal(&content.hash(&previous));
    let change = format!(
        "update audit_entries set account_id = 9, at = {}, hash = x'{hash}' where sequence = {sequence};",
        at.0
    );
    (change, format!("update audit_head set hash = x'{hash}';"))
}

#[tokio::test]
async fn an_entry_forged_with_its_hash_does_not_fit_the_one_after_it() {
    let log = Log::five().await;
    let (change, _) = forged(&log, 3, later(NOW, 3 * MINUTE)).await;
    assert!(is_entry(&log.broken_by(&change).await, 4));
}

#[tokio::test]
async fn the_last_entry_forged_with_its_hash_does_not_fit_the_head() {
    let log = Log::five().await;
    let (change, _) = forged(&log, 5, later(NOW, 5 * MINUTE)).await;
    let broken = log.broken_by(&change).await;
    assert_eq!(broken, Broken::Head { sequence: 5 });
    assert_eq!(broken.to_string(), "Nhật ký, mục số 5: không phải là mục cuối cùng đã được ghi.");
}

#[tokio::test]
async fn a_forged_head_does_not_hide_an_entry_before_the_one_before_it() {
    let log = Log::five().await;
    let (change, head) = forged(&log, 5, later(NOW, 4 * MINUTE - 1)).await;
    let broken = log.broken_by(&(change + &head)).await;
    assert_eq!(broken.to_string(), "Nhật ký, mục số 5: được ghi sớm hơn mục ở trước.");
}

#[tokio::test]
async fn an_end_that_was_cut_off_is_missed() {
    for (cut, counted) in [("sequence = 5", 4), ("sequence > 1", 1), ("sequence > 0", 0)] {
        let broken = broken_by(&format!("delete from audit_entries where {cut}")).await;
        assert_eq!(broken, Broken::Count { written: 5, counted });
        assert_eq!(broken.to_string(), format!("Nhật ký: số mục ghi 5, nhưng đếm lại được {counted}."));
    }
}

#[tokio::test]
async fn a_cut_is_not_healed_by_what_is_written_after_it() {
    let log = Log::five().await;
    log.tamper("delete from audit_entries where sequence > 3").await;
    log.note(later(NOW, DAY)).await;
    assert!(is_entry(&log.verified().await.expect_err("a gap"), 6));
}

#[tokio::test]
async fn a_head_that_was_changed_or_removed_is_noticed_and_the_site_goes_on() {
    let back =
        "update audit_head set entries = 4, hash = (select hash from audit_entries where sequence = 4)";
    for (change, stays) in [
        ("update audit_head set entries = 6", true),
        ("update audit_head set hash = zeroblob(32)", true),
        ("update audit_head set entries = 0, hash = zeroblob(32)", true),
        ("delete from audit_head", true),
        (back, true),
        // Nothing is lost: the next entry follows the last one and gets number 6.
        ("update audit_head set entries = 4", false),
    ] {
        let log = Log::five().await;
        log.broken_by(change).await;
        log.note(later(NOW, DAY)).await;
        assert_eq!(log.verified().await.is_err(), stays, "{change}");
    }
}

#[tokio::test]
async fn who_cuts_the_end_off_and_turns_the_head_back_is_found_only_by_a_noted_head() {
    let log = Log::five().await;
    let noted = log.verified().await.expect("a whole log");
    log.tamper(
        "delete from audit_entries where sequence = 5;
         update audit_head set entries = 4, hash = (select hash from audit_entries where sequence = 4);",
    )
    .await;
    // What ARCHITECTURE.md says the chain does not prove.
    let verified = log.verified().await.expect("it looks whole");
    assert_eq!(verified.entries, 4);
    assert_ne!(verified.head, noted.head);
}

#[tokio::test]
async fn an_entry_is_neither_changed_nor_removed_by_the_program() {
    let log = Log::five().await;
    for statement in ["update audit_entries set at = 1", "delete from audit_entries"] {
        let mut tx = log.db.write().await.expect("a transaction");
        assert!(sqlx::query(statement).execute(&mut *tx).await.is_err(), "{statement}");
    }
    log.assert_whole(5).await;
}

#[tokio::test]
async fn a_log_longer_than_one_reading_is_walked_to_its_end() {
    let log = Log::empty().await;
    let mut tx = log.db.write().await.expect("a transaction");
    for number in 0..2_001 {
        note(&mut tx, later(NOW, number), EDITOR, Action::ArticleSaved, ARTICLE, &[]).await.expect("noted");
    }
    tx.commit().await.expect("committed");
    log.assert_whole(2_001).await;
    let broken = log.broken_by("update audit_entries set account_id = 9 where sequence = 2001").await;
    assert!(is_entry(&broken, 2_001));
}
