//! The HTML document around the app, drawn by the server alone.
//!
//! It names its files itself: Leptos' `HydrationScripts` would read the file of hashes from disk for every page.

use crate::{App, polls::framed::FramedPoll};
use leptos::{nonce::use_nonce, prelude::*};
use leptos_meta::MetaTags;

/// The addresses of what a page loads. Their names change with their content, so the server reads them once, at
/// its start.
#[derive(Debug, Clone)]
pub struct Assets {
    /// The style sheet.
    pub css: String,
    /// The script that loads the wasm.
    pub js: String,
    /// The wasm.
    pub wasm: String,
    /// Whether the page loads again when the program was built anew (`make watch`).
    pub watched: bool,
}

/// The fonts of headlines and text, asked for before the style sheet names them (`style/fonts.css`). Those of what is
/// operated come when they come: on a telephone they would delay the first picture.
const FONTS: [&str; 2] = ["/fonts/source-serif-4-latin.woff2", "/fonts/source-serif-4-vietnamese.woff2"];

/// The stream breaks off when the program ends, and opens again when the next one is there.
const RELOAD: &str = "let ended = false;\n\
    const stream = new EventSource('/live?topics=statistics');\n\
    stream.onerror = () => { ended = true; };\n\
    stream.onopen = () => ended && location.reload();";

/// The document around what stands in its body. Its inline scripts carry the nonce by which the server finds them, hashes them for the content
/// security policy, and then removes it.
pub fn document(assets: Assets, body: AnyView) -> AnyView {
    // After everything a reader looks at, and a frame later, when it is painted: on a telephone's network the wasm would delay
    // the first picture by a second. A tab in the background has no frames, and loads it when somebody looks.
    let start = format!(
        "const start = async () => {{\n\
         const wasm = fetch('{}');\n\
         const {{ default: load, hydrate }} = await import('{}');\n\
         await load({{ module_or_path: wasm }});\n\
         hydrate();\n\
         }};\n\
         const painted = () => requestAnimationFrame(() => setTimeout(start));\n\
         document.readyState === 'complete' ? painted() : addEventListener('load', painted);",
        assets.wasm, assets.js
    );
    view! {
        <!DOCTYPE html>
        <html lang="vi">
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="theme-color" content="#fbf8f2" media="(prefers-color-scheme: light)"/>
                <meta name="theme-color" content="#1a1614" media="(prefers-color-scheme: dark)"/>
                <link rel="stylesheet" href=assets.css/>
                {FONTS.map(|font| view! {
                    <link rel="preload" href=font r#as="font" r#type="font/woff2" crossorigin="anonymous"/>
                }).collect_view()}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="icon" href="/favicon.ico" sizes="32x32"/>
                <link rel="apple-touch-icon" href="/apple-touch-icon.png"/>
                <link rel="manifest" href="/manifest.webmanifest"/>
                <script type="module" nonce=use_nonce()>{start}</script>
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

/// The whole site, as the body of its document. Its type is erased here, so that it is compiled here and not in the server too.
pub fn site() -> AnyView {
    view! { <App/> }.into_any()
}

/// A framed poll, as the body of its document.
pub fn framed_poll() -> AnyView {
    view! { <FramedPoll/> }.into_any()
}
