//! How the article looks outside of its page: in search results, and as a card in chats. What is typed is shown in the
//! previews by `frontend/desk/elsewhere.js`.

use super::ArticleFormPage;
use crate::{routes, sharing::DESCRIPTION};
use domain::{editing::ArticleField, text::excerpt};
use leptos::prelude::*;

/// The fields.
const FIELDS: [ArticleField; 2] = [ArticleField::SearchTitle, ArticleField::SearchDescription];

impl ArticleFormPage {
    pub(super) fn elsewhere(&self) -> AnyView {
        let text = |own, usual| match self.form.text(own) {
            "" => self.form.text(usual).to_owned(),
            text => text.to_owned(),
        };
        let title = text(ArticleField::SearchTitle, ArticleField::Title);
        let title = if title.is_empty() { "Tiêu đề bài".to_owned() } else { title };
        let description = text(ArticleField::SearchDescription, ArticleField::Lead);
        let description = excerpt(&description, DESCRIPTION);
        let picture = self.lead_picture().map(|stored| {
            view! { <img src=routes::media(&stored.picture.fallback()) alt="" loading="lazy"/> }
        });
        let place = self.place.clone();
        let content = view! {
            {self.control(ArticleField::SearchTitle)
                .hint("Để trống thì dùng tiêu đề bài. Chừng 60 ký tự đầu hiện ra.")
                .line()}
            {self.control(ArticleField::SearchDescription)
                .hint("Để trống thì dùng đoạn mở đầu. Chừng 150 ký tự đầu hiện ra.")
                .area(3)}
            <div class="elsewhere">
                <p class="elsewhere__where">"Khi tìm kiếm"</p>
                <div class="elsewhere__result">
                    <span class="elsewhere__address">{place.clone()}</span>
                    <span class="elsewhere__title">{title.clone()}</span>
                    <span class="elsewhere__description">{description.clone()}</span>
                </div>
                <p class="elsewhere__where">"Khi gửi qua Zalo, Facebook"</p>
                <div class="elsewhere__card">
                    <div class="elsewhere__picture">{picture}</div>
                    <span class="elsewhere__address">{place}</span>
                    <span class="elsewhere__title">{title}</span>
                    <span class="elsewhere__description">{description}</span>
                </div>
            </div>
        };
        self.folded("Khi tìm kiếm và chia sẻ", &FIELDS, false, content.into_any())
    }
}
