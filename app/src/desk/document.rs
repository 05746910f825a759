//! The document of a desk page.

use super::menu::Menu;
use crate::{
    document::Assets,
    routes,
    routes::desk as addresses,
    server_only::{ServerOnly, html},
};
use domain::accounts::Person;
use leptos::prelude::*;
use std::sync::Arc;

/// The addresses of the desk's own files, which change with their content.
#[derive(Debug, Clone)]
pub struct DeskFiles {
    /// The style sheet.
    pub css: String,
    /// The scripts. Every page works without them.
    pub scripts: Vec<String>,
}

/// The frame of a desk page.
#[derive(Debug, Clone)]
pub struct DeskFrame {
    /// The site's assets.
    pub assets: Arc<Assets>,
    /// The desk's own files.
    pub files: Arc<DeskFiles>,
    /// The site's name.
    pub site: String,
    /// Who is signed in.
    pub person: Option<Arc<Person>>,
    /// The path of the page, for the menu.
    pub path: String,
}

/// A whole page of the desk as HTML. Its heading is its title.
pub fn desk_document(frame: DeskFrame, title: &str, body: AnyView) -> String {
    let DeskFrame { assets, files, site, person, path } = frame;
    let scripts = files.scripts.iter().map(|script| {
        view! { <script r#type="module" src=script.clone()></script> }
    });
    let scripts = scripts.collect_view();
    let who = person.map(|person| view! { <Signature name=person.name.clone()/> <Menu person path/> });
    let document = view! {
        <html lang="vi">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="robots" content="noindex"/>
                <title>{format!("{title} – {site}")}</title>
                <link rel="stylesheet" href=assets.css.clone()/>
                <link rel="stylesheet" href=files.css.clone()/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                {scripts}
            </head>
            <body class="desk">
                <a class="skip-link" href="#noi-dung-trang">"Đến nội dung chính"</a>
                <header class="desk-head">
                    <a class="desk-head__site" href=routes::FRONT>{site.clone()}</a>
                    {who}
                </header>
                <main class="desk-main" id="noi-dung-trang" tabindex="-1">
                    <h1 class="desk-main__title">{title.to_owned()}</h1>
                    {body}
                </main>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", html(document))
}

/// Who is signed in, and the sign-out button.
#[component]
fn Signature(name: String) -> impl IntoView {
    view! {
        <div class="desk-head__person">
            <a href=addresses::OWN_ACCOUNT>{name}</a>
            <form method="post" action=addresses::SIGN_OUT>
                <button class="button button--quiet button--small" type="submit">"Đăng xuất"</button>
            </form>
        </div>
    }
    .server_only()
}
