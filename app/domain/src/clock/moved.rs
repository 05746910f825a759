//! A clock that tests can set; not in release builds (feature `test-clock`).

use super::Clock;
use std::{env, path::PathBuf};

/// The environment variable with the path of the clock file.
const VARIABLE: &str = "TRANGNHAT_CLOCK_FILE";

impl Clock {
    /// Takes the time from this file, in RFC 3339; it does not advance until the file is replaced. While the
    /// file does not exist, the system clock is used.
    pub fn from_file(file: PathBuf) -> Self {
        Self { file: Some(file) }
    }

    /// The system clock, unless the environment variable names a file.
    pub fn from_environment() -> Self {
        Self { file: env::var_os(VARIABLE).map(PathBuf::from) }
    }
}
