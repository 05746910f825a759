//! What the page hands over to the engine, and what the engine wants from the page.

use super::{Answer, Request, RequestId, State, Version};
use crate::{
    clock::Timestamp,
    drafting::{
        Draft,
        merge::{Changes, Decision, Question},
    },
};
use serde::{Deserialize, Serialize};

/// What happens. Times are the browser's clock, which may be wrong and may jump.
#[derive(Debug, Clone)]
pub enum Input {
    /// Something was typed: the whole draft as it is now.
    Typed(Draft, Timestamp),
    /// Time has passed.
    Tick(Timestamp),
    /// An answer came, perhaps late, twice or out of order.
    Answered(RequestId, Answer, Timestamp),
    /// The browser has lost the network.
    Offline,
    /// The browser has the network again.
    Online,
    /// The server has this version now: somebody else, or another tab, has changed the draft.
    Heard(i64),
    /// A person has answered questions.
    Decided(Vec<Decision>),
    /// A person is about to send the form: what is typed leaves at once.
    SaveAsked,
    /// A person wants to publish. Without network, session or answers to open questions this does nothing.
    /// If it has not left after a minute, it lapses: nothing is published hours later.
    PublishAsked,
    /// A person gives up all changes that are not published; they were asked whether they are sure.
    DiscardAsked,
    /// The same person has signed in again.
    SignedIn,
}

/// What the page shall do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// Send this, and hand over the answer.
    Send(Request),
    /// Put this into the browser's store, in place of what this editor put there before.
    KeepInBrowser(Box<Kept>),
    /// Remove it from there: the server has everything.
    ForgetInBrowser,
    /// Ask a person. The questions replace those asked before.
    Ask(Vec<Question>),
    /// Change the editor: only the fields and blocks named.
    Change(Box<Draft>, Changes),
    /// Show this state.
    Show(State),
}

/// What survives a killed browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What the draft was made from, as the server has it or is about to have it.
    pub base: Version,
    /// The draft as typed.
    pub typed: Draft,
    /// The request without an answer.
    pub sent: Option<Request>,
    /// The server's draft, if it differs from what was typed in the same place.
    pub theirs: Option<Version>,
}

/// An editor that is opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// A random name, new for each opening: two editors with one name would lose text.
    pub tab: String,
    /// A random number from 0 to 1000, so that not all editors try again at the same moment.
    pub jitter: u32,
    /// The draft as the server has it; for a new article number 0 and what the form begins with.
    pub server: Version,
    /// What an editor of the same article and person has left in the browser, and no open editor keeps there.
    /// It becomes what this editor keeps.
    pub kept: Option<Kept>,
    /// Now.
    pub at: Timestamp,
}
