//! The built files: style sheet, script, wasm, icons (created by `frontend/build.mjs`). They are inside a release. A build
//! with debug assertions reads them from the folder `site` beside the executable, or beside its parent folder.

mod inside;
mod serving;
#[cfg(test)]
mod tests;

pub(crate) use serving::{FOR_EVER, cache};

use crate::command_error::CommandError;
use app::document::Assets;
use rust_embed::{Embed, EmbeddedFile};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The file with the hashes in the names of the files in [`PACKAGE`].
const HASHES: &str = "hash.txt";
/// The service worker, under a fixed name at the root, from where it may answer for all pages.
const WORKER: &str = "sw.js";
/// The folder of files with a hash of the content in their names.
const PACKAGE: &str = "pkg";
/// The folder of the fonts. Their files never change: a new font gets a new name.
const FONTS: &str = "fonts";

/// The files inside a release, which does not compile without them.
#[derive(Embed)]
#[folder = "../target/site"]
#[cfg_attr(debug_assertions, allow_missing = true)]
struct Built;

fn built(path: &str) -> Option<EmbeddedFile> {
    Built::get(path)
}

/// Where the files are.
#[derive(Debug, Clone)]
enum Place {
    /// Inside the program.
    Inside,
    Folder(PathBuf),
}

/// The files that browsers load.
#[derive(Debug, Clone)]
pub struct SiteFiles {
    place: Place,
    assets: Assets,
}

impl SiteFiles {
    /// The files of this program, independent of the working directory.
    ///
    /// # Errors
    /// A sentence: the program was built without them.
    pub fn find() -> Result<Self, CommandError> {
        let place = if cfg!(debug_assertions) { Place::Folder(beside_program()?) } else { Place::Inside };
        let hashes = match &place {
            Place::Inside => built(HASHES).map(|file| String::from_utf8_lossy(&file.data).into_owned()),
            Place::Folder(folder) => fs::read_to_string(folder.join(HASHES)).ok(),
        };
        let hashes =
            hashes.ok_or("Bản dựng này thiếu giao diện: hãy chạy `make site` rồi dựng lại chương trình.")?;
        let assets = Assets { watched: env::var_os("TRANGNHAT_WATCH").is_some(), ..named_assets(&hashes) };
        Ok(Self { place, assets })
    }

    /// A folder without built files, for tests that need none.
    pub fn unbuilt(root: &Path) -> Self {
        Self { place: Place::Folder(root.to_owned()), assets: named_assets("") }
    }

    /// The addresses of the assets that pages link to.
    pub fn assets(&self) -> &Assets {
        &self.assets
    }

    /// The names of the files served under fixed names: icons.
    fn public_files(&self) -> Vec<String> {
        let mut names: Vec<String> = match &self.place {
            Place::Inside => Built::iter().map(|path| path.into_owned()).collect(),
            Place::Folder(folder) => {
                let entries = fs::read_dir(folder).into_iter().flatten().flatten();
                let files = entries.filter(|entry| entry.path().is_file());
                files.filter_map(|entry| entry.file_name().into_string().ok()).collect()
            }
        };
        names.retain(|name| !name.contains('/') && name != HASHES && !name.starts_with(WORKER));
        names.sort();
        names
    }
}

/// The folder `site` of the running executable.
fn beside_program() -> Result<PathBuf, CommandError> {
    let program = env::current_exe()?;
    let beside = program.parent().unwrap_or(Path::new("."));
    let mut candidates = [beside.join("site"), beside.join("../site")].into_iter();
    let found = candidates.find(|folder| folder.join(PACKAGE).is_dir());
    found.ok_or_else(|| {
        format!("Thiếu thư mục site (giao diện đã dựng) cạnh chương trình {}.", program.display()).into()
    })
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
