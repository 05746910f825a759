//! Three open editors of one article (two tabs of one person, and another person) and a plain form, against a
//! server and a network that loses, doubles, delays and reorders. All is derived from a seed.
//!
//! Each thing typed is a word that exists once. In the end every word that was typed, and that nobody removed,
//! must be on the server, and all editors must show what the server has. Half of the runs let each editor work
//! on blocks and fields of its own: then nobody may be asked anything, and no word may be there twice.

mod editor;
mod random;
mod server;

use super::*;
use editor::Tab;
use random::Random;
use server::Server;
use std::collections::BTreeSet;

const TABS: usize = 3;
const STEPS: usize = 70;

/// Everything, and what is on its way.
struct World {
    random: Random,
    server: Server,
    tabs: Vec<Tab>,
    to_server: Vec<(usize, u32, Request)>,
    to_tabs: Vec<(usize, u32, RequestId, Answer)>,
    /// All words that must be there in the end.
    expected: BTreeSet<String>,
    /// Everybody works on their own blocks and fields.
    apart: bool,
    /// How many questions people have answered.
    asked: usize,
}

impl World {
    fn new(seed: u64, apart: bool) -> Self {
        let mut random = Random::new(seed);
        let blocks = 1 + random.below(9);
        let block = |at: usize| format!("<p>k{at} a{at} b{at} c{at} d{at} e{at}</p>");
        let mut first = draft(&(0..blocks).map(block).collect::<Vec<_>>().join("\n"));
        for tab in 0..=TABS {
            first.set_text(&format!("f{tab}"), format!("g{tab}"));
        }
        let tabs = (0..TABS).map(|tab| Tab::new(tab, Version { number: 1, draft: first.clone() })).collect();
        let expected = words(&first);
        Self {
            random,
            server: Server::new(first),
            tabs,
            to_server: Vec::new(),
            to_tabs: Vec::new(),
            expected,
            apart,
            asked: 0,
        }
    }

    fn step(&mut self) {
        let tab = self.random.below(TABS);
        match self.random.below(40) {
            0..=15 => self.edit(tab),
            16..=23 => {
                for _ in 0..self.random.below(7) {
                    self.tabs[tab].at += 1_000;
                    self.input(tab, |at| Input::Tick(Timestamp(at)));
                }
            }
            24..=27 => self.arrive(),
            28..=31 => self.answer(),
            32 => self.disturb(),
            33 => self.kill(tab),
            34 => {
                let online = !self.tabs[tab].is_online;
                self.tabs[tab].is_online = online;
                self.input(tab, |_| if online { Input::Online } else { Input::Offline });
            }
            35 => {
                let version = self.server.newest();
                self.input(tab, |_| Input::Heard(version));
            }
            36 => self.input(tab, |_| Input::PublishAsked),
            37 => self.plain_form(),
            38 => {
                self.server.trouble = self.random.pick(&[None, Some(Answer::SignedOut), Some(Answer::Full)])
            }
            _ => {
                self.input(tab, |_| Input::SignedIn);
                let jump = self.random.pick(&[-3_600_000, 3_600_000, 0]);
                self.tabs[tab].set_clock(jump);
            }
        }
    }

    /// A person types, adds, moves or removes.
    fn edit(&mut self, tab: usize) {
        let (draft, added, removed) = self.tabs[tab].edit(&mut self.random, self.apart);
        for word in removed {
            self.expected.remove(&word);
        }
        self.expected.extend(added);
        self.input(tab, |at| Input::Typed(draft, Timestamp(at)));
    }

    /// Hands over an input, and carries out what comes back.
    fn input(&mut self, tab: usize, input: impl FnOnce(i64) -> Input) {
        let sent = self.tabs[tab].input(input);
        self.send(tab, sent);
    }

    fn send(&mut self, tab: usize, sent: Vec<Request>) {
        let Tab { generation, is_online, .. } = self.tabs[tab];
        self.to_server
            .extend(sent.into_iter().filter(|_| is_online).map(|request| (tab, generation, request)));
        if self.tabs[tab].questions.is_empty() {
            return;
        }
        assert!(!self.apart, "asked: {:#?}", self.tabs[tab].questions);
        // People answer at once, or much later.
        if self.random.below(2) == 0 {
            self.decide(tab);
        }
    }

    /// A person keeps both sides of all questions.
    fn decide(&mut self, tab: usize) {
        let asked = std::mem::take(&mut self.tabs[tab].questions).into_iter();
        self.asked += asked.len();
        let decisions =
            asked.map(|question| Decision { question, choice: crate::drafting::merge::Choice::Both });
        let decisions = decisions.collect();
        self.input(tab, |_| Input::Decided(decisions));
    }

    /// Any request arrives at the server, or is lost, or arrives and will arrive again.
    fn arrive(&mut self) {
        if self.to_server.is_empty() {
            return;
        }
        let at = self.random.below(self.to_server.len());
        let (tab, generation, request) = match self.random.below(8) {
            0 => return drop(self.to_server.remove(at)),
            1 => self.to_server[at].clone(),
            _ => self.to_server.remove(at),
        };
        let answer = self.server.receive(&request);
        self.to_tabs.push((tab, generation, request.id, answer));
    }

    /// Any answer arrives, or is lost, or arrives and will arrive again.
    fn answer(&mut self) {
        if self.to_tabs.is_empty() {
            return;
        }
        let at = self.random.below(self.to_tabs.len());
        let (tab, generation, id, answer) = match self.random.below(8) {
            0 => return drop(self.to_tabs.remove(at)),
            1 => self.to_tabs[at].clone(),
            _ => self.to_tabs.remove(at),
        };
        if self.tabs[tab].generation == generation && self.tabs[tab].is_online {
            self.input(tab, |at| Input::Answered(id, answer, Timestamp(at)));
        }
    }

    /// A connection breaks while a request is on its way.
    fn disturb(&mut self) {
        if let Some((tab, generation, request)) = self.to_server.last().cloned()
            && self.tabs[tab].generation == generation
        {
            self.input(tab, |at| Input::Answered(request.id, Answer::Failed, Timestamp(at)));
        }
    }

    /// The browser is killed and opened again. What was typed in the last three seconds may be gone.
    fn kill(&mut self, tab: usize) {
        let version = self.server.newest();
        let (lost, sent) = self.tabs[tab].kill(self.server.version(version));
        for word in lost {
            self.expected.remove(&word);
        }
        self.send(tab, sent);
    }

    /// Somebody sends the plain form, in which an older version stood.
    fn plain_form(&mut self) {
        let number = 1 + self.random.below(usize::try_from(self.server.newest()).expect("small")) as i64;
        let word = format!("p{}", self.expected.len());
        let mut draft = self.server.version(number).draft;
        let text = format!("{} {word}", draft.text("f3"));
        // A form that is older than the last one would ask its sender.
        if draft.text("f3") != self.server.version(self.server.newest()).draft.text("f3") {
            return;
        }
        draft.set_text("f3", text);
        let id = RequestId { tab: word.clone(), sequence: 1 };
        let trouble = self.server.trouble.take();
        let answer = self.server.receive(&Request { id, base: number, draft, wish: Wish::Publish });
        assert!(matches!(answer, Answer::Kept(_)), "{answer:?}");
        self.server.trouble = trouble;
        self.expected.insert(word);
    }

    /// The network works again, everybody answers and waits.
    fn settle(&mut self) {
        self.server.trouble = None;
        for tab in 0..TABS {
            self.tabs[tab].is_online = true;
            self.input(tab, |_| Input::Online);
        }
        for _ in 0..200 {
            for (tab, generation, request) in std::mem::take(&mut self.to_server) {
                let answer = self.server.receive(&request);
                self.to_tabs.push((tab, generation, request.id, answer));
            }
            for (tab, generation, id, answer) in std::mem::take(&mut self.to_tabs) {
                if self.tabs[tab].generation == generation {
                    self.input(tab, |at| Input::Answered(id, answer, Timestamp(at)));
                }
            }
            let version = self.server.newest();
            for tab in 0..TABS {
                self.decide(tab);
                // An answer from before may say once more that nobody is signed in.
                self.input(tab, |_| Input::SignedIn);
                self.tabs[tab].at += 3_000;
                self.input(tab, |at| Input::Tick(Timestamp(at)));
                self.input(tab, |_| Input::Heard(version));
            }
            let done = |tab: &Tab| tab.engine.is_saved() && tab.engine.kept.base.number == version;
            if self.to_server.is_empty() && self.tabs.iter().all(done) {
                return;
            }
        }
        panic!("it never becomes quiet: {:#?}", self.tabs);
    }
}

/// All words of a draft; a word that is there twice is followed by a mark.
fn words(draft: &Draft) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let body = draft.body.replace("<p>", " ").replace("</p>", " ");
    let items = draft.lists.values().flatten().map(|item| &*item.key);
    for word in
        draft.texts.values().map(String::as_str).chain([&*body]).flat_map(str::split_whitespace).chain(items)
    {
        if !words.insert(word.to_owned()) {
            words.insert(format!("{word} twice"));
        }
    }
    words
}

/// One run; returns how many questions were asked.
fn run(seed: u64, apart: bool) -> usize {
    let mut world = World::new(seed, apart);
    for _ in 0..STEPS {
        world.step();
    }
    world.settle();
    let last = world.server.version(world.server.newest()).draft;
    let found = words(&last);
    let lost: Vec<_> = world.expected.difference(&found).collect();
    assert!(lost.is_empty(), "seed {seed}: {lost:?} lost in {last:#?}");
    if apart {
        assert!(!found.iter().any(|word| word.ends_with(" twice")), "seed {seed}: {last:#?}");
    }
    for tab in &world.tabs {
        assert_eq!(tab.engine.draft(), &last, "seed {seed}");
        assert_eq!(tab.browser, None, "seed {seed}: the browser keeps something");
        let state = tab.engine.state();
        assert!(matches!(state, State::NotPublished(_)) || !state.is_trouble(), "seed {seed}: {state:?}");
    }
    if let Some(published) = &world.server.published {
        assert!(world.server.has_had(published), "seed {seed}: readers see what nobody wrote");
    }
    world.asked
}

#[test]
fn who_works_on_different_blocks_and_fields_is_never_asked_and_loses_nothing() {
    let asked: usize = (0..600).map(|seed| run(seed, true)).sum();
    assert_eq!(asked, 0);
}

#[test]
fn who_works_on_the_same_loses_nothing() {
    let asked: usize = (0..600).map(|seed| run(seed, false)).sum();
    assert!(asked > 600, "hardly anybody worked on the same: {asked} questions");
}
