//! A field of a form: its label, a hint, its value, and its problem.

use crate::server_only::ServerOnly;
use domain::form_key::FormKey;
use leptos::prelude::*;

/// A field.
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
    /// A field with this name and value.
    pub fn new(name: impl Into<String>, label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { name: name.into(), label: label.into(), value: value.into(), ..Self::default() }
    }

    /// Sets the hint.
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }

    /// Sets the problem.
    pub fn problem(self, problem: Option<String>) -> Self {
        Self { problem, ..self }
    }

    /// Makes it required; browsers check that too.
    pub fn required(self) -> Self {
        Self { required: true, ..self }
    }

    /// Allows several files.
    pub fn multiple(self) -> Self {
        Self { multiple: true, ..self }
    }

    /// Sets what browsers may fill in. Use `off` for secrets and codes only: browsers empty such a field when
    /// the user goes back to the form.
    pub fn autocomplete(self, what: &'static str) -> Self {
        Self { autocomplete: Some(what), ..self }
    }

    /// A text field of one line.
    pub fn line(self) -> AnyView {
        self.input("text")
    }

    /// An input of another type: `email`, `password`, `datetime-local`, `number`, `url`.
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
        self.around(control.server_only())
    }

    /// A file input. `accept` is the filter of the file dialog.
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
        self.around(control.server_only())
    }

    /// A text field of several lines.
    pub fn area(self, rows: u32) -> AnyView {
        let described = self.described_by();
        // tachys 0.2.19 does not escape the text of a textarea (ESCAPE_CHILDREN is false for it), and
        // browsers drop its first line feed.
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
        self.around(control.server_only())
    }

    /// A select field with these values and labels; the field's value is selected.
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
        self.around(control.server_only())
    }

    /// A checkbox, checked if the field's value is not empty. It sends `1`.
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
        .server_only()
    }

    fn described_by(&self) -> Option<String> {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-goi-y", self.name));
        let problem = self.problem.is_some().then(|| format!("{}-loi", self.name));
        let ids: Vec<String> = hint.into_iter().chain(problem).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn words(&self) -> (Option<AnyView>, Option<AnyView>) {
        let hint = (!self.hint.is_empty()).then(|| {
            view! { <p class="field__hint" id=format!("{}-goi-y", self.name)>{self.hint.clone()}</p> }
                .server_only()
        });
        let problem = self.problem.clone().map(|problem| {
            view! { <p class="field__problem" id=format!("{}-loi", self.name)>{problem}</p> }.server_only()
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
        .server_only()
    }
}

/// A hidden field.
pub fn hidden(name: &'static str, value: impl Into<String>) -> AnyView {
    view! { <input type="hidden" name=name value=value.into()/> }.server_only()
}

/// The name of the field with the form key.
pub const FORM_KEY: &str = "khoa-bieu-mau";

/// The name of the field with the version that was loaded into a form.
pub const VERSION: &str = "phien-ban";

/// A name in a select field, indented by its depth in a tree.
pub fn indented(depth: usize, name: &str) -> String {
    format!("{}{name}", "\u{2003}".repeat(depth))
}

/// The key of a form that creates something: sent twice, it creates one.
pub fn form_key() -> Option<AnyView> {
    FormKey::random().map(|key| hidden(FORM_KEY, key.as_str()))
}

/// A submit button; `quiet` if it is not the main one.
pub fn submit(label: &'static str, quiet: bool) -> AnyView {
    let class = if quiet { "button button--quiet" } else { "button" };
    view! { <button class=class type="submit">{label}</button> }.server_only()
}

/// Escapes a text.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
