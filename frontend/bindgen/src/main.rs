//! `bindgen WASM FOLDER NAME` generates what a browser loads from the compiled wasm: `NAME.js` and
//! `NAME_bg.wasm`.

use std::{env, error::Error};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = env::args_os().skip(1);
    let (Some(wasm), Some(folder), Some(name)) = (words.next(), words.next(), words.next()) else {
        return Err("Usage: bindgen WASM FOLDER NAME".into());
    };
    let mut bindgen = Bindgen::new();
    // The page passes the address of the wasm, which contains its hash.
    bindgen
        .input_path(wasm)
        .out_name(&name.to_string_lossy())
        .typescript(false)
        .omit_default_module_path(true);
    Ok(bindgen.web(true)?.generate(folder)?)
}
