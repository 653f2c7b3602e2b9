//! `wasm-split-cli INPUT FOLDER --out-name NAME`: cuts INPUT into NAME.wasm and a file for each later part, in FOLDER.

use std::path::Path;

use anyhow::{Context, Result, bail};
use wasm_split_cli_support::{Options, transform};

fn main() -> Result<()> {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let [input, folder, option, name] = arguments.as_slice() else {
        bail!("usage: wasm-split-cli INPUT FOLDER --out-name NAME");
    };
    if option != "--out-name" {
        bail!("{option} is not known here");
    }
    let wasm = std::fs::read(input).with_context(|| format!("cannot read {input}"))?;
    let first = Path::new(folder).join(format!("{name}.wasm"));
    let bindings = format!("./{name}.js");
    let mut options = Options::new(&wasm);
    options.output_dir = folder.as_ref();
    options.main_out_path = &first;
    options.main_module = &bindings;
    transform(options).map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Ok(())
}
