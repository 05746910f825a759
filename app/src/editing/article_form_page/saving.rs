//! When the article is published, and the buttons that save it.

use super::{ArticleFormPage, PUBLISH_NOW, SAVE, SAVE_AND_PUBLISH};
use crate::{routes::desk as addresses, server_only::ServerOnly};
use domain::editing::State;
use leptos::prelude::*;

impl ArticleFormPage {
    /// What the time field means in the article's state.
    pub(super) fn time_hint(&self) -> String {
        let what = match self.article.as_ref().map(|article| article.state) {
            Some(State::Published) => "Giờ ghi trên bài.",
            Some(State::Scheduled) => "Bài tự đăng đúng giờ này.",
            _ => {
                "Để trống thì bài được đăng ngay khi bấm “Lưu và đăng”; ghi giờ sau bây giờ thì bài tự đăng đúng giờ ấy."
            }
        };
        format!("{what} {}.", self.zone.spoken())
    }

    /// The labels of the buttons depend on the article's state.
    pub(super) fn buttons(&self) -> AnyView {
        let button = |class: &'static str, name: &'static str, label: &'static str| {
            view! { <button class=class type="submit" name=name value="1">{label}</button> }.server_only()
        };
        let (main, quiet) = ("button", "button button--quiet");
        // Nothing is saved. The script shows it beside the form instead (`frontend/desk/preview.js`).
        let address = addresses::preview(self.article.as_ref().map(|article| article.id));
        let preview = view! {
            <button class=quiet type="submit" formaction=address formtarget="_blank" formnovalidate data-preview>
                "Xem trước"
            </button>
        }
        .server_only();
        match self.article.as_ref().map(|article| article.state) {
            Some(State::Published) => view! {
                {button(main, SAVE, "Lưu, bạn đọc thấy ngay")}
                {preview}
            }
            .server_only(),
            Some(State::Scheduled) => view! {
                {button(main, SAVE, "Lưu, bài tự đăng đúng giờ hẹn")}
                {preview}
                {self.may_publish.then(|| button(quiet, PUBLISH_NOW, "Lưu và đăng ngay"))}
            }
            .server_only(),
            _ => view! {
                {button(if self.may_publish { quiet } else { main }, SAVE, "Lưu bản nháp")}
                {preview}
                {self.may_publish.then(|| button(main, SAVE_AND_PUBLISH, "Lưu và đăng"))}
            }
            .server_only(),
        }
    }
}
