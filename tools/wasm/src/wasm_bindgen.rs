//! `wasm-bindgen INPUT --target=web --out-dir=FOLDER [OPTIONS]`, with those of the makers' options that Trunk and
//! `cargo xtask` give. Any other one is refused.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let mut bindgen = Bindgen::new();
    let (mut input, mut folder, mut typescript) = (None, None, true);
    while let Some(argument) = arguments.next() {
        let text = argument.to_string_lossy().into_owned();
        let (name, value) = match text.split_once('=') {
            Some((name, value)) if name.starts_with("--") => (name, Some(OsString::from(value))),
            _ => (text.as_str(), None),
        };
        let mut value =
            || value.clone().or_else(|| arguments.next()).with_context(|| format!("{name} needs a value"));
        match name {
            "--version" => {
                println!("wasm-bindgen {}", env!("CARGO_PKG_VERSION"));
                return Ok(());
            }
            "--target" if value()? == "web" => drop(bindgen.web(true)?),
            "--out-dir" => folder = Some(PathBuf::from(value()?)),
            "--out-name" => drop(bindgen.out_name(&value()?.to_string_lossy())),
            "--no-typescript" => typescript = false,
            "--keep-lld-exports" => drop(bindgen.keep_lld_exports(true)),
            "--keep-debug" => drop(bindgen.keep_debug(true)),
            _ if name.starts_with('-') || input.is_some() => bail!("{text} is not known here"),
            _ => input = Some(PathBuf::from(argument)),
        }
    }
    let input = input.context("which file?")?;
    let folder = folder.context("--out-dir is missing")?;
    // As the makers' program has it where nothing is said.
    bindgen.omit_default_module_path(false);
    bindgen.input_path(input).typescript(typescript).generate(folder)
}
