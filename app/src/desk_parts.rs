//! How the parts of the desk get into the pages of readers. Only the wasm for people who are signed in
//! (`frontend/desk_wasm`) provides them; the readers' wasm never names their code, so the linker leaves it out.

use leptos::prelude::*;

/// What people who are signed in have on every page.
#[derive(Debug, Clone, Copy)]
pub struct DeskParts {
    /// Adds the parts to the page, once it is hydrated. It runs where the components of the app run, so it has
    /// their router and their context.
    pub add: fn(),
}

/// Adds the parts of the desk, if this wasm has them. The server renders nothing here.
#[component]
pub(crate) fn AddDeskParts() -> impl IntoView {
    let parts = use_context::<DeskParts>();
    // Effects run in the browser only, after hydration.
    Effect::new(move |_| {
        if let Some(DeskParts { add }) = parts {
            add();
        }
    });
}
