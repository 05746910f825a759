//! A field of a form: its label, a hint, what was typed, and beside it what is wrong with that.

use crate::served::Draw;
use domain::form_key::FormKey;
use leptos::prelude::*;

/// A field to be drawn.
#[derive(Debug, Clone, Default)]
pub struct Control {
    name: String,
    label: String,
    value: String,
    hint: String,
    problem: Option<String>,
    required: bool,
    multiple: bool,
    autocomplete: Option<&'static str>,
}

impl Control {
    /// A field of this name, with what was typed.
    pub fn new(name: impl Into<String>, label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), value: value.into(), ..Self::default() }
    }

    /// What helps to fill it in.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// What is wrong with it.
    pub fn problem(self, problem: Option<String>) -> Self {
        Self { problem, ..self }
    }

    /// It has to be filled in; browsers say so too.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Several files may be chosen.
    pub fn multiple(self) -> Self {
        Self { multiple: true, ..self }
    }

    /// What browsers may fill in; `off` for secrets and codes alone, since a browser that comes back to a form brings such
    /// a field back empty.
    pub fn autocomplete(self, what: &'static str) -> Self {
        Self { autocomplete: Some(what), ..self }
    }

    /// A line of text.
    pub fn line(self) -> AnyView {
        self.input("text")
    }

    /// A line of another kind: `email`, `password`, `datetime-local`, `number`, `url`.
    pub fn input(self, kind: &'static str) -> AnyView {
        let described = self.described_by();
        let control = view! {
            <input
                class="field__input"
                id=self.name.clone()
                name=self.name.clone()
                type=kind
                value=self.value.clone()
                required=self.required
                autocomplete=self.autocomplete
                aria-describedby=described
                aria-invalid=self.problem.is_some().then_some("true")
            />
        };
        self.around(control.drawn())
    }

    /// A file to be chosen, or dragged here. `accept` is what the dialog offers.
    pub fn file(self, accept: &'static str) -> AnyView {
        let described = self.described_by();
        let control = view! {
            <input
                class="field__input field__input--file"
                id=self.name.clone()
                name=self.name.clone()
                type="file"
                accept=accept
                multiple=self.multiple
                required=self.required
                aria-describedby=described
                aria-invalid=self.problem.is_some().then_some("true")
            />
        };
        self.around(control.drawn())
    }

    /// Text of several lines.
    pub fn area(self, rows: u32) -> AnyView {
        let described = self.described_by();
        // tachys 0.2.19 writes the text of a textarea as it is (ESCAPE_CHILDREN is false for it), and the first line feed
        // of one is dropped by browsers.
        let text = format!("\n{}", escaped(&self.value));
        let control = view! {
            <textarea
                class="field__input field__input--area"
                id=self.name.clone()
                name=self.name.clone()
                rows=rows
                required=self.required
                aria-describedby=described
                aria-invalid=self.problem.is_some().then_some("true")
            >
                {text}
            </textarea>
        };
        self.around(control.drawn())
    }

    /// A choice of these values, each with its label; what was chosen is the field's value.
    pub fn select(self, options: Vec<(String, String)>) -> AnyView {
        let described = self.described_by();
        let options = options.into_iter().map(|(value, label)| {
            let chosen = value == self.value;
            view! { <option value=value selected=chosen>{label}</option> }
        });
        let options = options.collect_view();
        let control = view! {
            <select
                class="field__input field__input--select"
                id=self.name.clone()
                name=self.name.clone()
                aria-describedby=described
                aria-invalid=self.problem.is_some().then_some("true")
            >
                {options}
            </select>
        };
        self.around(control.drawn())
    }

    /// A box to tick; ticked where the field's value is not empty. What is sent is `1`.
    pub fn tick(self) -> AnyView {
        let described = self.described_by();
        let ticked = !self.value.is_empty();
        let (hint, problem) = self.words();
        view! {
            <div class="field field--tick">
                <label class="field__tick">
                    <input
                        type="checkbox"
                        id=self.name.clone()
                        name=self.name.clone()
                        value="1"
                        checked=ticked
                        aria-describedby=described
                    />
                    <span>{self.label.clone()}</span>
                </label>
                {hint}
                {problem}
            </div>
        }
        .drawn()
    }

    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-goi-y", self.name));
        let problem = self.problem.is_some().then(|| format!("{}-loi", self.name));
        let ids: Vec<String> = hint.into_iter().chain(problem).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn words(&self) -> (Option<AnyView>, Option<AnyView>) {
        let hint = (!self.hint.is_empty()).then(|| {
            view! { <p class="field__hint" id=format!("{}-goi-y", self.name)>{self.hint.clone()}</p> }.drawn()
        });
        let problem = self.problem.clone().map(|problem| {
            view! { <p class="field__problem" id=format!("{}-loi", self.name)>{problem}</p> }.drawn()
        });
        (hint, problem)
    }

    fn around(self, control: AnyView) -> AnyView {
        let (hint, problem) = self.words();
        let wrong = self.problem.is_some();
        view! {
            <div class="field" class:field--wrong=wrong>
                <label class="field__label" for=self.name.clone()>{self.label.clone()}</label>
                {hint}
                {control}
                {problem}
            </div>
        }
        .drawn()
    }
}

/// A value that a form brings back unseen.
pub fn hidden(name: &'static str, value: impl Into<String>) -> AnyView {
    view! { <input type="hidden" name=name value=value.into()/> }.drawn()
}

/// The field that holds the key of a form that makes something.
pub const FORM_KEY: &str = "khoa-bieu-mau";

/// The key of a form that makes something: sent twice, it makes one.
pub fn form_key() -> Option<AnyView> {
    FormKey::random().map(|key| hidden(FORM_KEY, key.as_str()))
}

/// A button that sends the form; `quiet` for what is not the main thing.
pub fn submit(label: &'static str, quiet: bool) -> AnyView {
    let class = if quiet { "button button--quiet" } else { "button" };
    view! { <button class=class type="submit">{label}</button> }.drawn()
}

/// A text as it may stand between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
