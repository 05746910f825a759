//! The dialog that asks which of two changes of the same place shall stay.

use super::{
    Handle,
    dialog::{close, open},
    keeper::Shown,
};
use crate::editing::compared::compared;
use domain::drafting::{
    merge::{Choice, Comparison, Decision, Question},
    save_engine::Input,
};
use leptos::{
    ev::{Event, SubmitEvent},
    html::Dialog,
    portal::Portal,
    prelude::*,
};

const CHOICES: [(Choice, &str); 3] =
    [(Choice::Mine, "Giữ bản của tôi"), (Choice::Theirs, "Giữ bản kia"), (Choice::Both, "Giữ cả hai")];

/// The dialog, and the button that opens it again.
#[component]
pub fn Questions(
    /// What the page shows of the draft.
    shown: Shown,
    /// Its keeper.
    handle: Handle,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    // Opened by itself once; who has put it off opens it by the button, or by sending the form.
    Effect::new(move |_| {
        shown.refusals.track();
        // Also when the dialog comes into the page.
        if dialog.get().is_some() && shown.questions.with(|questions| !questions.is_empty()) {
            open(dialog);
        }
    });
    let chosen = RwSignal::new(Vec::<Choice>::new());
    Effect::new(move |_| chosen.set(vec![Choice::Mine; shown.questions.with(Vec::len)]));
    let decide = move |event: SubmitEvent| {
        event.prevent_default();
        let choices = chosen.get_untracked().into_iter();
        let decisions = shown.questions.get_untracked().into_iter().zip(choices);
        let decisions = decisions.map(|(question, choice)| Decision { question, choice });
        let decisions = decisions.collect();
        shown.questions.set(Vec::new());
        close(dialog);
        handle.with_value(|keeper| keeper.handle(Input::Decided(decisions)));
    };
    let questions = move || {
        let questions = shown.questions.get();
        questions
            .into_iter()
            .enumerate()
            .map(|(at, question)| ask(at, &question, handle, chosen))
            .collect_view()
    };
    let put_off = move |event: Event| {
        event.prevent_default();
        close(dialog);
    };
    let is_asking = move || shown.questions.with(|questions| !questions.is_empty());
    view! {
        <Show when=is_asking>
            <button class="button button--small" type="button" on:click=move |_| open(dialog)>"Xem và chọn"</button>
        </Show>
        <Portal>
            <dialog class="desk-dialog desk-dialog--wide" node_ref=dialog aria-labelledby="cung-sua" on:cancel=put_off>
                <form method="dialog" on:submit=decide>
                    <h2 class="desk-dialog__title" id="cung-sua">"Hai bản cùng sửa một chỗ"</h2>
                    <p>
                        "Người khác, hoặc chính quý vị ở một trang khác, cũng vừa sửa những chỗ sau đây. Xin chọn bản cần giữ; chưa có gì bị mất."
                    </p>
                    {questions}
                    <div class="desk-dialog__buttons">
                        <button class="button" type="submit">"Giữ như đã chọn"</button>
                        <button class="button button--quiet" type="button" on:click=move |_| close(dialog)>"Để sau"</button>
                    </div>
                </form>
            </dialog>
        </Portal>
    }
}

fn ask(at: usize, question: &Question, handle: Handle, chosen: RwSignal<Vec<Choice>>) -> AnyView {
    let compared_sides = question.compared();
    let (label, names) = handle.with_value(|keeper| {
        let form = keeper.form();
        let name = |side: &Option<String>| form.shown(&question.place, side.as_deref().unwrap_or_default());
        (form.label(&question.place), [name(&question.mine), name(&question.theirs)])
    });
    let [mine, theirs] = names;
    let side = |is_gone: bool, name: Option<String>, words: Comparison| match (is_gone, name) {
        (true, _) => "Đã bỏ.".into_any(),
        (false, Some(name)) => name.into_any(),
        (false, None) => compared(words),
    };
    let can_be_both = question.mine.is_some() && question.theirs.is_some();
    let choices = CHOICES.into_iter().filter(|(choice, _)| can_be_both || *choice != Choice::Both);
    let choices = choices.map(|(choice, label)| {
        let (is_chosen, choose) = (choice.clone(), choice);
        let checked = move || chosen.with(|chosen| chosen.get(at) == Some(&is_chosen));
        let choose = move |_| {
            chosen.update(|chosen| {
                if let Some(place) = chosen.get_mut(at) {
                    *place = choose.clone();
                }
            });
        };
        view! {
            <label class="field__tick">
                <input type="radio" name=format!("cho-{at}") prop:checked=checked on:change=choose/>
                <span>{label}</span>
            </label>
        }
    });
    view! {
        <fieldset class="both">
            <legend class="both__place">{label}</legend>
            <div class="both__sides">
                <div><h3 class="both__who">"Bản của tôi"</h3><p>{side(question.mine.is_none(), mine, compared_sides.mine)}</p></div>
                <div><h3 class="both__who">"Bản kia"</h3><p>{side(question.theirs.is_none(), theirs, compared_sides.theirs)}</p></div>
            </div>
            <div class="both__choices">{choices.collect_view()}</div>
        </fieldset>
    }
    .into_any()
}
