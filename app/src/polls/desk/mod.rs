//! The desk's pages about polls.

mod around;
pub mod form_page;
pub mod list_page;
mod question;

use domain::polls::{Phase, ResultsShown};

/// The name of a phase, and its CSS classes.
fn phase_words(phase: Phase) -> (&'static str, &'static str) {
    match phase {
        Phase::Upcoming => ("Sắp mở", "state state--upcoming"),
        Phase::Open => ("Đang mở", "state state--open"),
        Phase::Closed => ("Đã đóng", "state state--closed"),
    }
}

/// Who sees the result, and when.
fn results_words(results: ResultsShown) -> &'static str {
    match results {
        ResultsShown::Always => "Mọi người, bất cứ lúc nào",
        ResultsShown::AfterVoting => "Người đã bình chọn; mọi người khi đã đóng",
        ResultsShown::AfterClosing => "Mọi người, sau khi đóng",
    }
}
