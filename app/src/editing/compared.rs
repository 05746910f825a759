//! A text with what was changed in it, word by word.

use crate::ui::at_once::Erase;
use domain::drafting::merge::{Comparison, Kind};
use leptos::prelude::*;

/// The words of a comparison: what was removed is struck out, what was added is marked.
pub(crate) fn compared(shown: Comparison) -> AnyView {
    if shown.only_markup {
        return view! { <em>"Chỉ đổi cách trình bày (chữ đậm, liên kết, loại đoạn)."</em> }.erased();
    }
    let pieces = shown.pieces.into_iter().map(|piece| match piece.kind {
        Kind::Kept => piece.text.erased(),
        Kind::Removed => view! { <del>{piece.text}</del> }.erased(),
        Kind::Added => view! { <ins>{piece.text}</ins> }.erased(),
    });
    pieces.collect_view().erased()
}
