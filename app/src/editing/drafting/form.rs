//! The form of an article in the page: reading a draft from it, and writing into it what a merge has brought.
//!
//! Which fields belong to a draft, the form says itself (`article_form_page.rs`), so that a new field needs no change
//! here.

use domain::{
    drafting::{
        Draft, Item,
        merge::{Changes, Place},
    },
    id::{AccountId, ArticleId},
};
use js_sys::{Function, Reflect};
use leptos::{
    prelude::document,
    wasm_bindgen::{JsCast, JsValue},
};
use std::collections::BTreeMap;
use web_sys::{
    Element, Event, EventInit, FormData, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlOptionElement,
    HtmlSelectElement, HtmlTextAreaElement,
};

/// Whose draft it is, and of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    pub(super) account: AccountId,
    /// None for an article that was never saved.
    pub(super) article: Option<ArticleId>,
    /// The key of the form of a new article; empty otherwise.
    pub(super) key: String,
}

/// The form.
#[derive(Debug, Clone)]
pub(super) struct DraftForm {
    form: HtmlFormElement,
    texts: Vec<String>,
    body: String,
    /// The names of lists, and of the fields with the texts of their entries.
    lists: Vec<(String, Option<String>)>,
}

/// The hidden field of the version of the draft that the form includes.
const VERSION: &str = "ban-nhap";
const KEY: &str = "khoa-bieu-mau";

impl DraftForm {
    /// The form of this page.
    pub(super) fn find() -> Option<Self> {
        let form: HtmlFormElement = document().query_selector("form[data-texts]").ok()??.dyn_into().ok()?;
        let names = |name: &str| form.get_attribute(name).unwrap_or_default();
        let texts = names("data-texts").split(' ').map(str::to_owned).collect();
        let lists = names("data-lists");
        let lists = lists.split(' ').map(|list| match list.split_once(':') {
            Some((name, text)) => (name.to_owned(), Some(text.to_owned())),
            None => (list.to_owned(), None),
        });
        let (body, lists) = (names("data-body"), lists.collect());
        Some(Self { form, texts, body, lists })
    }

    pub(super) fn element(&self) -> &HtmlFormElement {
        &self.form
    }

    /// Whose draft it is; `None` if the page does not say.
    pub(super) fn target(&self) -> Option<Target> {
        let number = |name: &str| self.form.get_attribute(name)?.parse().ok();
        Some(Target {
            account: AccountId(number("data-account")?),
            article: number("data-article").map(ArticleId),
            key: self.value_of(KEY),
        })
    }

    /// The address with which its writer signs in.
    pub(super) fn email(&self) -> String {
        self.form.get_attribute("data-email").unwrap_or_default()
    }

    /// Whether the form shows what somebody has sent, and the server has not stored it.
    pub(super) fn is_typed(&self) -> bool {
        self.form.has_attribute("data-typed")
    }

    /// The draft as it stands in the form.
    pub(super) fn read(&self) -> Draft {
        // The text editor writes into its textarea once a frame.
        if let Some(editor) = self.editor()
            && let Ok(keep) = Reflect::get(&editor, &"keep".into())
            && let Some(keep) = keep.dyn_ref::<Function>()
        {
            // If the editor has failed, the textarea has what it had last.
            let _ = keep.call0(&editor);
        }
        self.draft_of(&self.form)
    }

    /// The draft as the server has sent it, whatever was typed since.
    pub(super) fn as_served(&self) -> Draft {
        let copy = self.form.clone_node_with_deep(true).ok().and_then(|copy| copy.dyn_into().ok());
        let copy: HtmlFormElement = copy.unwrap_or_else(|| self.form.clone());
        copy.reset();
        self.draft_of(&copy)
    }

    fn draft_of(&self, form: &HtmlFormElement) -> Draft {
        let Ok(data) = FormData::new_with_form(form) else { return Draft::default() };
        let text = |value: JsValue| value.as_string().unwrap_or_default().replace("\r\n", "\n");
        let texts = self.texts.iter().map(|name| (name.clone(), text(data.get(name))));
        let all = |name: &str| data.get_all(name).iter().map(text).collect::<Vec<_>>();
        let lists = self.lists.iter().map(|(name, texts)| {
            let mut texts = texts.as_ref().map(|name| all(name)).unwrap_or_default().into_iter();
            let items = all(name).into_iter();
            let items = items.map(|key| Item { key, text: texts.next().unwrap_or_default() });
            (name.clone(), items.collect::<Vec<_>>())
        });
        Draft {
            body: text(data.get(&self.body)),
            texts: texts.filter(|(_, text)| !text.is_empty()).collect(),
            lists: lists.filter(|(_, items)| !items.is_empty()).collect::<BTreeMap<_, _>>(),
        }
    }

    /// Changes the named fields, and leaves all else alone.
    pub(super) fn write(&self, draft: &Draft, changes: &Changes) {
        for name in &changes.texts {
            self.write_text(name, draft.text(name));
        }
        for name in &changes.lists {
            self.write_list(name, draft.list(name));
        }
        if !changes.body.is_empty() || self.read().body != draft.body {
            self.write_body(&draft.body);
        }
    }

    /// The version of the draft that the form includes; sent with the form.
    pub(super) fn write_version(&self, version: i64) {
        if let Some(field) = self.field(VERSION).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_value(&version.to_string());
        }
    }

    fn write_text(&self, name: &str, text: &str) {
        let Some(field) = self.field(name) else { return };
        if let Some(input) = field.dyn_ref::<HtmlInputElement>().filter(|input| input.type_() == "radio") {
            let chosen = self.all(name).into_iter().find(|radio| value(radio) == text);
            // What somebody else has chosen may not be among the choices of this page.
            let radio = chosen.or_else(|| {
                let copy: HtmlInputElement = input.clone_node().ok()?.dyn_into().ok()?;
                copy.set_value(text);
                input.parent_element()?.after_with_node_1(&copy).ok()?;
                Some(copy.into())
            });
            if let Some(radio) = radio.and_then(|radio| radio.dyn_into::<HtmlInputElement>().ok()) {
                radio.set_checked(true);
            }
        } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
            let caret = input.selection_start().ok().flatten();
            input.set_value(text);
            if let Some(caret) = caret {
                // Fields of times have no caret.
                let _ = input.set_selection_range(caret, caret);
            }
        } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
            let caret = area.selection_start().ok().flatten();
            area.set_value(text);
            if let Some(caret) = caret {
                // Fails only if the field is not shown.
                let _ = area.set_selection_range(caret, caret);
            }
        } else if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            select.set_value(text);
            if select.value() != text
                && let Ok(option) = HtmlOptionElement::new_with_text_and_value(text, text)
                && select.add_with_html_option_element(&option).is_ok()
            {
                select.set_value(text);
            }
        }
        tell(&field);
    }

    fn write_list(&self, name: &str, items: &[Item]) {
        let texts = self.lists.iter().find(|(list, _)| list == name).and_then(|(_, texts)| texts.clone());
        let Some(texts) = texts else {
            for tick in self.all(name).into_iter().filter_map(|tick| tick.dyn_into::<HtmlInputElement>().ok())
            {
                tick.set_checked(items.iter().any(|item| item.key == tick.value()));
            }
            return;
        };
        let known = self.all(name);
        for entry in &known {
            if items.iter().all(|item| item.key != value(entry))
                && let Some(row) = entry.parent_element()
            {
                row.remove();
            }
        }
        for item in items {
            let row =
                known.iter().find(|entry| value(entry) == item.key).and_then(|entry| entry.parent_element());
            let field = row.and_then(|row| row.query_selector(&format!("[name='{texts}']")).ok()?);
            match field.and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
                Some(field) => field.set_value(&item.text),
                None => drop(self.add_entry(name, &texts, item)),
            }
        }
    }

    /// Adds an entry that somebody else has made, in front of the field for new ones.
    fn add_entry(&self, name: &str, texts: &str, item: &Item) -> Option<()> {
        let place = document().get_element_by_id(name)?;
        let row = document().create_element("div").ok()?;
        row.set_class_name("field");
        for (kind, name, value) in [("hidden", name, &item.key), ("text", texts, &item.text)] {
            let input: HtmlInputElement = document().create_element("input").ok()?.dyn_into().ok()?;
            input.set_type(kind);
            input.set_name(name);
            input.set_value(value);
            input.set_class_name("field__input");
            input.set_attribute("aria-label", &format!("Tên tệp số {}", item.key)).ok()?;
            row.append_child(&input).ok()?;
        }
        place.insert_before(&row, place.last_element_child().as_deref()).ok()?;
        Some(())
    }

    fn write_body(&self, html: &str) {
        if let Some(editor) = self.editor()
            && Reflect::has(&editor, &"html".into()).unwrap_or_default()
        {
            // The setter does not throw: what it cannot show, it shows as HTML.
            let _ = Reflect::set(&editor, &"html".into(), &html.into());
        } else if let Some(area) =
            self.field(&self.body).and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok())
        {
            area.set_value(html);
            tell(&area);
        }
    }

    /// The text editor, if there is one around the field of the body.
    fn editor(&self) -> Option<HtmlElement> {
        self.field(&self.body)?.closest("rich-editor").ok()??.dyn_into().ok()
    }

    /// The label of a place, as the form has it.
    pub(super) fn label(&self, place: &Place) -> String {
        let label = |name: &str| {
            let label = self.form.query_selector(&format!("label[for='{name}'], fieldset#{name} > legend"));
            label.ok().flatten().and_then(|label| label.text_content()).unwrap_or_default()
        };
        match place {
            Place::Text(name) => label(name),
            Place::Block => "Một đoạn trong nội dung".to_owned(),
            Place::Item { list, key } => {
                let entry = self.all(list).into_iter().find(|entry| value(entry) == *key);
                let words =
                    entry.and_then(|entry| entry.parent_element()?.text_content()).unwrap_or_default();
                if words.trim().is_empty() {
                    format!("{} {key}", label(list))
                } else {
                    words.trim().to_owned()
                }
            }
        }
    }

    /// What a person sees of a value, where the field holds the id of what was chosen.
    pub(super) fn shown(&self, place: &Place, text: &str) -> Option<String> {
        let Place::Text(name) = place else { return None };
        let field = self.field(name)?;
        if let Some(select) = field.dyn_ref::<HtmlSelectElement>() {
            let option = select.query_selector(&format!("option[value='{text}']")).ok().flatten();
            return option.and_then(|option| option.text_content()).map(|name| name.trim().to_owned());
        }
        let is_radio = field.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.type_() == "radio");
        is_radio
            .then(|| if text.is_empty() { "Không có hình".to_owned() } else { format!("Hình số {text}") })
    }

    fn field(&self, name: &str) -> Option<Element> {
        self.form.query_selector(&format!("[name='{name}']")).ok().flatten()
    }

    fn all(&self, name: &str) -> Vec<Element> {
        let Ok(found) = self.form.query_selector_all(&format!("[name='{name}']")) else { return Vec::new() };
        (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok()).collect()
    }

    fn value_of(&self, name: &str) -> String {
        self.field(name).map(|field| value(&field)).unwrap_or_default()
    }
}

fn value(field: &Element) -> String {
    field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value).unwrap_or_default()
}

/// Others that listen to the field hear that it has changed.
fn tell(field: &Element) {
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict("input", &init) {
        // Nobody prevents an input event.
        let _ = field.dispatch_event(&event);
    }
}
