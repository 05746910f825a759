//! The error page: a sentence and links to go on.

use crate::{
    answer,
    error::AppError,
    rendered_page::Head,
    routes,
    server_only::{ServerOnly, server_html},
    ui::{
        at_once::Erase, frame::use_frame, link_tree::LinkTree, navigation::Navigation, page_head::PageHead,
    },
};
use leptos::prelude::*;
use leptos_meta::Meta;

/// The error page.
#[component]
pub fn ErrorView(
    /// What went wrong.
    error: AppError,
) -> impl IntoView {
    answer::set_status(&error);
    match error {
        AppError::Outdated => answer::reload(),
        AppError::Offline => expect_context::<Navigation>().lost(),
        _ => {}
    }
    let sentence = match error {
        AppError::Offline => "Khi kết nối trở lại, trang sẽ tự mở.",
        _ => error.sentence(),
    };
    let reference = match &error {
        AppError::Fault { reference } => Some(reference.clone()),
        _ => None,
    };
    let head = Head { title: error.heading().to_owned(), ..Head::default() };
    let again = matches!(error, AppError::Fault { .. } | AppError::Offline);
    // After client-side navigation the menu is directly above.
    let menu = server_html(|| view! { <WaysOn/> }.server_only());
    view! {
        <PageHead head/>
        <Meta name="robots" content="noindex"/>
        <article class="error-page">
            <h1 class="error-page__title">{error.heading()}</h1>
            <p class="error-page__sentence">{sentence}</p>
            {reference.map(|reference| view! {
                <p class="error-page__reference">"Mã sự cố: " <code>{reference}</code></p>
            })}
            <p class="error-page__ways">
                {again.then(|| view! { <a class="button" href="" rel="external">"Thử lại"</a> " " })}
                <a class="button" class:button--quiet=again href=routes::FRONT>"Về trang nhất"</a>
            </p>
            <div class="error-page__menu" inner_html=menu></div>
        </article>
    }
    .erased()
}

#[component]
fn WaysOn() -> impl IntoView {
    let menus = use_frame();
    let menus = menus.menus.iter().map(|menu| view! { <LinkTree items=menu.items.clone()/> });
    view! { <nav aria-label="Các chuyên mục">{menus.collect_view()}</nav> }.server_only()
}
