//! A notice above a page: what was done, or why not.

use crate::served::Draw;
use leptos::prelude::*;

/// How a notice is meant; it has a word and a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something was refused, and nothing was stored.
    Refused,
    /// Something to know.
    Note,
}

impl Tone {
    fn word(self) -> &'static str {
        match self {
            Self::Done => "Đã xong",
            Self::Refused => "Chưa lưu",
            Self::Note => "Lưu ý",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Done => "notice notice--done",
            Self::Refused => "notice notice--refused",
            Self::Note => "notice",
        }
    }
}

/// The notice. It is read out when the page opens; a refusal has the focus too, so that it is in sight.
#[component]
pub fn Notice(
    /// How it is meant.
    tone: Tone,
    /// Replaces the word in front.
    #[prop(into, optional)]
    word: Option<String>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let refused = tone == Tone::Refused;
    let role = if refused { "alert" } else { "status" };
    view! {
        <div class=tone.class() role=role tabindex=refused.then_some("-1") autofocus=refused>
            <strong class="notice__word">{word.unwrap_or_else(|| tone.word().to_owned())}</strong>
            <div class="notice__text">{children()}</div>
        </div>
    }
    .drawn()
}
