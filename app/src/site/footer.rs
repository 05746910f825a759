//! The footer of every page: who is responsible for the site, the footer links, and the feed.

use crate::{
    routes::{self, feeds::FeedFormat},
    server_only::{ServerOnly, server_html},
    ui::{frame::use_frame, link_tree::link_or_text},
};
use domain::site::Operator;
use leptos::prelude::*;

/// Operator and footer lines, rendered on the server.
#[component]
pub fn SiteFooter() -> impl IntoView {
    let html = server_html(|| view! { <FooterRow/> }.server_only());
    view! { <footer class="site-footer" inner_html=html></footer> }
}

#[component]
fn FooterRow() -> impl IntoView {
    let frame = use_frame();
    let lines = frame.footer.iter().map(|link| {
        view! { <li>{link_or_text(routes::link(link), link.label.clone(), None)}</li> }
    });
    let lines = lines.collect_view();
    view! {
        <div class="site-footer__row">
            <OperatorView site=frame.about.name.clone() operator=frame.operator.clone()/>
            <ul class="site-footer__lines">
                {lines}
                <li><a href=routes::KEPT>"Bài đã lưu"</a></li>
                <li><a href=FeedFormat::Rss.of(routes::FRONT) rel="external">"RSS"</a></li>
            </ul>
        </div>
    }
    .server_only()
}

#[component]
fn OperatorView(site: String, operator: Operator) -> impl IntoView {
    let line =
        |label: &'static str, text: String| (!text.is_empty()).then(|| view! { <p>{label} {text}</p> });
    view! {
        <div class="operator">
            <p class="operator__site">{site}</p>
            {line("Cơ quan chủ quản: ", operator.name)}
            {line("Chịu trách nhiệm nội dung: ", operator.responsible)}
            {line("Địa chỉ: ", operator.address)}
            {line("Điện thoại: ", operator.phone)}
            {line("E-mail: ", operator.email)}
            {line("Giấy phép: ", operator.licence)}
        </div>
    }
    .server_only()
}
