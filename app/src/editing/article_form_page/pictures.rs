//! The lead picture in the form of an article: uploaded, or chosen from existing ones.

use super::ArticleFormPage;
use crate::{
    desk::{Control, hidden},
    routes,
    server_only::ServerOnly,
};
use domain::editing::ArticleField;
use leptos::prelude::*;

/// The field of a picture to be uploaded with the article.
pub const NEW_PICTURE: &str = "hinh-moi";
/// The field of the search for pictures.
pub const PICTURE_WORDS: &str = "tim-hinh";
/// The button that searches; it sends the form and keeps what was typed.
pub const SEARCH_PICTURES: &str = "tim-hinh-nay";
/// The button that shows more of them.
pub const MORE_PICTURES: &str = "them-hinh";
/// The field with the number of pictures shown.
pub const PICTURES_SHOWN: &str = "so-hinh";

/// The id of the list of pictures.
const PICTURES: &str = "hinh-da-co";

/// Which pictures are offered.
#[derive(Debug, Clone, Default)]
pub struct Picked {
    /// The search words; empty for the newest.
    pub words: String,
    /// How many.
    pub many: i64,
    /// Whether there are more.
    pub more: bool,
    /// Whether somebody is choosing; then the list is open.
    pub open: bool,
}

impl ArticleFormPage {
    pub(super) fn picture(&self) -> AnyView {
        let picture = self.form.text(ArticleField::Picture);
        let problem = self.problem(ArticleField::Picture).map(|problem| {
            view! { <p class="field__problem">{problem}</p> }
        });
        let choice = |value: String, address: Option<String>, inner: AnyView| {
            let chosen = value == picture;
            view! {
                <label class="picture-choice" data-address=address>
                    <input type="radio" name=ArticleField::Picture.name() value=value checked=chosen/>
                    {inner}
                </label>
            }
            .server_only()
        };
        let none = choice(
            String::new(),
            None,
            view! { <span class="picture-choice__none">"Không có hình"</span> }.server_only(),
        );
        let pictures = self.pictures.iter().map(|stored| {
            let alt = if stored.picture.alt.is_empty() { format!("Hình số {}", stored.id) } else { stored.picture.alt.clone() };
            let image = view! {
                <img src=routes::media(&stored.picture.variant(stored.picture.widths().next().unwrap_or(stored.picture.width)))
                    alt=alt width="96" height="64" loading="lazy"/>
            };
            // The text editor puts this address into the text.
            let address = routes::media(&stored.picture.fallback());
            choice(stored.id.to_string(), Some(address), image.server_only())
        });
        let pictures: Vec<AnyView> = [none].into_iter().chain(pictures).collect();
        let more = self.picked.more.then(|| self.picture_button(MORE_PICTURES, "Xem thêm hình"));
        view! {
            <fieldset class="fieldset" id=ArticleField::Picture.name()>
                <legend class="field__label">{ArticleField::Picture.label()}</legend>
                {Control::new(NEW_PICTURE, "Tải hình mới", "")
                    .hint("JPEG, PNG hoặc WebP, tối đa 20 MB. Bấm để chọn hoặc kéo hình thả vào ô.")
                    .file("image/jpeg,image/png,image/webp")}
                <details class="picture-choices" id=PICTURES open=self.picked.open || !picture.is_empty()>
                    <summary>"Hoặc chọn hình đã có"</summary>
                    {self.picture_search()}
                    <div class="picture-choices__grid">{pictures}</div>
                    {more}
                </details>
                {problem}
                {self.control(ArticleField::Alt)
                    .hint("Cho người không nhìn thấy hình. Để trống thì dùng mô tả đã lưu cùng hình.")
                    .line()}
                {self.control(ArticleField::Caption).line()}
                {self.focus()}
            </fieldset>
        }
        .server_only()
    }

    /// Sends the form, and returns to the list of pictures.
    fn picture_button(&self, name: &'static str, label: &'static str) -> AnyView {
        let here = format!("{}#{PICTURES}", self.action());
        view! {
            <button class="button button--quiet" type="submit" formnovalidate formaction=here name=name value="1">
                {label}
            </button>
        }
        .server_only()
    }

    fn picture_search(&self) -> AnyView {
        let Picked { words, many, .. } = &self.picked;
        view! {
            {hidden(PICTURES_SHOWN, many.to_string())}
            <div class="picture-search">
                {Control::new(PICTURE_WORDS, "Tìm trong mô tả và chú thích", words.clone()).input("search")}
                {self.picture_button(SEARCH_PICTURES, "Tìm hình")}
            </div>
            {self.pictures.is_empty().then(|| view! { <p class="field__hint">"Không có hình nào như vậy."</p> })}
        }
        .server_only()
    }
}
