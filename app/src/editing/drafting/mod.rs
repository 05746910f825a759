//! Keeps the draft of the article form while somebody writes: on the server, and in the browser until the server has
//! it. `keeper.rs` runs the save engine of `domain::drafting`; the rest is what it reads and writes, and what people
//! see of it.

mod browser_records;
mod dialog;
mod form;
pub mod keeper;
pub mod kept_here;
mod locks;
pub mod questions;
pub mod renew_session;
pub mod state_line;

use crate::ui::dom::{on_document, on_window};
use domain::drafting::save_engine::{Input, State};
use form::{DraftForm, Target};
use keeper::{Keeper, Shown};
use kept_here::KeptHere;
use leptos::{mount::mount_to, prelude::*, task::spawn_local, wasm_bindgen::JsCast};
use questions::Questions;
use renew_session::RenewSession;
use state_line::StateLine;
use std::rc::Rc;
use web_sys::{Event, HtmlElement, HtmlFormElement, SubmitEvent, VisibilityState, Window};

/// A keeper for the handlers of events: these run in this thread only.
pub type Handle = StoredValue<Rc<Keeper>, LocalStorage>;

/// The element beside the buttons of the form.
const PLACE: &str = "trang-thai-ban-nhap";
/// The button that gives up what is pending.
const DISCARD: &str = "bo-thay-doi";

/// Begins, if the page has the form of an article, or the list of what is kept.
pub fn start() {
    if let Some(place) = document().query_selector("[data-kept]").ok().flatten() {
        let account = place.get_attribute("data-account").and_then(|id| id.parse().ok());
        let place: HtmlElement = place.unchecked_into();
        if let Some(account) = account {
            mount_to(place.clone(), move || view! { <KeptHere account place=place.clone()/> }).forget();
        }
    }
    let place = document().get_element_by_id(PLACE).and_then(|place| place.dyn_into::<HtmlElement>().ok());
    if let (Some(place), Some(form)) = (place, DraftForm::find())
        && let Some(target) = form.target()
    {
        mount_to(place, || view! { <Drafting form target/> }).forget();
    }
}

#[component]
fn Drafting(form: DraftForm, target: Target) -> impl IntoView {
    let shown = Shown::new();
    let keeper = Keeper::new(form.clone(), target, shown);
    let handle = StoredValue::new_local(Rc::clone(&keeper));
    listen(&keeper, shown);
    spawn_local(Rc::clone(&keeper).run());
    spawn_local(keeper.watch_the_clock());
    view! {
        <StateLine shown/>
        <Questions shown handle/>
        <RenewSession shown handle/>
    }
}

/// Listens to what happens in the page, for as long as it is open.
fn listen(keeper: &Rc<Keeper>, shown: Shown) {
    let of = |act: fn(&Rc<Keeper>, &Event)| {
        let keeper = Rc::clone(keeper);
        move |event: Event| act(&keeper, &event)
    };
    for name in ["input", "change"] {
        on_document(name, of(|keeper, _| keeper.changed()));
    }
    on_document("compositionstart", of(|keeper, _| keeper.composes(true)));
    on_document("compositionend", of(|keeper, _| keeper.composes(false)));
    on_document(
        "visibilitychange",
        of(|keeper, _| {
            if document().visibility_state() == VisibilityState::Hidden {
                keeper.read();
            }
        }),
    );
    on_window("pagehide", of(|keeper, _| keeper.read()));
    on_window("offline", of(|keeper, _| keeper.handle(Input::Offline)));
    on_window("online", of(|keeper, _| keeper.handle(Input::Online)));
    // They may have signed in again in another tab.
    let back = Rc::clone(keeper);
    on_window("focus", move |event| {
        // Fields that get the focus are not meant.
        let is_window = event.target().is_some_and(|target| target.is_instance_of::<Window>());
        if is_window && shown.state.get_untracked() == State::SignedOut {
            back.handle(Input::SignedIn);
        }
    });
    let sending = Rc::clone(keeper);
    on_window("submit", move |event| before_sending(&sending, shown, &event));
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
