//! What others write, publishing and discarding.

use super::*;
use crate::drafting::merge::{BlockChange, Choice};

const BASE: &str = "<p>một hai ba</p>\n<p>bốn năm sáu</p>";

#[test]
fn what_others_wrote_comes_without_touching_the_block_one_types_in() {
    let mut editor = Editor::open(BASE);
    let request = editor.types("<p>một hai ba a</p>\n<p>bốn năm sáu</p>").waits(3).sends();
    editor.types("<p>một hai ba ab</p>\n<p>bốn năm sáu</p>").outputs.clear();
    let merged = draft("<p>một hai ba a</p>\n<p>bốn năm sáu c</p>");
    editor.answers(&request, Answer::Kept(Saved { draft: Some(merged), ..saved(3) }));
    let both = draft("<p>một hai ba ab</p>\n<p>bốn năm sáu c</p>");
    assert_eq!(editor.engine.draft(), &both);
    let change = editor.outputs.iter().find_map(|output| match output {
        Output::Change(draft, changes) => Some((draft, changes)),
        _ => None,
    });
    let body = vec![BlockChange { at: 1, removed: 1, added: vec!["<p>bốn năm sáu c</p>".into()] }];
    assert_eq!(change, Some((&Box::new(both), &Changes { body, ..Changes::default() })));
}

#[test]
fn a_second_tab_that_hears_of_a_version_gets_it() {
    let mut editor = Editor::open(BASE);
    editor.handle(Input::Heard(1)).sends_nothing();
    let request = editor.handle(Input::Heard(2)).sends();
    assert_eq!(editor.shows(), State::Opened, "nothing of this editor is unsaved");
    editor.answers(&request, Answer::Kept(Saved { draft: Some(draft("<p>mới</p>")), ..saved(2) }));
    assert_eq!(editor.engine.draft(), &draft("<p>mới</p>"));
    assert_eq!(editor.shows(), State::Opened);
    assert_eq!(editor.waits(60).keeps(), None, "nothing was ever kept in the browser");
}

#[test]
fn who_changed_the_same_block_is_asked_and_writes_on() {
    let mut editor = Editor::open(BASE);
    let request = editor.types("<p>một hai ba a</p>\n<p>bốn năm sáu</p>").waits(3).sends();
    let theirs = draft("<p>một hai ba b</p>\n<p>bốn năm sáu c</p>");
    editor.answers(&request, Answer::Differs(Version { number: 5, draft: theirs }));
    assert_eq!(editor.shows(), State::Asking(1));
    let asked = |editor: &mut Editor| {
        let mut asked = editor.outputs.drain(..).filter_map(|output| match output {
            Output::Ask(questions) => Some(questions),
            _ => None,
        });
        asked.next_back().expect("questions")
    };
    let question = asked(&mut editor).remove(0);
    assert_eq!(question.theirs.as_deref(), Some("<p>một hai ba b</p>"));
    editor.types("<p>một hai ba ad</p>\n<p>bốn năm sáu</p>").waits(30).sends_nothing();
    // The question was about what stood there before.
    let decide = |question, choice| Input::Decided(vec![Decision { question, choice }]);
    editor.handle(decide(question, Choice::Mine));
    assert_eq!(editor.shows(), State::Asking(1));
    let question = asked(&mut editor).remove(0);
    let request = editor.handle(decide(question, Choice::Both)).sends();
    assert_eq!(request.base, 5);
    assert_eq!(request.draft, draft("<p>một hai ba ad</p>\n<p>một hai ba b</p>\n<p>bốn năm sáu c</p>"));
    editor.answers(&request, Answer::Kept(saved(6)));
    assert!(editor.engine.is_saved());
}

#[test]
fn what_was_typed_meanwhile_may_settle_a_difference() {
    let mut editor = Editor::open(BASE);
    let request = editor.types("<p>một hai ba a</p>\n<p>bốn năm sáu</p>").waits(3).sends();
    editor.types(BASE);
    let theirs = draft("<p>một hai ba b</p>\n<p>bốn năm sáu</p>");
    editor.answers(&request, Answer::Differs(Version { number: 5, draft: theirs.clone() }));
    assert_eq!(editor.engine.draft(), &theirs);
    assert!(editor.engine.is_saved());
}

#[test]
fn publishing_waits_for_the_last_draft_and_is_one_request() {
    let mut editor = Editor::open(BASE);
    let first = editor.types("<p>a</p>").waits(3).sends();
    editor.types("<p>ab</p>").handle(Input::PublishAsked).sends_nothing();
    assert_eq!(editor.shows(), State::Publishing);
    let request = editor.answers(&first, Answer::Kept(saved(2))).sends();
    assert_eq!((request.wish, &request.draft), (Wish::Publish, &draft("<p>ab</p>")));
    editor.answers(&request, Answer::Kept(Saved { published: true, ..saved(3) }));
    assert_eq!(editor.shows().sentence(), "Đã đăng 21:06");
    editor.waits(60).sends_nothing();
}

#[test]
fn an_article_that_cannot_be_published_is_kept_and_says_why() {
    let mut editor = Editor::open(BASE);
    let request = editor.handle(Input::PublishAsked).sends();
    let sentences = vec!["Bài viết cần có tiêu đề.".to_owned()];
    editor.answers(&request, Answer::Kept(Saved { sentences, ..saved(1) }));
    assert_eq!(editor.shows().sentence(), "Bài đã lưu nhưng chưa đăng được: Bài viết cần có tiêu đề.");
    editor.types("<p>a</p>");
    assert_eq!(editor.shows(), State::Typing);
}

#[test]
fn nothing_is_published_long_after_somebody_asked() {
    let mut editor = Editor::open(BASE);
    let request = editor.types("<p>a</p>").handle(Input::PublishAsked).sends();
    assert_eq!(request.wish, Wish::Publish);
    editor.handle(Input::Offline).waits(70);
    let again = editor.handle(Input::Online).sends();
    assert_eq!((&again.id, again.wish), (&request.id, Wish::Keep));
    editor.answers(&again, Answer::Kept(saved(2)));
    assert!(matches!(editor.shows(), State::NotPublished(_)), "{:?}", editor.shows());
    editor.handle(Input::Offline).handle(Input::PublishAsked).handle(Input::Online).sends_nothing();
}

#[test]
fn a_difference_ends_a_publication_until_somebody_has_looked() {
    let mut editor = Editor::open(BASE);
    let request = editor.types("<p>một hai ba a</p>").handle(Input::PublishAsked).sends();
    let theirs = draft("<p>một hai ba b</p>");
    editor.answers(&request, Answer::Differs(Version { number: 5, draft: theirs }));
    let asked = editor.outputs.drain(..).find_map(|output| match output {
        Output::Ask(questions) => Some(questions),
        _ => None,
    });
    let decided =
        asked.expect("questions").into_iter().map(|question| Decision { question, choice: Choice::Both });
    let request = editor.handle(Input::Decided(decided.collect())).sends();
    assert_eq!(request.wish, Wish::Keep);
}

#[test]
fn discarding_goes_back_to_what_is_published() {
    let mut editor = Editor::open(BASE);
    let request = editor.types("<p>a</p>").handle(Input::DiscardAsked).sends();
    assert_eq!(request.wish, Wish::Discard);
    assert_eq!(editor.shows(), State::Discarding);
    editor.answers(&request, Answer::Kept(Saved { draft: Some(draft("<p>đã đăng</p>")), ..saved(3) }));
    assert_eq!(editor.engine.draft(), &draft("<p>đã đăng</p>"));
    assert_eq!(editor.keeps(), Some(None));
    editor.waits(60).sends_nothing();
}
