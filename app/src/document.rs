//! The HTML document around the app, rendered on the server only.
//!
//! It names the files itself: Leptos' `HydrationScripts` would read the file of hashes from disk for every
//! page.

use crate::{App, page::render::Preview, polls::framed::FramedPoll, routes, ui::reading_tools::APPLY_AIDS};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;
use leptos_router::location::RequestUrl;

/// The addresses of the files that a page loads. Their names contain hashes, so the server reads them once,
/// at startup.
#[derive(Debug, Clone)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The script that loads the wasm.
    pub js: String,
    /// The wasm.
    pub wasm: String,
    /// The script that loads the wasm for people who are signed in.
    pub desk_js: String,
    /// The wasm for people who are signed in.
    pub desk_wasm: String,
    /// The script that loads the wasm that keeps drafts, for the form of an article.
    pub drafts_js: String,
    /// The wasm that keeps drafts.
    pub drafts_wasm: String,
    /// The script that keeps articles for reading without a connection.
    pub offline_js: String,
    /// The script of the text editor, for the desk.
    pub editor: String,
    /// Whether open pages reload after a rebuild (`make watch`).
    pub watched: bool,
}

/// The cookie of people who are signed in, without its prefix. It holds no secret and gives no right.
pub const SIGNED_IN: &str = "tn_desk";

/// The fonts of headlines and text, preloaded before the style sheet names them (`style/fonts.css`). The font
/// of controls is not preloaded: on a telephone this would delay the first contentful paint.
const FONTS: [&str; 2] = ["/fonts/source-serif-4-latin.woff2", "/fonts/source-serif-4-vietnamese.woff2"];

/// Reloads the page when the event stream is open again after the server was restarted.
const RELOAD: &str = "let ended = false;\n\
    const stream = new EventSource('/live?topics=statistics');\n\
    stream.onerror = () => { ended = true; };\n\
    stream.onopen = () => ended && location.reload();";

/// The document around a body. Its inline scripts have the nonce by which the server finds them, hashes them
/// for the content security policy, and then removes it.
pub fn document(assets: Assets, body: AnyView) -> AnyView {
    // Starts one frame after the `load` event, when the page is painted: on a mobile network the wasm would
    // delay the first paint by a second. A background tab has no frames; it loads the wasm when it becomes
    // visible.
    // People who are signed in have a cookie that scripts can read; it only chooses the files. A failed load is
    // tried once more. Browsers remember a script that could not be loaded as long as the page is open, by its
    // address (whatwg/html#6768), hence the query.
    // A preview stands still: its address is not one that client-side navigation could come back to.
    let start = use_context::<Preview>().is_none().then(|| {
        let url = use_context::<RequestUrl>().and_then(|url| url.parse().ok());
        let path = url.map(|url| url.path().to_owned()).unwrap_or_default();
        let offline = format!("import('{}').catch(() => {{}})", assets.offline_js);
        // Without a connection this page is shown at other addresses (`offline/kept_page.rs`).
        let elsewhere = (path == routes::KEPT)
            .then(|| format!("if (location.pathname !== '{path}') return {offline};\n"));
        // An embedded poll keeps nothing in the pages of other sites.
        let offline = routes::read_framed(&path).is_none().then(|| format!("{offline};\n"));
        format!(
            "const start = async () => {{\n{}\
         const [js, wasm] = /(^|; )(__Host-)?{}=/.test(document.cookie) ? ['{}', '{}'] : ['{}', '{}'];\n\
         const code = fetch(wasm).catch(() => fetch(wasm));\n\
         const {{ default: load, hydrate }} = await import(js).catch(() => import(js + '?2'));\n\
         await load({{ module_or_path: code }});\n\
         hydrate();\n{}\
         }};\n\
         const painted = () => requestAnimationFrame(() => setTimeout(start));\n\
         document.readyState === 'complete' ? painted() : addEventListener('load', painted);",
            elsewhere.unwrap_or_default(),
            SIGNED_IN,
            assets.desk_js,
            assets.desk_wasm,
            assets.js,
            assets.wasm,
            offline.unwrap_or_default()
        )
    });
    let aids = start.as_ref().map(|_| view! { <script nonce=use_nonce()>{APPLY_AIDS}</script> });
    view! {
        <!DOCTYPE html>
        <html lang="vi">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#fbf8f2" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#1a1614" media="(prefers-color-scheme: dark)"/>
                // A script after the style sheet would wait for it.
                {aids}
                <link rel="stylesheet" href=assets.css/>
                {FONTS.map(|font| view! {
                    <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                }).collect_view()}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                {start.map(|start| view! { <script type="module" nonce=use_nonce()>{start}</script> })}
                {assets.watched.then(|| view! { <script type="module" nonce=use_nonce()>{RELOAD}</script> })}
                <MetaTags/>
            </head>
            <body>
                {body}
            </body>
        </html>
    }
    .into_any()
}

/// The whole site, as the body of the document. The type is erased here, so that it is compiled here and not
/// in the server too.
pub fn site() -> AnyView {
    view! { <App/> }.into_any()
}

/// An embedded poll, as the body of the document.
pub fn framed_poll() -> AnyView {
    view! { <FramedPoll/> }.into_any()
}
