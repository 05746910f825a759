//! The result of a check.

use std::fmt;

/// How it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing to do.
    Good,
    /// It works, and somebody should have a look.
    Attention,
    /// It does not work, or will not.
    Bad,
}

/// One line: what was checked, how it is, and what to do.
#[derive(Debug)]
pub(super) struct Finding {
    verdict: Verdict,
    subject: &'static str,
    sentence: String,
}

impl Finding {
    pub(super) fn good(subject: &'static str, sentence: impl Into<String>) -> Self {
        Self { verdict: Verdict::Good, subject, sentence: sentence.into() }
    }

    pub(super) fn attention(subject: &'static str, sentence: impl Into<String>) -> Self {
        Self { verdict: Verdict::Attention, subject, sentence: sentence.into() }
    }

    pub(super) fn bad(subject: &'static str, sentence: impl Into<String>) -> Self {
        Self { verdict: Verdict::Bad, subject, sentence: sentence.into() }
    }

    pub(super) fn is(&self, verdict: Verdict) -> bool {
        self.verdict == verdict
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.verdict {
            Verdict::Good => "Tốt  ",
            Verdict::Attention => "Chú ý",
            Verdict::Bad => "Hỏng ",
        };
        write!(f, "{word} | {}: {}", self.subject, self.sentence)
    }
}
