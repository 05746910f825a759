//! Files inside the program are served like those of a folder.

use super::{inside::Inside, *};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Method, Request, StatusCode},
};
use std::{
    fs::File,
    sync::LazyLock,
    time::{Duration, SystemTime},
};
use tempfile::TempDir;
use tower::ServiceExt;
use tower_http::services::fs::TokioBackend;

/// A folder as `frontend/build.mjs` leaves it.
static SITE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    let script = "document.title;".repeat(10_000);
    for (name, content) in [
        ("pkg/trangnhat.abc.js", script.as_str()),
        ("pkg/trangnhat.abc.js.br", "as brotli"),
        ("pkg/trangnhat.abc.js.gz", "as gzip"),
        ("pkg/trangnhat.abc.wasm", "wasm"),
        ("fonts/serif.woff2", "a font"),
        ("sw.js", "// worker"),
        ("sw.js.br", "// br"),
        ("favicon.svg", "<svg/>"),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(&path, content).expect("written");
        // Inside a program the time has whole seconds.
        let written = SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_000_000);
        File::options().write(true).open(path).and_then(|file| file.set_modified(written)).expect("a time");
    }
    folder
});

/// A file of that folder as the program would have it.
fn found(path: &str) -> Option<EmbeddedFile> {
    rust_embed::utils::read_file_from_fs(&SITE.path().join(path)).ok()
}

async fn answer(
    router: &Router,
    method: &Method,
    path: &str,
    headers: &[(&str, &str)],
) -> (StatusCode, HeaderMap, Vec<u8>) {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = router.clone().oneshot(request.body(Body::empty()).expect("a request")).await;
    let (head, body) = answer.expect("an answer").into_parts();
    (head.status, head.headers, to_bytes(body, usize::MAX).await.expect("a body").to_vec())
}

#[tokio::test]
async fn files_inside_the_program_are_served_like_those_of_a_folder() {
    let files = SiteFiles::unbuilt(SITE.path());
    let icons = || vec!["favicon.svg".to_owned()];
    let inside: Router = files.routes_of(Path::new(""), Inside(found), icons());
    let folder: Router = files.routes_of(SITE.path(), TokioBackend, icons());
    let script = "/pkg/trangnhat.abc.js";
    let mut seen = Vec::new();
    for path in [
        script,
        "/pkg/trangnhat.abc.wasm",
        "/fonts/serif.woff2",
        "/sw.js",
        "/favicon.svg",
        "/pkg",
        "/pkg/",
        "/pkg/trangnhat.abc.js/",
        "/pkg/none.js",
        "/pkg/../hash.txt",
        "/pkg/%2e%2e/sw.js",
        "/none.svg",
    ] {
        for headers in [
            &[][..],
            &[("accept-encoding", "br, gzip")],
            &[("accept-encoding", "gzip;q=1, br;q=0")],
            &[("accept-encoding", "identity")],
            &[("range", "bytes=2-4")],
            &[("range", "bytes=2-4"), ("accept-encoding", "br")],
            &[("range", "bytes=-3")],
            &[("range", "bytes=999999999-")],
            &[("range", "bytes=0-1,3-4")],
            &[("if-modified-since", "Fri, 27 Nov 2026 00:00:00 GMT")],
            &[("if-modified-since", "Thu, 01 Jan 2026 00:00:00 GMT")],
            &[("if-none-match", "*")],
            &[("if-match", "\"other\"")],
        ] {
            for method in [Method::GET, Method::HEAD, Method::POST] {
                let (ours, theirs) = (
                    answer(&inside, &method, path, headers).await,
                    answer(&folder, &method, path, headers).await,
                );
                assert_eq!(ours, theirs, "{method} {path} {headers:?}");
                seen.push(ours.0.as_u16());
            }
        }
    }
    for status in [200, 206, 304, 404, 405, 412, 416] {
        assert!(seen.contains(&status), "no answer was {status}");
    }
    let (status, headers, body) =
        answer(&inside, &Method::GET, script, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((status, body.as_slice()), (StatusCode::OK, &b"as brotli"[..]));
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(header("content-encoding"), "br");
    assert_eq!(header("content-type"), "text/javascript");
    assert_eq!(header("cache-control"), FOR_EVER);
    assert_eq!(header("content-length"), "9");
    assert!(!header("etag").is_empty());
}

#[test]
fn the_list_of_hashes_and_the_worker_are_no_files_of_the_site() {
    let folder = tempfile::tempdir().expect("a folder");
    for name in [HASHES, "sw.js", "sw.js.br", "favicon.svg"] {
        fs::write(folder.path().join(name), "").expect("a file");
    }
    assert_eq!(SiteFiles::unbuilt(folder.path()).public_files(), ["favicon.svg"]);
}

#[test]
fn names_carry_the_hash_of_the_content() {
    let assets = named_assets(
        "trangnhat.js: abc\ntrangnhat.wasm: def\ntrangnhat.css: ghi\ndesk.js: jkl\neditor.js: mno\n",
    );
    assert_eq!(assets.js, "/pkg/trangnhat.abc.js");
    assert_eq!(assets.wasm, "/pkg/trangnhat.def.wasm");
    assert_eq!(assets.css, "/pkg/trangnhat.ghi.css");
    assert_eq!(assets.desk_js, "/pkg/desk.jkl.js");
    assert_eq!(assets.editor, "/pkg/editor.mno.js");
}
