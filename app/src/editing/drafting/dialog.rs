//! Opening and closing dialogs over the form.

use leptos::{html::Dialog, prelude::*, wasm_bindgen::JsCast};
use web_sys::HtmlElement;

/// Opens a dialog, if it is not open.
pub(super) fn open(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.get_untracked().filter(|dialog| !dialog.open()) {
        // It is in the page, and not open.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog, if it is open. The browser gives the focus back to where it was, but Chromium leaves the selection
/// in the page. The text editor (prosemirror-view 1.44) puts it back when it gets the focus, not at a click, and takes
/// no key until then.
pub(super) fn close(dialog: NodeRef<Dialog>) {
    let Some(dialog) = dialog.get_untracked().filter(|dialog| dialog.open()) else { return };
    dialog.close();
    if let Some(focused) =
        document().active_element().and_then(|focused| focused.dyn_into::<HtmlElement>().ok())
    {
        // Neither fails for an element of the page.
        let _ = focused.blur();
        let _ = focused.focus();
    }
}
