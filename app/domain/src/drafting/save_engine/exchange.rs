//! What browser and server say to each other about a draft, and the rules for the server.
//!
//! * The server keeps one draft of an article and counts its versions, and it can find the text of older
//!   versions that open editors may have read.
//! * For each [`RequestId::tab`] it remembers the last sequence number it has decided, by [`Answer::Kept`],
//!   [`Answer::Differs`] or [`Answer::Refused`], as long as the draft. A request that comes again changes
//!   nothing: for the last number the answer is of the same kind, with the present version; one with a lower
//!   number is never read any more, and may be answered in any way.
//! * A new request is merged: base = the text of [`Request::base`], mine = [`Request::draft`], theirs = the
//!   present draft ([`crate::drafting::merge::merge`]). For version 0 there is no base: the draft is the first
//!   one. With a question the answer is `Differs`, and nothing is
//!   stored. If the base cannot be found any more, the answer is `Differs` too: the browser has it. If the
//!   result is the present draft, there is no new version.
//! * [`Wish::Publish`] keeps the draft first and publishes it in the same transaction. If it may not be
//!   published as it is, it is only kept, and [`Saved::sentences`] say why.

use crate::{drafting::Draft, id::ArticleId};
use serde::{Deserialize, Serialize};

/// A draft as the server had it once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// The number; 0 for an article that the server does not have yet.
    pub number: i64,
    /// The draft.
    pub draft: Draft,
}

/// The name of a request. A request that is sent again keeps it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RequestId {
    /// A random name for each opening of the editor.
    pub tab: String,
    /// Counted from 1 by that editor.
    pub sequence: i64,
}

/// A draft on its way to the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Its name.
    pub id: RequestId,
    /// The version that the draft was made from.
    pub base: i64,
    /// The draft.
    pub draft: Draft,
    /// What the server shall do.
    pub wish: Wish,
}

/// What the server shall do with a draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wish {
    /// Keep it.
    #[default]
    Keep,
    /// Keep it, and show it to readers.
    Publish,
    /// Give up all that readers do not see: the draft is again what is published.
    Discard,
}

/// What came of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The server has it.
    Kept(Saved),
    /// Somebody else has changed the same place. Nothing was stored; this is the present draft.
    Differs(Version),
    /// 422: the draft cannot be kept as it is; the sentences say why.
    Refused(Vec<String>),
    /// 401: nobody is signed in any more.
    SignedOut,
    /// 403, 404, 410: the article is gone, or this person may not change it any more.
    Gone,
    /// 503: the disk is full.
    Full,
    /// The server was not reached, or failed. It may have stored the draft nevertheless.
    Failed,
}

/// An answer, and which article it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAnswer {
    /// The answer.
    pub answer: Answer,
    /// The article; none as long as it was never saved.
    pub article: Option<ArticleId>,
}

/// What the server has stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The present version.
    pub version: i64,
    /// Its draft, if that is not the one of the request.
    pub draft: Option<Draft>,
    /// The time on the site's clock, `21:06`.
    pub time: String,
    /// Whether this request was for publishing, and readers see it now.
    pub published: bool,
    /// Why it was not published.
    pub sentences: Vec<String>,
}
