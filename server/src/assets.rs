//! The folder of built files beside the executable: style sheet, script, wasm, icons (created by
//! `frontend/build.mjs`).

use crate::command_error::CommandError;
use app::document::Assets;
use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

/// The file with the hashes in the names of the files in [`PACKAGE`].
const HASHES: &str = "hash.txt";
/// The service worker, under a fixed name at the root, from where it may answer for all pages.
const WORKER: &str = "sw.js";
/// The folder of files with a hash of the content in their names.
pub const PACKAGE: &str = "pkg";
/// The folder of the fonts.
const FONTS: &str = "fonts";

/// The files that browsers load.
#[derive(Debug, Clone)]
pub struct SiteFolder {
    root: PathBuf,
    assets: Assets,
}

impl SiteFolder {
    /// Finds the folder beside the running executable, or beside its parent folder, independent of the
    /// working directory.
    pub fn find() -> Result<Self, CommandError> {
        let program = env::current_exe()?;
        let beside = program.parent().unwrap_or(Path::new("."));
        let candidates = [beside.join("site"), beside.join("../site")];
        let found = candidates.into_iter().find(|folder| folder.join(PACKAGE).is_dir());
        let root = found.ok_or_else(|| {
            format!("Thiếu thư mục site (giao diện đã dựng) cạnh chương trình {}.", program.display())
        })?;
        let hashes = read_hashes(&root.join(HASHES))?;
        let assets = Assets { watched: env::var_os("TRANGNHAT_WATCH").is_some(), ..named_assets(&hashes) };
        Ok(Self { root, assets })
    }

    /// A folder without built files, for tests that need none.
    pub fn unbuilt(root: &Path) -> Self {
        Self { root: root.to_owned(), assets: named_assets("") }
    }

    /// The addresses of the assets that pages link to.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// The folder of files with a hash of the content in their names.
    pub fn package(&self) -> PathBuf {
        self.root.join(PACKAGE)
    }

    /// The folder of the fonts. Their files never change: a new font gets a new name.
    pub fn fonts(&self) -> PathBuf {
        self.root.join(FONTS)
    }

    /// The service worker.
    pub fn worker(&self) -> PathBuf {
        self.root.join(WORKER)
    }

    /// The files served under fixed names: icons.
    pub fn public_files(&self) -> Vec<(String, PathBuf)> {
        let entries = fs::read_dir(&self.root).into_iter().flatten().flatten();
        let files = entries.filter(|entry| entry.path().is_file());
        let named = files.filter_map(|entry| Some((entry.file_name().into_string().ok()?, entry.path())));
        let mut files: Vec<_> =
            named.filter(|(name, _)| name != HASHES && !name.starts_with(WORKER)).collect();
        files.sort();
        files
    }
}

fn read_hashes(path: &Path) -> Result<String, CommandError> {
    match fs::read_to_string(path) {
        Ok(hashes) => Ok(hashes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(format!("Thiếu tệp {}: hãy chép cả thư mục site.", path.display()).into())
        }
        Err(error) => Err(format!("Không đọc được tệp {}: {error}.", path.display()).into()),
    }
}

/// Reads a line `file: hash` for each file; without a line the name has no hash.
fn named_assets(hashes: &str) -> Assets {
    let name = |stem: &str, ending: &str| {
        let file = format!("{stem}.{ending}: ");
        let hash = hashes.lines().find_map(|line| line.strip_prefix(&file));
        let hash = hash.map(|hash| format!(".{}", hash.trim())).unwrap_or_default();
        format!("/{PACKAGE}/{stem}{hash}.{ending}")
    };
    Assets {
        css: name("trangnhat", "css"),
        js: name("trangnhat", "js"),
        wasm: name("trangnhat", "wasm"),
        desk_js: name("desk", "js"),
        desk_wasm: name("desk", "wasm"),
        drafts_js: name("drafts", "js"),
        drafts_wasm: name("drafts", "wasm"),
        offline_js: name("offline", "js"),
        editor: name("editor", "js"),
        watched: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_hashes_and_the_worker_are_no_files_of_the_site() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in [HASHES, "sw.js", "sw.js.br", "favicon.svg"] {
            fs::write(folder.path().join(name), "").expect("a file");
        }
        let files = SiteFolder::unbuilt(folder.path()).public_files();
        assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["favicon.svg"]);
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
}
