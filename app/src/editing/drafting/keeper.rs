//! Keeps the draft of a form: feeds the save engine with what happens in the page, and carries out what it wants.
//! The contract between the two is in `domain/src/drafting/save_engine.rs`.

use super::{
    browser_records::{self, Record, now},
    form::{DraftForm, Target},
    locks::Locks,
};
use crate::{
    editing::calls::{keep_draft, open_draft},
    error::AppError,
    routes::desk::{NEW_ARTICLE, begun_article},
    ui::dom::here,
};
use domain::drafting::{
    Draft,
    merge::{Choice, Place, Question, changes, merge_by_rule},
    save_engine::{Answer, Input, Kept, Opening, Output, Request, SaveEngine, State, Version},
};
use js_sys::Promise;
use leptos::{prelude::*, task::spawn_local};
use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    rc::Rc,
};
use wasm_bindgen_futures::JsFuture;

/// How often the engine is told the time, in milliseconds.
pub(super) const TICK: i32 = 500;
/// How long opening the draft pauses after a failure, in milliseconds.
const PAUSE: i32 = 3_000;
/// How long sending the form waits for the draft, in steps of 50 milliseconds.
const PATIENCE: u32 = 80;
/// Without locks: how old a record of another editor must be before it is taken over, in milliseconds.
const LEFT: i64 = 60_000;

/// What the page shows of the draft.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// Where the draft is.
    pub state: RwSignal<State>,
    /// What a person must decide.
    pub questions: RwSignal<Vec<Question>>,
    /// The browser does not keep anything.
    pub is_forgetful: RwSignal<bool>,
    /// How often somebody has sent the form while a dialog stood in the way: it opens again.
    pub refusals: RwSignal<u32>,
}

impl Shown {
    pub(super) fn new() -> Self {
        Self {
            state: RwSignal::new(State::Opened),
            questions: RwSignal::new(Vec::new()),
            is_forgetful: RwSignal::new(false),
            refusals: RwSignal::new(0),
        }
    }
}

/// The keeper of one form.
pub struct Keeper {
    form: DraftForm,
    target: Target,
    /// The name of this editor among all.
    tab: String,
    shown: Shown,
    /// None until the draft is opened.
    engine: RefCell<Option<SaveEngine>>,
    /// What may change the text and happened while somebody composed a syllable.
    held: RefCell<Vec<Input>>,
    outputs: RefCell<VecDeque<Output>>,
    locks: Locks,
    is_busy: Cell<bool>,
    is_changed: Cell<bool>,
    is_composing: Cell<bool>,
}

impl Keeper {
    pub(super) fn new(form: DraftForm, target: Target, shown: Shown) -> Rc<Self> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 2^32")]
        let random = || (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        Rc::new(Self {
            form,
            target,
            tab: format!("{:08x}{:08x}", random(), random()),
            shown,
            engine: RefCell::default(),
            held: RefCell::default(),
            outputs: RefCell::default(),
            locks: Locks::default(),
            is_busy: Cell::default(),
            is_changed: Cell::default(),
            is_composing: Cell::default(),
        })
    }

    pub(super) fn form(&self) -> &DraftForm {
        &self.form
    }

    /// Opens the draft, with what editors that are closed have left in the browser, and keeps it from then on.
    pub(super) async fn run(self: Rc<Self>) {
        let Some(server) = self.opened().await else { return };
        let mut left = self.take_over().await;
        let kept = (!left.is_empty()).then(|| left.remove(0));
        let (served, typed) = (self.form.as_served(), self.form.read());
        let server = if server.number == 0 { Version { number: 0, draft: served.clone() } } else { server };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 1000")]
        let jitter = (js_sys::Math::random() * 1_000.0) as u32;
        let opening = Opening {
            tab: self.tab.clone(),
            jitter,
            server,
            kept: kept.as_ref().map(|(_, kept)| kept.clone()),
            at: now(),
        };
        let (engine, outputs) = SaveEngine::open(opening);
        let mut draft = if self.form.is_typed() {
            typed.clone()
        } else {
            merge_by_rule(&served, &typed, engine.draft(), choice).0
        };
        for (_, other) in &left {
            draft = merge_by_rule(&other.base.draft, &draft, &other.typed, choice).0;
        }
        self.form.write(&draft, &changes(&typed, &draft));
        *self.engine.borrow_mut() = Some(engine);
        // All changes are in the form already.
        self.queue(outputs.into_iter().filter(|output| !matches!(output, Output::Change(..))));
        self.feed(Input::Typed(draft, now()));
        if let Some((_, kept)) = &kept {
            self.keep_in_browser(kept.clone()).await;
        }
        self.carry_out().await;
        for (name, _) in kept.iter().chain(&left) {
            self.note(browser_records::remove(name).await.is_ok());
        }
    }

    /// Asks for the draft until there is an answer. `None`: it cannot be kept.
    async fn opened(&self) -> Option<Version> {
        let Target { account, article, key } = self.target.clone();
        loop {
            let state = match open_draft(account, article, key.clone()).await {
                Ok(version) => return Some(version),
                Err(AppError::NotFound | AppError::NotAllowed | AppError::BadRequest) => {
                    self.shown.state.set(State::Gone);
                    return None;
                }
                Err(AppError::SignedOut) => State::SignedOut,
                Err(_) => State::Failed,
            };
            self.shown.state.set(state);
            pause(PAUSE).await;
            if !self.form.element().is_connected() {
                return None;
            }
        }
    }

    /// What closed editors of this draft have left in the browser, the newest first.
    async fn take_over(&self) -> Vec<(String, Kept)> {
        self.locks.take(&browser_records::name_of(&self.target, &self.tab)).await;
        let found = browser_records::find(&browser_records::names_of(&self.target)).await;
        self.note(found.is_ok());
        let mut found = found.unwrap_or_default();
        found.sort_by_key(|(_, record)| std::cmp::Reverse(record.at));
        let mut left = Vec::new();
        for (name, record) in found {
            let is_left = self.locks.take(&name).await.unwrap_or(now().0 - record.at > LEFT);
            if is_left {
                left.push((name, record.kept));
            }
        }
        left
    }

    /// Somebody has typed.
    pub(super) fn changed(&self) {
        self.is_changed.set(true);
    }

    /// A syllable is being composed, or is complete.
    pub(super) fn composes(self: &Rc<Self>, composes: bool) {
        self.is_composing.set(composes);
        if !composes {
            for input in self.held.take() {
                self.handle(input);
            }
        }
    }

    /// To be called every [`TICK`].
    fn tick(self: &Rc<Self>) {
        if self.is_changed.take() {
            self.read();
        } else {
            self.feed(Input::Tick(now()));
        }
    }

    /// Takes in what stands in the form.
    pub(super) fn read(self: &Rc<Self>) {
        if self.engine.borrow().is_some() {
            self.feed(Input::Typed(self.form.read(), now()));
        } else {
            self.is_changed.set(true);
        }
    }

    /// Takes in what happened. What may change the text waits while a syllable is composed, and the engine has what
    /// stands in the form before.
    pub(super) fn handle(self: &Rc<Self>, input: Input) {
        if matches!(
            input,
            Input::Answered(..) | Input::Decided(_) | Input::DiscardAsked | Input::PublishAsked
        ) {
            if self.is_composing.get() {
                self.held.borrow_mut().push(input);
                return;
            }
            self.read();
        }
        self.feed(input);
    }

    fn feed(self: &Rc<Self>, input: Input) {
        let outputs = match self.engine.borrow_mut().as_mut() {
            Some(engine) => engine.handle(input),
            None => return,
        };
        // At once: otherwise the next reading of the form would take the change back.
        let (now, later): (Vec<Output>, Vec<Output>) =
            outputs.into_iter().partition(|output| matches!(output, Output::Change(..)));
        for output in now {
            if let Output::Change(draft, changes) = output {
                self.form.write(&draft, &changes);
            }
        }
        self.queue(later);
        if let Some(engine) = &*self.engine.borrow() {
            self.form.write_version(engine.version());
            self.give_address(engine.version());
            let is_saved = match (engine.is_saved(), self.shown.is_forgetful.get_untracked()) {
                (true, _) => "saved",
                (false, false) => "unsaved",
                (false, true) => "lost",
            };
            // Setting an attribute cannot fail here. `frontend/desk/forms.js` asks before an unsaved form is left.
            let _ = self.form.element().set_attribute("data-draft", is_saved);
        }
        let keeper = Rc::clone(self);
        spawn_local(async move { keeper.carry_out().await });
    }

    fn queue(&self, outputs: impl IntoIterator<Item = Output>) {
        self.outputs.borrow_mut().extend(outputs);
    }

    /// Carries out what the engine wants, one after the other.
    async fn carry_out(self: &Rc<Self>) {
        if self.is_busy.replace(true) {
            return;
        }
        loop {
            let next = self.outputs.borrow_mut().pop_front();
            match next {
                None => break,
                // Done already.
                Some(Output::Change(..)) => {}
                Some(Output::KeepInBrowser(kept)) => self.keep_in_browser(*kept).await,
                Some(Output::ForgetInBrowser) => {
                    let name = browser_records::name_of(&self.target, &self.tab);
                    self.note(browser_records::remove(&name).await.is_ok());
                }
                Some(Output::Send(request)) => {
                    let keeper = Rc::clone(self);
                    spawn_local(async move { keeper.send(request).await });
                }
                Some(Output::Ask(questions)) => self.shown.questions.set(questions),
                Some(Output::Show(state)) => self.shown.state.set(state),
            }
        }
        self.is_busy.set(false);
    }

    /// A new article of which something is kept has an address: reloading it, or going back to it, opens its draft.
    fn give_address(&self, version: i64) {
        if self.target.article.is_some() || version == 0 {
            return;
        }
        // It has one already, or somebody has left the page meanwhile.
        if !self.form.element().is_connected() || here() != NEW_ARTICLE {
            return;
        }
        if let Ok(history) = window().history() {
            let state = history.state().unwrap_or_default();
            // If the browser refuses, the draft is in the list of what was not saved.
            let _ = history.replace_state_with_url(&state, "", Some(&begun_article(&self.target.key)));
        }
    }

    async fn keep_in_browser(&self, kept: Kept) {
        let Target { article, key, .. } = &self.target;
        let record =
            Record { article: article.map(|article| article.0), key: key.clone(), at: now().0, kept };
        let name = browser_records::name_of(&self.target, &self.tab);
        self.note(browser_records::put(&name, &record).await.is_ok());
    }

    /// Whether the browser keeps what it is given.
    fn note(&self, is_kept: bool) {
        if self.shown.is_forgetful.get_untracked() == is_kept {
            self.shown.is_forgetful.set(!is_kept);
        }
    }

    async fn send(self: Rc<Self>, request: Request) {
        let Target { account, article, key } = self.target.clone();
        let id = request.id.clone();
        let answer = match keep_draft(account, article, key, request).await {
            Ok(answer) => answer.answer,
            Err(AppError::SignedOut) => Answer::SignedOut,
            Err(AppError::NotFound | AppError::NotAllowed) => Answer::Gone,
            Err(_) => Answer::Failed,
        };
        self.handle(Input::Answered(id, answer, now()));
    }

    /// Brings all that is typed to the server, for some seconds at most.
    pub(super) async fn flush(self: &Rc<Self>) {
        self.read();
        self.handle(Input::SaveAsked);
        // Even if there is nothing to wait for: a form is not sent while its event `submit` is on its way.
        pause(0).await;
        for _ in 0..PATIENCE {
            let is_saved = self.engine.borrow().as_ref().is_none_or(SaveEngine::is_saved);
            // What was kept in the browser is removed too: the next page would take it over.
            let is_idle = self.outputs.borrow().is_empty() && !self.is_busy.get();
            if is_idle && (is_saved || self.shown.state.with_untracked(State::is_trouble)) {
                break;
            }
            pause(50).await;
        }
    }

    /// Tells the engine the time, as long as the form is in the page. Then it brings the rest to the server, and what
    /// could not be brought there it leaves to the next editor.
    pub(super) async fn watch_the_clock(self: Rc<Self>) {
        while self.form.element().is_connected() {
            self.tick();
            pause(TICK).await;
        }
        self.flush().await;
        self.locks.release();
    }
}

/// Where both sides changed the same before anybody could be asked: both stay in the text, and in a field what was
/// typed last.
fn choice(question: &Question) -> Choice {
    if question.place == Place::Block { Choice::Both } else { Choice::Mine }
}

/// Some milliseconds pass.
pub(super) async fn pause(milliseconds: i32) {
    let passed = Promise::new(&mut |resolve, _| {
        // A window always has timers.
        let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    // This promise is never rejected.
    let _ = JsFuture::from(passed).await;
}

/// The title of a draft.
pub(super) fn title(draft: &Draft) -> &str {
    draft.text("tieu-de")
}
