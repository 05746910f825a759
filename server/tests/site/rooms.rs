//! Dependencies between rooms, where Cargo does not check them.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use syn::{
    ItemMod, ItemUse, UseTree, Visibility,
    visit::{self, Visit},
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

/// The crates with which a package is built.
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
    // `regex` is a dependency of leptos_config and removed by the linker: `end2end/size.mjs` inspects the
    // file itself.
    for package in ["frontend", "desk_wasm", "drafts_wasm"] {
        let used = crates(package, &["--target", "wasm32-unknown-unknown"]);
        assert!(used.iter().any(|name| name == "leptos"));
        for foreign in
            ["sqlx", "argon2", "ammonia", "lol_html", "image", "webp", "jiff", "axum", "tokio", "slug"]
        {
            // What speaks to the browser's store has its channels from tokio.
            let is_known = (package, foreign) == ("drafts_wasm", "tokio");
            assert!(
                is_known || !used.iter().any(|name| name == foreign),
                "the wasm of {package} carries {foreign}"
            );
        }
    }
}

#[test]
fn only_calls_and_the_server_touch_the_store() {
    let mut files = Vec::new();
    rust_files(&project().join("app/src"), &mut files);
    for file in files.iter().filter(|file| !file.ends_with("calls.rs") && !file.ends_with("page/render.rs")) {
        let text = fs::read_to_string(file).expect("a file");
        let speaks = text.contains("store::") || text.contains("::store");
        assert!(!speaks, "{} speaks of the store", file.display());
    }
}

/// What SQLite has and PostgreSQL has not, or reads as something else, in small letters.
const OF_THE_ENGINE: &[&str] = &[
    "sqlite",
    "pragma",
    "rowid",
    "fts5",
    " match $1",
    " match $2",
    " glob ",
    "instr(",
    "ifnull(",
    "iif(",
    "group_concat",
    "json_each",
    "json_extract",
    "unixepoch",
    "zeroblob",
    "insert or ",
    "last_insert",
    "autoincrement",
    // Of two values; PostgreSQL has them as `least` and `greatest`.
    "min($",
    "max($",
    // Half as wide in PostgreSQL.
    " as integer)",
];

/// Only `db` depends on the engine, so that everything needed for another one is in one place. Tests are left
/// out: they damage the database file, whose format is this engine's own.
#[test]
fn only_db_knows_the_engine() {
    let mut files = Vec::new();
    for room in ["app", "server/src", "frontend"] {
        rust_files(&project().join(room), &mut files);
    }
    let db = project().join("app/domain/src/db");
    let is_test = |file: &Path| file.iter().any(|part| part == "tests" || part == "tests.rs");
    for file in files.iter().filter(|file| !file.starts_with(&db) && **file != db.with_extension("rs")) {
        if is_test(file.strip_prefix(project()).expect("a file inside")) {
            continue;
        }
        let text = fs::read_to_string(file).expect("a file").to_lowercase();
        for word in OF_THE_ENGINE {
            assert!(!text.contains(word), "{} says {word}", file.display());
        }
        // PostgreSQL sums `bigint` to `numeric`, which is no integer.
        for (at, _) in text.match_indices(" sum(").chain(text.match_indices("(sum(")) {
            let before = &text[..=at];
            assert!(
                before.ends_with("cast(") || before.ends_with("order by "),
                "{} has a sum that is not cast to bigint",
                file.display()
            );
        }
    }
}

/// The paths that a file uses, from the root of its crate; its unit tests are left out.
struct Named {
    /// The module of the file.
    module: Vec<String>,
    paths: Vec<Vec<String>>,
}

impl Named {
    fn add(&mut self, mut path: Vec<String>) {
        let mut module = self.module.clone();
        match path.first().map(String::as_str) {
            Some("crate") => module.clear(),
            Some("self" | "super") => {}
            _ => return,
        }
        while let Some("crate" | "self" | "super") = path.first().map(String::as_str) {
            if path.remove(0) == "super" {
                module.pop();
            }
        }
        self.paths.push([module, path].concat());
    }

    fn add_tree(&mut self, above: &[String], tree: &UseTree) {
        let below = |name: &syn::Ident| [above, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.add_tree(&below(&path.ident), &path.tree),
            UseTree::Name(name) => self.add(below(&name.ident)),
            UseTree::Rename(name) => self.add(below(&name.ident)),
            UseTree::Glob(_) => self.add(above.to_vec()),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(above, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }

    /// `pub(super)` does not use anything of the parent.
    fn visit_visibility(&mut self, _: &'ast Visibility) {}

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if module.ident != "tests" {
            visit::visit_item_mod(self, module);
        }
    }
}

/// Which file uses which other files, by their modules.
fn arrows(root: &Path) -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let mut files = Vec::new();
    rust_files(root, &mut files);
    let module = |file: &PathBuf| {
        let inside = file.strip_prefix(root).expect("a file inside").with_extension("");
        let names = inside.iter().map(|name| name.to_string_lossy().into_owned());
        names.filter(|name| name != "mod").collect::<Vec<_>>()
    };
    let modules: BTreeSet<Vec<String>> = files.iter().map(module).collect();
    let arrows = files.iter().map(|file| {
        let module = module(file);
        let mut named = Named { module: module.clone(), paths: Vec::new() };
        named.visit_file(&syn::parse_file(&fs::read_to_string(file).expect("a file")).expect("Rust"));
        // The rest of a path after the module is an item of it.
        let file_of =
            |path: Vec<String>| (1..=path.len()).rev().find_map(|len| modules.get(&path[..len]).cloned());
        let others = named.paths.into_iter().filter_map(file_of).filter(|other| *other != module);
        (module.clone(), others.collect())
    });
    arrows.collect()
}

/// No circular dependencies between files of different rooms, even indirect ones.
fn assert_no_circle(root: &str, files: usize) {
    let arrows = arrows(&project().join(root));
    assert!(arrows.len() > files, "{} files", arrows.len());
    let reached = |from: &Vec<String>| {
        let (mut reached, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(others) = next.pop().and_then(|file| arrows.get(file)) {
            next.extend(others.iter().filter(|other| reached.insert((*other).clone())));
        }
        reached
    };
    let reached: BTreeMap<_, _> = arrows.keys().map(|file| (file, reached(file))).collect();
    for (file, others) in &reached {
        for other in others.iter().filter(|other| other.first() != file.first()) {
            let back = reached.get(other).is_some_and(|back| back.contains(*file));
            assert!(!back, "{} and {} need each other", file.join("::"), other.join("::"));
        }
    }
}

#[test]
fn rooms_of_the_server_stand_in_no_circle() {
    assert_no_circle("server/src", 80);
}

#[test]
fn rooms_of_the_app_stand_in_no_circle() {
    assert_no_circle("app/src", 80);
}

#[test]
fn rooms_of_the_domain_stand_in_no_circle() {
    assert_no_circle("app/domain/src", 120);
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
