//! A browser with one open editor.

use super::*;
use crate::drafting::{Item, blocks::cut};
use std::collections::BTreeMap;

#[derive(Debug)]
pub(super) struct Tab {
    number: usize,
    pub(super) generation: u32,
    pub(super) engine: SaveEngine,
    /// The browser's clock.
    pub(super) at: i64,
    /// Time that has really passed.
    age: i64,
    last: i64,
    pub(super) is_online: bool,
    /// What the browser's store holds.
    pub(super) browser: Option<Kept>,
    pub(super) questions: Vec<Question>,
    typed: usize,
    /// When each word was typed.
    ages: BTreeMap<String, i64>,
}

impl Tab {
    pub(super) fn new(number: usize, server: Version) -> Self {
        let opening = Opening {
            tab: format!("{number}.0"),
            jitter: 300 * number as u32,
            server,
            kept: None,
            at: Timestamp(NOON),
        };
        let (engine, outputs) = SaveEngine::open(opening);
        assert_eq!(outputs, []);
        Self {
            number,
            generation: 0,
            engine,
            at: NOON,
            age: 0,
            last: NOON,
            is_online: true,
            browser: None,
            questions: Vec::new(),
            typed: 0,
            ages: BTreeMap::new(),
        }
    }

    /// Hands over an input; returns what the page sends.
    pub(super) fn input(&mut self, input: impl FnOnce(i64) -> Input) -> Vec<Request> {
        self.age += (self.at - self.last).max(0);
        self.last = self.at;
        let before = self.engine.draft().clone();
        let input = input(self.at);
        let before = if let Input::Typed(draft, _) = &input { draft.clone() } else { before };
        let outputs = self.engine.handle(input);
        self.carry_out(before, outputs)
    }

    fn carry_out(&mut self, mut shown: Draft, outputs: Vec<Output>) -> Vec<Request> {
        let mut sent = Vec::new();
        for output in outputs {
            match output {
                Output::Send(request) => sent.push(request),
                Output::KeepInBrowser(kept) => self.browser = Some(*kept),
                Output::ForgetInBrowser => self.browser = None,
                Output::Ask(questions) => self.questions = questions,
                Output::Change(draft, changes) => shown = changed(&shown, &draft, &changes),
                Output::Show(state) => assert_eq!(state, self.engine.state()),
            }
        }
        let blocks =
            |draft: &Draft| cut(&draft.body).iter().map(|block| block.html.to_owned()).collect::<Vec<_>>();
        assert_eq!(blocks(&shown), blocks(self.engine.draft()), "the editor shows another body");
        assert_eq!(
            (shown.texts, shown.lists),
            (self.engine.draft().texts.clone(), self.engine.draft().lists.clone())
        );
        sent
    }

    /// The browser's clock is set to another time.
    pub(super) fn set_clock(&mut self, jump: i64) {
        self.at += jump;
        self.last += jump;
    }

    /// Another browser opens what this one left; returns the words that are gone, and what the page sends.
    pub(super) fn kill(&mut self, server: Version) -> (Vec<String>, Vec<Request>) {
        let before = words(self.engine.draft());
        let safe = match &self.browser {
            Some(kept) => {
                let both =
                    kept.theirs.iter().map(|theirs| &theirs.draft).chain([&kept.typed, &kept.base.draft]);
                both.flat_map(words).collect()
            }
            None => words(&self.engine.kept.base.draft),
        };
        // What others typed is on the server.
        let own = |word: &&String| self.ages.contains_key(*word);
        let lost: Vec<_> = before.difference(&safe).filter(own).cloned().collect();
        for word in &lost {
            let typed = self.ages[word];
            assert!(self.age - typed <= 3_000, "{word} was typed {} ms before", self.age - typed);
        }
        self.generation += 1;
        self.questions.clear();
        let opening = Opening {
            tab: format!("{}.{}", self.number, self.generation),
            jitter: 500,
            server,
            kept: self.browser.clone(),
            at: Timestamp(self.at),
        };
        let (engine, outputs) = SaveEngine::open(opening);
        self.engine = engine;
        let shown = self.engine.draft().clone();
        let mut sent = self.carry_out(
            shown,
            outputs.into_iter().filter(|output| !matches!(output, Output::Change(..))).collect(),
        );
        if !self.is_online {
            sent.extend(self.input(|_| Input::Offline));
        }
        (lost, sent)
    }

    /// A change by the person, and the words that it adds and removes.
    pub(super) fn edit(
        &mut self,
        random: &mut Random,
        apart: bool,
    ) -> (Draft, BTreeSet<String>, BTreeSet<String>) {
        let mut draft = self.engine.draft().clone();
        let mut blocks: Vec<String> = cut(&draft.body).iter().map(|block| block.html.to_owned()).collect();
        self.typed += 1;
        let word = format!("w{}x{}", self.number, self.typed);
        let own = |block: &String| !apart || owner(block) == self.number;
        let at = (!blocks.is_empty()).then(|| random.below(blocks.len())).filter(|at| own(&blocks[*at]));
        match (random.below(12), at) {
            (0..=5, Some(at)) => {
                let end = blocks[at].len() - "</p>".len();
                // Somewhere in the block, between two words.
                let place = random.below(end).max(3);
                let place = blocks[at][place..end].find(' ').map_or(end, |space| place + space);
                blocks[at].insert_str(place, &format!(" {word}"));
            }
            (6, Some(at)) => drop(blocks.remove(at)),
            (7, Some(at)) => {
                let block = blocks.remove(at);
                blocks.insert(random.below(blocks.len() + 1), block);
            }
            (8, _) => {
                let field = format!("f{}", if apart { self.number } else { random.below(TABS) });
                let text = format!("{} {word}", draft.text(&field));
                draft.set_text(&field, text);
            }
            (9, _) => {
                draft.lists.entry("tep".into()).or_default().push(Item { key: word, text: String::new() })
            }
            _ => blocks.insert(random.below(blocks.len() + 1), format!("<p>{word}</p>")),
        }
        draft.body = blocks.join("\n");
        let (before, after) = (words(self.engine.draft()), words(&draft));
        let added: BTreeSet<_> =
            after.difference(&before).filter(|word| !word.ends_with(" twice")).cloned().collect();
        let removed = before.difference(&after).cloned().collect();
        self.ages.extend(added.iter().map(|word| (word.clone(), self.age + (self.at - self.last).max(0))));
        (draft, added, removed)
    }
}

/// Who may change a block: its number, or the number of whoever added it.
fn owner(block: &str) -> usize {
    let word = block.trim_start_matches("<p>").split([' ', '<', 'x']).next().unwrap_or_default();
    word.trim_start_matches(['k', 'w']).parse::<usize>().map_or(0, |number| number % TABS)
}

/// What the page makes of the changes: only the blocks and fields that are named.
fn changed(shown: &Draft, new: &Draft, changes: &Changes) -> Draft {
    let mut shown = shown.clone();
    for field in &changes.texts {
        shown.set_text(field, new.text(field).to_owned());
    }
    for list in &changes.lists {
        shown.lists.remove(list);
        shown.lists.extend(new.lists.get(list).map(|items| (list.clone(), items.clone())));
    }
    let mut blocks: Vec<String> = cut(&shown.body).iter().map(|block| block.html.to_owned()).collect();
    for change in changes.body.iter().rev() {
        let (at, removed) = (change.at as usize, change.removed as usize);
        blocks.splice(at..at + removed, change.added.iter().cloned());
    }
    shown.body = blocks.join("\n");
    shown
}
