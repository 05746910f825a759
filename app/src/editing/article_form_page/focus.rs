//! The main point of the lead picture: radio buttons over the picture, and the picture as cards crop it. The style sheet
//! shows the choice; `frontend/desk/elsewhere.js` exchanges the picture when another one is chosen.

use super::ArticleFormPage;
use crate::{routes, server_only::ServerOnly};
use domain::{
    editing::ArticleField,
    media::{Focus, StoredPicture},
};
use leptos::prelude::*;

/// The shapes in which pictures are cropped.
const SHAPES: [(&str, &str); 2] =
    [("focus__crop--card", "Trên thẻ tin"), ("focus__crop--square", "Hình vuông")];

impl ArticleFormPage {
    /// The lead picture, if one is chosen.
    pub(super) fn lead_picture(&self) -> Option<&StoredPicture> {
        let chosen = self.form.text(ArticleField::Picture);
        self.pictures.iter().find(|stored| stored.id.to_string() == chosen)
    }

    pub(super) fn focus(&self) -> AnyView {
        let picture = self.lead_picture().map(|stored| routes::media(&stored.picture.fallback()));
        let chosen = Focus::read(self.form.text(ArticleField::Focus));
        let points = Focus::all().map(|focus| {
            view! {
                <label class=format!("focus__point {}", focus.class().unwrap_or_default())>
                    <input type="radio" name=ArticleField::Focus.name() value=focus.text() checked=focus == chosen
                        aria-label=focus.words()/>
                </label>
            }
        });
        let points = points.collect_view();
        let crops = SHAPES.map(|(class, label)| {
            let image = picture.clone().map(|src| view! { <img src=src alt="" loading="lazy"/> });
            view! {
                <figure class=format!("focus__crop {class}")>{image}<figcaption>{label}</figcaption></figure>
            }
        });
        view! {
            <fieldset class="focus" hidden=picture.is_none()>
                <legend class="field__label">{ArticleField::Focus.label()}</legend>
                <p class="field__hint">"Bấm vào chỗ cần thấy nhất; chỗ ấy còn nguyên khi hình bị cắt bớt trên thẻ tin."</p>
                <div class="focus__area">
                    {picture.clone().map(|src| view! { <img src=src alt="" loading="lazy"/> })}
                    <div class="focus__points">{points}</div>
                </div>
                <div class="focus__crops">{crops.into_iter().collect_view()}</div>
            </fieldset>
        }
        .server_only()
    }
}
