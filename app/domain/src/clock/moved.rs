//! A clock that tests move; no release has it (feature `test-clock`).

use super::Clock;
use std::{env, path::PathBuf};

/// The variable that names the file of the clock.
const VARIABLE: &str = "TRANGNHAT_CLOCK_FILE";

impl Clock {
    /// The present is what this file says, in RFC 3339; it stands still until the file is replaced. While there is no
    /// file, the clock of the system goes on.
    pub fn from_file(file: PathBuf) -> Self {
        Self { file: Some(file) }
    }

    /// The clock of the system, unless the environment names a file.
    pub fn from_environment() -> Self {
        Self { file: env::var_os(VARIABLE).map(PathBuf::from) }
    }
}
