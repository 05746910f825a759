//! The desk's front page: recent work.

use super::articles_page::article_table;
use crate::{routes::desk as addresses, server_only::ServerOnly};
use domain::{
    accounts::{Person, Right},
    clock::Moment,
    editing::DeskList,
};
use leptos::prelude::*;

/// Some articles, and their times as shown.
pub type Dated = (DeskList, Vec<(Moment, Moment)>);

/// Renders it: one's own drafts, and the articles last saved.
pub fn desk_page(person: &Person, (drafts, drafted): Dated, (latest, saved): Dated) -> AnyView {
    let all_drafts = addresses::own_drafts(person.id);
    let more =
        drafts.next.is_some().then(|| view! { <p><a href=all_drafts>"Tất cả bản nháp của tôi"</a></p> });
    let others = person.may(Right::PublishArticles).then(|| {
        view! {
            <section class="desk-part" aria-labelledby="moi-luu">
                <h2 id="moi-luu">"Bài mới sửa"</h2>
                {article_table(&latest.cards, &saved, "Chưa có bài nào.")}
                <p><a href=addresses::ARTICLES>"Tất cả bài viết"</a></p>
            </section>
        }
    });
    view! {
        <p><a class="button" href=addresses::NEW_ARTICLE>"Viết bài mới"</a></p>
        <section class="desk-part" aria-labelledby="ban-nhap">
            <h2 id="ban-nhap">"Bản nháp của tôi"</h2>
            {article_table(&drafts.cards, &drafted, "Quý vị chưa có bản nháp nào.")}
            {more}
        </section>
        {others}
    }
    .server_only()
}
