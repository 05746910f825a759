//! The desk's style sheets and scripts. They are part of the program, and their names change with their
//! content; readers do not load them.

use app::{desk::DeskFiles, routes::desk as addresses};
use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::chain::hexadecimal;
use sha2::{Digest, Sha256};
use std::sync::{Arc, LazyLock};

struct File {
    name: String,
    kind: &'static str,
    content: &'static str,
}

const CSS: &str = "text/css; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

/// One sheet with the styles of all rooms, so that one request is enough.
const SHEET: &str = concat!(
    include_str!("../../../style/desk/desk.css"),
    include_str!("../../../style/desk/forms.css"),
    include_str!("../../../style/desk/articles.css"),
    include_str!("../../../style/desk/elsewhere.css"),
    include_str!("../../../style/desk/preview.css"),
    include_str!("../../../style/desk/editor.css"),
    include_str!("../../../style/desk/editor-menus.css"),
    include_str!("../../../style/desk/editor-text.css"),
    include_str!("../../../style/desk/dialogs.css"),
    include_str!("../../../style/desk/drafts.css"),
    include_str!("../../../style/desk/tables.css"),
    include_str!("../../../style/desk/own-account.css"),
    include_str!("../../../style/desk/pictures.css"),
    include_str!("../../../style/desk/accounts.css"),
    include_str!("../../../style/desk/log.css"),
    include_str!("../../../style/desk/health.css"),
    include_str!("../../../style/desk/polls.css"),
    include_str!("../../../style/desk/arrangement.css"),
);

static FILES: LazyLock<Vec<File>> = LazyLock::new(|| {
    [
        ("desk", "css", CSS, SHEET),
        ("forms", "js", SCRIPT, include_str!("../../../frontend/desk/forms.js")),
        ("password", "js", SCRIPT, include_str!("../../../frontend/desk/password.js")),
        ("passkey", "js", SCRIPT, include_str!("../../../frontend/desk/passkey.js")),
        ("editor", "js", SCRIPT, include_str!("../../../frontend/desk/editor.js")),
        ("drafts", "js", SCRIPT, include_str!("../../../frontend/desk/drafts.js")),
        ("moves", "js", SCRIPT, include_str!("../../../frontend/desk/moves.js")),
        ("order", "js", SCRIPT, include_str!("../../../frontend/desk/order.js")),
        ("elsewhere", "js", SCRIPT, include_str!("../../../frontend/desk/elsewhere.js")),
        ("preview", "js", SCRIPT, include_str!("../../../frontend/desk/preview.js")),
        ("upload", "js", SCRIPT, include_str!("../../../frontend/desk/upload.js")),
    ]
    .into_iter()
    .map(|(stem, ending, kind, content)| {
        let hash = hexadecimal(&Sha256::digest(content)[..6]);
        File { name: format!("{stem}.{hash}.{ending}"), kind, content }
    })
    .collect()
});

static NAMES: LazyLock<Arc<DeskFiles>> = LazyLock::new(|| {
    let address = |file: &File| format!("{}/{}", addresses::FILES, file.name);
    let of = |kind| FILES.iter().filter(move |file| file.kind == kind).map(address);
    Arc::new(DeskFiles { css: of(CSS).collect(), scripts: of(SCRIPT).collect() })
});

/// The addresses for desk pages.
pub(crate) fn names() -> Arc<DeskFiles> {
    Arc::clone(&NAMES)
}

pub(crate) async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|file| file.name == name) {
        Some(file) => {
            let kept = "public, max-age=31536000, immutable";
            let headers = [(header::CONTENT_TYPE, file.kind), (header::CACHE_CONTROL, kept)];
            (headers, file.content).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
