//! Keeps the draft of the article form while somebody writes: on the server, and in the browser until the server has
//! it. `keeper.rs` runs the save engine of `domain::drafting`; the rest is what it reads and writes, and what people
//! see of it.

mod browser_records;
mod dialog;
mod form;
pub mod keeper;
pub mod kept_here;
mod listening;
mod locks;
pub mod questions;
pub mod renew_session;
pub mod state_line;

use domain::drafting::save_engine::{Input, State};
use form::{DraftForm, Target};
use js_sys::Array;
use keeper::{Keeper, Shown, TICK, pause};
use kept_here::KeptHere;
use leptos::{
    mount::mount_to,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::{JsCast, JsValue},
};
use listening::Listening;
use questions::Questions;
use renew_session::RenewSession;
use state_line::StateLine;
use std::{cell::Cell, rc::Rc};
use wasm_bindgen_futures::future_to_promise;
use web_sys::{CustomEvent, Event, HtmlElement, HtmlFormElement, SubmitEvent, VisibilityState, Window};

/// A keeper for the handlers of events: these run in this thread only.
pub type Handle = StoredValue<Rc<Keeper>, LocalStorage>;

/// The element beside the buttons of the form.
const PLACE: &str = "trang-thai-ban-nhap";
/// The button that gives up what is pending.
const DISCARD: &str = "bo-thay-doi";

/// Begins, if the page has the form of an article, or the list of what is kept. Does nothing where it has begun.
pub fn start() {
    let is_begun =
        |place: &HtmlElement| place.has_attribute(BEGUN) || place.set_attribute(BEGUN, "").is_err();
    let list = document().query_selector("[data-kept]").ok().flatten();
    if let Some(place) = list.and_then(|place| place.dyn_into::<HtmlElement>().ok())
        && let Some(account) = place.get_attribute("data-account").and_then(|id| id.parse().ok())
        && !is_begun(&place)
    {
        let (within, shown) = (place.clone(), place.clone());
        mount_until(within, move || view! { <KeptHere account place=shown/> }, move || !place.is_connected());
    }
    let place = document().get_element_by_id(PLACE).and_then(|place| place.dyn_into::<HtmlElement>().ok());
    if let (Some(place), Some(form)) = (place, DraftForm::find())
        && let Some(target) = form.target()
        && !is_begun(&place)
    {
        let is_over = Rc::new(Cell::new(false));
        let told = Rc::clone(&is_over);
        mount_until(place, move || view! { <Drafting form target is_over/> }, move || told.get());
    }
}

/// Adds a component to the page, until it is over.
fn mount_until<V: IntoView + 'static>(
    place: HtmlElement,
    component: impl FnOnce() -> V + 'static,
    is_over: impl Fn() -> bool + 'static,
) {
    let mounted = mount_to(place, component);
    spawn_local(async move {
        while !is_over() {
            pause(TICK).await;
        }
        drop(mounted);
    });
}

/// The event that the page of the form is left within the desk (`frontend/desk/moves.js`). The next page waits for the
/// promises in its detail, so that the server has the draft.
const LEFT: &str = "desk-leave";
/// The mark of an element whose component was added.
const BEGUN: &str = "data-begun";

/// Runs until the form is gone and what was typed is kept; `is_over` says so then.
#[component]
fn Drafting(form: DraftForm, target: Target, is_over: Rc<Cell<bool>>) -> impl IntoView {
    let shown = Shown::new();
    let keeper = Keeper::new(form.clone(), target, shown);
    let handle = StoredValue::new_local(Rc::clone(&keeper));
    let listening = listen(&keeper, shown);
    spawn_local(Rc::clone(&keeper).run());
    spawn_local(async move {
        keeper.watch_the_clock().await;
        listening.end();
        is_over.set(true);
    });
    view! {
        <StateLine shown/>
        <Questions shown handle/>
        <RenewSession shown handle/>
    }
}

/// Listens to what happens in the page.
fn listen(keeper: &Rc<Keeper>, shown: Shown) -> Listening {
    let listening = Listening::new();
    let of = |act: fn(&Rc<Keeper>, &Event)| {
        let keeper = Rc::clone(keeper);
        move |event: Event| act(&keeper, &event)
    };
    for name in ["input", "change"] {
        listening.on_document(name, of(|keeper, _| keeper.changed()));
    }
    listening.on_document("compositionstart", of(|keeper, _| keeper.composes(true)));
    listening.on_document("compositionend", of(|keeper, _| keeper.composes(false)));
    listening.on_document(
        "visibilitychange",
        of(|keeper, _| {
            if document().visibility_state() == VisibilityState::Hidden {
                keeper.read();
            }
        }),
    );
    listening.on_window("pagehide", of(|keeper, _| keeper.read()));
    listening.on_window("offline", of(|keeper, _| keeper.handle(Input::Offline)));
    listening.on_window("online", of(|keeper, _| keeper.handle(Input::Online)));
    // They may have signed in again in another tab.
    let back = Rc::clone(keeper);
    listening.on_window("focus", move |event| {
        // Fields that get the focus are not meant.
        let is_window = event.target().is_some_and(|target| target.is_instance_of::<Window>());
        if is_window && shown.state.get_untracked() == State::SignedOut {
            back.handle(Input::SignedIn);
        }
    });
    let leaving = Rc::clone(keeper);
    listening.on_document(LEFT, move |event| {
        let keeper = Rc::clone(&leaving);
        let flushed = future_to_promise(async move {
            keeper.flush().await;
            Ok(JsValue::UNDEFINED)
        });
        let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail);
        if let Some(waits) = detail.as_ref().and_then(|detail| detail.dyn_ref::<Array>()) {
            waits.push(&flushed);
        }
    });
    let sending = Rc::clone(keeper);
    listening.on_window("submit", move |event| before_sending(&sending, shown, &event));
    listening
}

/// Before the form is sent, the server has the draft, so that nothing is lost whatever becomes of the form; and what
/// the form includes is settled with it. Without network, session or answers to questions it is not sent.
fn before_sending(keeper: &Rc<Keeper>, shown: Shown, event: &Event) {
    let form = keeper.form().element().clone();
    let Some(event) =
        event.dyn_ref::<SubmitEvent>().filter(|event| event.target().as_ref() == Some(form.as_ref()))
    else {
        return;
    };
    let button = event.submitter();
    let action = button.as_ref().and_then(|button| button.get_attribute("formaction")).unwrap_or_default();
    if action.ends_with(DISCARD) {
        event.prevent_default();
        event.stop_immediate_propagation();
        discard(keeper);
        return;
    }
    let is_new_tab = button.as_ref().is_some_and(|button| button.get_attribute("formtarget").is_some());
    if is_new_tab || form.has_attribute(FLUSHED) {
        return;
    }
    event.prevent_default();
    event.stop_immediate_propagation();
    if shown.state.get_untracked() == State::Offline {
        return;
    }
    let keeper = Rc::clone(keeper);
    spawn_local(async move {
        keeper.flush().await;
        let state = shown.state.get_untracked();
        // What is said about these stands beside the buttons.
        if matches!(state, State::Offline | State::SignedOut | State::Asking(_)) {
            shown.refusals.update(|refusals| *refusals += 1);
            return;
        }
        // Setting an attribute cannot fail here, and the form has been checked already.
        let _ = form.set_attribute(FLUSHED, "");
        send(&form, button.as_ref());
        let _ = form.remove_attribute(FLUSHED);
    });
}

/// The mark of a form that is sent now.
const FLUSHED: &str = "data-flushed";

fn send(form: &HtmlFormElement, button: Option<&HtmlElement>) {
    // Fails only if the form was removed from the page.
    let _ = match button {
        Some(button) => form.request_submit_with_submitter(Some(button)),
        None => form.request_submit(),
    };
}

fn discard(keeper: &Rc<Keeper>) {
    let sure =
        window().confirm_with_message("Bỏ mọi thay đổi chưa lưu vào bài? Bài trở lại như lần lưu cuối.");
    if sure.unwrap_or_default() {
        keeper.handle(Input::DiscardAsked);
    }
}
