//! Secret links with which people without an account see the article as it is being written.

use super::{ArticleFormPage, FORM};
use crate::server_only::ServerOnly;
use domain::{
    clock::Moment,
    editing::{MOST_PREVIEW_LINKS, PREVIEW_DAYS},
    id::PreviewLinkId,
};
use leptos::prelude::*;

/// The button that makes a link.
pub const MAKE_LINK: &str = "tao-lien-ket";
/// The button that withdraws the link with the id that is its value.
pub const WITHDRAW_LINK: &str = "thu-hoi-lien-ket";
/// The field with the number of days a new link is valid.
pub const LINK_DAYS: &str = "han-lien-ket";

/// A link, for the person who may withdraw it.
#[derive(Debug, Clone)]
pub struct ShownLink {
    /// Its id.
    pub id: PreviewLinkId,
    /// Its whole address.
    pub address: String,
    /// When it ends.
    pub until: Moment,
    /// Who made it.
    pub by: String,
}

impl ArticleFormPage {
    /// Its buttons send the form, so that what is typed stays.
    pub(super) fn share_preview(&self) -> Option<AnyView> {
        let links = self.preview_links.as_ref()?;
        let is_full = links.len() >= MOST_PREVIEW_LINKS;
        let rows = links.iter().map(|link| {
            let ShownLink { id, address, until, by } = link.clone();
            let name = format!("lien-ket-{id}");
            view! {
                <li class="preview-link">
                    <label for=name.clone()>
                        {by} " tạo, dùng được đến " <time datetime=until.machine>{until.words}</time>
                    </label>
                    <input class="field__input" id=name.clone() value=address readonly/>
                    <button class="button button--quiet button--small" type="button" data-copy=name aria-live="polite" hidden>
                        "Chép liên kết"
                    </button>
                    <button class="button button--quiet button--small" type="submit" form=FORM formnovalidate
                        name=WITHDRAW_LINK value=id.to_string()>
                        "Thu hồi"
                    </button>
                </li>
            }
        });
        let rows = rows.collect_view();
        let days = PREVIEW_DAYS.map(|days| view! { <option value=days.to_string()>{days} " ngày"</option> });
        let make = view! {
            <div class="preview-link">
                <label for=LINK_DAYS>"Liên kết mới dùng được trong"</label>
                <select class="field__input" id=LINK_DAYS name=LINK_DAYS form=FORM>{days.into_iter().collect_view()}</select>
                <button class="button button--quiet button--small" type="submit" form=FORM formnovalidate
                    name=MAKE_LINK value="1">
                    "Tạo liên kết"
                </button>
            </div>
        };
        Some(
            view! {
                <details class="folded preview-links" open=!links.is_empty()>
                    <summary class="folded__label">"Cho người ngoài xem trước"</summary>
                    <div class="folded__fields">
                        <p class="field__hint">
                            "Ai có liên kết đều xem được bài như đang viết, không cần tài khoản, cho đến khi hết hạn hoặc quý vị thu hồi."
                        </p>
                        {(!links.is_empty()).then(|| view! { <ul class="preview-links__list">{rows}</ul> })}
                        {if is_full {
                            view! { <p class="field__hint">"Bài đã có đủ " {MOST_PREVIEW_LINKS} " liên kết. Xin thu hồi bớt trước khi tạo liên kết mới."</p> }.into_any()
                        } else {
                            make.into_any()
                        }}
                    </div>
                </details>
            }
            .server_only(),
        )
    }
}
