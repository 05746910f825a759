//! The folder of built files beside the executable: style sheet, script, wasm, icons.

use crate::commands::Failure;
use app::document::Assets;
use leptos::config::LeptosOptions;
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// The name of the built files, as `Cargo.toml` gives it to cargo-leptos.
const OUTPUT: &str = "trangnhat";
/// The folder of the files whose names change with their content.
pub const PACKAGE: &str = "pkg";
/// The folder of the fonts.
const FONTS: &str = "fonts";

/// What the browser loads, as built.
#[derive(Debug, Clone)]
pub struct SiteFolder {
    root: PathBuf,
    assets: Assets,
}

impl SiteFolder {
    /// Finds the folder beside the running program, or beside the folder it lies in, whatever the working
    /// directory is.
    pub fn find() -> Result<Self, Failure> {
        let program = env::current_exe()?;
        let beside = program.parent().unwrap_or(Path::new("."));
        let candidates = [beside.join("site"), beside.join("../site")];
        let found = candidates.into_iter().find(|folder| folder.join(PACKAGE).is_dir());
        let root = found.ok_or_else(|| {
            format!("Thiếu thư mục site (giao diện đã dựng) cạnh chương trình {}.", program.display())
        })?;
        // Under `make watch` cargo-leptos keeps plain names and replaces the files while the program runs.
        let watched = env::var_os("LEPTOS_WATCH").is_some();
        let hashes = if watched { String::new() } else { read_hashes(&beside.join("hash.txt"))? };
        let assets = Assets { watch: watched.then(leptos_options), ..named_assets(&hashes) };
        Ok(Self { root, assets })
    }

    /// A folder without built files, for tests of everything else.
    pub fn unbuilt(root: &Path) -> Self {
        Self { root: root.to_owned(), assets: named_assets("") }
    }

    /// The addresses every page names.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// The folder of the files whose names change with their content.
    pub fn package(&self) -> PathBuf {
        self.root.join(PACKAGE)
    }

    /// The folder of the fonts. Their files never change: another font gets another name.
    pub fn fonts(&self) -> PathBuf {
        self.root.join(FONTS)
    }

    /// The files served under their own names: icons, manifest, robots.
    pub fn public_files(&self) -> Vec<(String, PathBuf)> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.path().is_file());
        let named = files.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
        let mut files: Vec<_> =
            named.filter(|(name, _)| !name.ends_with(".br") && !name.ends_with(".gz")).collect();
        files.sort();
        files
    }
}

fn read_hashes(path: &Path) -> Result<String, Failure> {
    match fs::read_to_string(path) {
        Ok(hashes) => Ok(hashes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("Thiếu tệp {}: hãy chép nó cùng với chương trình.", path.display()).into())
        }
        Err(error) => Err(format!("Không đọc được tệp {}: {error}.", path.display()).into()),
    }
}

/// `hash.txt` has a line `kind: hash` for each built file; without one the names are plain.
fn named_assets(hashes: &str) -> Assets {
    let name = |kind: &str| {
        let hash = hashes.lines().find_map(|line| line.strip_prefix(kind)?.strip_prefix(':'));
        let hash = hash.map(|hash| format!(".{}", hash.trim())).unwrap_or_default();
        format!("/{PACKAGE}/{OUTPUT}{hash}.{kind}")
    };
    Assets { css: name("css"), js: name("js"), wasm: name("wasm"), watch: None }
}

fn leptos_options() -> LeptosOptions {
    LeptosOptions::builder().output_name(OUTPUT).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_carry_the_hash_of_the_content() {
        let assets = named_assets("js: abc\nwasm: def\ncss: ghi\n");
        assert_eq!(assets.js, "/pkg/trangnhat.abc.js");
        assert_eq!(assets.wasm, "/pkg/trangnhat.def.wasm");
        assert_eq!(assets.css, "/pkg/trangnhat.ghi.css");
    }
}
