//! A release contains the built files and the content packs of a new site: it is compiled again when they change.

use std::{
    env,
    time::{SystemTime, UNIX_EPOCH},
};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    // Other profiles read them when the program runs (`src/assets.rs`). A folder that is missing would count as changed
    // each time.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        for folder in ["../target/site", "starter", "blank"] {
            println!("cargo::rerun-if-changed={folder}");
        }
    }
    // Seconds since 1970: no clock of a machine that runs the program is before it (`trangnhat doctor`).
    let set = env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    println!("cargo::rustc-env=TRANGNHAT_BUILT={}", set.unwrap_or_else(now));
}
