//! Without network, session or space, what is typed stays in the browser, and everybody is told.

use super::*;

#[test]
fn without_network_the_draft_stays_in_the_browser_and_goes_up_afterwards() {
    let mut editor = Editor::open("");
    editor.handle(Input::Offline).types("<p>a</p>").waits(2);
    assert_eq!(editor.shows().sentence(), "Mất mạng: đang giữ trong máy này");
    assert_eq!(editor.keeps().flatten().map(|kept| kept.typed), Some(draft("<p>a</p>")));
    editor.types("<p>ab</p>").waits(3_600).sends_nothing();
    let request = editor.handle(Input::Online).sends();
    assert_eq!(request.draft, draft("<p>ab</p>"));
    editor.answers(&request, Answer::Kept(saved(2)));
    assert_eq!(editor.keeps(), Some(None));
}

#[test]
fn whoever_types_is_kept_in_the_browser_once_a_second() {
    let mut editor = Editor::open("");
    editor.handle(Input::Offline);
    let mut copies = 0;
    for tenth in 0..50 {
        editor.at += 100;
        editor.types(&format!("<p>{tenth}</p>"));
        copies += usize::from(editor.keeps().is_some());
    }
    assert!((4..=6).contains(&copies), "{copies} copies in 5 s");
}

#[test]
fn when_the_session_has_ended_nothing_is_sent_until_somebody_signs_in() {
    let mut editor = Editor::open("");
    let request = editor.types("<p>a</p>").waits(3).sends();
    editor.answers(&request, Answer::SignedOut);
    assert_eq!(editor.shows(), State::SignedOut);
    editor.types("<p>ab</p>").waits(600).handle(Input::PublishAsked).sends_nothing();
    assert_eq!(editor.keeps().flatten().map(|kept| kept.typed), Some(draft("<p>ab</p>")));
    assert_eq!(editor.handle(Input::SignedIn).sends(), request);
}

#[test]
fn what_the_server_refuses_is_not_sent_again_before_it_is_changed() {
    let mut editor = Editor::open("");
    let request = editor.types("<p>a</p>").waits(3).sends();
    editor.answers(&request, Answer::Refused(vec!["Bài quá dài.".into()]));
    assert_eq!(editor.shows().sentence(), "Chưa lưu được, bài đang được giữ trong máy này: Bài quá dài.");
    editor.waits(600).sends_nothing();
    let next = editor.types("<p>b</p>").waits(3).sends();
    assert_eq!((next.base, &next.draft), (1, &draft("<p>b</p>")));
}

#[test]
fn a_full_or_silent_server_is_tried_less_and_less_often() {
    for (answer, state) in [(Answer::Full, State::Full), (Answer::Failed, State::Failed)] {
        let mut editor = Editor::open("");
        let mut request = editor.types("<p>a</p>").waits(3).sends();
        let mut waits = Vec::new();
        for _ in 0..8 {
            editor.answers(&request, answer.clone());
            assert_eq!(editor.shows(), state);
            let before = editor.at;
            let again = editor.sends_later();
            assert_eq!(again, request);
            waits.push((editor.at - before) / 1_000);
            request = again;
        }
        assert_eq!(waits, [2, 4, 8, 16, 32, 64, 64, 64]);
        editor.answers(&request, Answer::Kept(saved(2)));
        assert!(editor.engine.is_saved());
    }
}

#[test]
fn not_all_editors_try_again_at_the_same_moment() {
    let wait = |jitter| {
        let server = Version::default();
        let mut editor =
            Editor::opened(Opening { tab: "a".into(), jitter, server, kept: None, at: Timestamp(NOON) });
        let mut request = editor.types("<p>a</p>").waits(3).sends();
        for _ in 0..4 {
            editor.answers(&request, Answer::Full);
            request = editor.sends_later();
        }
        editor.at
    };
    assert!(wait(0) < wait(500) && wait(500) < wait(1_000));
}

#[test]
fn the_text_of_an_article_that_is_gone_stays_in_the_browser() {
    let mut editor = Editor::open("");
    let request = editor.types("<p>a</p>").waits(3).sends();
    editor.answers(&request, Answer::Gone).types("<p>ab</p>").waits(600).sends_nothing();
    assert_eq!(editor.shows(), State::Gone);
    assert_eq!(editor.keeps().flatten().map(|kept| kept.typed), Some(draft("<p>ab</p>")));
}
