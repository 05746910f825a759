//! The order of the rooms, held by tests where Cargo does not hold it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The crates that a package is built with.
fn crates(package: &str, target: &[&str]) -> Vec<String> {
    let tree = Command::new(env!("CARGO"))
        .current_dir(project())
        .args([
            "tree",
            "--locked",
            "--package",
            package,
            "--edges",
            "normal,no-proc-macro",
            "--prefix",
            "none",
        ])
        .args(target)
        .output()
        .expect("cargo");
    assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
    let text = String::from_utf8_lossy(&tree.stdout).into_owned();
    text.lines().filter_map(|line| line.split(' ').next().map(str::to_owned)).collect()
}

#[test]
fn the_domain_draws_nothing_and_answers_nothing() {
    let used = crates("domain", &["--features", "store"]);
    for foreign in ["leptos", "axum", "app", "server"] {
        assert!(!used.iter().any(|name| name == foreign), "domain depends on {foreign}");
    }
}

#[test]
fn the_wasm_carries_nothing_of_the_server() {
    // `regex` is named by leptos_config and left out by the linker: `end2end/size.mjs` looks into the file itself.
    let used = crates("frontend", &["--target", "wasm32-unknown-unknown"]);
    assert!(used.iter().any(|name| name == "leptos"));
    for foreign in ["sqlx", "argon2", "ammonia", "lol_html", "image", "webp", "jiff", "axum", "tokio", "slug"]
    {
        assert!(!used.iter().any(|name| name == foreign), "the wasm carries {foreign}");
    }
}

#[test]
fn only_calls_and_the_server_touch_the_store() {
    let mut files = Vec::new();
    rust_files(&project().join("app/src"), &mut files);
    for file in files.iter().filter(|file| !file.ends_with("calls.rs") && !file.ends_with("page/draw.rs")) {
        let text = fs::read_to_string(file).expect("a file");
        let speaks = text.contains("store::") || text.contains("::store");
        assert!(!speaks, "{} speaks of the store", file.display());
    }
}

#[test]
fn every_room_has_a_name_that_says_something() {
    let mut files = Vec::new();
    for room in ["app", "server", "frontend"] {
        rust_files(&project().join(room), &mut files);
    }
    for file in files {
        let inside = file.strip_prefix(project()).unwrap_or(&file);
        for part in inside.iter().filter_map(|part| part.to_str()) {
            let name = part.trim_end_matches(".rs");
            assert!(!["utils", "util", "common", "helpers", "misc"].contains(&name), "{}", file.display());
        }
    }
}
