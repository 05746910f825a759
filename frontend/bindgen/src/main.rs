//! `bindgen WASM FOLDER` makes of the compiled wasm what a browser loads: `trangnhat.js` and `trangnhat_bg.wasm`.

use std::{env, error::Error};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let mut words = env::args_os().skip(1);
    let (Some(wasm), Some(folder)) = (words.next(), words.next()) else {
        return Err("Usage: bindgen WASM FOLDER".into());
    };
    let mut bindgen = Bindgen::new();
    // The page names the wasm itself, by the hash of its content.
    bindgen.input_path(wasm).out_name("trangnhat").typescript(false).omit_default_module_path(true);
    Ok(bindgen.web(true)?.generate(folder)?)
}
