//! Listening to the page for as long as a form is in it.

use leptos::{
    prelude::{document, window},
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{AbortController, AddEventListenerOptions, Event, EventTarget};

/// Listeners that end together.
#[derive(Debug)]
pub(super) struct Listening {
    /// None in browsers without it; then the listeners stay as long as the page.
    controller: Option<AbortController>,
}

impl Listening {
    pub(super) fn new() -> Self {
        Self { controller: AbortController::new().ok() }
    }

    /// Listens to events of the document.
    pub(super) fn on_document(&self, name: &str, listen: impl Fn(Event) + 'static) {
        self.on(&document(), name, false, listen);
    }

    /// Listens to events of the window, before everything else.
    pub(super) fn on_window(&self, name: &str, listen: impl Fn(Event) + 'static) {
        self.on(&window(), name, true, listen);
    }

    fn on(&self, target: &EventTarget, name: &str, is_first: bool, listen: impl Fn(Event) + 'static) {
        let listen = Closure::<dyn Fn(Event)>::new(listen).into_js_value();
        let options = AddEventListenerOptions::new();
        options.set_capture(is_first);
        if let Some(controller) = &self.controller {
            options.set_signal(&controller.signal());
        }
        // Document and window accept any listener.
        let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
            name,
            listen.unchecked_ref(),
            &options,
        );
    }

    /// Ends all of them.
    pub(super) fn end(&self) {
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}
