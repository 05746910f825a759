//! The rules of the engine, one by one. `simulation.rs` runs many engines against a server.

mod exchanges;
mod simulation;
mod troubles;

use super::*;
use crate::{
    clock::Timestamp,
    drafting::merge::{Changes, Question, merge},
};

const NOON: i64 = 1_700_000_000_000;

fn draft(body: &str) -> Draft {
    Draft { body: body.to_owned(), ..Draft::default() }
}

/// An open editor and the time since it was opened.
struct Editor {
    engine: SaveEngine,
    at: i64,
    outputs: Vec<Output>,
}

impl Editor {
    fn open(body: &str) -> Self {
        Self::opened(Opening {
            tab: "a".into(),
            jitter: 1_000,
            server: Version { number: 1, draft: draft(body) },
            kept: None,
            at: Timestamp(NOON),
        })
    }

    fn opened(opening: Opening) -> Self {
        let at = opening.at.0;
        let (engine, outputs) = SaveEngine::open(opening);
        Self { engine, at, outputs }
    }

    fn handle(&mut self, input: Input) -> &mut Self {
        self.outputs.extend(self.engine.handle(input));
        self
    }

    fn types(&mut self, body: &str) -> &mut Self {
        self.handle(Input::Typed(draft(body), Timestamp(self.at)))
    }

    /// Some seconds pass.
    fn waits(&mut self, seconds: i64) -> &mut Self {
        for _ in 0..seconds {
            self.at += 1_000;
            self.handle(Input::Tick(Timestamp(self.at)));
        }
        self
    }

    fn answers(&mut self, request: &Request, answer: Answer) -> &mut Self {
        self.handle(Input::Answered(request.id.clone(), answer, Timestamp(self.at)))
    }

    /// The requests since the last look.
    fn sent(&mut self) -> Vec<Request> {
        let sent = self.outputs.drain(..).filter_map(|output| match output {
            Output::Send(request) => Some(request),
            _ => None,
        });
        sent.collect()
    }

    /// The only request since the last look.
    fn sends(&mut self) -> Request {
        let mut sent = self.sent();
        assert_eq!(sent.len(), 1, "{sent:?}");
        sent.remove(0)
    }

    /// Nothing has been sent since the last look.
    fn sends_nothing(&self) {
        assert!(!self.outputs.iter().any(|output| matches!(output, Output::Send(_))), "{:?}", self.outputs);
    }

    /// The next request, whenever it comes.
    fn sends_later(&mut self) -> Request {
        let mut sent = std::iter::repeat_with(|| self.waits(1).sent()).take(100).flatten();
        sent.next().expect("a request")
    }

    /// What lies in the browser after the outputs since the last look, if they say.
    fn keeps(&mut self) -> Option<Option<Kept>> {
        let mut kept = None;
        for output in self.outputs.drain(..) {
            match output {
                Output::KeepInBrowser(new) => kept = Some(Some(*new)),
                Output::ForgetInBrowser => kept = Some(None),
                _ => {}
            }
        }
        kept
    }

    fn shows(&self) -> State {
        self.engine.state()
    }
}

fn saved(version: i64) -> Saved {
    Saved { version, time: "21:06".into(), ..Saved::default() }
}

#[test]
fn a_draft_is_sent_within_three_seconds_of_a_pause() {
    let mut editor = Editor::open("<p>a</p>");
    editor.types("<p>ab</p>");
    assert_eq!(editor.shows(), State::Typing);
    assert_eq!(editor.waits(1).sent(), []);
    let request = editor.waits(2).sends();
    assert_eq!((request.base, &request.draft, request.wish), (1, &draft("<p>ab</p>"), Wish::Keep));
    assert_eq!(editor.shows(), State::Saving);
    editor.answers(&request, Answer::Kept(saved(2)));
    assert_eq!(editor.shows().sentence(), "Đã lưu 21:06");
    assert_eq!(editor.waits(60).sent(), []);
}

#[test]
fn what_is_typed_leaves_at_once_before_the_form_is_sent() {
    let mut editor = Editor::open("<p>a</p>");
    editor.handle(Input::SaveAsked).sends_nothing();
    editor.types("<p>ab</p>").sends_nothing();
    let request = editor.handle(Input::SaveAsked).sends();
    assert!(!editor.engine.is_saved());
    editor.answers(&request, Answer::Kept(saved(2)));
    assert!(editor.engine.is_saved());
    assert_eq!(editor.engine.version(), 2);
}

#[test]
fn who_types_on_and_on_is_saved_every_ten_seconds() {
    let mut editor = Editor::open("");
    let mut times = Vec::new();
    for second in 0..45 {
        editor.types(&format!("<p>{second}</p>")).waits(1);
        for request in editor.sent() {
            times.push(second);
            let version = i64::try_from(times.len()).expect("a few") + 1;
            editor.answers(&request, Answer::Kept(saved(version)));
        }
    }
    assert_eq!(times, [9, 19, 29, 39]);
}

#[test]
fn what_is_typed_during_a_request_waits_for_the_answer() {
    let mut editor = Editor::open("");
    let first = editor.types("<p>a</p>").waits(3).sends();
    assert_eq!(editor.types("<p>ab</p>").waits(5).sent(), [], "one request at a time");
    let second = editor.answers(&first, Answer::Kept(saved(2))).sends();
    assert_eq!((second.base, &second.draft), (2, &draft("<p>ab</p>")));
    assert_ne!(first.id, second.id);
}

#[test]
fn late_and_doubled_answers_change_nothing() {
    let mut editor = Editor::open("");
    let first = editor.types("<p>a</p>").waits(3).sends();
    editor.answers(&first, Answer::Kept(saved(2)));
    let second = editor.types("<p>ab</p>").waits(3).sends();
    editor.answers(&first, Answer::Kept(Saved { draft: Some(draft("<p>x</p>")), ..saved(9) }));
    editor.answers(&first, Answer::SignedOut);
    assert_eq!(editor.shows(), State::Saving);
    editor.answers(&second, Answer::Kept(saved(3)));
    assert_eq!(editor.engine.draft(), &draft("<p>ab</p>"));
    assert!(editor.engine.is_saved());
}

#[test]
fn an_answer_that_never_comes_is_asked_for_again() {
    let mut editor = Editor::open("");
    let first = editor.types("<p>a</p>").waits(3).sends();
    editor.types("<p>ab</p>");
    let again = editor.waits(25).sends();
    assert_eq!(again, first, "the same request: it may have arrived");
    let next = editor.answers(&again, Answer::Kept(saved(2))).sends();
    assert_eq!(next.draft, draft("<p>ab</p>"));
}

#[test]
fn a_clock_that_is_set_back_delays_nothing_for_long() {
    let mut editor = Editor::open("");
    editor.types("<p>a</p>").waits(1);
    editor.at -= 3_600_000;
    editor.sends_nothing();
    editor.waits(3).sends();
}

#[test]
fn what_is_sent_is_in_the_browser_before() {
    let mut editor = Editor::open("");
    editor.types("<p>a</p>").waits(1).keeps();
    editor.types("<p>ab</p>").waits(3);
    let before = editor.outputs.iter().position(|output| matches!(output, Output::Send(_))).expect("sent");
    let kept = editor.outputs[..before].iter().rev().find_map(|output| match output {
        Output::KeepInBrowser(kept) => kept.sent.clone(),
        _ => None,
    });
    assert_eq!(kept.map(|request| request.draft), Some(draft("<p>ab</p>")));
    let request = editor.sends();
    editor.answers(&request, Answer::Kept(saved(2)));
    assert_eq!(editor.keeps(), Some(None), "the server has it");
}

#[test]
fn a_killed_browser_goes_on_with_the_same_request() {
    let mut editor = Editor::open("");
    let request = editor.types("<p>a</p>").waits(3).sends();
    editor.types("<p>a</p><p>b</p>").waits(1);
    let kept = editor.keeps().flatten().expect("something kept");
    let kept = serde_json::from_str(&serde_json::to_string(&kept).expect("JSON")).expect("what was written");
    // The first sending has arrived, and somebody else has written since.
    let server = Version { number: 3, draft: draft("<p>a</p><p>c</p>") };
    let opening =
        Opening { tab: "b".into(), jitter: 0, server: server.clone(), kept: Some(kept), at: Timestamp(NOON) };
    let mut editor = Editor::opened(opening);
    assert_eq!(editor.engine.draft(), &draft("<p>a</p><p>b</p>"));
    assert_eq!(editor.sends(), request);
    editor.answers(&request, Answer::Kept(Saved { draft: Some(server.draft), ..saved(3) }));
    let next = editor.sends();
    assert_eq!((next.base, &*next.id.tab), (3, "b"));
    assert_eq!(next.draft, draft("<p>a</p>\n<p>b</p>\n<p>c</p>"));
}
